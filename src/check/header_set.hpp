// Sets of packet headers as the checker has them: diagrams whose nodes are whole fields and whose edges
// are intervals of values. Nothing of the engine's bit diagrams is in here, on purpose: a mistake in one
// of the two is not a mistake in the other.
//
// Equal sets are one node, so comparing them costs nothing; there is no collection, a run of the checker
// is short.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sekisho::check {

/// Thrown when sets outgrow what the checker is willing to hold: the certificate is then not checked.
struct SetsTooLarge {};

/// Values up to `last` (and above the part before it) lead on to `child`.
struct Part {
  Bits128 last = 0;
  std::uint32_t child = 0;
  friend bool operator==(const Part&, const Part&) = default;
};

/// Values of a field, both ends included.
using Interval = std::pair<Bits128, Bits128>;

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

  /// What becomes of the members when the field gets any value from `first` to `last`.
  [[nodiscard]] HeaderSet with(std::size_t field, Bits128 first, Bits128 last) const;
  /// What becomes of them when values of an interval become those that `image` gives for it.
  [[nodiscard]] HeaderSet mapped(std::size_t field,
                                 const std::function<std::vector<Interval>(Interval)>& image) const;
  /// The members with the values of a field and of the one that follows it exchanged; both of one width.
  [[nodiscard]] HeaderSet exchanged(std::size_t field) const;
  /// The least value of each field in some member; zeros where nothing is asked. Not of the empty set.
  [[nodiscard]] std::vector<Bits128> member() const;

 private:
  HeaderSets* sets_ = nullptr;
  std::uint32_t id_ = 0;
};

class HeaderSets {
 public:
  /// `widths`: of each field in bits, from the root of the diagrams to their leaves.
  explicit HeaderSets(std::vector<int> widths);
  HeaderSets(const HeaderSets&) = delete;
  HeaderSets& operator=(const HeaderSets&) = delete;

  [[nodiscard]] HeaderSet none() { return {this, 0}; }
  [[nodiscard]] HeaderSet all() { return {this, 1}; }
  [[nodiscard]] HeaderSet range(std::size_t field, Bits128 first, Bits128 last);
  [[nodiscard]] HeaderSet equal(std::size_t field, Bits128 value) { return range(field, value, value); }
  /// Values that agree with `value` where `care` has a one: an interval per choice of the bits above the
  /// lowest run of free ones.
  [[nodiscard]] HeaderSet masked(std::size_t field, Bits128 value, Bits128 care);
  /// The set whose members go by their value of `field` to the sets of `parts`, which ascend and ask later
  /// fields only; values behind the last part lead nowhere. Equal sets get the same node.
  [[nodiscard]] HeaderSet node(std::size_t field, std::vector<Part> parts);

  [[nodiscard]] std::size_t field_count() const { return widths_.size(); }
  [[nodiscard]] int width(std::size_t field) const { return widths_[field]; }
  [[nodiscard]] Bits128 greatest(std::size_t field) const { return low_ones(widths_[field]); }
  /// The first field that a set asks for; the number of fields when it asks for none.
  [[nodiscard]] std::size_t field_of(std::uint32_t id) const {
    return id < 2 ? widths_.size() : nodes_[id - 2]->field;
  }

 private:
  friend class HeaderSet;
  /// What becomes of members that have a value of the interval in some field and are in the set otherwise.
  using Image = std::function<HeaderSet(Interval, const HeaderSet&)>;
  // Numbers above name maps: `forget` + f frees field f, as many behind exchange it with the next, and the
  // others are used once each.
  enum Operation : std::uint32_t { both, either, minus, forget };
  struct Node {
    std::size_t field = 0;
    std::vector<Part> parts;
    friend bool operator==(const Node&, const Node&) = default;
  };
  struct Operands {
    std::uint32_t operation = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    friend bool operator==(const Operands&, const Operands&) = default;
  };
  struct Hash {
    std::size_t operator()(const Node& node) const;
    std::size_t operator()(const Operands& operands) const;
  };

  [[nodiscard]] std::span<const Part> parts_at(std::uint32_t id, std::size_t field, Part& whole) const;
  [[nodiscard]] std::uint32_t combine(Operation operation, std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::uint32_t mapped(std::uint32_t id, std::size_t field, std::uint32_t operation,
                                     const Image& image);

  std::vector<int> widths_;
  std::unordered_map<Node, std::uint32_t, Hash> ids_;
  std::vector<const Node*> nodes_;  // the node of id n + 2
  std::unordered_map<Operands, std::uint32_t, Hash> results_;
  std::uint32_t last_map_ = 0;
};

}  // namespace sekisho::check
