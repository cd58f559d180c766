// Where tests find their inputs.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

namespace sekisho::test {

/// The root of the source tree.
inline std::filesystem::path source_root() { return SEKISHO_SOURCE_DIR; }

/// The folder of configurations and captures that are not part of the repository: $SEKISHO_DATA, else
/// `shared/data` beside the source tree. Tests that need a file of it skip when it is absent.
inline std::filesystem::path data_root() {
  if (const char* named = std::getenv("SEKISHO_DATA"); named != nullptr && *named != '\0') return named;
  return source_root().parent_path() / "shared" / "data";
}

/// A factor for the number of random cases: SEKISHO_TEST_SCALE, 1 when unset. Sanitizer runs use less.
inline double scale() {
  const char* text = std::getenv("SEKISHO_TEST_SCALE");
  const double value = text == nullptr ? 1.0 : std::strtod(text, nullptr);
  return value > 0 ? value : 1.0;
}

/// `cases` by scale(), at least 1.
inline int scaled(int cases) {
  const double wanted = cases * scale();
  return wanted < 1 ? 1 : static_cast<int>(wanted);
}

/// Of a long list of inputs that cost seconds each (real configs, whole cities): all of them, or in a smaller
/// run (scale() below 1) every fourth from `inputs[first]` on. Suites differ in `first`, so that they look at
/// different ones; which they took is in their output or in the names of their tests.
template <typename Input>
std::vector<Input> part_of(const std::vector<Input>& inputs, std::size_t first) {
  if (scale() >= 1) return inputs;
  std::vector<Input> part;
  for (std::size_t i = first; i < inputs.size(); i += 4) part.push_back(inputs[i]);
  return part;
}

/// True when goldens are to be rewritten rather than compared.
inline bool update_goldens() {
  const char* text = std::getenv("SEKISHO_UPDATE_GOLDENS");
  return text != nullptr && std::string(text) == "1";
}

/// The whole file, byte for byte.
inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace sekisho::test

/// Ends a test as skipped, visibly, when `path` does not exist.
#define SEKISHO_NEEDS(path)                                                               \
  do {                                                                                    \
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "needs " << (path) << ", absent"; \
  } while (false)
