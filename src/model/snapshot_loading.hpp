// The steps of load_snapshot. Sections are read in the order of their dependency, whatever their order
// in the file, so that every name is looked up while its place in the file is at hand.
//
// What is wrong is reported and left out; the rest stays. Where leaving out a detail would widen a
// permission (a channel without its hosts is a channel of the whole segment; an exception without its
// ends excuses all of its requirement), the whole entry is left out.
#pragma once

#include <sekisho/model/yaml_fields.hpp>

#include <sekisho/model/snapshot.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace sekisho {

/// A prefix of a segment and where it is written.
struct PrefixClaim {
  Prefix prefix;
  std::size_t segment = 0;
  Span span;
};

/// Addresses of a host and where they are written.
struct HostClaim {
  AddressRange range;
  std::size_t host = 0;
  Span span;
};

/// A snapshot in the making.
struct Loading {
  yaml::Source source;
  std::filesystem::path folder;  // that relative paths start from
  Snapshot snapshot;
  std::vector<PrefixClaim> prefixes;
  std::vector<HostClaim> hosts;
};

// snapshot_topology.cpp
void read_devices(Loading& loading, const yaml::Node& section);
void read_links(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_segments(Loading& loading, const yaml::Node& section);
void read_hosts(Loading& loading, const yaml::Node& section);

// snapshot_register.cpp
void read_channels(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_exceptions(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_attestations(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_external_connections(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_suppressions(Loading& loading, const std::vector<yaml::NodePtr>& section);

// snapshot_captures.cpp
void read_inventory(Loading& loading, const std::vector<yaml::NodePtr>& section);
void read_captures(Loading& loading, const std::vector<yaml::NodePtr>& section);

// snapshot_topology.cpp
/// The paths that a snapshot writes, from its folder; those where no file is are reported and kept.
[[nodiscard]] std::vector<std::string> resolve_files(const Loading& loading,
                                                     const std::vector<yaml::Text>& written);

// snapshot_addresses.cpp
/// Reports prefixes of different segments that overlap.
void check_segment_prefixes(Loading& loading);
/// Reports addresses that two hosts claim.
void check_host_addresses(Loading& loading);
/// Reports addresses that are not all in the segment.
void check_in_segment(Loading& loading, const AddressRange& range, const Segment& segment,
                      const yaml::Node& node);

/// Reads text and reports it when it names no segment.
[[nodiscard]] const Segment* find_named_segment(Loading& loading, const yaml::Text& name);

/// False, and reported, when the snapshot has no device of that name.
[[nodiscard]] bool is_known_device(const Loading& loading, const InterfaceRef& ref);

/// The names of all things in a list that have one.
template <typename Thing>
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Thing>& things) {
  std::vector<std::string> names;
  for (const Thing& thing : things) names.push_back(thing.name);
  return names;
}

}  // namespace sekisho
