// Which end of a flow opened it, and with which header.
#pragma once

#include <sekisho/capture/flow.hpp>

#include <vector>

namespace sekisho::evidence {

/// How a flow began. A capture that starts in the middle, or that has one direction only, may not show which
/// end opened the session: what looks like an opening may be an answer.
struct Opening {
  Packet packet;                // the opener's, as a session opens
  std::vector<Packet> headers;  // every header that the opener may have used
  std::vector<Packet>
      reversed;           // the same, had the other end opened it; empty where that is out of the question
  bool answered = false;  // the other end has answered as a session demands
  bool is_error = false;  // ICMP errors: they belong to another flow
};

[[nodiscard]] Opening opening_of(const capture::Flow& flow);

}  // namespace sekisho::evidence
