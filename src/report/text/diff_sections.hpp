// The sections of the report of `diff`, top to bottom. Each writes nothing when it has nothing to say.
#pragma once

#include "report/page.hpp"

#include <sekisho/report/diff.hpp>

#include <string>

namespace sekisho::report {

/// What the comparison comes to, in one sentence, and its tone.
[[nodiscard]] std::string diff_headline(const DiffInput& input, Language language);
[[nodiscard]] Tone tone_of(compare::Outcome outcome);
/// `○ proved → × violated`.
[[nodiscard]] std::string verdict_change_words(const Page& page, const compare::VerdictChange& change);
/// `LGWAN接続系 (lg) → 機器 core-sw 自体`.
[[nodiscard]] std::string from_words(const DiffInput& input, const compare::PairDifference& pair,
                                     Language language);
[[nodiscard]] std::string to_words(const DiffInput& input, const compare::PairDifference& pair,
                                   Language language);

void write_names(Page& page, const DiffInput& input);
void write_verdict_changes(Page& page, const DiffInput& input);
void write_pairs(Page& page, const DiffInput& input);  // diff_flows.cpp
/// Packets, example and lines of one flow. `opened`: it gets through in the new state.
void write_flow(Page& page, const DiffInput& input, const compare::Flow& flow, bool opened);

}  // namespace sekisho::report
