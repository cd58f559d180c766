// The requirements of the policy and the registered channels, for one observed flow.
#pragma once

#include <sekisho/loading/load.hpp>
#include <sekisho/policy/requirement.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::evidence {

/// An observed flow between two ends whose names are known.
struct Talk {
  Packet packet;            // the opener's
  std::string from;         // segment
  std::string to;           // segment; empty where only the device is known
  std::string device;       // owner of the destination address; empty: a host
  bool true_source = true;  // false: translated, the sender may be any host of `from`
};

/// True when what the requirement is against is no violation if somebody states something.
[[nodiscard]] bool is_to_be_confirmed(const Requirement& requirement);

/// True for methods that promise that only harmless content crosses: a host has to do the work.
[[nodiscard]] bool is_sanitizing(const Channel& channel);

class PolicyWatch {
 public:
  PolicyWatch(const Snapshot& snapshot, const std::vector<Requirement>& requirements, const Date& date);

  /// The requirements that speak against the flow, with neither channel nor exception that allows it.
  [[nodiscard]] std::vector<const Requirement*> broken_by(const Talk& talk) const;

  /// The channels in force that the flow belongs to, whoever allows them.
  [[nodiscard]] std::vector<const Channel*> channels_of(const Talk& talk) const;

  /// True when an exception in force covers the flow.
  [[nodiscard]] bool is_excepted(const Talk& talk) const;

  /// True when the policy lets such flows through if somebody states something, and somebody has.
  [[nodiscard]] bool is_attested(const Requirement& requirement) const;

 private:
  [[nodiscard]] bool permits(const Requirement& requirement, const Talk& talk) const;
  [[nodiscard]] bool excepts(const Exception& exception, const Requirement& requirement,
                             const Talk& talk) const;
  [[nodiscard]] bool carries(const Channel& channel, const Talk& talk) const;

  const Snapshot& snapshot_;
  Date date_;
  // By the names of both ends.
  std::multimap<std::pair<std::string, std::string>, const Requirement*> between_;
};

}  // namespace sekisho::evidence
