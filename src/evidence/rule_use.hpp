// Which lines of filters were seen at work: those that, by the configurations, let an observed packet
// through.
//
// A line that is not seen at work may still be needed. So nothing is said of a line unless every packet that
// it can let through has to cross a capture point, and whatever may have been let through by it counts as
// seen.
#pragma once

#include "evidence/presence.hpp"

#include <sekisho/evidence/confirm.hpp>
#include <sekisho/simulation/trace.hpp>

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sekisho::evidence {

/// A line of a filter that lets packets through, by where it stands.
using RuleKey = std::tuple<DeviceIndex, Span, std::string>;

class RuleUse {
 public:
  RuleUse(const LoadedNetwork& loaded, const Date& date);

  /// Hosts of a segment, or a device, have sent the packet; answered: the session went both ways.
  void sent(const Sender& sender, const Packet& packet, bool answered);
  /// The packet was in the networks of a spot, whoever has sent it: every router there may have taken it in.
  void came(const Spot& spot, const Packet& packet, bool answered);

  /// What was seen of each filter that lets something through, in the order of the devices. `places`: all
  /// that were captured at.
  [[nodiscard]] std::vector<FilterUse> filters(const std::vector<const Place*>& places) const;

  /// False: there were more different packets than are followed, and lines may have been at work unseen.
  [[nodiscard]] bool complete() const { return followed_.size() < most_followed; }

 private:
  /// Interfaces that everything passes which a filter decides about: on its way in, on its way out. Empty: on
  /// that side it cannot be told.
  struct Gate {
    std::vector<Attachment> in;
    std::vector<Attachment> out;
  };
  struct Line {
    RuleKey key;
    const RuleSource* source = nullptr;
    std::vector<Gate> gates;  // of all bindings: each of them has to be watched
  };
  struct List {
    DeviceIndex device = 0;
    std::string filter;
    std::vector<Line> lines;
  };
  using Followed = std::tuple<int, std::size_t, std::size_t, Address, Address, std::uint32_t, std::uint32_t>;
  static constexpr std::size_t most_followed = 100'000;

  void add_device(DeviceIndex index);
  void add_filter(DeviceIndex index, const Filter& filter, const Gate& gate, int depth);
  void add_line(DeviceIndex index, const Filter& filter, const Rule& rule, Gate gate);
  [[nodiscard]] Gate gate_of(DeviceIndex index, const Rule& rule, const Gate& filter) const;
  [[nodiscard]] bool is_new(int kind, std::size_t first, std::size_t second, const Packet& packet);
  void follow(const TraceStart& start, const Packet& packet, bool answered);
  void mark(const Trace& trace);

  const LoadedNetwork& loaded_;
  Date date_;
  bool source_ports_matter_ = false;
  std::vector<List> lists_;
  std::map<std::pair<DeviceIndex, std::string>, std::size_t> list_index_;  // by name
  std::map<RuleKey, std::size_t> line_index_;                              // in their lists
  std::set<std::tuple<DeviceIndex, std::string, std::vector<Attachment>, std::vector<Attachment>>>
      walked_;  // lists that others call, with the gate of the call
  std::set<Followed> followed_;
  std::set<RuleKey> seen_;
};

}  // namespace sekisho::evidence
