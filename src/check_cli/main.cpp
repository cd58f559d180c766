// The program `sekisho-check`: an independent check of the certificates that `sekisho verify` writes.
#include "check_cli/run.hpp"

#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
  const char* locale = nullptr;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (locale == nullptr || *locale == '\0') locale = std::getenv(name);
  }
  return sekisho::check_cli::run({argv + 1, argv + argc}, locale == nullptr ? "" : locale, std::cout,
                                 std::cerr);
}
