// Sets of packet headers as the checker has them: diagrams whose nodes are whole fields and whose edges
// are intervals of values. Nothing of the engine's bit diagrams is in here, on purpose: a mistake in one
// of the two is not a mistake in the other.
//
// Equal sets are one node, so comparing them costs nothing; there is no collection, a run of the checker
// is short.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sekisho::check {

/// Thrown when sets outgrow what the checker is willing to hold: the certificate is then not checked.
struct SetsTooLarge {};

struct FieldShape {
  std::string name;
  int bits = 0;
};

/// Values up to `last` (and above the part before it) lead on to `child`.
struct Part {
  Bits128 last = 0;
  std::uint32_t child = 0;
  friend bool operator==(const Part&, const Part&) = default;
};

class HeaderSets;

class HeaderSet {
 public:
  HeaderSet() = default;
  HeaderSet(HeaderSets* sets, std::uint32_t id) : sets_(sets), id_(id) {}

  [[nodiscard]] HeaderSet operator&(const HeaderSet& other) const;
  [[nodiscard]] HeaderSet operator|(const HeaderSet& other) const;
  [[nodiscard]] HeaderSet operator-(const HeaderSet& other) const;
  HeaderSet& operator&=(const HeaderSet& other) { return *this = *this & other; }
  HeaderSet& operator|=(const HeaderSet& other) { return *this = *this | other; }
  HeaderSet& operator-=(const HeaderSet& other) { return *this = *this - other; }
  friend bool operator==(const HeaderSet& a, const HeaderSet& b) { return a.id_ == b.id_; }

  [[nodiscard]] bool empty() const { return id_ == 0; }
  [[nodiscard]] bool inside(const HeaderSet& other) const { return (*this - other).empty(); }
  [[nodiscard]] std::uint32_t id() const { return id_; }

  /// Members with any value in the field.
  [[nodiscard]] HeaderSet forget(std::size_t field) const;
  /// Members whose `bits` most significant bits of the field become those of `value`, the rest kept.
  [[nodiscard]] HeaderSet with_top_bits(std::size_t field, Bits128 value, int bits) const;
  /// The least value of each field in some member; zeros where nothing is asked. Not of the empty set.
  [[nodiscard]] std::vector<Bits128> member() const;

 private:
  HeaderSets* sets_ = nullptr;
  std::uint32_t id_ = 0;
};

class HeaderSets {
 public:
  /// `fields`: from the root of the diagrams to their leaves.
  explicit HeaderSets(std::vector<FieldShape> fields) : fields_(std::move(fields)) {}
  HeaderSets(const HeaderSets&) = delete;
  HeaderSets& operator=(const HeaderSets&) = delete;

  [[nodiscard]] const std::vector<FieldShape>& fields() const { return fields_; }
  [[nodiscard]] HeaderSet none() { return {this, 0}; }
  [[nodiscard]] HeaderSet all() { return {this, 1}; }
  [[nodiscard]] HeaderSet range(std::size_t field, Bits128 first, Bits128 last);
  [[nodiscard]] HeaderSet equal(std::size_t field, Bits128 value) { return range(field, value, value); }
  /// Values that agree with `value` where `care` has a one: an interval per choice of the bits above the
  /// lowest run of free ones.
  [[nodiscard]] HeaderSet masked(std::size_t field, Bits128 value, Bits128 care);

  /// The node of these parts: sorted, ending at the field's greatest value. Made only when it is new;
  /// a node that asks nothing is its child.
  [[nodiscard]] std::uint32_t node(std::size_t field, std::vector<Part> parts);
  /// The first field that a set asks for; the number of fields when it asks for none.
  [[nodiscard]] std::size_t field_of(std::uint32_t id) const {
    return id < 2 ? fields_.size() : at(id).field;
  }
  [[nodiscard]] Bits128 greatest(std::size_t field) const { return low_ones(fields_[field].bits); }

 private:
  friend class HeaderSet;
  enum class Operation : std::uint8_t { both, either, minus };
  struct Node {
    std::size_t field = 0;
    std::vector<Part> parts;
  };

  [[nodiscard]] const Node& at(std::uint32_t id) const { return nodes_[id - 2]; }
  [[nodiscard]] std::uint32_t combine(Operation operation, std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t merged(Operation operation, std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::vector<Part> parts_at(std::uint32_t id, std::size_t field) const;

  /// `id` rebuilt with its nodes of `field` replaced by what `change` makes of them.
  template <typename Change>
  [[nodiscard]] std::uint32_t changed(std::uint32_t id, std::size_t field, const Change& change,
                                      std::unordered_map<std::uint32_t, std::uint32_t>& known);

  std::vector<FieldShape> fields_;
  std::vector<Node> nodes_;  // the node of id n + 2
  std::unordered_multimap<std::uint64_t, std::uint32_t> unique_;
  std::unordered_map<std::uint64_t, std::uint32_t> results_[3];
};

}  // namespace sekisho::check
