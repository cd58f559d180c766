#include "draft/mentions.hpp"

#include "draft/file_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sekisho::draft {
namespace {

constexpr std::size_t shortest_name = 2;  // `r1`; a single letter is in every other word
constexpr std::size_t looked_at = 48;     // characters behind a name in which its port is looked for

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// `to-lg-fw`: the hyphen ends a word that says that a name follows.
bool ends_in_lead_word(std::string_view before) {
  constexpr std::array<std::string_view, 9> lead_words{"to",   "from", "link",  "uplink", "downlink",
                                                       "conn", "con",  "trunk", "connect"};
  std::size_t start = before.size();
  while (start > 0 && is_letter_or_digit(before[start - 1])) --start;
  return std::ranges::find(lead_words, before.substr(start)) != lead_words.end();
}

bool starts_here(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  if (before == '-' || before == '_') return ends_in_lead_word(text.substr(0, at - 1));
  return !is_letter_or_digit(before);
}

/// A hyphen behind the name may lead on to a port (`sw1-Gi0/1`), or the name goes on (`sw1-old`).
bool ends_here(std::string_view text, std::size_t end) {
  return end >= text.size() || !is_letter_or_digit(text[end]);
}

bool is_between_words(char c) {
  return std::string_view(" \t,;:()[]{}<>\"'#=@|_").find(c) != std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (is_between_words(c)) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool has_digit(std::string_view word) {
  return std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool takes_cable(const Interface& interface) {
  return interface.kind == InterfaceKind::physical || interface.kind == InterfaceKind::aggregate ||
         interface.kind == InterfaceKind::other;
}

}  // namespace

Mentions::Mentions(const Site& site) : site_(site) {
  for (std::size_t d = 0; d < site.devices.size(); ++d) {
    const FoundDevice& found = site.devices[d];
    for (const std::string& name : {found.draft.name, found.device.hostname}) {
      const std::pair entry{lower(name), d};
      if (name.size() >= shortest_name && std::ranges::find(names_, entry) == names_.end())
        names_.push_back(entry);
    }
  }
  std::ranges::stable_sort(names_,
                           [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

std::optional<InterfaceIndex> Mentions::port_in(const Device& device, std::string_view behind) const {
  while (!behind.empty() &&
         (behind.front() == '-' || behind.front() == '.' || is_between_words(behind.front())))
    behind.remove_prefix(1);
  const std::vector<std::string> words = words_of(behind.substr(0, looked_at));
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::vector<std::string> spellings{words[i]};
    if (i + 1 < words.size()) spellings.push_back(words[i] + words[i + 1]);  // `Gi 1/0/1`
    for (const std::string& spelling : spellings) {
      const std::optional<InterfaceIndex> port = resolve_interface(device, spelling);
      if (!port || !takes_cable(device.interfaces[*port])) continue;
      // A name without a number must be written in full: `e` of a sentence is no Ethernet.
      if (has_digit(spelling) || lower(device.interfaces[*port].name) == lower(spelling)) return port;
    }
  }
  return std::nullopt;
}

std::optional<Mention> Mentions::find(std::size_t self, std::string_view text) const {
  const std::string small = lower(text);
  for (const auto& name : names_) {
    if (name.second == self) continue;
    for (std::size_t at = small.find(name.first); at != std::string::npos;
         at = small.find(name.first, at + 1)) {
      const std::size_t end = at + name.first.size();
      if (!starts_here(small, at) || !ends_here(small, end)) continue;
      const Device& device = site_.devices[name.second].device;
      const std::optional<InterfaceIndex> port = port_in(device, text.substr(end));
      // `sw1-old` names another device than `sw1`.
      const bool goes_on = end < small.size() && (small[end] == '-' || small[end] == '_');
      if (goes_on && !port) continue;
      return Mention{name.second, port};
    }
  }
  return std::nullopt;
}

}  // namespace sekisho::draft
