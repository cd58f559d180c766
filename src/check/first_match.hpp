// What ordered rule lists of one device make of a set of packets: filters and translations, from above.
#pragma once

#include "check/headers.hpp"

#include <string>
#include <unordered_map>
#include <vector>

namespace sekisho::check {

/// Packets on their way through a device: those that a translation has taken, and the others. A packet is
/// translated once between two places.
struct Flow {
  HeaderSet plain;
  HeaderSet translated;
  [[nodiscard]] HeaderSet both() const { return plain | translated; }
};

/// The interfaces between which a list is asked; empty: not known, or none.
struct Between {
  const std::string& ingress;
  const std::string& egress;
};

class FirstMatch {
 public:
  FirstMatch(const Headers& headers, const Date& date) : headers_(headers), date_(date) {}

  /// The members of `packets` that a filter may permit. `lists`: those that its rules may name.
  [[nodiscard]] HeaderSet permitted(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                                    const Between& between);

  /// The same for a filter whose permits may translate.
  [[nodiscard]] Flow passed(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                            const Between& between);

  /// What a list of NAT rules may make of `packets`.
  [[nodiscard]] Flow translated(const std::vector<NatRule>& rules, const HeaderSet& packets,
                                const Between& between);

  /// What a policy route takes of packets that come in by `ingress`.
  [[nodiscard]] Taken taken_by(const PolicyRoute& rule, const std::string& ingress);

 private:
  /// What a list may do with packets; `undecided` come to its end, or are given back.
  struct Outcome {
    Flow permitted;
    HeaderSet undecided;
  };
  [[nodiscard]] Outcome walk(const Filter& filter, const FilterLists& lists, const HeaderSet& packets,
                             const Between& between, bool translate);
  [[nodiscard]] Outcome list(const Rule& rule, const FilterLists& lists, const HeaderSet& packets,
                             const Between& between, bool translate);
  [[nodiscard]] Taken taken_by(const Match& match, const Schedule& schedule, bool certain);
  [[nodiscard]] HeaderSet port_shifted(const NatRule& rule, const HeaderSet& packets) const;
  [[nodiscard]] HeaderSet marked(const HeaderSet& packets, std::uint16_t mark) const;

  const Headers& headers_;
  Date date_;
  std::unordered_map<const Match*, Taken> known_;
  std::vector<const Filter*> walking_;  // lists inside each other
};

}  // namespace sekisho::check
