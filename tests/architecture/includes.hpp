// The rules of the source tree, as functions over a tree: what a folder may include, and what no
// file may say.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace sekisho::test {

/// A row of src/layers.txt.
struct Layer {
  std::string name;
  std::set<std::string> sees;  // folders
  std::set<std::string> uses;  // third-party libraries
};

/// The rows in order; throws std::runtime_error for a line that is none.
std::vector<Layer> read_layers(const std::filesystem::path& table);

/// One sentence per #include in include/sekisho/ and src/ of `root` that the table does not allow.
std::vector<std::string> forbidden_includes(const std::filesystem::path& root,
                                            const std::vector<Layer>& layers);

/// One sentence per line that names a place on somebody's machine, in all text files of `root` but
/// build folders.
std::vector<std::string> machine_paths(const std::filesystem::path& root);

}  // namespace sekisho::test
