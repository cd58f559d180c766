#include "evidence/finding_list.hpp"

namespace sekisho::evidence {

Finding& FindingList::add(Kind kind, Severity severity, Diagnostic message, SeenFlow seen) {
  auto key = std::make_pair(message.code, message.arguments);
  if (findings_.size() >= most && !index_.contains(key)) {
    ++condensed_;
    key.second.clear();
  }
  const auto [entry, is_new] = index_.emplace(key, findings_.size());
  if (is_new) {
    Finding& made = findings_.emplace_back();
    made.kind = kind;
    made.severity = severity;
    made.message = std::move(message);
  }
  Finding& finding = findings_[entry->second];
  ++finding.flows;
  finding.packets += seen.packets;
  if (finding.seen.size() < Finding::most_seen) finding.seen.push_back(std::move(seen));
  return finding;
}

}  // namespace sekisho::evidence
