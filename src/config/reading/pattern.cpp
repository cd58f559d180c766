// Leading literals of all patterns of a table form a tree, so a statement meets only the few patterns
// that begin like it. Optional groups are written out: a pattern keeps one straight list of elements for
// each choice of groups, the longest first.
#include "config/reading/pattern.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace sekisho::config {
namespace {

using Elements = std::vector<PatternElement>;
using Kind = PatternElement::Kind;
using Slot = PatternElement::Slot;

constexpr std::size_t shortest_leading_abbreviation = 2;
constexpr std::size_t shortest_inner_abbreviation = 3;

/// `word` is `literal`, or an abbreviation of it that is long enough to be meant.
bool stands_for(std::string_view word, std::string_view literal, std::size_t shortest) {
  return word.size() >= shortest ? starts_like(literal, word) : same_text(word, literal);
}

bool fits(const PatternElement& slot, std::string_view word) {
  switch (slot.slot) {
    case Slot::word:
    case Slot::text: return true;
    case Slot::number: {
      const std::optional<long> number = parse_number(word);
      return number && (slot.low > slot.high || (slot.low <= *number && *number <= slot.high));
    }
    case Slot::ipv4: {
      const std::optional<Address> address = Address::parse(word);
      return address && address->family == Family::v4;
    }
    case Slot::mask: {
      const std::optional<Address> address = Address::parse(word);
      return address && address->family == Family::v4 && netmask_length(*address).has_value();
    }
    case Slot::prefix4:
    case Slot::prefix6: {
      if (word.find('/') == std::string_view::npos) return false;
      const std::optional<Prefix> prefix = Prefix::parse(word);
      return prefix && (prefix->family() == Family::v4) == (slot.slot == Slot::prefix4);
    }
    case Slot::ipv6: {
      const std::optional<Address> address = Address::parse(word);
      return address && address->family == Family::v6;
    }
  }
  return false;
}

bool match_elements(const Elements& elements, std::size_t word, Arguments& arguments) {
  const Statement& statement = arguments.statement();
  for (const PatternElement& element : elements) {
    if (element.kind == Kind::rest) {
      if (word < statement.size()) arguments.set(static_cast<std::size_t>(element.capture), word);
      return true;
    }
    if (word >= statement.size()) return false;
    const std::string_view text = statement.word(word);
    if (element.kind == Kind::slot) {
      if (!fits(element, text)) return false;
    } else if (std::ranges::none_of(element.literals, [&](const std::string& literal) {
                 return stands_for(text, literal, shortest_inner_abbreviation);
               })) {
      return false;
    }
    if (element.capture >= 0) arguments.set(static_cast<std::size_t>(element.capture), word);
    if (element.kind == Kind::slot && element.slot == Slot::text) return true;
    ++word;
  }
  return word == statement.size();
}

PatternElement slot_element(std::string_view name) {
  PatternElement element;
  element.kind = Kind::slot;
  element.low = 1;
  if (name == "word") return element;
  if (name == "number") {
    element.slot = Slot::number;
  } else if (name == "ipv4") {
    element.slot = Slot::ipv4;
  } else if (name == "mask") {
    element.slot = Slot::mask;
  } else if (name == "prefix4") {
    element.slot = Slot::prefix4;
  } else if (name == "ipv6") {
    element.slot = Slot::ipv6;
  } else if (name == "prefix6") {
    element.slot = Slot::prefix6;
  } else if (name == "text") {
    element.slot = Slot::text;
  } else {
    const std::size_t dash = name.find('-');
    assert(dash != std::string_view::npos);
    element.slot = Slot::number;
    element.low = parse_number(name.substr(0, dash)).value_or(1);
    element.high = parse_number(name.substr(dash + 1)).value_or(0);
  }
  return element;
}

PatternElement element_of(std::string_view token) {
  if (token.starts_with('<') && token.ends_with('>')) return slot_element(token.substr(1, token.size() - 2));
  PatternElement element;
  if (token == "...") {
    element.kind = Kind::rest;
    return element;
  }
  std::size_t at = 0;
  while (at <= token.size()) {
    const std::size_t end = std::min(token.find('|', at), token.size());
    element.literals.emplace_back(token.substr(at, end - at));
    at = end + 1;
  }
  if (element.literals.size() > 1) element.kind = Kind::choice;
  return element;
}

/// A pattern while it is read: tokens with brackets as tokens of their own.
std::vector<std::string> tokens_of(std::string_view pattern) {
  std::string spaced;
  for (const char c : pattern) {
    if (c == '[' || c == ']') {
      spaced += ' ';
      spaced += c;
      spaced += ' ';
    } else {
      spaced += c;
    }
  }
  std::vector<std::string> tokens;
  for (const Word& word : split_words(spaced)) tokens.emplace_back(word.text);
  return tokens;
}

class Compiler {
 public:
  explicit Compiler(std::vector<std::string> tokens) : tokens_(std::move(tokens)) {}

