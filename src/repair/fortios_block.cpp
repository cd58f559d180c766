#include "fortios_block.hpp"

#include "dialect.hpp"

#include <algorithm>

namespace sekisho::repair {

namespace {

/// Walks a configuration from its beginning and knows where it is.
class Walk {
 public:
  explicit Walk(const std::vector<std::string>& lines) : lines_(lines) {}

  /// Every section, when it ends, with the entries of its own.
  template <typename Visit>
  void sections(Visit visit) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const std::vector<std::string> words = quoted_words_of(lines_[i]);
      if (words.empty()) continue;
      if (words.front() == "config") {
        open_.push_back({{joined(words, 1), vdom(), in_global(), i + 1, 0}, {}, false});
      } else if (open_.empty()) {
        continue;
      } else if (words.front() == "edit") {
        open_.back().entries.push_back({joined(words, 1), i + 1, 0});
        open_.back().in_entry = true;
      } else if (words.front() == "next") {
        close_entry(i + 1);
      } else if (words.front() == "end") {
        close_entry(i + 1);  // `end` without `next` is taken too
        open_.back().section.end = i + 1;
        visit(open_.back().section, open_.back().entries);
        open_.pop_back();
      }
    }
  }

 private:
  struct Open {
    FortiSection section;
    std::vector<FortiEntry> entries;
    bool in_entry = false;
  };

  void close_entry(std::size_t line) {
    if (!open_.back().in_entry) return;
    open_.back().entries.back().next = line;
    open_.back().in_entry = false;
  }

  [[nodiscard]] std::string vdom() const {
    const bool in_vdom = !open_.empty() && open_.front().section.name == "vdom" && open_.front().in_entry;
    return in_vdom ? open_.front().entries.back().name : std::string();
  }

  [[nodiscard]] bool in_global() const { return !open_.empty() && open_.front().section.name == "global"; }

  const std::vector<std::string>& lines_;
  std::vector<Open> open_;
};

}  // namespace

std::string unquoted(const std::string& word) {
  if (word.size() < 2 || word.front() != '"' || word.back() != '"') return word;
  return word.substr(1, word.size() - 2);
}

std::optional<FortiPlace> forti_place(const std::vector<std::string>& lines, std::size_t line) {
  std::optional<FortiPlace> found;
  Walk(lines).sections([&](const FortiSection& section, const std::vector<FortiEntry>& entries) {
    const auto entry = std::find_if(entries.begin(), entries.end(),
                                    [&](const FortiEntry& each) { return each.first == line; });
    if (entry != entries.end() && entry->next > 0) found = {section, *entry};
  });
  return found;
}

std::optional<FortiSection> forti_section(const std::vector<std::string>& lines, const std::string& name,
                                          const std::string& vdom) {
  std::optional<FortiSection> found;
  Walk(lines).sections([&](const FortiSection& section, const std::vector<FortiEntry>&) {
    if (!found && section.name == name && section.vdom == vdom) found = section;
  });
  return found;
}

std::vector<FortiEntry> entries_of(const std::vector<std::string>& lines, const FortiSection& section) {
  std::vector<FortiEntry> result;
  Walk(lines).sections([&](const FortiSection& each, const std::vector<FortiEntry>& entries) {
    if (each.first == section.first) result = entries;
  });
  return result;
}

std::optional<FortiSetting> setting(const std::vector<std::string>& lines, const FortiEntry& entry,
                                    const std::string& key) {
  int depth = 0;
  for (std::size_t line = entry.first + 1; line < entry.next; ++line) {
    std::vector<std::string> words = quoted_words_of(lines[line - 1]);
    if (words.empty()) continue;
    if (words.front() == "config") ++depth;
    if (words.front() == "end") --depth;
    if (depth > 0 || words.size() < 2 || words[0] != "set" || words[1] != key) continue;
    words.erase(words.begin(), words.begin() + 2);
    return FortiSetting{line, std::move(words)};
  }
  return std::nullopt;
}

std::optional<FortiSetting> setting(const std::vector<std::string>& lines, const FortiSection& section,
                                    const std::string& key) {
  return setting(lines, FortiEntry{"", section.first, section.end}, key);
}

std::optional<FortiDepth> forti_depth(const std::vector<std::string>& lines, std::size_t line) {
  std::optional<FortiDepth> found;
  std::string nested;
  // Sections that end first are the inner ones.
  Walk(lines).sections([&](const FortiSection& section, const std::vector<FortiEntry>& entries) {
    if (found || line <= section.first || section.end <= line) return;
    const auto entry = std::find_if(entries.begin(), entries.end(), [&](const FortiEntry& each) {
      return each.first < line && line < each.next;
    });
    if (entry != entries.end()) found = {{section, *entry}, nested};
    nested = section.name;
  });
  return found;
}

std::vector<std::string> typed_in(const FortiSection& section, const std::vector<std::string>& commands) {
  std::vector<std::string> result;
  const bool is_nested = section.in_global || !section.vdom.empty();
  const std::string indent = is_nested ? "    " : "";
  if (section.in_global) result = {"config global"};
  if (!section.vdom.empty()) result = {"config vdom", "edit " + section.vdom};
  result.push_back(indent + "config " + section.name);
  for (const std::string& command : commands) result.push_back(indent + "    " + command);
  result.push_back(indent + "end");
  if (is_nested) result.emplace_back("end");
  return result;
}

}  // namespace sekisho::repair
