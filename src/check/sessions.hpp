// Answers: what devices know of the sessions of a flow, and where an answer may go by that.
//
// A device that packets of the flow cross knows their headers as they came in and as they went out. What
// reverses one that went out belongs to a session, at whatever interface it comes in, and becomes the
// reverse of one that came in; no filter is asked. This is an upper bound: sessions are sets, and fields that
// some translation rewrites become any that a session has.
#pragma once

#include "check/transfer.hpp"

#include <map>
#include <vector>

namespace sekisho::check {

class Sessions {
 public:
  /// `flow`: the packets of the flow at each place, or more.
  Sessions(Headers& headers, const Network& network, Transfer& transfer, const Spread& flow);

  /// Where answers at a place may be next as part of a session; by the edges: Transfer.
  [[nodiscard]] std::vector<Onward> onward(const Place& place, const HeaderSet& packets) const;

 private:
  struct Known {
    bool keeps = false;  // a memory of sessions
    bool rewrites = false;
    std::map<InterfaceIndex, HeaderSet> came_in;  // reversed
    HeaderSet went_out;                           // reversed
  };

  Headers& headers_;
  const Network& network_;
  Routes& routes_;
  std::map<DeviceIndex, Known> known_;
};

}  // namespace sekisho::check
