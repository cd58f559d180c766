// sekisho-bench: measures the engine on inputs whose answers are known.
#include "acl.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace {

constexpr int exit_usage = 64;

int usage() {
  std::cerr << "usage: sekisho-bench acl FILE   the packets that an ordered 5-tuple filter permits\n";
  return exit_usage;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return usage();
  const std::string_view what = argv[1];
  if (what == "acl") return sekisho::bench::run_acl(argv[2]);
  return usage();
}
