// The reading table of FortiOS as a whole: its subjects joined, and how a row is found.
#include "config/fortios/table/table.hpp"

#include "config/fortios/table/sections.hpp"

#include <unordered_map>

namespace sekisho::config::fortios {
namespace {

std::vector<Section> all_sections() {
  std::vector<Section> all;
  for (const std::span<const Section> part :
       {interface_sections(), tunnel_sections(), object_sections(), policy_sections(), translation_sections(),
        routing_sections(), device_sections(), management_sections(), unmodelled_sections(),
        irrelevant_sections()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

struct KeyIndex {
  std::unordered_map<std::string_view, const KeyRow*> exact;
  std::vector<std::pair<std::string_view, const KeyRow*>> prefixes;
};

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

KeyIndex index_keys(const Schema& schema) {
  KeyIndex index;
  for (const KeyRow& row : schema.rows) {
    for_each_word(row.key, [&](std::string_view key) {
      if (key.back() == '*') {
        index.prefixes.emplace_back(key.substr(0, key.size() - 1), &row);
      } else {
        index.exact.emplace(key, &row);  // the earlier row wins
      }
    });
  }
  return index;
}

}  // namespace

const Schema& top_level() {
  static const std::vector<Section> sections = all_sections();
  static const Schema schema{{}, sections, false};
  return schema;
}

const KeyRow* find_key(const Schema& schema, std::string_view key) {
  // Built on first use; one thread may be reading while another does.
  thread_local std::unordered_map<const Schema*, KeyIndex> indexes;
  auto found = indexes.find(&schema);
  if (found == indexes.end()) found = indexes.emplace(&schema, index_keys(schema)).first;
  const KeyIndex& index = found->second;
  if (const auto exact = index.exact.find(key); exact != index.exact.end()) return exact->second;
  for (const auto& [prefix, row] : index.prefixes) {
    if (key.starts_with(prefix)) return row;
  }
  return nullptr;
}

const Section* find_section(const Schema& schema, const Words& path) {
  std::string joined;
  for (const std::string& word : path) joined += (joined.empty() ? "" : " ") + word;
  const Section* best = nullptr;
  for (const Section& section : schema.sections) {
    const std::string_view row = section.path;
    const bool fits = row == "*" || joined == row || (joined.starts_with(row) && joined[row.size()] == ' ');
    const bool longer =
        best == nullptr || best->path == "*" || (row != "*" && row.size() > best->path.size());
    if (fits && longer) best = &section;
  }
  return best;
}

}  // namespace sekisho::config::fortios
