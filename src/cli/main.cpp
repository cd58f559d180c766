// The program `sekisho`: the process around cli::run().
#include "cli/run.hpp"

#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

/// A descriptor that has something to read after Ctrl-C or a polite kill; the process no longer ends by
/// itself then.
int interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that closes the pipe early (head, less) ends the output, not the program.
  std::signal(SIGPIPE, SIG_IGN);
  sekisho::cli::Environment environment;
  for (const std::string& name : sekisho::cli::environment_variables()) {
    if (const char* value = std::getenv(name.c_str()); value != nullptr) environment.variables[name] = value;
  }
  environment.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  environment.err_is_terminal = isatty(STDERR_FILENO) == 1;
  environment.interrupts = interrupts;
  winsize size{};
  if (environment.out_is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    environment.columns = size.ws_col;
  }
  return sekisho::cli::run({argv + 1, argv + argc}, std::cout, std::cerr, environment);
}
