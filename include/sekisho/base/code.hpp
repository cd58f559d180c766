// The codes of all messages to the user, one per sentence of messages.def.
#pragma once

#include <sekisho/base/diagnostic.hpp>

namespace sekisho {

/// The code of a message; the sentence and its translations stand in the catalogue.
/// `{0}`, `{1}` in a sentence are the arguments of the diagnostic.
enum class Code : std::uint16_t {
#define SEKISHO_MESSAGE(code, severity, english, japanese) code,
#include <sekisho/base/messages.def>
#undef SEKISHO_MESSAGE
};

}  // namespace sekisho
