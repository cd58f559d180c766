#include <sekisho/base/code.hpp>
#include <sekisho/model/yaml_tree.hpp>

#include <sekisho/model/text_encoding.hpp>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace sekisho::yaml {
namespace {

/// Thrown through yaml-cpp to stop it; never leaves this file.
struct Refusal {
  Code code;
  YAML::Mark mark;
  std::vector<std::string> arguments;
};

/// The text by lines, to turn yaml-cpp's byte columns into characters.
class LineTable {
 public:
  explicit LineTable(std::string_view text) : text_(text), starts_{0} {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }

  /// `line` and `byte_column` count from 0, the result's column from 1.
  [[nodiscard]] int column(int line, int byte_column) const {
    if (line < 0 || static_cast<std::size_t>(line) >= starts_.size() || byte_column < 0) return 0;
    const std::string_view rest = text_.substr(starts_[static_cast<std::size_t>(line)]);
    return count_characters(rest.substr(0, static_cast<std::size_t>(byte_column))) + 1;
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

/// Builds the tree from the events of one document.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const LineTable& lines, const Limits& limits) : lines_(lines), limits_(limits) {}

  [[nodiscard]] NodePtr root() const { return root_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_ != nullptr) throw Refusal{Code::yaml_several_documents, mark, {}};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node node;
    place(node, mark);
    // yaml-cpp gives the place of the token after an empty value; that of its key or list is nearer.
    if (!open_.empty()) {
      const Node& parent = *open_.back().node;
      const bool is_value = open_.back().key != nullptr;
      node.line = is_value ? open_.back().key->line : parent.line;
      node.column = is_value ? open_.back().key->column : parent.column;
    }
    finish(std::make_shared<Node>(std::move(node)), anchor, mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refusal{Code::yaml_self_alias, mark, {}};
    finish(found->second, 0, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    auto node = std::make_shared<Node>();
    node->kind = Kind::scalar;
    node->text = value;
    node->quoted = tag == "!";  // the tag yaml-cpp gives to quoted scalars (YAML 1.2.2 section 6.9.1)
    place(*node, mark);
    finish(std::move(node), anchor, mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Kind::list, mark, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Kind::map, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

 private:
  /// A list or map that is being filled; `key` waits for its value.
  struct Open {
    std::shared_ptr<Node> node;
    YAML::anchor_t anchor;
    YAML::Mark mark;
    NodePtr key;
  };

  void place(Node& node, const YAML::Mark& mark) const {
    node.line = mark.line + 1;
    node.column = lines_.column(mark.line, mark.column);
  }

  void open(Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (static_cast<int>(open_.size()) >= limits_.depth) refuse_depth(mark);
    auto node = std::make_shared<Node>();
    node->kind = kind;
    place(*node, mark);
    open_.push_back({std::move(node), anchor, mark, nullptr});
  }

  void close() {
    assert(!open_.empty());
    Open done = std::move(open_.back());
    open_.pop_back();
    finish(std::move(done.node), done.anchor, done.mark);
  }

  /// Hands a complete node to what it stands in.
  void finish(NodePtr node, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (anchor != 0) anchors_[anchor] = node;
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    parent.node->size += node->size;
    parent.node->depth = std::max(parent.node->depth, node->depth + 1);
    if (parent.node->size > limits_.nodes) {
      throw Refusal{Code::yaml_too_large, mark, {std::to_string(limits_.nodes)}};
    }
    if (parent.node->depth > limits_.depth) refuse_depth(mark);
    if (parent.node->kind == Kind::list) {
      parent.node->items.push_back(std::move(node));
    } else if (parent.key == nullptr) {
      parent.key = std::move(node);
    } else {
      parent.node->entries.push_back({std::move(parent.key), std::move(node)});
      parent.key = nullptr;
    }
  }

  [[noreturn]] void refuse_depth(const YAML::Mark& mark) const {
    throw Refusal{Code::yaml_too_deep, mark, {std::to_string(limits_.depth)}};
  }

  const LineTable& lines_;
  Limits limits_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, NodePtr> anchors_;
  NodePtr root_;
};

NodePtr empty_document() {
  auto node = std::make_shared<Node>();
  node->line = node->column = 1;
  return node;
}

/// Runs yaml-cpp over the text; all its exceptions end here.
NodePtr build(std::string_view text, const std::string& file, DiagnosticSink& sink, const Limits& limits) {
  const LineTable lines(text);
  TreeBuilder builder(lines, limits);
  const auto span = [&](const YAML::Mark& mark) {
    return Span{file, mark.line + 1, lines.column(mark.line, mark.column)};
  };
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return empty_document();
    parser.HandleNextDocument(builder);  // refused by the builder when there is one
  } catch (const Refusal& refusal) {
    sink.report(refusal.code, span(refusal.mark), refusal.arguments);
    if (refusal.code != Code::yaml_several_documents) return nullptr;
  } catch (const YAML::DeepRecursion& error) {
    sink.report(Code::yaml_too_deep, span(error.mark), {std::to_string(limits.depth)});
    return nullptr;
  } catch (const YAML::Exception& error) {
    sink.report(Code::yaml_syntax, span(error.mark), {error.msg});
    // What follows the first document does not matter to it.
    return builder.root();
  } catch (const std::exception& error) {
    sink.report(Code::yaml_syntax, {file}, {error.what()});
    return nullptr;
  }
  return builder.root();
}

}  // namespace

NodePtr parse(std::string_view text, const std::string& file, DiagnosticSink& sink, const Limits& limits) {
  if (text.size() > limits.bytes) {
    sink.report(Code::file_too_large, {file}, {std::to_string(limits.bytes)});
    return nullptr;
  }
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (const std::optional<TextFault> fault = find_text_fault(text)) {
    sink.report(fault->is_control ? Code::control_character : Code::not_utf8,
                {file, fault->line, fault->column}, {fmt::format("0x{:02x}", fault->byte)});
    return nullptr;
  }
  return build(text, file, sink, limits);
}

NodePtr parse_file(const std::string& path, DiagnosticSink& sink, const Limits& limits) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    sink.report(Code::file_unreadable, {path}, {path, std::strerror(EISDIR)});
    return nullptr;
  }
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    sink.report(Code::file_unreadable, {path}, {path, std::strerror(errno != 0 ? errno : EIO)});
    return nullptr;
  }
  // Read until there is one byte more than allowed: a device may be endless.
  std::string text;
  std::vector<char> block(std::size_t{1} << 16);
  while (stream && text.size() <= limits.bytes) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return parse(text, path, sink, limits);
}

std::string shown(const Node& node) {
  constexpr std::size_t longest = 60;
  switch (node.kind) {
    case Kind::null: return "null";
    case Kind::list: return node.items.empty() ? "[]" : "[...]";
    case Kind::map: return node.entries.empty() ? "{}" : "{...}";
    case Kind::scalar: break;
  }
  std::size_t length = 0;
  while (length < node.text.size() && length < longest) {
    length += std::max<std::size_t>(1, character_length(std::string_view(node.text).substr(length)));
  }
  return length < node.text.size() ? '"' + node.text.substr(0, length) + "...\"" : '"' + node.text + '"';
}

}  // namespace sekisho::yaml
