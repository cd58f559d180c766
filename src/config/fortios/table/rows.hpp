// How rows of the reading table are written, and the rows that several subjects share.
#pragma once

#include "config/fortios/objects.hpp"

#include <array>
#include <string_view>

namespace sekisho::config::fortios {

// --- keys

/// A key with a member: its value counts. Several spellings in one row, separated by blanks.
template <auto Member>
constexpr KeyRow used(std::string_view key) {
  return {key, KeyUse::used, slot<Member>()};
}
constexpr KeyRow skip(std::string_view keys) { return {keys, KeyUse::irrelevant, {}}; }
constexpr KeyRow inspects(std::string_view keys) { return {keys, KeyUse::inspects, {}}; }
/// The same with a member that facts are made of.
template <auto Member>
constexpr KeyRow inspects(std::string_view key) {
  return {key, KeyUse::inspects, slot<Member>()};
}
constexpr KeyRow unmodelled(std::string_view keys) { return {keys, KeyUse::unsupported, {}}; }

/// Rows that several schemas begin with, and a schema's own.
template <std::size_t A, std::size_t B>
constexpr std::array<KeyRow, A + B> joined(const KeyRow (&shared)[A], const KeyRow (&own)[B]) {
  std::array<KeyRow, A + B> rows;
  for (std::size_t i = 0; i < A; ++i) rows[i] = shared[i];
  for (std::size_t i = 0; i < B; ++i) rows[A + i] = own[i];
  return rows;
}

// --- sections

template <auto Member>
constexpr bool is_of_device() {
  return std::is_same_v<typename MemberOf<Member>::OwnerType, Config>;
}
/// A section of `edit` entries.
template <auto Container>
constexpr Section entries(std::string_view path, const Schema& schema) {
  return {path, SectionUse::modelled, &schema, is_of_device<Container>(), nullptr, table<Container>()};
}
/// A section without entries.
template <auto Member>
constexpr Section single(std::string_view path, const Schema& schema) {
  return {path,
          SectionUse::modelled,
          &schema,
          is_of_device<Member>(),
          [](Object& parent) -> Object* { return &MemberOf<Member>::in(parent); },
          {}};
}
constexpr Section skip_section(std::string_view path) { return {path, SectionUse::irrelevant}; }

// --- shared rows

/// Names, texts and colours that many objects have for their readers.
inline constexpr std::string_view decoration =
    "uuid comment comments color tagging tags visibility fabric-object description "
    "global-label label id";
/// Timers and names of PPPoE, on an interface or by itself.
inline constexpr std::string_view pppoe_session =
    "username password ac-name service-name auth-type ipunnumbered idle-timeout disc-retry-timeout "
    "padt-retry-timeout lcp-*";

inline constexpr Section tagging_sections[] = {skip_section("tagging")};
inline constexpr KeyRow anything_rows[] = {skip("*")};
inline constexpr Section anything_sections[] = {skip_section("*")};

/// Entries of which only the name is used, with no keys at all, and with keys that do not matter.
inline constexpr Schema name_only_schema{};
inline constexpr Schema name_matters_schema{anything_rows, anything_sections, false};

}  // namespace sekisho::config::fortios
