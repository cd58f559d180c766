// Projection, exchange of fields and images, against brute force.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace sekisho::test {
namespace {

/// The image of a model: the elements that some change of a member reaches. `changes(values)` calls
/// back with each element the member may become.
template <typename Changes>
Model image(const Universe& universe, const Model& model, const Changes& changes) {
  Model result(universe.size());
  for (std::size_t i = 0; i < universe.size(); ++i) {
    if (!model[i]) continue;
    changes(universe.element(i),
            [&](const FieldValues& values) { result[universe.index_of(values)] = true; });
  }
  return result;
}

Bits128& at(FieldValues& values, Field field) { return values[static_cast<std::size_t>(field)]; }

Model forgotten(const Universe& universe, const Model& model, Field field, int bits) {
  const int width = universe.layout().width(field);
  const int kept = width - std::min(bits, width);
  return image(universe, model, [&](FieldValues values, const auto& reach) {
    const Bits128 low = at(values, field) & low_ones(kept);
    for (Bits128 high = 0; high < Bits128{1} << (width - kept); ++high) {
      at(values, field) = low | high << kept;
      reach(values);
    }
  });
}

Model exchanged(const Universe& universe, const Model& model, Field a, Field b) {
  return image(universe, model, [&](FieldValues values, const auto& reach) {
    std::swap(at(values, a), at(values, b));
    reach(values);
  });
}

Model rewritten(const Universe& universe, const Model& model, Field field, unsigned first, unsigned last) {
  return image(universe, model, [&](FieldValues values, const auto& reach) {
    for (unsigned value = first; value <= last; ++value) {
      at(values, field) = value;
      reach(values);
    }
  });
}

void expect_projections(PacketSpace& space, const Universe& universe, const PacketSet& set) {
  const Model model = universe.model_of(set);
  for (const Field field : universe.fields()) {
    const int width = universe.layout().width(field);
    ASSERT_EQ(universe.model_of(set.forget(field)), forgotten(universe, model, field, width));
    for (int bits = 0; bits <= width + 1; ++bits) {
      ASSERT_EQ(universe.model_of(set.forget_top_bits(field, bits)), forgotten(universe, model, field, bits));
    }
    const auto greatest = static_cast<unsigned>(low_ones(width));
    const unsigned some = greatest / 3;
    ASSERT_EQ(universe.model_of(space.with_range(set, field, some, greatest)),
              rewritten(universe, model, field, some, greatest));
  }
}

void expect_exchanges(const Universe& universe, const PacketSet& set) {
  const Model model = universe.model_of(set);
  for (const Field a : universe.fields()) {
    for (const Field b : universe.fields()) {
      if (universe.layout().width(a) != universe.layout().width(b)) continue;
      const PacketSet swapped = set.swap(a, b);
      ASSERT_EQ(universe.model_of(swapped), exchanged(universe, model, a, b));
      ASSERT_EQ(swapped, set.swap(b, a));
      ASSERT_EQ(swapped.swap(a, b), set);
    }
  }
}

TEST(Projection, EveryFifthSetOfFourBits) {
  const Universe universe{{Field::destination, 2}, {Field::source, 2}};
  PacketSpace space(universe.layout());
  for (std::uint64_t number = 0; number < 1U << 16; number += 5) {
    const PacketSet set = universe.set_of(space, universe.numbered(number));
    expect_projections(space, universe, set);
    expect_exchanges(universe, set);
    if (HasFatalFailure()) return;
  }
}

TEST(Projection, EverySetOfThreeFieldsOfOneBit) {
  const Universe universe{{Field::destination, 1}, {Field::protocol, 1}, {Field::source_mac, 1}};
  PacketSpace space(universe.layout());
  for (std::uint64_t number = 0; number < 1U << 8; ++number) {
    const PacketSet set = universe.set_of(space, universe.numbered(number));
    expect_projections(space, universe, set);
    expect_exchanges(universe, set);
    if (HasFatalFailure()) return;
  }
}

TEST(Projection, RandomSetsWithFieldsBetweenTheExchangedOnes) {
  const Universe universe{{Field::family, 1},   {Field::destination, 3}, {Field::source, 2},
                          {Field::protocol, 2}, {Field::mark, 3},        {Field::vlan, 1}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(11);
  for (int i = 0; i < scaled(60); ++i) {
    const PacketSet set = random_set(space, universe, random, 4);
    expect_projections(space, universe, set);
    expect_exchanges(universe, set);
    if (HasFatalFailure()) return;
  }
}

TEST(Projection, FieldsOfNoWidth) {
  const Universe universe{{Field::destination, 3}};
  PacketSpace space(universe.layout());
  const PacketSet set = space.range(Field::destination, 2, 5);
  EXPECT_EQ(set.forget(Field::source), set);
  EXPECT_EQ(set.swap(Field::source, Field::protocol), set);
  EXPECT_EQ(space.equal(Field::source, 0), space.all());
  EXPECT_EQ(space.equal(Field::source, 1), space.none());
}

TEST(Projection, Laws) {
  const Universe universe{{Field::destination, 16}, {Field::source, 16}, {Field::protocol, 8}};
  PacketSpace space(universe.layout());
  std::mt19937_64 random(12);
  for (int i = 0; i < scaled(300); ++i) {
    const PacketSet a = random_set(space, universe, random, 3);
    const PacketSet b = random_set(space, universe, random, 3);
    const PacketSet projected = a.forget(Field::source);
    ASSERT_TRUE(a.subset_of(projected));
    ASSERT_EQ(projected.forget(Field::source), projected);
    ASSERT_EQ((a | b).forget(Field::source), projected | b.forget(Field::source));
    ASSERT_EQ((a & b.forget(Field::source)).forget(Field::source), projected & b.forget(Field::source));
    ASSERT_EQ(projected.forget(Field::protocol), a.forget(Field::protocol).forget(Field::source));
    const auto turned = [](const PacketSet& set) { return set.swap(Field::destination, Field::source); };
    ASSERT_EQ(turned(a & b), turned(a) & turned(b));
    ASSERT_EQ(turned(~a), ~turned(a));
    ASSERT_EQ(turned(a).forget(Field::destination), turned(projected));
  }
}

}  // namespace
}  // namespace sekisho::test
