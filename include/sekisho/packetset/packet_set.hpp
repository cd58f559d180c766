// Exact sets of packets: the value type that everything above computes with.
//
// A PacketSpace owns the nodes of one canonical decision diagram and makes sets; a PacketSet is a
// counted handle to one of them. Two sets of one space are the same set if and only if they compare
// equal. A space and its sets belong to one thread; sets of different spaces are never mixed, but can
// be copied from one space to another (PacketSpace::copy_of).
//
// IPv4 and IPv6 share the address fields: an IPv4 address lies in the 32 most significant bits, and
// the bits behind it are free. The constructors in the terms of packets never constrain them, so equal
// sets of IPv4 packets are equal sets; whoever uses the raw constructors on addresses takes care of
// that alone.
//
// docs/packet-sets.md explains the engine, what it costs and how to use it well.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/base/packet.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sekisho {

/// The parts of a packet header that a set can speak of.
enum class Field : std::uint8_t {
  family,  // 0: IPv4, 1: IPv6
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
  vlan,
  source_mac,
  destination_mac,
  origin,  // metadata: a label given at the source and never rewritten; analyses tell sources apart by it
};
inline constexpr std::size_t field_count = 15;

/// Width of each field in bits, by Field. `full()` is the real packet; tests use tiny layouts so
/// that every packet of the universe can be tried.
struct Layout {
  std::array<int, field_count> widths;
  static Layout full();
  [[nodiscard]] int width(Field field) const { return widths[static_cast<std::size_t>(field)]; }
  friend bool operator==(const Layout&, const Layout&) = default;
};

/// A value per field, as raw bits: one element of the universe of a layout.
using FieldValues = std::array<Bits128, field_count>;

/// The field values of a packet under Layout::full(), and back (state and mark included). The family is
/// the destination's; the bits behind an IPv4 address are zero, and are not looked at on the way back.
[[nodiscard]] FieldValues values_of(const Packet& packet);
[[nodiscard]] Packet packet_of(const FieldValues& values);

/// An inclusive range of raw field values.
struct ValueRange {
  Bits128 first = 0;
  Bits128 last = 0;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// An address as the raw value of an address field, and back: IPv4 in the top 32 bits.
[[nodiscard]] Bits128 raw_of(const Address& address);
[[nodiscard]] Address address_of(Family family, Bits128 raw);
/// The addresses that a range of raw values of an address field stands for.
[[nodiscard]] AddressRange addresses_of(Family family, const ValueRange& raw);

/// One readable cube: per field the values it may take (sorted, disjoint, not adjacent; empty list: any
/// value). A cube of the full layout that constrains an address names one family.
/// Addresses are given as raw field values: IPv4 in the top 32 bits.
struct Cube {
  std::array<std::vector<ValueRange>, field_count> fields;
  [[nodiscard]] const std::vector<ValueRange>& of(Field field) const {
    return fields[static_cast<std::size_t>(field)];
  }
  friend bool operator==(const Cube&, const Cube&) = default;
};

/// A number of members, factor * 2^exponent.
struct MemberCount {
  Bits128 factor = 0;
  int exponent = 0;
  friend bool operator==(const MemberCount&, const MemberCount&) = default;
};

class PacketSpace;
struct BitDiagram;  // bit_diagram.hpp

namespace detail {
class Diagram;  // the engine; src/packetset/
}

/// A set of packets: a cheap handle (copying counts, it does not copy the set). Combining sets of
/// different spaces, or using a set that belongs to none, is a bug. Every operation that makes a set may
/// throw PacketSetTooLarge; the sets at hand stay valid then.
class PacketSet {
 public:
  PacketSet() = default;  // belongs to no space; may only be assigned to or destroyed
  PacketSet(const PacketSet& other);
  PacketSet(PacketSet&& other) noexcept;
  PacketSet& operator=(const PacketSet& other);
  PacketSet& operator=(PacketSet&& other) noexcept;
  ~PacketSet();

