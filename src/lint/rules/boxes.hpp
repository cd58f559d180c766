// The rules of a filter as boxes: per axis of the header an interval, its ends numbered by rank.
//
// Filters compare header fields with few values, however wide the fields are. On each axis the values at
// which some rule begins or ends to match are sorted, and what lies between two of them is one number, the
// rank. Comparing boxes is then comparing small integers, whatever an IPv6 address takes.
#pragma once

#include <sekisho/model/filter.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::lint {

using RuleIndex = std::uint32_t;  // index into Filter::rules

/// A packet as a filter sees it. `ingress` and `egress` are empty where no rule asks for them.
struct Arrival {
  Packet packet;
  std::string ingress;
  std::string egress;
};

/// What rules ask of a packet. In the order in which boxes are cut: where rules differ most comes first.
enum class Axis : std::uint8_t {
  destination,
  source,
  protocol,
  destination_port,
  source_port,
  icmp_type,
  icmp_code,
  tcp_flags,
  state,
  mark,
  source_mac,
  ingress,
  egress,
};
inline constexpr std::size_t axis_count = 13;

/// Ranks, inclusive.
struct Interval {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Packets of one family whose every field lies in the interval of its axis. A field that the protocol of a
/// packet does not carry may have any value: no rule that asks for it takes such a packet.
using Box = std::array<Interval, axis_count>;

[[nodiscard]] bool overlap(const Box& a, const Box& b);
[[nodiscard]] bool contains(const Box& outer, const Box& inner);
/// What two boxes that overlap have in common.
[[nodiscard]] Box common(const Box& a, const Box& b);

struct RuleBox {
  Box box;
  RuleIndex rule = 0;
  bool certain = true;  // the rule takes all of it; else it may take some
};

/// All rules of a filter. The union of a rule's boxes is what it may take on the given date, the union of its
/// certain ones what it takes for sure.
class Boxes {
 public:
  /// Nothing when some rule asks for what boxes do not tell (states that depend on flags, see
  /// ConnectionState) or needs more than 10,000 boxes, or all of them together more than
  /// 250,000.
  static std::optional<Boxes> of(const Filter& filter, const Date& date);

  [[nodiscard]] const std::vector<RuleBox>& all() const { return boxes_; }  // by rule
  [[nodiscard]] std::size_t rule_count() const { return first_of_.size() - 1; }
  /// The boxes of a rule: all()[first_of(rule)] and so on, up to but without all()[first_of(rule + 1)].
  [[nodiscard]] std::size_t first_of(RuleIndex rule) const { return first_of_[rule]; }

  /// A packet of a box; of several the one that reads best (a host address, TCP, a high source port).
  [[nodiscard]] Arrival arrival_of(const Box& box) const;
  /// The box of all packets that the rules do not tell from this one.
  [[nodiscard]] Box box_of(const Arrival& arrival) const;

  /// A value on an axis. Families follow each other on the axes of addresses; elsewhere `family` is 0.
  struct Value {
    std::uint8_t family = 0;
    Bits128 bits = 0;
    friend auto operator<=>(const Value&, const Value&) = default;
  };
  /// Inclusive, of one family on the axes of addresses.
  struct Values {
    Value first;
    Value last;
  };

 private:
  std::vector<RuleBox> boxes_;
  std::vector<std::size_t> first_of_;
  std::array<std::vector<Value>, axis_count> steps_;  // by rank: the first value that has it
  std::vector<std::string> ingress_;                  // names by value; behind them: any other interface
  std::vector<std::string> egress_;
  std::vector<std::uint8_t> flag_classes_;  // by value on the axis of TCP flags: flags of that class
  std::array<std::uint8_t, 256> class_of_flags_{};
};

}  // namespace sekisho::lint
