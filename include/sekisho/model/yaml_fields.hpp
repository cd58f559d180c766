// Reading a YAML map declaratively: one call per key, in the type that the key has.
//
//   Fields fields(source, node, "channels[0]");
//   channel.id = fields.text("id", Need::required);
//   channel.expires = fields.date("expires");
//   fields.finish();
//
// Every call names a key that the map may have; `finish` then reports the keys that no call named.
// Wrong values are reported where they stand and read as absent.
#pragma once

#include <sekisho/model/yaml_tree.hpp>

#include <sekisho/base/packet.hpp>
#include <sekisho/model/snapshot.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::yaml {

/// The file that values come from, and where complaints about them go.
struct Source {
  std::string file;
  DiagnosticSink* sink;

  [[nodiscard]] Span span(const Node& node) const { return {file, node.line, node.column}; }
  void report(Code code, const Node& node, std::vector<std::string> arguments = {}) const {
    sink->report(code, span(node), std::move(arguments));
  }
};

/// Tells whether errors were reported since it was made: what is read meanwhile is then not sound.
class ErrorWatch {
 public:
  explicit ErrorWatch(const DiagnosticSink& sink) : sink_(sink), start_(sink.all().size()) {}
  [[nodiscard]] bool saw_error() const;

 private:
  const DiagnosticSink& sink_;
  std::size_t start_;
};

enum class Need : std::uint8_t { optional, required };

/// A text value and the node that holds it, for complaints about its content.
struct Text {
  std::string text;
  const Node* node = nullptr;
};

class Fields {
 public:
  /// `path` names the map in messages: `segments.lg`, `channels[0].from`. Reports a node that is no map
  /// (all its keys are then absent, without further complaint) and keys that stand twice.
  Fields(Source source, const Node& node, std::string path);

  /// The value of a key, of any type; null when absent.
  const Node* value(std::string_view key, Need need = Need::optional);
  std::string text(std::string_view key, Need need = Need::optional);
  std::optional<Text> text_at(std::string_view key, Need need = Need::optional);
  /// Plain text (which then goes for every language), or a map with `ja` and `en`.
  LocalText local_text(std::string_view key, Need need = Need::optional);
  std::optional<bool> boolean(std::string_view key);
  std::optional<Date> date(std::string_view key);
  /// The items of a list.
  std::vector<NodePtr> list(std::string_view key, Need need = Need::optional);
  /// A list of texts, or one text for a list of one.
  std::vector<Text> texts(std::string_view key, Need need = Need::optional);

  /// Reports every key that was not asked for.
  void finish() const;

  [[nodiscard]] const Node& node() const { return node_; }
  [[nodiscard]] std::string path_of(std::string_view key) const;

 private:
  Source source_;
  const Node& node_;
  std::string path_;
  std::vector<std::string> known_;
};

/// Calls `read` for each entry of a map whose keys are names that the user chose. Reports what is no
/// map, keys that are no text and names that stand twice (the first is kept).
void for_each_named(const Source& source, const Node& node, const std::string& path,
                    const std::function<void(const Text& name, const Node& value)>& read);

/// `channels` and 3 -> `channels[3]`.
[[nodiscard]] std::string item_path(const std::string& path, std::size_t index);

}  // namespace sekisho::yaml
