// Sets of packet headers as the checker has them: decision diagrams over the bits of a header, in the plain
// textbook form (Bryant 1986). Nothing of the engine's diagrams is in here, on purpose: a mistake in one of
// the two is not a mistake in the other.
//
// Equal sets are one node, so comparing them costs nothing; no set is given back, a run of the checker
// is short.
#pragma once

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace sekisho::check {

/// Thrown when sets outgrow what the checker is willing to hold: the certificate is then not checked.
struct SetsTooLarge {};

class HeaderSets;

class HeaderSet {
 public:
  HeaderSet() = default;  // empty
  HeaderSet(HeaderSets* sets, std::uint32_t id) : sets_(sets), id_(id) {}

  [[nodiscard]] HeaderSet operator&(const HeaderSet& other) const { return with(other, id_, other.id_, 0); }
  [[nodiscard]] HeaderSet operator|(const HeaderSet& other) const { return with(other, id_, 1, other.id_); }
  [[nodiscard]] HeaderSet operator-(const HeaderSet& other) const { return with(other, other.id_, 0, id_); }
  HeaderSet& operator&=(const HeaderSet& other) { return *this = *this & other; }
  HeaderSet& operator|=(const HeaderSet& other) { return *this = *this | other; }
  HeaderSet& operator-=(const HeaderSet& other) { return *this = *this - other; }
  friend bool operator==(const HeaderSet& a, const HeaderSet& b) { return a.id_ == b.id_; }

  [[nodiscard]] bool empty() const { return id_ == 0; }
  [[nodiscard]] bool inside(const HeaderSet& other) const { return (*this - other).empty(); }

  /// What becomes of the members when the field gets any value from `first` to `last`.
  [[nodiscard]] HeaderSet with(std::size_t field, Bits128 first, Bits128 last) const;
  /// What becomes of them when the first `bits` bits of the field become those of `value`.
  [[nodiscard]] HeaderSet with_prefix(std::size_t field, Bits128 value, int bits) const;
  /// The members with the values of a field and of the one that follows it exchanged; both of one width.
  [[nodiscard]] HeaderSet exchanged(std::size_t field) const;
  /// The value of each field in the member with the least bits. Not of the empty set.
  [[nodiscard]] std::vector<Bits128> member() const;

 private:
  friend class HeaderSets;
  [[nodiscard]] HeaderSet with(const HeaderSet& other, std::uint32_t a, std::uint32_t b,
                               std::uint32_t c) const;
  HeaderSets* sets_ = nullptr;
  std::uint32_t id_ = 0;
};

class HeaderSets {
 public:
  /// `widths`: of each field in bits. Diagrams ask for the bits of the first field first, and of each field
  /// for the most significant bit first; bits are counted from 0 in that order.
  explicit HeaderSets(const std::vector<int>& widths);
  HeaderSets(const HeaderSets&) = delete;
  HeaderSets& operator=(const HeaderSets&) = delete;

  [[nodiscard]] HeaderSet all() { return {this, 1}; }
  [[nodiscard]] HeaderSet range(std::size_t field, Bits128 first, Bits128 last);
  [[nodiscard]] HeaderSet equal(std::size_t field, Bits128 value) {
    return masked(field, value, ~Bits128{0});
  }
  /// Values that agree with `value` where `care` has a one.
  [[nodiscard]] HeaderSet masked(std::size_t field, Bits128 value, Bits128 care);
  /// The set whose members are in `zero` if they have a 0 as bit `bit`, else in `one`; these ask later bits
  /// only.
  [[nodiscard]] HeaderSet node(std::size_t bit, const HeaderSet& zero, const HeaderSet& one) {
    return {this, made(static_cast<std::uint32_t>(bit), zero.id_, one.id_)};
  }
  /// The first bit that a set asks for; the number of bits when it asks for none.
  [[nodiscard]] std::size_t first_bit(const HeaderSet& set) const { return nodes_[set.id_].bit; }

  /// Sets in order, and whether packets that are in none before are members of a result.
  using Choices = std::vector<std::pair<HeaderSet, bool>>;
  /// The packets of which the first choice that holds them says so; of those in none, `otherwise`.
  [[nodiscard]] HeaderSet first_match(const Choices& choices, bool otherwise);

  [[nodiscard]] int width(std::size_t field) const {
    return static_cast<int>(starts_[field + 1] - starts_[field]);
  }
  [[nodiscard]] Bits128 greatest(std::size_t field) const { return low_ones(width(field)); }

 private:
  friend class HeaderSet;
  using Id = std::uint32_t;  // of a set: the index of its node
  struct Node {
    std::uint32_t bit;
    Id zero, one;
    Id next;  // another node of the same hash, or 0
  };
  struct Result {
    Id a = 0, b = 0, c = 0, set = 0;
  };
  using List = std::vector<std::pair<Id, Id>>;

  [[nodiscard]] Id made(std::uint32_t bit, Id zero, Id one);
  template <typename Compute>
  [[nodiscard]] Id remembered(Id a, Id b, Id c, Compute compute);
  [[nodiscard]] Id chosen(Id a, Id b, Id c);
  [[nodiscard]] Id chosen(List list, Id otherwise);
  template <typename Remake>
  [[nodiscard]] Id remade(Id set, std::uint32_t last, Id code, const Remake& remake);
  [[nodiscard]] HeaderSet forgotten(const HeaderSet& set, std::size_t field, int bits);

  std::vector<std::uint32_t> starts_;        // first bit of each field, and the number of bits
  std::vector<Node> nodes_;                  // by id; 0 and 1 are the leaves
  std::vector<Id> heads_;                    // by hash, 0 where there is no node
  std::vector<Result> results_;              // of operations, by hash: the last one that fell there
  std::map<std::pair<List, Id>, Id> lists_;  // results of first_match() on the way down
  std::size_t held_ = 0;                     // members of their lists
};

}  // namespace sekisho::check
