// The checker's sets against plain enumeration of a universe of 2^9 headers.
#include "check/header_set.hpp"

#include <gtest/gtest.h>

#include <bitset>
#include <random>

namespace sekisho::check {
namespace {

constexpr int total_bits = 9;
constexpr std::size_t universe = std::size_t{1} << total_bits;
using Members = std::bitset<universe>;

// Fields a (2 bits), b (3), c (3), d (1), packed from the top.
std::vector<int> widths() { return {2, 3, 3, 1}; }
constexpr int shift[] = {7, 4, 1, 0};
constexpr int bits[] = {2, 3, 3, 1};

std::size_t value_of(std::size_t header, std::size_t field) {
  return header >> shift[field] & ((std::size_t{1} << bits[field]) - 1);
}

std::size_t with_value(std::size_t header, std::size_t field, std::size_t value) {
  const std::size_t mask = ((std::size_t{1} << bits[field]) - 1) << shift[field];
  return (header & ~mask) | value << shift[field];
}

/// A set in both forms.
struct Pair {
  HeaderSet set;
  Members members;
};

class HeaderSetTest : public ::testing::Test {
 protected:
  Members enumerated(const HeaderSet& set) {
    Members result;
    for (std::size_t header = 0; header < universe; ++header) {
      HeaderSet single = sets_.all();
      for (std::size_t field = 0; field < 4; ++field) single &= sets_.equal(field, value_of(header, field));
      result[header] = single.inside(set);
    }
    return result;
  }

  Pair basic(std::mt19937& random) {
    const std::size_t field = random() % 4;
    const std::size_t limit = std::size_t{1} << bits[field];
    const std::size_t first = random() % limit;
    const std::size_t second = random() % limit;
    Pair result;
    const bool masked = random() % 2 == 0;
    result.set = masked ? sets_.masked(field, first, second) : sets_.range(field, first, second);
    for (std::size_t header = 0; header < universe; ++header) {
      const std::size_t value = value_of(header, field);
      result.members[header] = masked ? ((value ^ first) & second) == 0 : first <= value && value <= second;
    }
    return result;
  }

  /// Some operation on two pairs.
  Pair combined(std::mt19937& random, const Pair& a, const Pair& b) {
    switch (random() % 6) {
      case 0: return {a.set & b.set, a.members & b.members};
      case 1: return {a.set | b.set, a.members | b.members};
      case 2: return {a.set - b.set, a.members & ~b.members};
      case 3: {
        const std::size_t field = random() % 4;
        const std::size_t first = random() % (std::size_t{1} << bits[field]);
        const std::size_t last = first + random() % ((std::size_t{1} << bits[field]) - first);
        return {a.set.with(field, first, last), mapped(a.members, [&](std::size_t header, auto add) {
                  for (std::size_t v = first; v <= last; ++v) add(with_value(header, field, v));
                })};
      }
      case 4:  // fields b and c have one width
        return {a.set.exchanged(1), mapped(a.members, [](std::size_t header, auto add) {
                  const std::size_t b_value = value_of(header, 1);
                  add(with_value(with_value(header, 1, value_of(header, 2)), 2, b_value));
                })};
      default: {
        const std::size_t field = random() % 4;
        const std::size_t value = random() % (std::size_t{1} << bits[field]);
        const auto length = static_cast<std::size_t>(random() % (bits[field] + 1));
        const std::size_t kept = (std::size_t{1} << (bits[field] - length)) - 1;
        return {a.set.with_prefix(field, value, static_cast<int>(length)),
                mapped(a.members, [&](std::size_t header, auto add) {
                  add(with_value(header, field, (value & ~kept) | (value_of(header, field) & kept)));
                })};
      }
    }
  }

  template <typename Map>
  static Members mapped(const Members& members, Map map) {
    Members result;
    for (std::size_t header = 0; header < universe; ++header) {
      if (members[header]) map(header, [&](std::size_t image) { result[image] = true; });
    }
    return result;
  }

  HeaderSets sets_{widths()};
};

TEST_F(HeaderSetTest, OperationsAgreeWithEnumeration) {
  std::mt19937 random(7);
  for (int program = 0; program < 60; ++program) {
    std::vector<Pair> pool{{HeaderSet(), {}}, {sets_.all(), Members{}.set()}};
    for (int i = 0; i < 4; ++i) pool.push_back(basic(random));
    for (int step = 0; step < 12; ++step)
      pool.push_back(combined(random, pool[random() % pool.size()], pool[random() % pool.size()]));
    for (const Pair& each : pool) ASSERT_EQ(enumerated(each.set), each.members) << "program " << program;
  }
}

TEST_F(HeaderSetTest, EqualSetsAreOneNode) {
  std::mt19937 random(11);
  for (int i = 0; i < 500; ++i) {
    const Pair a = basic(random);
    const Pair b = basic(random);
    EXPECT_EQ((a.set | b.set) - b.set, a.set - b.set);
    EXPECT_EQ(sets_.all() - (a.set & b.set), (sets_.all() - a.set) | (sets_.all() - b.set));
  }
}

TEST_F(HeaderSetTest, AMemberIsAMember) {
  std::mt19937 random(13);
  for (int i = 0; i < 200; ++i) {
    const Pair a = basic(random);
    if (a.set.empty()) continue;
    std::size_t header = 0;
    const std::vector<Bits128> values = a.set.member();
    for (std::size_t field = 0; field < 4; ++field)
      header = with_value(header, field, static_cast<std::size_t>(values[field]));
    EXPECT_TRUE(a.members[header]);
  }
}

TEST(HeaderSet, WideFieldsKeepTheirEnds) {
  HeaderSets sets({128});
  const Bits128 top = ~Bits128{0};
  EXPECT_EQ(sets.range(0, 0, top), sets.all());
  EXPECT_EQ(sets.range(0, top, top) | sets.range(0, 0, top - 1), sets.all());
  EXPECT_EQ(sets.masked(0, top, ~Bits128{1}), sets.range(0, top - 1, top));
  EXPECT_TRUE(sets.range(0, 1, 0).empty());
  EXPECT_EQ(sets.node(0, HeaderSet(), sets.all()), sets.range(0, top / 2 + 1, top));
  EXPECT_EQ(sets.node(5, sets.all(), sets.all()), sets.all());
}

TEST(HeaderSet, MasksMayHaveHoles) {
  HeaderSets sets({128});
  const HeaderSet odd = sets.masked(0, 1, 1);
  EXPECT_TRUE(sets.equal(0, 7).inside(odd));
  EXPECT_TRUE((sets.equal(0, 8) & odd).empty());
}

}  // namespace
}  // namespace sekisho::check
