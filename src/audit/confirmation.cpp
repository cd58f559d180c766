// Rows that a policy does not forbid but wants to be confirmed, such as an internet exit of one's own.
#include "audit/statements.hpp"

#include <sekisho/base/code.hpp>

#include <utility>

namespace sekisho::audit {

namespace {

/// Chains and channels have no packets that an exception could take out: it speaks of all of the requirement.
bool is_excepted_whole(RequirementResult& decided, const Subject& subject) {
  const RequirementKind kind = decided.requirement.kind;
  const bool fails = decided.verdict == Verdict::violated || decided.verdict == Verdict::unproved;
  return fails && (kind == RequirementKind::relays || kind == RequirementKind::channels) &&
         except(decided, subject);
}

}  // namespace

RequirementResult confirmed(RequirementResult decided, const Subject& subject) {
  if (is_excepted_whole(decided, subject)) return decided;
  const LocalText& confirm = decided.requirement.confirm;
  const bool to_be_confirmed = !confirm.ja.empty() || !confirm.en.empty();
  const bool gets_through = decided.verdict == Verdict::violated;
  if (!to_be_confirmed || (!gets_through && decided.verdict != Verdict::unproved)) return decided;
  decided.verdict = Verdict::unproved;
  if (attest(decided, subject) || !gets_through) return decided;
  const std::string example = decided.violations.empty() ? "-" : to_string(decided.violations.front().sent);
  decided.reasons.insert(
      decided.reasons.begin(),
      {"", {Code::reason_to_be_confirmed, {}, {example, decided.requirement.profile_id}}, ""});
  return decided;
}

}  // namespace sekisho::audit
