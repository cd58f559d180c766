// What is given up is gone: tried in child processes, which end with what they found.
#include <sekisho/live/rights.hpp>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <functional>

namespace sekisho::test {
namespace {

/// The exit status of a child that does this; _exit, because nothing of this program is to end in it.
int status_of(const std::function<int()>& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

enum Found { confined = 0, not_confined = 1, still_works = 2, files_broken = 3 };

TEST(Rights, ConfinedProcessOpensNoConnectionAndStartsNoProgram) {
  const int status = status_of([] {
    if (!live::confine()) return not_confined;
    if (socket(AF_INET, SOCK_STREAM, 0) != -1 || errno != EPERM) return still_works;
    if (fork() != -1 || errno != EPERM) return still_works;
    if (execl("/bin/true", "true", nullptr) != -1 || errno != EPERM) return still_works;
    if (setuid(0) != -1 || errno != EPERM) return still_works;
    return confined;
  });
  EXPECT_EQ(status, confined);
}

TEST(Rights, ConfinedProcessStillReadsAndWritesFiles) {
  const int status = status_of([] {
    if (!live::confine()) return not_confined;
    const std::string path = "/tmp/sekisho-confined-" + std::to_string(getpid());
    std::ofstream(path) << "evidence";
    std::string word;
    std::ifstream(path) >> word;
    unlink(path.c_str());
    return word == "evidence" ? confined : files_broken;
  });
  EXPECT_EQ(status, confined);
}

TEST(Rights, RootCannotComeBack) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  const int status = status_of([] {
    const Result<bool> became = live::become_user("nobody");
    if (!became || !became.value()) return not_confined;
    return geteuid() == 0 || setuid(0) == 0 ? still_works : confined;
  });
  EXPECT_EQ(status, confined);
}

TEST(Rights, UnknownUserIsAFailure) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root";
  EXPECT_FALSE(live::become_user("no-such-user-here"));
}

}  // namespace
}  // namespace sekisho::test