  [[nodiscard]] PacketSet operator|(const PacketSet& other) const;
  [[nodiscard]] PacketSet operator&(const PacketSet& other) const;
  [[nodiscard]] PacketSet operator-(const PacketSet& other) const;
  [[nodiscard]] PacketSet operator~() const;
  PacketSet& operator|=(const PacketSet& other) { return *this = *this | other; }
  PacketSet& operator&=(const PacketSet& other) { return *this = *this & other; }
  PacketSet& operator-=(const PacketSet& other) { return *this = *this - other; }

  /// Same space and same members, in constant time.
  friend bool operator==(const PacketSet& a, const PacketSet& b) {
    return a.diagram_ == b.diagram_ && a.node_ == b.node_;
  }

  [[nodiscard]] bool empty() const;
  [[nodiscard]] bool is_all() const;
  [[nodiscard]] bool intersects(const PacketSet& other) const;  // without building the intersection
  [[nodiscard]] bool subset_of(const PacketSet& other) const;   // without building the difference
  /// Bits of a value beyond the width of its field are not looked at.
  [[nodiscard]] bool contains(const FieldValues& values) const;
  [[nodiscard]] bool contains(const Packet& packet) const { return contains(values_of(packet)); }

  /// Existential quantification: the packets that agree with some member on every field but `field`.
  [[nodiscard]] PacketSet forget(Field field) const;
  /// The same for the `bits` most significant bits of the field only.
  [[nodiscard]] PacketSet forget_top_bits(Field field, int bits) const;
  /// Members with the values of two fields of equal width exchanged (return traffic).
  [[nodiscard]] PacketSet swap(Field a, Field b) const;

  /// The member that is least in the variable order of the engine: the same at every run, and zero in the
  /// bits that do not matter. Nothing when empty.
  [[nodiscard]] std::optional<FieldValues> member() const;
  /// As `member` (Layout::full() only), but inside the preferred sets as far as possible: each in turn
  /// narrows the choice unless nothing would be left.
  [[nodiscard]] std::optional<Packet> member_preferring(const std::vector<PacketSet>& preferences) const;

  /// The set as at most `limit` readable cubes. Their union is exactly the set when `complete` comes back
  /// true, else a part of it: more cubes would be needed, or a mask with holes splits a field into
  /// thousands of ranges. Cubes may overlap, as rules do. Same set, same cubes, in the same order.
  struct Cubes {
    std::vector<Cube> cubes;
    bool complete = true;
  };
  [[nodiscard]] Cubes cubes(std::size_t limit) const;

  /// Number of members, every bit of the layout counted; exact below 2^53.
  [[nodiscard]] double count() const;
  /// The number exactly, the factor odd or zero; nothing when the factor needs more than 127 bits
  /// (only sets that constrain more than 127 bits of one packet can have such a count).
  [[nodiscard]] std::optional<MemberCount> exact_count() const;
  /// Nodes of the diagram reachable from this set: its size in memory.
  [[nodiscard]] std::size_t node_count() const;

 private:
  friend class PacketSpace;
  friend std::optional<BitDiagram> to_bit_diagram(std::span<const PacketSet> sets, std::size_t node_limit);
  PacketSet(detail::Diagram* diagram, std::uint32_t node);
  detail::Diagram* diagram_ = nullptr;
  std::uint32_t node_ = 0;
};

/// Thrown when a diagram would grow past the limit of its space; caught at the border of an analysis
/// and turned into a named `unproved`. Not for wrong input. The space and its sets can be used on.
struct PacketSetTooLarge {
  std::size_t node_limit;
};

/// A rule of an ordered list in which the first rule that matches decides.
struct MatchedRule {
  PacketSet packets;  // that the rule matches
  bool permit = false;
};

/// A rule given by ranges of values per field, as most rules of devices are. Lists of them need no set per
/// rule. An empty list of ranges is any value, as in every cube; a rule that matches nothing is left out.
struct BoxRule {
  Cube packets;
  bool permit = false;
};

/// Makes sets and owns their nodes; it outlives them. No global state: each thread has its own.
class PacketSpace {
 public:
  /// `node_limit`: how many live nodes the diagram may have before PacketSetTooLarge is thrown; at most
  /// 2^28 - 1. A node takes about 25 bytes with its share of the tables.
  explicit PacketSpace(const Layout& layout = Layout::full(), std::size_t node_limit = 200'000'000);
  ~PacketSpace();
  PacketSpace(const PacketSpace&) = delete;
  PacketSpace& operator=(const PacketSpace&) = delete;

