// phrases.def as a table, and filling in arguments.
#include <sekisho/base/placeholders.hpp>
#include <sekisho/report/phrase.hpp>

#include <array>
#include <cassert>

namespace sekisho::report {
namespace {

struct Row {
  std::string_view name;
  std::string_view english;
  std::string_view japanese;
};

// Not deduced from the list: for that Clang folds over all rows, and it stops at 256.
constexpr auto rows = std::to_array<Row>({
#define SEKISHO_PHRASE(name, english, japanese) {#name, english, japanese},
#include <sekisho/base/phrases.def>
#undef SEKISHO_PHRASE
});

const Row& row_of(Phrase phrase) {
  const auto index = static_cast<std::size_t>(phrase);
  assert(index < rows.size());
  return rows[index];
}

}  // namespace

std::string say(Phrase phrase, Language language, const std::vector<std::string>& arguments) {
  const Row& row = row_of(phrase);
  const std::string_view pattern = language == Language::ja ? row.japanese : row.english;
  return fill_in(pattern, arguments);
}

std::string_view name_of(Phrase phrase) { return row_of(phrase).name; }

const std::vector<Phrase>& all_phrases() {
  static const std::vector<Phrase> phrases = [] {
    std::vector<Phrase> list;
    for (std::size_t i = 0; i < rows.size(); ++i) list.push_back(static_cast<Phrase>(i));
    return list;
  }();
  return phrases;
}

}  // namespace sekisho::report
