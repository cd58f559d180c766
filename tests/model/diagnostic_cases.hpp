// Wrong inputs and what is said about them. Tables, so that one test can see that every code has a case.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::test {

/// A snapshot with `^^` where each diagnostic belongs, in order of the file, and what each one says:
/// the code, then its arguments separated by ` | `.
struct SnapshotCase {
  std::string name;
  std::string text;
  std::vector<std::string> expected;
};

/// What GoogleTest prints of a case.
inline void PrintTo(const SnapshotCase& test, std::ostream* stream) { *stream << test.text; }

[[nodiscard]] const std::vector<SnapshotCase>& file_cases();      // the file and its YAML
[[nodiscard]] const std::vector<SnapshotCase>& topology_cases();  // devices, links, segments, hosts
[[nodiscard]] const std::vector<SnapshotCase>& register_cases();  // channels, exceptions, attestations

/// The codes that network_diagnostics_test.cpp triggers.
[[nodiscard]] std::vector<std::string> network_codes_tested();

}  // namespace sekisho::test
