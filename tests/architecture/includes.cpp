#include "architecture/includes.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

/// First part of an include path -> library of the third column of the table.
const std::map<std::string, std::string> third_party{{"fmt", "fmt"},     {"yaml-cpp", "yaml-cpp"},
                                                     {"boost", "boost"}, {"nlohmann", "nlohmann-json"},
                                                     {"CLI", "cli11"},   {"tbb", "tbb"}};

/// Never part of the product.
const std::set<std::string> test_libraries{"gtest", "gmock", "rapidcheck", "rapidcheck.h"};

std::set<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::set<std::string> words;
  for (std::string word; stream >> word;) words.insert(word);
  return words;
}

struct Include {
  int line = 0;
  bool quoted = false;
  std::string path;
};

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex directive(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  std::ifstream stream(file);
  std::string text;
  for (int line = 1; std::getline(stream, text); ++line) {
    std::smatch match;
    if (std::regex_search(text, match, directive)) includes.push_back({line, match[1] == "\"", match[2]});
  }
  return includes;
}

/// The first `count` parts of a path below `root`, as strings; fewer when it is shorter.
std::vector<std::string> parts_below(const fs::path& root, const fs::path& path) {
  const fs::path relative = path.lexically_normal().lexically_relative(root.lexically_normal());
  return {relative.begin(), relative.end()};
}

/// The folder of src/ that a private (quoted) include leads to.
std::optional<std::string> private_folder(const fs::path& root, const fs::path& file,
                                          const std::string& path) {
  for (const fs::path& base : {file.parent_path(), root / "src"}) {
    if (!fs::exists(base / path)) continue;
    const std::vector<std::string> parts = parts_below(root / "src", base / path);
    if (!parts.empty() && parts.front() != "..") return parts.front();
  }
  return std::nullopt;
}

/// Why `layer` may not include this; nothing when it may.
std::optional<std::string> objection(const fs::path& root, const fs::path& file, const Layer& layer,
                                     const Include& include) {
  const fs::path path = include.path;
  const std::vector<std::string> parts{path.begin(), path.end()};
  const std::string& first = parts.front();
  if (first == "sekisho") {
    const bool allowed = parts.size() > 2 && (parts[1] == layer.name || layer.sees.contains(parts[1]));
    if (!allowed) return layer.name + " may not see " + (parts.size() > 1 ? parts[1] : include.path);
    return std::nullopt;
  }
  if (test_libraries.contains(first)) return "a test library in the product";
  if (const auto library = third_party.find(first); library != third_party.end()) {
    if (!layer.uses.contains(library->second)) return layer.name + " may not use " + library->second;
    return std::nullopt;
  }
  if (include.quoted) {
    const std::optional<std::string> folder = private_folder(root, file, include.path);
    if (!folder) return "no such private header below src/";
    if (*folder != layer.name) return "a private header of " + *folder;
  }
  return std::nullopt;
}

bool has_extension(const fs::path& path, const std::set<std::string>& extensions) {
  return extensions.contains(path.extension().string());
}

/// All regular files below `root` with one of the extensions (empty: every file), sorted; hidden
/// folders but .ci, and build folders, are left out.
std::vector<fs::path> files_below(const fs::path& root, const std::set<std::string>& extensions) {
  std::vector<fs::path> files;
  if (!fs::exists(root)) return files;
  for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator();
       ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory()) {
      const bool hidden = name.front() == '.' && name != ".ci";
      if (hidden || name.starts_with("build")) entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && (extensions.empty() || has_extension(entry->path(), extensions))) {
      files.push_back(entry->path());
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::vector<Layer> read_layers(const fs::path& table) {
  std::ifstream stream(table);
  if (!stream) throw std::runtime_error("cannot read " + table.string());
  static const std::regex row("^([a-z_]+) *:([^:]*):([^:]*)$");
  std::vector<Layer> layers;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::smatch match;
    if (!std::regex_match(line, match, row)) throw std::runtime_error("not a row: " + line);
    layers.push_back({match[1], words_of(match[2]), words_of(match[3])});
  }
  return layers;
}

std::vector<std::string> forbidden_includes(const fs::path& root, const std::vector<Layer>& layers) {
  std::vector<std::string> found;
  for (const fs::path& top : {root / "include" / "sekisho", root / "src"}) {
    for (const fs::path& file : files_below(top, {".hpp", ".cpp", ".h", ".def"})) {
      const std::string folder = parts_below(top, file).front();
      const auto layer = std::ranges::find(layers, folder, &Layer::name);
      const std::string shown = file.lexically_relative(root).string();
      if (layer == layers.end()) {
        found.push_back(shown + ": no row of src/layers.txt for this folder");
        continue;
      }
      for (const Include& include : includes_of(file)) {
        if (const auto why = objection(root, file, *layer, include)) {
          found.push_back(shown + ':' + std::to_string(include.line) + ": " + include.path + ": " + *why);
        }
      }
    }
  }
  return found;
}

std::vector<std::string> machine_paths(const fs::path& root) {
  // Written so that this file does not contain what it looks for.
  static const std::regex place(
      "(^|[^A-Za-z0-9_.~/-])/(wor"
      "k|hom"
      "e|Use"
      "rs|roo"
      "t|mn"
      "t)/[A-Za-z0-9_.-]");
  std::vector<std::string> found;
  for (const fs::path& file : files_below(root, {})) {
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    for (int line = 1; std::getline(stream, text); ++line) {
      if (text.find('\0') != std::string::npos) break;  // not a text file
      if (text.size() > 10000 || text.find('/') == std::string::npos) continue;
      if (std::regex_search(text, place)) {
        found.push_back(file.lexically_relative(root).string() + ':' + std::to_string(line) + ": " + text);
      }
    }
  }
  return found;
}

}  // namespace sekisho::test
