// Do two filters let the same packets through? Of one device or two, in one config language or two.
#pragma once

#include <sekisho/compare/difference.hpp>
#include <sekisho/loading/load.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho::compare {

/// A filter that a user named.
struct NamedFilter {
  DeviceIndex device = 0;
  FilterKind kind = FilterKind::list;  // list, or policies
  std::string list;                    // of kind list
  std::string ingress;                 // of kind policies: interfaces as the device calls them
  std::string egress;
};

/// `NAME` for a named list, `IN>OUT` for the policies between two interfaces; either behind `DEVICE:` where
/// there is more than one device. Empty: the only filter that there is. Nothing, and reported, when no filter
/// or no single one fits.
[[nodiscard]] std::optional<NamedFilter> find_filter(const LoadedNetwork& loaded, const std::string& text,
                                                     DiagnosticSink& sink);

/// `core-sw LG201-IN`, `fw port1>port2`.
[[nodiscard]] std::string words_of(const NamedFilter& filter, const LoadedNetwork& loaded);

/// `equal`: both bounds of both filters are one set. `unequal`: some packet is certainly permitted by one and
/// certainly not by the other. `unproved`: neither.
enum class Equality : std::uint8_t { equal, unequal, unproved };

struct FilterComparison {
  std::string old_name;  // where the filters are from, and what they are called
  std::string new_name;
  std::string old_filter;
  std::string new_filter;
  Date date;
  Equality equality = Equality::unproved;
  bool ipv4 = true;  // families that were compared: those that rules of both filters ask about
  bool ipv6 = true;
  bool new_sessions_only = false;    // only packets that belong to no session were compared
  std::optional<FilterFlow> opened;  // the new one permits and the old one does not
  std::optional<FilterFlow> closed;
  std::vector<Reason> reasons;  // lines in the way, when unproved
};

/// Filters of different languages are compared for packets without a session and without translation: how a
/// session goes on is no rule's business in stateful languages. A list that asks about one family only does
/// not speak of the other, so only families that both ask about are compared.
[[nodiscard]] FilterComparison compare_filters(const LoadedNetwork& before, const NamedFilter& old_filter,
                                               const LoadedNetwork& after, const NamedFilter& new_filter,
                                               const Date& date, std::size_t cube_limit = 16);

}  // namespace sekisho::compare
