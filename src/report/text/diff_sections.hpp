// The sections of the report of `diff`, top to bottom. Each writes nothing when it has nothing to say.
#pragma once

#include "report/page.hpp"

#include <sekisho/report/diff.hpp>

#include <string>

namespace sekisho::report {

/// How much of what changes, in one line.
[[nodiscard]] std::string diff_summary(const review::Comparison& comparison, Language language);
/// What the comparison comes to, in one sentence, and its tone.
[[nodiscard]] std::string diff_headline(const DiffInput& input, Language language);
[[nodiscard]] Tone tone_of(review::Outcome outcome);
/// `○ proved → × violated`.
[[nodiscard]] std::string verdict_change_words(const Page& page, const review::VerdictChange& change);
/// `LGWAN接続系 (lg) → 機器 core-sw 自体`.
[[nodiscard]] std::string from_words(const DiffInput& input, const compare::PairDifference& pair,
                                     Language language);
[[nodiscard]] std::string to_words(const DiffInput& input, const compare::PairDifference& pair,
                                   Language language);

void write_names(Page& page, const DiffInput& input);
void write_verdict_changes(Page& page, const DiffInput& input);
void write_pairs(Page& page, const DiffInput& input);    // diff_flows.cpp
void write_filters(Page& page, const DiffInput& input);  // diff_filters.cpp
void write_files(Page& page, const DiffInput& input);    // diff_files.cpp

/// `core-sw LG201-IN`, `mn-fw policies port1 > port2`: which filter a difference is about.
[[nodiscard]] std::string filter_words(const compare::FilterDifference& difference, Language language);
/// Where it is bound, what it newly permits and what it no longer does.
void write_filter(Page& page, const compare::FilterDifference& difference);
/// Packets, and what each filter does with an example of them.
void write_filter_flow(Page& page, const compare::FilterFlow& flow);

/// `3 lines removed, 2 added`, and what that comes to.
[[nodiscard]] std::string file_change_words(const compare::FileDifference& difference, Language language);
[[nodiscard]] std::string effect_words(const compare::FileDifference& difference, Language language);

/// Whether a pair is told in full: not where only senders with a false source address notice the change,
/// unless the policy forbids that.
[[nodiscard]] bool is_told(const review::Comparison& comparison, const compare::PairDifference& pair,
                           bool opened);
/// Packets, example and lines of one flow. `opened`: it gets through in the new state.
void write_flow(Page& page, const DiffInput& input, const compare::Flow& flow, bool opened);

}  // namespace sekisho::report