  std::vector<Elements> compile() { return sequence(); }

 private:
  std::vector<Elements> sequence();
  std::vector<Elements> group();

  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
  int captures_ = 0;
};

void append_to_all(std::vector<Elements>& variants, const std::vector<Elements>& tails) {
  std::vector<Elements> joined;
  for (const Elements& variant : variants) {
    for (const Elements& tail : tails) {
      Elements whole = variant;
      whole.insert(whole.end(), tail.begin(), tail.end());
      joined.push_back(std::move(whole));
    }
  }
  variants = std::move(joined);
}

std::vector<Elements> Compiler::group() {
  const bool alone = at_ + 1 < tokens_.size() && tokens_[at_ + 1] == "]";
  std::vector<Elements> inside;
  if (alone) {
    PatternElement element = element_of(tokens_[at_++]);
    element.capture = captures_++;
    inside = {{element}};
  } else {
    inside = sequence();
  }
  assert(at_ < tokens_.size() && tokens_[at_] == "]");
  ++at_;
  inside.emplace_back();  // the group left out
  return inside;
}

std::vector<Elements> Compiler::sequence() {
  std::vector<Elements> variants{{}};
  while (at_ < tokens_.size() && tokens_[at_] != "]") {
    if (tokens_[at_] == "[") {
      ++at_;
      append_to_all(variants, group());
      continue;
    }
    PatternElement element = element_of(tokens_[at_++]);
    if (element.kind != Kind::literal) element.capture = captures_++;
    append_to_all(variants, {{element}});
  }
  assert(captures_ <= static_cast<int>(Arguments::limit));
  return variants;
}

}  // namespace

