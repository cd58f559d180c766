#include <sekisho/base/code.hpp>
#include <sekisho/model/yaml_fields.hpp>

#include "model/name_hints.hpp"

#include <algorithm>
#include <map>

namespace sekisho::yaml {
namespace {

/// Reports keys that are no text and keys that stand twice.
void check_keys(const Source& source, const Node& map, const std::string& path) {
  std::map<std::string_view, int> first_lines;
  for (const Entry& entry : map.entries) {
    if (entry.key->kind != Kind::scalar) {
      source.report(Code::expected_text, *entry.key, {path, shown(*entry.key)});
      continue;
    }
    const auto [found, is_new] = first_lines.emplace(entry.key->text, entry.key->line);
    if (!is_new) {
      source.report(Code::duplicate_key, *entry.key, {entry.key->text, path, std::to_string(found->second)});
    }
  }
}

/// Text that is not empty; reports anything else.
std::optional<Text> read_text(const Source& source, const Node& node, const std::string& path) {
  if (node.kind == Kind::scalar && !node.text.empty()) return Text{node.text, &node};
  source.report(Code::expected_text, node, {path, shown(node)});
  return std::nullopt;
}

}  // namespace

bool ErrorWatch::saw_error() const {
  const std::vector<Diagnostic>& all = sink_.all();
  return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(start_), all.end(),
                     [](const Diagnostic& d) { return severity_of(d.code) == Severity::error; });
}

Fields::Fields(Source source, const Node& node, std::string path)
    : source_(std::move(source)), node_(node), path_(std::move(path)) {
  if (node.kind != Kind::map) {
    source_.report(Code::expected_map, node, {path_, shown(node)});
    return;
  }
  check_keys(source_, node, path_);
}

std::string Fields::path_of(std::string_view key) const {
  return path_ == "snapshot" ? std::string(key) : path_ + '.' + std::string(key);
}

const Node* Fields::value(std::string_view key, Need need) {
  if (std::ranges::find(known_, key) == known_.end()) known_.emplace_back(key);
  for (const Entry& entry : node_.entries) {
    if (entry.key->kind == Kind::scalar && entry.key->text == key) return entry.value.get();
  }
  if (need == Need::required && node_.kind == Kind::map) {
    source_.report(Code::missing_key, node_, {path_, std::string(key)});
  }
  return nullptr;
}

std::optional<Text> Fields::text_at(std::string_view key, Need need) {
  const Node* node = value(key, need);
  return node == nullptr ? std::nullopt : read_text(source_, *node, path_of(key));
}

std::string Fields::text(std::string_view key, Need need) {
  const std::optional<Text> found = text_at(key, need);
  return found ? found->text : std::string();
}

LocalText Fields::local_text(std::string_view key, Need need) {
  const Node* node = value(key, need);
  if (node == nullptr) return {};
  if (node->kind != Kind::map) {
    const std::optional<Text> plain = read_text(source_, *node, path_of(key));
    return plain ? LocalText{plain->text, plain->text} : LocalText{};
  }
  Fields languages(source_, *node, path_of(key));
  LocalText text;
  text.ja = languages.text("ja");
  text.en = languages.text("en");
  languages.finish();
  if (node->entries.empty()) source_.report(Code::expected_text, *node, {path_of(key), shown(*node)});
  return text;
}

std::optional<bool> Fields::boolean(std::string_view key) {
  const Node* node = value(key);
  if (node == nullptr) return std::nullopt;
  // The booleans of the YAML 1.2.2 core schema (section 10.3.2); `yes` and `no` are plain text there.
  const bool plain = node->kind == Kind::scalar && !node->quoted;
  if (plain && (node->text == "true" || node->text == "True" || node->text == "TRUE")) return true;
  if (plain && (node->text == "false" || node->text == "False" || node->text == "FALSE")) return false;
  source_.report(Code::expected_boolean, *node, {path_of(key), shown(*node)});
  return std::nullopt;
}

std::optional<Date> Fields::date(std::string_view key) {
  const std::optional<Text> written = text_at(key);
  if (!written) return std::nullopt;
  const std::optional<Date> date = Date::parse(written->text);
  if (!date) source_.report(Code::bad_date, *written->node, {written->text});
  return date;
}

std::vector<NodePtr> Fields::list(std::string_view key, Need need) {
  const Node* node = value(key, need);
  if (node == nullptr) return {};
  if (node->kind == Kind::list) return node->items;
  source_.report(Code::expected_list, *node, {path_of(key), shown(*node)});
  return {};
}

std::vector<Text> Fields::texts(std::string_view key, Need need) {
  const Node* node = value(key, need);
  if (node == nullptr) return {};
  std::vector<Text> texts;
  const auto add = [&](const Node& item, const std::string& path) {
    if (const std::optional<Text> text = read_text(source_, item, path)) texts.push_back(*text);
  };
  if (node->kind == Kind::list) {
    for (std::size_t i = 0; i < node->items.size(); ++i) add(*node->items[i], item_path(path_of(key), i));
  } else {
    add(*node, path_of(key));
  }
  return texts;
}

void Fields::finish() const {
  if (node_.kind != Kind::map) return;
  for (const Entry& entry : node_.entries) {
    const std::string& key = entry.key->text;
    if (entry.key->kind != Kind::scalar || std::ranges::find(known_, key) != known_.end()) continue;
    // A map has few keys: all are named.
    const std::string nearest = nearest_name(key, known_);
    const std::string expected = nearest.empty() ? listed(known_, known_.size()) : nearest;
    source_.report(Code::unknown_key, *entry.key, {key, path_, expected});
  }
}

void for_each_named(const Source& source, const Node& node, const std::string& path,
                    const std::function<void(const Text& name, const Node& value)>& read) {
  if (node.kind != Kind::map) {
    source.report(Code::expected_map, node, {path, shown(node)});
    return;
  }
  check_keys(source, node, path);
  std::map<std::string_view, bool> seen;
  for (const Entry& entry : node.entries) {
    const bool is_text = entry.key->kind == Kind::scalar;
    if (is_text && seen.emplace(entry.key->text, true).second) {
      read({entry.key->text, entry.key.get()}, *entry.value);
    }
  }
}

std::string item_path(const std::string& path, std::size_t index) {
  return path + '[' + std::to_string(index) + ']';
}

}  // namespace sekisho::yaml
