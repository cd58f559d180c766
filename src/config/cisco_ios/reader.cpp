#include "config/cisco_ios/reader.hpp"

#include "config/cisco_ios/names.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho::config::ios {
namespace {

constexpr std::string_view interface_mode_name = "interface";

constexpr std::array all_effects{Effect::may_drop, Effect::may_permit, Effect::may_route,
                                 Effect::may_translate, Effect::may_bridge};

/// A command begins with a letter; a line that does not is no line of this language.
bool begins_like_a_command(const Statement& statement) {
  const char first = statement.word(0).empty() ? '\0' : statement.word(0).front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  const bool digit = first >= '0' && first <= '9';  // numbered entries
  return letter || digit;
}

}  // namespace

/// The first words of a command, for messages. Arguments may be secrets and stay out.
std::string IosReader::construct(const Statement& statement) const {
  const std::string shown = ledger_.shown(statement.line);
  std::string text;
  std::size_t words = 0;
  for (const Word& word : split_words(shown)) {
    if (words++ == 3) break;
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

void IosReader::apply(const IosRow& row, const Arguments& arguments, bool taken_back, const IosMode& mode) {
  in_interface_ = mode.name() == interface_mode_name;
  const Statement& statement = arguments.statement();
  if (taken_back) {  // the thing that the row speaks of is absent
    if (row.line_class == LineClass::irrelevant) {
      ledger_.irrelevant(statement.line);
    } else {
      ledger_.used(statement.line);
    }
    return;
  }
  const std::size_t repetitions = in_interface_ ? selected_.size() : 1;
  for (current_ = 0; row.put != nullptr && current_ < repetitions; ++current_) row.put(*this, arguments);
  current_ = 0;
  switch (row.line_class) {
    case LineClass::used: ledger_.used(statement.line); break;
    case LineClass::irrelevant: ledger_.irrelevant(statement.line); break;
    case LineClass::approximated: {
      const bool routing =
          row.code == Code::routes_not_computed && !in_interface_ && !routing_protocol.empty();
      ledger_.approximated(statement.line, row.code, {routing ? routing_protocol : construct(statement)});
      break;
    }
    case LineClass::unsupported:
    case LineClass::invalid: ledger_.unsupported(statement.line, row.code, {construct(statement)}); break;
  }
  widen_line(statement.line, row.effects, row.reach);
}

void IosReader::unknown(const Statement& statement, bool wrong_arguments, const IosMode& mode) {
  in_interface_ = mode.name() == interface_mode_name;
  if (!begins_like_a_command(statement)) {
    ledger_.invalid(statement.line, Code::not_a_command, {});
    return;
  }
  if (wrong_arguments) {
    ledger_.unsupported(statement.line, Code::arguments_not_understood, {construct(statement)});
  } else {
    ledger_.unsupported(statement.line, Code::line_not_understood);
  }
  // An unknown command of an interface may filter there; one of the device may do anything.
  widen_line(statement.line, in_interface_ ? may_drop | may_permit : may_drop | may_permit | may_route,
             Reach::here);
}

void IosReader::invalid(const Arguments& arguments, Code code, std::vector<std::string> values) {
  ledger_.invalid(arguments.line(), code, std::move(values));
}

void IosReader::approximated(const Arguments& arguments, Code code, std::vector<std::string> values) {
  ledger_.approximated(arguments.line(), code, std::move(values));
}

void IosReader::unsupported(const Arguments& arguments, Code code, std::vector<std::string> values) {
  ledger_.unsupported(arguments.line(), code, std::move(values));
}

void IosReader::widen(const Arguments& arguments, Effects effects, Reach reach) {
  widen_line(arguments.line(), effects, reach);
}

void IosReader::widen_line(int line, Effects effects, Reach reach) {
  for (const Effect effect : all_effects) {
    if (!effects.has(effect)) continue;
    if (in_interface_ && reach == Reach::here) {
      for (const std::size_t index : selected_) {
        config.uncertain.push_back({effect, config.interfaces[index].name, line});
      }
    } else {
      config.uncertain.push_back({effect, {}, line});
    }
  }
}

void IosReader::select_interfaces(const std::vector<std::string>& names, int line) {
  selected_.clear();
  for (const std::string& name : names) {
    const auto [entry, added] = config.interface_index.emplace(name, config.interfaces.size());
    if (added) {
      config.interfaces.emplace_back();
      config.interfaces.back().name = name;
      config.interfaces.back().line = line;
    }
    selected_.push_back(entry->second);
  }
}

std::optional<VlanSet> parse_vlan_list(std::string_view text) {
  VlanSet set;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (part.empty()) continue;
    const std::size_t dash = part.find('-');
    const std::optional<long> first = parse_number(part.substr(0, dash));
    const std::optional<long> last =
        dash == std::string_view::npos ? first : parse_number(part.substr(dash + 1));
    if (!first || !last || *first < 1 || *last > 4094 || *first > *last) return std::nullopt;
    set.add(static_cast<std::uint16_t>(*first), static_cast<std::uint16_t>(*last));
  }
  return set;
}

std::string take_interface_name(const Statement& statement, std::size_t& at) {
  const std::string_view first = statement.word(at);
  if (looks_like_interface(first)) {
    ++at;
    return interface_name(first);
  }
  const std::string joined = std::string(first).append(statement.word(at + 1));
  if (!first.empty() && !split_interface_name(first).first.empty() &&
      split_interface_name(first).second.empty() && looks_like_interface(joined)) {
    at += 2;
    return interface_name(joined);
  }
  return {};
}

}  // namespace sekisho::config::ios
