// What the Stanford bench computes, with names, in the form in which the oracle says it.
#pragma once

#include "plain_backbone.hpp"

#include <bench/headers.hpp>
#include <bench/stanford_reachability.hpp>

#include <string>
#include <utility>

namespace sekisho::test {

class Answers {
 public:
  using RouterId = bench::stanford::RouterId;

  explicit Answers(bench::stanford::Network network)
      : network_(std::move(network)),
        classes_(classes_of(network_)),
        open_(reachability_of(network_, classes_, no_filters(network_), conditions_)),
        filtered_(
            reachability_of(network_, classes_, filters_of(network_, space_, conditions_), conditions_)) {}

  [[nodiscard]] PlainBackbone::Counts count_destinations() const {
    PlainBackbone::Counts counts;
    each_pair([&](RouterId from, RouterId to) {
      const std::uint64_t number = bench::stanford::count_destinations(classes_, open_.between(from, to));
      if (number > 0) counts.pairs[names(from, to)] = number;
    });
    counts.loops = bench::stanford::count_destinations(classes_, open_.loops);
    return counts;
  }

  PlainBackbone::Counts count_headers() {
    PlainBackbone::Counts counts;
    each_pair([&](RouterId from, RouterId to) {
      const Bits128 number = bench::count_headers(packets(from, to)).value();
      if (number > 0) counts.pairs[names(from, to)] = number;
    });
    counts.loops = bench::count_headers(sets_.packets_of(filtered_.loops)).value();
    return counts;
  }

  /// With filters.
  PacketSet packets(RouterId from, RouterId to) { return sets_.packets_of(filtered_.between(from, to)); }
  PacketSet looping() { return sets_.packets_of(filtered_.loops); }

  template <typename Visit>
  void each_pair(const Visit& visit) const {
    for (RouterId from = 0; from < network_.routers.size(); ++from)
      for (RouterId to = 0; to < network_.routers.size(); ++to)
        if (from != to) visit(from, to);
  }

  [[nodiscard]] const std::string& name(RouterId router) const { return network_.routers[router].name; }
  [[nodiscard]] PlainBackbone::RouterPair names(RouterId from, RouterId to) const {
    return {name(from), name(to)};
  }
  [[nodiscard]] const bench::stanford::Network& network() const { return network_; }

 private:
  bench::stanford::Network network_;
  bench::stanford::DestinationClasses classes_;
  PacketSpace space_;
  bench::HeaderConditions conditions_{space_};
  bench::stanford::Reachability open_;
  bench::stanford::Reachability filtered_;
  bench::stanford::PartSets sets_{classes_, conditions_, space_};
};

}  // namespace sekisho::test
