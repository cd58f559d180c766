// The sentences of every diagnostic, in both languages: messages.def as a table.
#include <sekisho/base/code.hpp>
#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/placeholders.hpp>

#include <array>
#include <cassert>

namespace sekisho {
namespace {

struct Row {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view english;
  std::string_view japanese;
};

// Not deduced from the list: for that Clang folds over all rows, and it stops at 256.
constexpr auto rows = std::to_array<Row>({
#define SEKISHO_MESSAGE(code, severity, english, japanese) \
  {Code::code, #code, Severity::severity, english, japanese},
#include <sekisho/base/messages.def>
#undef SEKISHO_MESSAGE
});

const Row& row_of(Code code) {
  const auto index = static_cast<std::size_t>(code);
  assert(index < rows.size() && rows[index].code == code);
  return rows[index];
}

}  // namespace

Severity severity_of(Code code) { return row_of(code).severity; }

std::string_view name_of(Code code) { return row_of(code).name; }

std::string sentence(Code code, const std::vector<std::string>& arguments, Language language) {
  const Row& row = row_of(code);
  const std::string_view pattern = language == Language::ja ? row.japanese : row.english;
  return fill_in(pattern, arguments);
}

const std::vector<Code>& all_codes() {
  static const std::vector<Code> codes = [] {
    std::vector<Code> list;
    for (const Row& row : rows) list.push_back(row.code);
    return list;
  }();
  return codes;
}

}  // namespace sekisho
