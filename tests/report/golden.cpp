#include "golden.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace sekisho::test {

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = source_root() / "tests" / "report" / "golden" / name;
  if (update_goldens()) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  ASSERT_TRUE(std::filesystem::exists(path)) << path << " is missing; SEKISHO_UPDATE_GOLDENS=1 writes it";
  EXPECT_EQ(read_file(path), text) << path << " differs; SEKISHO_UPDATE_GOLDENS=1 rewrites it";
}

}  // namespace sekisho::test
