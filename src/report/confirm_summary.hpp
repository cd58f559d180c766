// What all reports of `confirm` count and say.
#pragma once

#include "report/words.hpp"

#include <sekisho/report/confirm.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace sekisho::report {

/// Findings by severity: [note, warning, error].
struct ConfirmCounts {
  std::array<std::size_t, 3> by_severity{};
  [[nodiscard]] std::size_t of(Severity severity) const {
    return by_severity[static_cast<std::size_t>(severity)];
  }
};
[[nodiscard]] ConfirmCounts counts_of(const evidence::ConfirmResult& result);

[[nodiscard]] std::string headline(const ConfirmCounts& counts, Language language);
[[nodiscard]] Tone headline_tone(const ConfirmCounts& counts);

/// What a finding says, in words of the catalogue down to why content could not be seen.
[[nodiscard]] std::string finding_sentence(const evidence::Finding& finding, Language language);

[[nodiscard]] Phrase outcome_phrase(evidence::Outcome outcome);
/// What stands above Finding::permitting.
[[nodiscard]] Phrase permitting_phrase(const evidence::Finding& finding);
[[nodiscard]] Phrase hint_phrase(evidence::Kind kind);

/// `lg.pcap frames 3-9 at core-lg, 2026-…Z: answered`.
[[nodiscard]] std::string seen_words(const evidence::Finding& finding, const evidence::SeenFlow& seen,
                                     Language language);

/// `2026-11-21T01:00:03.8Z`: UTC for people, without the zeros at the end of the fraction.
[[nodiscard]] std::string time_words(capture::Timestamp time);

/// The segments that no capture looked at.
[[nodiscard]] std::string unwatched_sentence(const evidence::ConfirmResult& result, const Snapshot* snapshot,
                                             Language language);

/// What was looked at and what was not, a sentence each.
[[nodiscard]] std::vector<std::string> coverage_sentences(const evidence::ConfirmResult& result,
                                                          const Snapshot* snapshot, Language language);

}  // namespace sekisho::report