std::optional<long> parse_number(std::string_view text) {
  long value = 0;
  if (text.empty() || text.size() > 10) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::string_view Arguments::word(std::size_t capture) const {
  return has(capture) ? statement_->word(static_cast<std::size_t>(at_[capture])) : std::string_view();
}

std::string_view Arguments::rest(std::size_t capture) const {
  return has(capture) ? statement_->from(static_cast<std::size_t>(at_[capture])) : std::string_view();
}

std::size_t Arguments::index(std::size_t capture) const {
  return has(capture) ? static_cast<std::size_t>(at_[capture]) : statement_->size();
}

bool Arguments::is(std::size_t capture, std::string_view literal) const {
  return has(capture) && stands_for(word(capture), literal, shortest_inner_abbreviation);
}

long Arguments::number(std::size_t capture) const { return parse_number(word(capture)).value_or(0); }

Address Arguments::address(std::size_t capture) const {
  return Address::parse(word(capture)).value_or(Address{});
}

Prefix Arguments::prefix(std::size_t capture) const {
  return Prefix::parse(word(capture)).value_or(Prefix{});
}

struct PatternIndex::Node {
  std::string literal;
  std::vector<std::unique_ptr<Node>> children;
  std::vector<int> patterns;  // that have no further leading literal

  [[nodiscard]] Node& child(const std::string& wanted) {
    for (const std::unique_ptr<Node>& candidate : children) {
      if (candidate->literal == wanted) return *candidate;
    }
    children.push_back(std::make_unique<Node>());
    children.back()->literal = wanted;
    return *children.back();
  }
  [[nodiscard]] const Node* next(std::string_view word, bool abbreviations) const {
    const Node* abbreviated = nullptr;
    int candidates = 0;
    for (const std::unique_ptr<Node>& candidate : children) {
      if (same_text(candidate->literal, word)) return candidate.get();
      if (abbreviations && candidate->literal.back() != ':' &&
          stands_for(word, candidate->literal, shortest_leading_abbreviation)) {
        abbreviated = candidate.get();
        ++candidates;
      }
    }
    return candidates == 1 ? abbreviated : nullptr;
  }
};

struct PatternIndex::Tail {
  std::size_t leading = 0;         // words that the tree has matched
  std::vector<Elements> variants;  // of what follows
};

PatternIndex::PatternIndex() : plain_(std::make_unique<Node>()), negated_(std::make_unique<Node>()) {}
PatternIndex::~PatternIndex() = default;
PatternIndex::PatternIndex(PatternIndex&&) noexcept = default;
PatternIndex& PatternIndex::operator=(PatternIndex&&) noexcept = default;

void PatternIndex::add(std::string_view pattern) {
  std::vector<std::string> tokens = tokens_of(pattern);
  assert(!tokens.empty());
  Node* node = plain_.get();
  if (tokens.size() > 1 && tokens.front() == "no") {
    node = negated_.get();
    tokens.erase(tokens.begin());
  }
  std::size_t leading = 0;
  const auto plain_literal = [](const std::string& token) {
    return token != "..." && token != "[" && !token.starts_with('<') && token.find('|') == std::string::npos;
  };
  while (leading < tokens.size() && plain_literal(tokens[leading])) node = &node->child(tokens[leading++]);
  tokens.erase(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(leading));
  node->patterns.push_back(static_cast<int>(tails_.size()));
  std::vector<Elements> variants = Compiler(std::move(tokens)).compile();
  std::ranges::stable_sort(variants, std::ranges::greater{}, &Elements::size);
  tails_.push_back({leading, std::move(variants)});
}

std::vector<const PatternIndex::Node*> PatternIndex::descend(const Node& root, const Statement& statement,
                                                             bool abbreviations) {
  std::vector<const Node*> path{&root};
  for (const Word& word : statement.words) {
    const Node* next = path.back()->next(word.text, abbreviations);
    if (next == nullptr) break;
    path.push_back(next);
  }
  return path;
}

bool PatternIndex::match_path(const std::vector<const Node*>& path, Found& found) const {
  for (std::size_t depth = path.size(); depth-- > 0;) {
    for (const int pattern : path[depth]->patterns) {
      const Tail& tail = tails_[static_cast<std::size_t>(pattern)];
      for (const Elements& variant : tail.variants) {
        Arguments arguments(found.arguments.statement());
        if (!match_elements(variant, tail.leading, arguments)) continue;
        found.pattern = pattern;
        found.arguments = arguments;
        return true;
      }
      found.wrong_arguments = found.wrong_arguments || depth > 0;
    }
  }
  return false;
}

PatternIndex::Found PatternIndex::find(const Statement& statement) const {
  Found found{-1, false, false, Arguments(statement)};
  // Words in full come first: `ra` begins `raguard`, but `ipv6 nd ra` is a command of its own.
  for (const bool abbreviations : {false, true}) {
    const Node& root = statement.mood == Mood::plain ? *plain_ : *negated_;
    if (match_path(descend(root, statement, abbreviations), found)) return found;
    if (statement.mood == Mood::plain) continue;
    const std::vector<const Node*> path = descend(*plain_, statement, abbreviations);
    for (std::size_t depth = path.size(); depth-- > 1;) {
      if (path[depth]->patterns.empty()) continue;
      found.pattern = path[depth]->patterns.front();
      found.taken_back = true;
      return found;
    }
  }
  return found;
}

}  // namespace sekisho::config
