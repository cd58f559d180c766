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

INSTANTIATE_TEST_SUITE_P(Constructors, Width, testing::Values(0, 1, 2, 3, 4, 5));

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
