// sekisho-bench: measures the engine on inputs whose answers are known.
#include "acl.hpp"

#include <iostream>
#include <string_view>

namespace {

constexpr int exit_usage = 64;

constexpr const char* usage =
    "usage: sekisho-bench WHAT FILE\n"
    "  acl FILE   the packets that an ordered 5-tuple filter permits\n";

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "--help") {
    std::cout << usage;
    return 0;
  }
  if (what == "acl" && argc == 3) return sekisho::bench::run_acl(argv[2]);
  std::cerr << usage;
  return exit_usage;
}
