// What flows carry, held against what their channel is for, and secrets and names that should not be there.
#pragma once

#include "evidence/finding_list.hpp"
#include "evidence/flow_judge.hpp"

#include <map>
#include <string>
#include <vector>

namespace sekisho::evidence {

/// Sessions of sanitizing channels: mails are one plain text, screens have no way for files, and what cannot
/// be looked at is said to be so.
void judge_sanitized(const Network& network, const std::vector<SanitizedFlow>& flows, FindingList& findings);

/// Says of sessions that were more than are kept that nobody has looked into them.
void tell_not_examined(const std::map<std::string, NotExamined>& left_out, FindingList& findings);

/// An application on the port of another.
void judge_application(const Capture& capture, const capture::Flow& flow, FindingList& findings);

/// Tunnels in DNS, secrets in clear, names of the LGWAN elsewhere, clocks.
void judge_carried(const Network& network, const Capture& capture, FindingList& findings);

}  // namespace sekisho::evidence
