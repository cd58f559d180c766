// What captures show, as parts of a page: of the report of `confirm` and of that of `verify`.
#pragma once

#include "report/confirm_summary.hpp"
#include "report/markup.hpp"

#include <sekisho/report/confirm.hpp>

namespace sekisho::report::html {

/// The class of the stylesheet for a headline: "good", "bad", "doubt".
[[nodiscard]] std::string_view tone_class(Tone tone);

/// A block per finding, or the sentence that there is none.
[[nodiscard]] Element wire_findings(const ConfirmInput& input, Language language);
/// Crossings over time: a line per pair of segments, a bar per session. Empty where there were none.
[[nodiscard]] Element wire_timeline(const ConfirmInput& input, Language language);
/// What was looked at, and what was not.
[[nodiscard]] Element wire_coverage(const ConfirmInput& input, Language language);

}  // namespace sekisho::report::html
