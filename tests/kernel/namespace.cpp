#include "kernel/namespace.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace sekisho::test::kernel {
namespace {

/// A thread of its own, so that the program stays where it is.
int new_namespace() {
  int fd = -1;
  std::thread([&] {
    if (unshare(CLONE_NEWNET) == 0) fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
  }).join();
  return fd;
}

struct Ended {
  int status = -1;
  std::string output;
};

/// `sh -c script` inside the namespace, with standard error among its output.
Ended run_inside(int ns, const std::string& script) {
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    dup2(pipe_ends[1], STDERR_FILENO);
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    if (setns(ns, CLONE_NEWNET) == 0) execl("/bin/sh", "sh", "-c", script.c_str(), nullptr);
    _exit(127);
  }
  close(pipe_ends[1]);
  Ended ended;
  std::array<char, 65536> buffer{};
  for (ssize_t count = 0; (count = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;)
    ended.output.append(buffer.data(), static_cast<std::size_t>(count));
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ended;
}

bool has_program(const char* name) {
  const std::string script = std::string("command -v ") + name + " >/dev/null 2>&1";
  return std::system(script.c_str()) == 0;  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
}

}  // namespace

std::string why_not() {
  if (geteuid() != 0) return "needs root";
  for (const char* program : {"ip", "iptables-restore", "ip6tables-restore", "ipset", "sysctl"}) {
    if (!has_program(program)) return std::string("needs the program ") + program;
  }
  const int ns = new_namespace();
  if (ns < 0) return "needs a kernel that makes network namespaces";
  const Ended ended = run_inside(
      ns, "ip link add left0 type veth peer name right0 && echo 1 > /proc/sys/net/ipv4/ip_forward");
  close(ns);
  return ended.status == 0 ? std::string() : "needs veth pairs and settings of its own: " + ended.output;
}

Namespace::Namespace() : fd_(new_namespace()) {
  if (fd_ < 0) throw std::runtime_error("no network namespace");
}

Namespace::~Namespace() { close(fd_); }

std::string Namespace::run(const std::string& script) const {
  Ended ended = run_inside(fd_, script);
  if (ended.status != 0) throw std::runtime_error(script + "\n" + ended.output);
  return std::move(ended.output);
}

bool Namespace::try_run(const std::string& script, std::string* said) const {
  Ended ended = run_inside(fd_, script);
  if (said != nullptr) *said = std::move(ended.output);
  return ended.status == 0;
}

int Namespace::open_socket(int domain, int type, int protocol) const {
  int made = -1;
  std::thread([&] {
    if (setns(fd_, CLONE_NEWNET) == 0) made = socket(domain, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
  }).join();
  if (made < 0) throw std::runtime_error("no socket");
  return made;
}

std::string Namespace::path() const {
  return "/proc/" + std::to_string(getpid()) + "/fd/" + std::to_string(fd_);
}

}  // namespace sekisho::test::kernel