  [[nodiscard]] const Layout& layout() const;

  [[nodiscard]] PacketSet none();
  [[nodiscard]] PacketSet all();

  // Raw constructors, over the values x of one field. A value that does not fit the field equals no x.
  [[nodiscard]] PacketSet equal(Field field, Bits128 value);
  [[nodiscard]] PacketSet range(Field field, Bits128 first, Bits128 last);   // empty when first > last
  [[nodiscard]] PacketSet top_bits(Field field, Bits128 value, int length);  // x agrees in that many top bits
  [[nodiscard]] PacketSet masked(Field field, Bits128 value, Bits128 care);  // (x ^ value) & care == 0

  // Constructors in the terms of packets (Layout::full() only). `field` is source or destination;
  // the family is constrained too.
  [[nodiscard]] PacketSet family(Family family);
  [[nodiscard]] PacketSet address(Field field, const AddressRange& range);
  [[nodiscard]] PacketSet address(Field field, const Prefix& prefix);
  [[nodiscard]] PacketSet address(Field field, const Wildcard& wildcard);
  [[nodiscard]] PacketSet protocol(std::uint8_t number) { return equal(Field::protocol, number); }
  [[nodiscard]] PacketSet ports(Field field, const PortRange& ports) {
    return range(field, ports.first, ports.last);
  }
  /// The packets of a cube, made without any set operation: the inverse of PacketSet::cubes. Raw values of
  /// addresses do not name a family; constrain the family too where one is meant.
  [[nodiscard]] PacketSet packets(const Cube& cube);
  /// Exactly this one, of any origin and with any bits behind IPv4 addresses; empty when its families differ.
  [[nodiscard]] PacketSet packet(const Packet& packet);

  /// The image of `set` when `field` (source or destination) becomes some address of `range`, in the
  /// family of `range`; members of the other family are dropped.
  [[nodiscard]] PacketSet with_address(const PacketSet& set, Field field, const AddressRange& range);
  /// The image when the network bits of an address become those of `prefix` and the host bits stay;
  /// members of the other family are dropped.
  [[nodiscard]] PacketSet with_network(const PacketSet& set, Field field, const Prefix& prefix);
  /// The image when any other field becomes some value of first..last.
  [[nodiscard]] PacketSet with_range(const PacketSet& set, Field field, Bits128 first, Bits128 last);

  /// Union of many sets, combined pairwise so that intermediate results stay small.
  [[nodiscard]] PacketSet union_of(std::vector<PacketSet> sets);

  /// The packets whose first matching rule permits them; what no rule matches is not permitted. Same set
  /// as subtracting and uniting rule by rule, but much faster for long lists, and faster still for rules
  /// given as boxes. At most 2^28 rules.
  [[nodiscard]] PacketSet first_match(std::span<const MatchedRule> rules);
  [[nodiscard]] PacketSet first_match(std::span<const BoxRule> rules);

  /// The same sets in this space: the way from one thread to another. The space they come from has the same
  /// layout and is only read, so several threads may copy out of one space that nobody uses otherwise
  /// meanwhile (copying a PacketSet itself is such a use). Sets that share nodes are cheapest copied
  /// together.
  [[nodiscard]] std::vector<PacketSet> copies_of(std::span<const PacketSet> sets);
  [[nodiscard]] PacketSet copy_of(const PacketSet& set);

  struct Statistics {
    std::size_t live_nodes = 0;    // nodes that sets alive use
    std::size_t peak_nodes = 0;    // most nodes ever stored at once, garbage included
    std::size_t bytes = 0;         // memory held by nodes and tables
    std::size_t live_handles = 0;  // PacketSet values alive; zero at the end of a leak-free run
  };
  /// Visits every node: not for inner loops.
  [[nodiscard]] Statistics statistics() const;

 private:
  std::unique_ptr<detail::Diagram> diagram_;
};

}  // namespace sekisho
