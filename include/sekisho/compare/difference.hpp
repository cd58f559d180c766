// What differs between two states of a network: which packets get through now and did not, which no longer
// do, which filters and config files are others than before.
//
// Everything is known from both sides (must ⊆ actual ⊆ may), so a packet of a difference is either *certain*
// to get through in one state and certain not to in the other, or its fate changed as far as can be told:
// it may get through where it could not, or is certain to where it only might.
#pragma once

#include <sekisho/proof/verdict.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::compare {

/// A config line that lets packets of a flow through, on the side on which they get through.
struct PassingLine {
  BlamedRule rule;
  bool is_changed = false;  // the other state's config of the device does not have this line
};

/// A packet that gets through in one state and not in the other.
struct Example {
  Packet sent;
  Packet arrived;
  bool certain = false;  // replayed, and no step of it hangs on something uncertain
  TracePath through;     // its way in the state in which it gets through
  /// Where it ends in the other state. Nothing when that state has no such source, or it may get through
  /// there.
  std::optional<TracePath> stopped;
};

/// Packets between two places that one state lets through and the other does not.
struct Flow {
  FlowCubes packets;  // as they arrive
  std::optional<Example> example;
  std::vector<PassingLine> lines;
  /// False: hosts that use their own addresses send none of it; it takes a false source address.
  bool own_addresses = true;
};

/// What changed between a segment and another segment or a device. Packet semantics, current routing.
struct PairDifference {
  std::string from;
  std::string to;
  bool to_device = false;      // the device itself is reached: its own services
  std::optional<Flow> opened;  // newly gets through
  std::optional<Flow> closed;  // no longer does
};

/// What a filter does with a packet, and the line that says so.
struct FilterDecisionLine {
  std::string device;
  RuleSource source;  // empty: there is no filter, and all packets pass
  bool permits = false;
  bool certain = true;
};

/// Packets that one of two filters permits and the other does not.
struct FilterFlow {
  FlowCubes packets;
  std::optional<Packet> example;
  std::vector<FilterDecisionLine> before;  // on the example; several: an uncertain rule leaves them open
  std::vector<FilterDecisionLine> after;
};

/// Which filter of a device is spoken of.
enum class FilterKind : std::uint8_t {
  list,      // a named one
  policies,  // those between interfaces (Device::forward_filter)
  local,     // of packets to the device itself (Device::local_filter)
};

/// A filter that is not what it was: added, removed, bound elsewhere, or permitting other packets.
struct FilterDifference {
  std::string device;
  FilterKind kind = FilterKind::list;
  std::string name;                // of a list
  std::vector<std::string> where;  // policies: "in > out", all pairs that change alike; local: interfaces
  bool is_added = false;           // the old state has no such filter
  bool is_removed = false;
  std::vector<std::string> bound_before;  // of a list: "interface in", "interface out"
  std::vector<std::string> bound_after;
  std::optional<FilterFlow> opened;  // newly permitted; nothing for a list that is added or removed
  std::optional<FilterFlow> closed;
};

/// What a change of a config comes to for its device.
enum class FileEffect : std::uint8_t {
  none,      // filters, routes, own services and settings are the same
  unclear,   // the same as far as it is known; but what is not known exactly may differ
  settings,  // something is set otherwise that no packet of this network notices
  passing,   // other packets pass
};

/// A part of a device that a changed config may set.
enum class DevicePart : std::uint8_t { filters, interfaces, routes, translation, management, other };

/// A line that only one of the states has.
struct ChangedLine {
  bool is_added = false;  // else the new state lacks it
  Span span;              // in the file of the state that has it
  std::string text;       // secrets masked
};

/// A config file whose text is not what it was.
struct FileDifference {
  std::string device;
  std::string old_file;     // empty: there was none
  std::string new_file;     // empty: it is gone
  std::size_t removed = 0;  // lines
  std::size_t added = 0;
  std::vector<ChangedLine> lines;  // these: removed ones, then added ones
  FileEffect effect = FileEffect::passing;
  std::vector<DevicePart> parts;  // that differ; those of the whole device
};

/// A name that only one of the states has.
struct Names {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  [[nodiscard]] bool empty() const { return added.empty() && removed.empty(); }
};

/// All that differs between two states, whatever a policy says of it.
struct StateDifference {
  Names devices;
  Names segments;
  std::vector<PairDifference> pairs;      // in the order of the segments of the new state, then removed ones
  std::vector<FilterDifference> filters;  // of devices that both states have, in their order
  std::vector<FileDifference> files;
  bool pairs_compared = false;  // false: sets grew too large, so that packets are not compared
};

}  // namespace sekisho::compare
