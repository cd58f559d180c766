// Every range, prefix, value and pattern of small fields, out-of-range arguments included.
#include "universe.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

constexpr Field field = Field::source;

Bits128 value_of(const FieldValues& values) { return values[static_cast<std::size_t>(field)]; }

class Width : public testing::TestWithParam<int> {
 protected:
  // Neighbours on both sides show a constructor that touches foreign bits.
  Width() : universe_{{Field::destination, 1}, {field, GetParam()}, {Field::protocol, 1}} {}

  template <typename Predicate>
  void expect(const PacketSet& set, const Predicate& holds) {
    ASSERT_EQ(universe_.model_of(set), universe_.where([&](const FieldValues& values) {
      return holds(static_cast<unsigned>(value_of(values)));
    }));
  }

  Universe universe_;
  PacketSpace space_{universe_.layout()};
  const unsigned beyond_ = (1U << GetParam()) + 2;  // some values that do not fit
};

TEST_P(Width, EveryRange) {
  for (unsigned first = 0; first < beyond_; ++first) {
    for (unsigned last = 0; last < beyond_; ++last) {
      expect(space_.range(field, first, last), [&](unsigned x) { return first <= x && x <= last; });
    }
  }
}

TEST_P(Width, EveryValue) {
  for (unsigned value = 0; value < beyond_; ++value) {
    expect(space_.equal(field, value), [&](unsigned x) { return x == value; });
  }
}

TEST_P(Width, EveryPrefix) {
  for (int length = 0; length <= GetParam() + 1; ++length) {
    const int shift = std::max(GetParam() - length, 0);
    for (unsigned value = 0; value < 1U << GetParam(); ++value) {
      expect(space_.top_bits(field, value, length), [&](unsigned x) { return x >> shift == value >> shift; });
    }
  }
}

TEST_P(Width, EveryPattern) {
  for (unsigned value = 0; value < beyond_; ++value) {
    for (unsigned care = 0; care < beyond_; ++care) {
      expect(space_.masked(field, value, care), [&](unsigned x) { return ((x ^ value) & care) == 0; });
    }
  }
}

TEST_P(Width, EveryUnionOfRanges) {
  const unsigned values = std::min(1U << GetParam(), 16U);  // beyond width 4 the upper half stays out
  for (unsigned members = 1; members < 1U << values; members += 1 + members / 64) {
    Cube cube;
    std::vector<ValueRange>& ranges = cube.fields[static_cast<std::size_t>(field)];
    for (unsigned x = 0; x < values; ++x) {
      if ((members >> x & 1) == 0) continue;
      if (!ranges.empty() && ranges.back().last + 1 == x) {
        ranges.back().last = x;
      } else {
        ranges.push_back({x, x});
      }
    }
    cube.fields[static_cast<std::size_t>(Field::protocol)] = {{1, 1}};
    ASSERT_EQ(universe_.model_of(space_.packets(cube)), universe_.where([&](const FieldValues& each) {
      const auto x = static_cast<unsigned>(value_of(each));
      return x < values && (members >> x & 1) != 0 && each[static_cast<std::size_t>(Field::protocol)] == 1;
    }));
  }
}

TEST_P(Width, RangesBeyondTheFieldAreCutOff) {
  const unsigned values = 1U << GetParam();
  Cube cube;
  cube.fields[static_cast<std::size_t>(field)] = {{0, 0}, {values - 1, ~Bits128{0}}};
  expect(space_.packets(cube), [&](unsigned x) { return x == 0 || x == values - 1; });
  cube.fields[static_cast<std::size_t>(field)] = {{values, ~Bits128{0}}};
  EXPECT_TRUE(space_.packets(cube).empty());
}

INSTANTIATE_TEST_SUITE_P(Constructors, Width, testing::Values(0, 1, 2, 3, 4, 5));

TEST(Constructors, ACubeIsTheIntersectionOfItsFields) {
  PacketSpace space;
  Cube cube;
  EXPECT_TRUE(space.packets(cube).is_all());
  const auto constrain = [&](Field constrained, std::vector<ValueRange> ranges) {
    cube.fields[static_cast<std::size_t>(constrained)] = std::move(ranges);
  };
  constrain(Field::family, {{1, 1}});
  constrain(Field::source, {{1, 5}, {~Bits128{0} - 1, ~Bits128{0}}});
  constrain(Field::destination, {{Bits128{1} << 127, ~Bits128{0}}});
  constrain(Field::destination_port, {{0, 79}, {81, 65535}});
  EXPECT_EQ(space.packets(cube), set_of_cube(space, cube));
}

TEST(Constructors, RangesAreAsSmallAsPromised) {
  PacketSpace space;
  EXPECT_LE(space.range(Field::destination_port, 1, 65534).node_count(), 31U);
  EXPECT_EQ(space.equal(Field::source, 1).node_count(), 128U);
  EXPECT_EQ(space.range(Field::source, 0, ~Bits128{0}), space.all());
  EXPECT_EQ(space.range(Field::source, 0, ~Bits128{0} >> 1).node_count(), 1U);
}

TEST(Constructors, TheWholeSpaceAndTheEmptySet) {
  PacketSpace space;
  EXPECT_TRUE(space.all().is_all());
  EXPECT_TRUE(space.none().empty());
  EXPECT_EQ(~space.all(), space.none());
  EXPECT_EQ(space.layout(), Layout::full());
}

}  // namespace
}  // namespace sekisho::test
