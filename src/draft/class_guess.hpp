// Which class a network is of, guessed from the words of people.
#pragma once

#include <sekisho/draft/draft.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::draft {

/// A text in the configs that speaks of a network.
struct Clue {
  std::string text;
  int weight = 1;     // how closely it belongs to the network: its own description counts more than its VRF
  std::string place;  // for the reason: `core-sw:Vlan20`
  Span span;
};

/// Inside: hosts of the organisation are there. Outside: routes leave there to routers of others.
enum class Facing : std::uint8_t { inside, outside };

struct ClassGuess {
  std::optional<SegmentClass> segment_class;  // nothing: no word speaks for any
  std::optional<SegmentClass> second;         // scored at least two thirds of the first
  int score = 0;
  Reasons because;  // the clues that decided, the strongest first
};

/// Scores the words of class_words.def in all clues: weight of the clue times weight of the word, once per
/// clue and class.
[[nodiscard]] ClassGuess guess_class(const std::vector<Clue>& clues, Facing facing);

}  // namespace sekisho::draft
