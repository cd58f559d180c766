// The snapshot: one YAML file that names devices, links, segments, channels, exceptions and policy.
// Format: docs/snapshot.md; JSON Schema: docs/schemas/snapshot.schema.json.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/base/packet.hpp>
#include <sekisho/model/filter.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// A text of the user in one or two languages; either may be empty.
struct LocalText {
  std::string en;
  std::string ja;
  [[nodiscard]] const std::string& in(Language language) const;  // falls back to the other
};

/// The state of a device's configs that somebody has approved.
struct ApprovedState {
  std::vector<std::string> sha256;   // of the bytes of each config file, in hex; in any order
  std::vector<std::string> configs;  // copies of these files, resolved; empty: none are kept
  std::string approved_by;
  std::string record;
  std::optional<Date> date;
  Span span;
};

struct SnapshotDevice {
  std::string name;
  std::string language;              // empty: detect
  std::vector<std::string> configs;  // paths, resolved against the snapshot's folder
  std::vector<std::string> tables;   // routing table files
  std::optional<ApprovedState> approved;
  Span span;
};

/// `device:interface`.
struct InterfaceRef {
  std::string device;
  std::string interface;
  Span span;
  friend bool operator==(const InterfaceRef& a, const InterfaceRef& b) {
    return a.device == b.device && a.interface == b.interface;
  }
};

/// A cable. Of three or more interfaces that share a medium, one for each pair, all with one span.
struct Link {
  InterfaceRef a;
  InterfaceRef b;
  Span span;
  bool confirmed = true;  // false: a guess
};

/// What a segment is (design: segment classes). `custom` carries the user's own class name.
enum class SegmentClass : std::uint8_t {
  my_number,
  lgwan,
  internet_zone,
  standalone,
  dmz,
  management,
  guest,  // inside
  internet,
  lgwan_network,
  security_cloud,
  government_cloud,
  public_institution,
  saas,
  partner,
  remote_access,  // outside
  custom,
};

[[nodiscard]] std::string_view name_of(SegmentClass segment_class);  // "my-number", ...
[[nodiscard]] std::optional<SegmentClass> parse_segment_class(std::string_view name);
/// Outside networks carry packets between all their attachment points.
[[nodiscard]] bool is_outside(SegmentClass segment_class);

struct Segment {
  std::string name;
  LocalText label;
  SegmentClass segment_class = SegmentClass::custom;
  std::string class_name;        // as written: equals name_of() for the known classes
  bool outside = false;          // is_outside(), or as a custom class declares
  std::vector<Prefix> prefixes;  // its addresses
  bool rest = false;             // prefixes: rest — every address that no other segment claims
  std::vector<InterfaceRef> attached;
  Span span;
  bool confirmed = true;  // false: its addresses, class or place are a guess
};

/// A named host of a segment (a sanitizer, a server of a channel).
struct Host {
  std::string name;
  LocalText label;
  std::string segment;
  std::vector<AddressRange> addresses;
  std::string sanitizer;  // empty, or "mail-text", "screen-transfer", "file-cdr"
  Span span;
};

/// One end of a channel: a whole segment, or named hosts or addresses of it.
struct ChannelEnd {
  std::string segment;
  std::vector<std::string> hosts;
  std::vector<AddressRange> addresses;  // hosts resolved, plus literal addresses; empty: whole segment
  Span span;
};

/// A communication that the organisation has sanctioned. Sessions are opened by `from`.
struct Channel {
  std::string id;
  LocalText label;
  ChannelEnd from;
  ChannelEnd to;
  std::vector<Service> services;
  std::string method;  // "mail-text", "screen-transfer", "file-cdr", "specific" (特定通信), "business", ...
  std::string via;     // host that sanitizes; empty when none
  std::string approved_by;
  std::string record;
  std::optional<Date> expires;
  Span span;
};

