#include "draft/class_guess.hpp"

#include <sekisho/base/code.hpp>

#include "draft/file_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

namespace sekisho::draft {
namespace {

enum class Form : std::uint8_t { part, word, code };

struct WordRow {
  std::string_view text;
  Form form;
  SegmentClass inside;   // custom: none
  SegmentClass outside;  // custom: none
  int weight;
};

constexpr SegmentClass none = SegmentClass::custom;

const std::vector<WordRow>& word_rows() {
  using enum SegmentClass;
  static const std::vector<WordRow> rows{
#define SEKISHO_CLASS_WORD(text, form, inside, outside, weight) {text, Form::form, inside, outside, weight},
#include "draft/class_words.def"
#undef SEKISHO_CLASS_WORD
  };
  return rows;
}

bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  const bool starts = at == 0 || !is_letter_or_digit(text[at - 1]);
  const std::size_t end = at + length;
  return starts && (end >= text.size() || !is_letter_or_digit(text[end]));
}

/// A word found in a text.
struct Hit {
  const WordRow* row = nullptr;
  std::size_t at = 0;
  std::string_view found;
};

std::vector<Hit> hits_in(const std::string& text) {
  const std::string small = lower(text);
  std::vector<Hit> hits;
  for (const WordRow& row : word_rows()) {
    const std::string wanted = row.form == Form::code ? std::string(row.text) : lower(row.text);
    const std::string& haystack = row.form == Form::code ? text : small;
    for (std::size_t at = haystack.find(wanted); at != std::string::npos;
         at = haystack.find(wanted, at + 1)) {
      if (row.form != Form::part && !stands_alone(haystack, at, wanted.size())) continue;
      hits.push_back({&row, at, std::string_view(text).substr(at, wanted.size())});
      break;
    }
  }
  // A word inside a longer one says nothing: the internet of インターネット接続系 is not the internet.
  const std::vector<Hit> all = hits;
  std::erase_if(hits, [&](const Hit& hit) {
    return std::ranges::any_of(all, [&](const Hit& other) {
      return other.found.size() > hit.found.size() && other.at <= hit.at &&
             hit.at + hit.found.size() <= other.at + other.found.size();
    });
  });
  return hits;
}

struct Score {
  int total = 0;
  int best = 0;  // of one clue
  Diagnostic because{Code::draft_word, {}, {}};
  std::size_t clues = 0;
};

using Scores = std::map<SegmentClass, Score>;

void score_clue(const Clue& clue, Facing facing, Scores& scores) {
  std::map<SegmentClass, const Hit*> strongest;
  const std::vector<Hit> hits = hits_in(clue.text);
  for (const Hit& hit : hits) {
    const SegmentClass speaks_for = facing == Facing::inside ? hit.row->inside : hit.row->outside;
    if (speaks_for == none) continue;
    const Hit*& best = strongest[speaks_for];
    if (best == nullptr || best->row->weight < hit.row->weight) best = &hit;
  }
  for (const auto& [segment_class, hit] : strongest) {
    Score& score = scores[segment_class];
    const int points = clue.weight * hit->row->weight;
    score.total += points;
    ++score.clues;
    if (points <= score.best) continue;
    score.best = points;
    score.because = {Code::draft_word, clue.span, {std::string(hit->found), clue.place, clue.text}};
  }
}

}  // namespace

ClassGuess guess_class(const std::vector<Clue>& clues, Facing facing) {
  Scores scores;
  for (const Clue& clue : clues) score_clue(clue, facing, scores);
  std::vector<std::pair<SegmentClass, Score>> ranked(scores.begin(), scores.end());
  std::ranges::stable_sort(ranked, std::ranges::greater(),
                           [](const auto& entry) { return entry.second.total; });
  ClassGuess guess;
  if (ranked.empty()) return guess;
  guess.segment_class = ranked.front().first;
  guess.score = ranked.front().second.total;
  guess.because.push_back(ranked.front().second.because);
  if (ranked.size() > 1 && ranked[1].second.total * 3 >= guess.score * 2) {
    guess.second = ranked[1].first;
    guess.because.push_back({Code::draft_second_class,
                             ranked[1].second.because.span,
                             {std::string(name_of(ranked[1].first)), ranked[1].second.because.arguments[0]}});
  }
  return guess;
}

}  // namespace sekisho::draft
