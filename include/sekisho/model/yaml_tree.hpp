// A YAML file as a plain tree with positions. The only door to yaml-cpp: nothing else sees its types
// or its exceptions.
//
// The tree is built from yaml-cpp's events rather than from YAML::Node, because a YAML::Node keeps the
// first of two equal keys in silence, loses the position of empty values, and expands at will.
// Aliases share the node of their anchor, so a file full of aliases costs no memory; what it would be
// when written out is counted and bounded.
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::yaml {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct Entry {
  NodePtr key;
  NodePtr value;
};

enum class Kind : std::uint8_t { null, scalar, list, map };

struct Node {
  Kind kind = Kind::null;
  int line = 0;                // from 1
  int column = 0;              // from 1, in characters
  std::string text;            // of a scalar
  bool quoted = false;         // "..." or '...': never a boolean or null
  std::vector<NodePtr> items;  // of a list
  std::vector<Entry> entries;  // of a map, in order, equal keys included
  std::size_t size = 1;        // nodes in it, aliases counted where they are used
  int depth = 1;               // levels of nesting, likewise
};

struct Limits {
  std::size_t bytes = std::size_t{16} << 20;
  std::size_t nodes = 1'000'000;
  int depth = 32;
};

/// Reads the first document of `text`. Reports syntax errors, text that is not UTF-8, a second
/// document, and whatever exceeds the limits; null when there is no tree. An empty file is a null node.
[[nodiscard]] NodePtr parse(std::string_view text, const std::string& file, DiagnosticSink& sink,
                            const Limits& limits = {});

/// Reads a whole file and parses it; reports a file that cannot be read.
[[nodiscard]] NodePtr parse_file(const std::string& path, DiagnosticSink& sink, const Limits& limits = {});

/// How a value reads in a message: its text in quotes, `[...]`, `{...}` or `null`; long text is cut.
[[nodiscard]] std::string shown(const Node& node);

}  // namespace sekisho::yaml
