// Running the program in-process.
#pragma once

#include "cli/run.hpp"
#include "support/data.hpp"

#include <sstream>
#include <string>
#include <vector>

namespace sekisho::test {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

/// `sekisho args...` in an English locale, without a terminal.
inline Outcome run(const std::vector<std::string>& args, const cli::Environment& environment = {}) {
  std::ostringstream out;
  std::ostringstream err;
  Outcome outcome;
  outcome.status = cli::run(args, out, err, environment);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

/// A file of tests/cli/town.
inline std::string town(const std::string& name) {
  return (source_root() / "tests" / "cli" / "town" / name).string();
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sekisho::test
