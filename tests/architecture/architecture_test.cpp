// The source tree keeps the order of dependency of src/layers.txt, and these checks notice when one
// does not.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <numeric>

#include "architecture/includes.hpp"
#include "support/data.hpp"

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

std::string lines(const std::vector<std::string>& sentences) {
  return std::accumulate(
      sentences.begin(), sentences.end(), std::string(),
      [](std::string text, const std::string& next) { return std::move(text) + next + '\n'; });
}

std::vector<Layer> layers() { return read_layers(source_root() / "src" / "layers.txt"); }

const Layer& layer(const std::vector<Layer>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Layer::name);
  if (found == all.end()) throw std::runtime_error("no layer " + name);
  return *found;
}

TEST(Layers, NameOnlyRowsAbove) {
  std::set<std::string> above;
  for (const Layer& row : layers()) {
    for (const std::string& seen : row.sees)
      EXPECT_TRUE(above.contains(seen)) << row.name << " sees " << seen;
    EXPECT_TRUE(above.insert(row.name).second) << row.name << " twice";
  }
}

TEST(Layers, SeeAllThatIsBehindWhatTheySee) {
  const std::vector<Layer> all = layers();
  for (const Layer& row : all) {
    for (const std::string& seen : row.sees) {
      for (const std::string& behind : layer(all, seen).sees) {
        EXPECT_TRUE(row.sees.contains(behind)) << row.name << " sees " << seen << ", which needs " << behind;
      }
    }
  }
}

/// Whoever trusts certificates has to read the checker (what decides, not the program around it): its code,
/// blank lines and comments left out, is not to grow. A mechanism that is made simpler makes room for a new
/// one.
TEST(Checker, StaysSmall) {
  constexpr int limit = 1500;
  int code_lines = 0;
  for (const auto& entry : fs::directory_iterator(source_root() / "src" / "check")) {
    if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::size_t first = line.find_first_not_of(' ');
      if (first != std::string::npos && line.compare(first, 2, "//") != 0) ++code_lines;
    }
  }
  EXPECT_GT(code_lines, 1000);  // the folder was found
  EXPECT_LT(code_lines, limit);
}

/// What the product's claims rest on: who is independent of whom.
TEST(Layers, KeepIndependentThingsApart) {
  const std::vector<Layer> all = layers();
  const auto apart = [&](const std::string& name, const std::string& other) {
    EXPECT_FALSE(layer(all, name).sees.contains(other)) << name << " must never see " << other;
  };
  for (const char* symbolic : {"packetset", "forwarding", "policy", "config"}) apart("simulation", symbolic);
  // The program around the checker reads configs to compare models (--snapshot); what decides, it must not
  // see.
  for (const char* engine : {"packetset", "forwarding", "simulation", "proof", "pipeline"}) {
    apart("check", engine);
    apart("check_cli", engine);
  }
  for (const char* symbolic : {"packetset", "forwarding"}) apart("config", symbolic);
  for (const char* name : {"forwarding", "policy", "proof", "routing", "model", "dump", "check"})
    apart(name, "config");
}

TEST(Includes, KeepTheOrderOfDependency) {
  const std::vector<std::string> found = forbidden_includes(source_root(), layers());
  EXPECT_TRUE(found.empty()) << lines(found);
}

TEST(MachinePaths, AreNowhere) {
  const std::vector<std::string> found = machine_paths(source_root());
  EXPECT_TRUE(found.empty()) << lines(found);
}

/// A small tree in a temporary folder, removed at the end.
class SeededTree : public testing::Test {
 protected:
  SeededTree()
      : root_(fs::temp_directory_path() /
              ("sekisho_architecture_" +
               std::string(testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  ~SeededTree() override { fs::remove_all(root_); }
  SeededTree(const SeededTree&) = delete;
  SeededTree& operator=(const SeededTree&) = delete;

  void write(const fs::path& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] std::string found() const { return lines(forbidden_includes(root_, layers())); }

  fs::path root_;
};

TEST_F(SeededTree, CleanOneIsAccepted) {
  write("include/sekisho/base/address.hpp", "#include <vector>\n");
  write("src/routing/detail.hpp", "");
  write("src/routing/tables.cpp",
        "#include <sekisho/base/address.hpp>\n#include \"detail.hpp\"\n#include "
        "\"routing/detail.hpp\"\n#include <fmt/format.h>\n");
  EXPECT_EQ(found(), "");
}

TEST_F(SeededTree, EachForbiddenIncludeIsFound) {
  write("src/packetset/diagram.hpp", "");
  write("include/sekisho/base/up.hpp", "#include <sekisho/model/device.hpp>\n");
  write("src/simulation/trace.cpp", "\n  #  include <sekisho/packetset/packet_set.hpp>\n");
  write("src/forwarding/graph.cpp", "#include \"sekisho/config/parse.hpp\"\n#include <boost/graph/a.hpp>\n");
  write("src/policy/reach.cpp",
        "#include \"../packetset/diagram.hpp\"\n#include \"packetset/diagram.hpp\"\n");
  write("src/routing/yaml.cpp", "#include <yaml-cpp/yaml.h>\n");
  write("src/routing/odd.cpp", "#include <gtest/gtest.h>\n#include \"nowhere.hpp\"\n");
  write("src/config/cisco_ios/read.cpp", "#include <sekisho/forwarding/graph.hpp>\n");
  write("src/extra/new.cpp", "");
  EXPECT_EQ(
      found(),
      "include/sekisho/base/up.hpp:1: sekisho/model/device.hpp: base may not see model\n"
      "src/config/cisco_ios/read.cpp:1: sekisho/forwarding/graph.hpp: config may not see forwarding\n"
      "src/extra/new.cpp: no row of src/layers.txt for this folder\n"
      "src/forwarding/graph.cpp:1: sekisho/config/parse.hpp: forwarding may not see config\n"
      "src/policy/reach.cpp:1: ../packetset/diagram.hpp: a private header of packetset\n"
      "src/policy/reach.cpp:2: packetset/diagram.hpp: a private header of packetset\n"
      "src/routing/odd.cpp:1: gtest/gtest.h: a test library in the product\n"
      "src/routing/odd.cpp:2: nowhere.hpp: no such private header below src/\n"
      "src/routing/yaml.cpp:1: yaml-cpp/yaml.h: routing may not use yaml-cpp\n"
      "src/simulation/trace.cpp:2: sekisho/packetset/packet_set.hpp: simulation may not see packetset\n");
}

TEST_F(SeededTree, MachinePathsAreFound) {
  const std::string home = "/ho" + std::string("me/");
  write("a.md", "fine: include/home/x, https://example.jp/work/x, ~/home/\n");
  write("b.sh", "cd " + home + "someone\n");
  write(".ci/run", "x=\"/wor" + std::string("k/main\"\n"));
  write("build/c.txt", home + "someone\n");
  EXPECT_EQ(lines(machine_paths(root_)),
            ".ci/run:1: x=\"/wor" + std::string("k/main\"\n") + "b.sh:1: cd " + home + "someone\n");
}

TEST_F(SeededTree, TableWithABadRowIsRefused) {
  write("layers.txt", "base : : fmt\nmodel base\n");
  EXPECT_THROW(read_layers(root_ / "layers.txt"), std::runtime_error);
}

}  // namespace
}  // namespace sekisho::test
