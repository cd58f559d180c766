// The words of reports and help, in both languages from one table: base/phrases.def, beside the
// sentences of diagnostics (base/messages.def).
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report {

enum class Phrase : std::uint16_t {
#define SEKISHO_PHRASE(name, english, japanese) name,
#include <sekisho/base/phrases.def>
#undef SEKISHO_PHRASE
};

/// The text of a phrase with its arguments filled in. Arguments may hold anything, braces too.
[[nodiscard]] std::string say(Phrase phrase, Language language,
                              const std::vector<std::string>& arguments = {});

/// The stable spelling of a phrase as in phrases.def, for tests.
[[nodiscard]] std::string_view name_of(Phrase phrase);

/// Every phrase of the table, for tests.
[[nodiscard]] const std::vector<Phrase>& all_phrases();

}  // namespace sekisho::report
