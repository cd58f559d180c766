// Values that stand in a model file as one string or number.
#pragma once

#include <sekisho/dump/model_file.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sekisho::dump {

/// Enumerators and how they are spelled, in the order of the enumeration.
template <typename Enum>
struct Spellings;

template <>
struct Spellings<Action> {
  static constexpr std::array<std::string_view, 6> names{"permit", "deny",      "call",
                                                         "go_to",  "give_back", "require"};
};
template <>
struct Spellings<ConnectionState> {
  static constexpr std::array<std::string_view, 5> names{"fresh", "established", "related", "untracked",
                                                         "invalid"};
};
template <>
struct Spellings<Stage> {
  static constexpr std::array<std::string_view, 10> names{
      "source_check",   "ingress_filter", "destination_nat", "policy_routing", "route_lookup",
      "forward_filter", "source_nat",     "egress_filter",   "local_filter",   "own_filter"};
};
template <>
struct Spellings<SourceCheck> {
  static constexpr std::array<std::string_view, 4> names{"none", "loose", "feasible", "strict"};
};
template <>
struct Spellings<InterfaceKind> {
  static constexpr std::array<std::string_view, 8> names{"physical", "subinterface", "vlan",   "loopback",
                                                         "tunnel",   "aggregate",    "bridge", "other"};
};
template <>
struct Spellings<PolicyRoute::Verdict> {
  static constexpr std::array<std::string_view, 3> names{"forward", "drop", "normal_routing"};
};
template <>
struct Spellings<Effect> {
  static constexpr std::array<std::string_view, 5> names{"may_drop", "may_permit", "may_route",
                                                         "may_translate", "may_bridge"};
};
template <>
struct Spellings<RouteKind> {
  static constexpr std::array<std::string_view, 6> names{"connected", "local",   "static",
                                                         "table",     "discard", "no_route"};
};
template <>
struct Spellings<Family> {
  static constexpr std::array<std::string_view, 2> names{"ipv4", "ipv6"};
};
template <>
struct Spellings<RequirementKind> {
  static constexpr std::array<std::string_view, 6> names{"separation", "devices",  "relays",
                                                         "channels",   "practice", "attestation"};
};
template <>
struct Spellings<Semantics> {
  static constexpr std::array<std::string_view, 2> names{"packet", "session"};
};

/// `first-last`; both ends are always written.
[[nodiscard]] std::string text_of(const AddressRange& range);
[[nodiscard]] std::optional<AddressRange> range_of(std::string_view text);

/// A range, or `value&care` for a mask with holes.
using AddressPiece = std::variant<AddressRange, Wildcard>;
[[nodiscard]] std::string text_of(const AddressPiece& piece);
[[nodiscard]] std::optional<AddressPiece> piece_of(std::string_view text);

}  // namespace sekisho::dump
