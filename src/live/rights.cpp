#include <sekisho/live/rights.hpp>

#include <grp.h>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>

namespace sekisho::live {
namespace {

Failure failure_of(const std::string& what) {
  return Failure{what + ": " + std::generic_category().message(errno)};
}

// What a capture does once it is open: it takes packets from its socket, computes (in threads that exist or
// are made), reads the clock, and writes files and its output. `socket`, `connect`, `execve`, `ptrace` and
// their like are not here.
constexpr int allowed[] = {
    // packets
    SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(ioctl),
    // files
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64),
    SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(_llseek), SCMP_SYS(fstat),
    SCMP_SYS(fstat64), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64),
    SCMP_SYS(statx), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(fcntl),
    SCMP_SYS(dup), SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat), SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(unlink),
    SCMP_SYS(unlinkat), SCMP_SYS(getdents64), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
    // memory, threads, time, signals
    SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect),
    SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(membarrier), SCMP_SYS(gettid),
    SCMP_SYS(getpid), SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
    SCMP_SYS(getegid), SCMP_SYS(tgkill), SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep), SCMP_SYS(gettimeofday), SCMP_SYS(time),
    SCMP_SYS(getrandom), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall), SCMP_SYS(prlimit64),
    SCMP_SYS(getrlimit), SCMP_SYS(getrusage), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(exit),
    SCMP_SYS(exit_group)};

Result<const passwd*> entry_of(const std::string& user) {
  errno = 0;
  const passwd* entry = getpwnam(user.c_str());
  if (entry != nullptr) return entry;
  if (errno == 0) return Failure{"no user \"" + user + "\""};
  return failure_of(user);
}

struct Releaser {
  void operator()(void* filter) const { seccomp_release(filter); }
};

}  // namespace

Result<bool> give_to_user(const std::string& path, const std::string& user) {
  if (geteuid() != 0) return false;
  const Result<const passwd*> entry = entry_of(user);
  if (!entry) return Failure{entry.reason()};
  if (chown(path.c_str(), entry.value()->pw_uid, entry.value()->pw_gid) != 0) return failure_of(path);
  return true;
}

Result<bool> become_user(const std::string& user) {
  if (geteuid() != 0) return false;
  const Result<const passwd*> found = entry_of(user);
  if (!found) return Failure{found.reason()};
  const passwd* entry = found.value();
  if (initgroups(entry->pw_name, entry->pw_gid) != 0 ||
      setresgid(entry->pw_gid, entry->pw_gid, entry->pw_gid) != 0 ||
      setresuid(entry->pw_uid, entry->pw_uid, entry->pw_uid) != 0)
    return failure_of(user);
  if (entry->pw_uid != 0 && setuid(0) == 0) return Failure{"root could be regained"};
  return true;
}

Result<bool> confine() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failure_of("no_new_privs");
  const std::unique_ptr<void, Releaser> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (filter == nullptr) return Failure{"seccomp_init"};
  if (const int status = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1); status != 0)
    return Failure{std::generic_category().message(-status)};
  for (const int call : allowed) {
    // Calls that another architecture has and this one not have negative numbers here, and need no rule.
    if (call < 0) continue;
    if (const int status = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0); status != 0)
      return Failure{std::generic_category().message(-status)};
  }
  // Threads may be made, processes not. What clone3 is asked for lies in memory, where no filter looks:
  // without it the C library falls back to clone.
  const scmp_arg_cmp thread{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD};  // of the first argument
  if (const int status = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, thread);
      status != 0)
    return Failure{std::generic_category().message(-status)};
  if (const int status = seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
      status != 0)
    return Failure{std::generic_category().message(-status)};
  if (const int status = seccomp_load(filter.get()); status != 0)
    return Failure{std::generic_category().message(-status)};
  return true;
}

}  // namespace sekisho::live