/// A requirement knowingly not met (例外措置).
struct Exception {
  std::string id;
  std::string requirement;
  ChannelEnd from;  // empty segment: all of the requirement
  ChannelEnd to;
  std::vector<Service> services;
  std::vector<std::string> devices;  // practices only: of these devices; empty: of all
  std::string approver;              // role, and maybe a name after it
  std::string reason;
  std::string record;
  std::optional<Date> approved;
  std::optional<Date> expires;
  Span span;
};

/// What no config can show: who states it, on what document, until when.
struct Attestation {
  std::string id;
  std::string requirement;
  LocalText statement;
  std::string stated_by;
  std::string document;
  std::optional<Date> expires;
  Span span;
};

/// A finding of `lint` that somebody knows about and does not want to be told again.
struct Suppression {
  std::string finding;  // kind, as in lint/kinds.def
  std::string device;   // empty: on any
  std::string rule;     // text that its lines hold; empty: any lines
  std::string reason;
  std::optional<Date> expires;
  Span span;
};

/// A place where the network is joined to one that is not the organisation's (外部接続台帳).
struct ExternalConnection {
  std::string id;
  LocalText label;
  std::vector<InterfaceRef> at;  // interfaces of devices, or the ports where the line is plugged in
  std::string to;                // outside segment
  std::string line;              // "dedicated", "internet", "internet-vpn", or a word of the user's own
  LocalText purpose;
  std::string approved_by;
  std::string record;
  std::optional<Date> expires;
  Span span;
};

/// A network adapter, or every adapter of one maker, that belongs in a segment (機器台帳).
struct InventoryEntry {
  std::uint64_t mac = 0;  // bits behind `length` are zero
  int length = 48;        // 48: one adapter; 24, 28, 36: the maker's block (IEEE MA-L, MA-M, MA-S)
  std::string segment;
  LocalText label;
  Span span;
};

/// A place where packets are captured: an interface of a device, or VLANs of one that are mirrored.
struct CapturePoint {
  /// As seen from the device: what its interface takes in, what it sends out, or both.
  enum class Direction : std::uint8_t { both, in, out };

  std::string name;
  LocalText label;
  std::optional<InterfaceRef> at;
  Direction direction = Direction::both;
  std::string mirror_device;                // instead of `at`
  std::vector<std::uint16_t> mirror_vlans;  // never empty with a mirror
  std::vector<std::string> files;           // captures taken here, resolved against the snapshot's folder
  std::string interface;                    // of the files: its name there, or its number from 0; empty: all
  Span span;
};

struct Snapshot {
  std::string file;
  LocalText name;
  std::string policy;  // profile names: "shiroishi", "alpha"; one of them may be empty
  std::string model;
  Span draft;  // where `draft: true` stands; no line: the snapshot says that it is complete
  std::vector<SnapshotDevice> devices;
  std::vector<Link> links;
  std::vector<Segment> segments;
  std::vector<Host> hosts;
  std::vector<Channel> channels;
  std::vector<Exception> exceptions;
  std::vector<Attestation> attestations;
  std::vector<ExternalConnection> external_connections;
  std::vector<Suppression> suppressions;
  std::vector<InventoryEntry> inventory;
  std::vector<CapturePoint> captures;

  [[nodiscard]] const Segment* find_segment(std::string_view segment_name) const;
  [[nodiscard]] const Host* find_host(std::string_view host_name) const;
  /// Links and segments that say `confirmed: false`; a shared medium counts once.
  [[nodiscard]] std::size_t unconfirmed() const;
  /// True while it says `draft: true` or anything in it is unconfirmed: a link or segment may be wrong or
  /// missing, so that nothing can be proved of the network.
  [[nodiscard]] bool is_draft() const { return draft.line > 0 || unconfirmed() > 0; }
};

/// Reads and checks a snapshot file by itself: keys, types, names inside the file, overlapping
/// segments, files that are missing. Everything wrong is reported (file, line, column, found,
/// nearest right name) and what is sound is kept. Nothing when no YAML could be read at all.
[[nodiscard]] std::optional<Snapshot> load_snapshot(const std::string& path, DiagnosticSink& sink);

}  // namespace sekisho
