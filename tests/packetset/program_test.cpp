// Random programs over a stack of sets, run on the engine and on plain models side by side. A failing
// program is shrunk to a short one.
#include "universe.hpp"

#include "support/data.hpp"

#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <functional>

namespace sekisho::test {
namespace {

const Universe universe{
    {Field::family, 1}, {Field::destination, 4}, {Field::source, 4}, {Field::protocol, 2}};

struct Pair {
  PacketSet set;
  Model model;
};

/// The model of a set after a change of each member, which may lead to several elements.
template <typename Change>
Model changed(const Model& model, const Change& change) {
  Model result(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i]) change(universe.element(i), result);
  }
  return result;
}

Model without_field(const Model& model, Field field) {
  return changed(model, [field](FieldValues values, Model& result) {
    for (Bits128 value = 0; value <= low_ones(universe.layout().width(field)); ++value) {
      values[static_cast<std::size_t>(field)] = value;
      result[universe.index_of(values)] = true;
    }
  });
}

Model turned(const Model& model) {
  return changed(model, [](FieldValues values, Model& result) {
    std::swap(values[static_cast<std::size_t>(Field::source)],
              values[static_cast<std::size_t>(Field::destination)]);
    result[universe.index_of(values)] = true;
  });
}

class Machine {
 public:
  explicit Machine(PacketSpace& space) : space_(space) { push(space.none()); }

  void step(std::uint32_t instruction) {
    const std::uint32_t argument = instruction >> 8;
    switch (instruction % 12) {
      case 0:
        return binary(std::logical_and<>(), argument, [](const auto& a, const auto& b) { return a & b; });
      case 1:
        return binary(std::logical_or<>(), argument, [](const auto& a, const auto& b) { return a | b; });
      case 2: return binary(std::greater<>(), argument, [](const auto& a, const auto& b) { return a - b; });
      case 3:
        return unary(argument, [](const Pair& p) {
          return Pair{~p.set, combined(p.model, p.model, [](bool a, bool) { return !a; })};
        });
      case 4:
        return unary(argument, [](const Pair& p) {
          return Pair{p.set.swap(Field::source, Field::destination), turned(p.model)};
        });
      case 5:
        return unary(argument, [&](const Pair& p) {
          const Field field = universe.fields()[argument / 64 % 4];
          return Pair{p.set.forget(field), without_field(p.model, field)};
        });
      default: return push(leaf(argument));
    }
  }

  [[nodiscard]] const std::vector<Pair>& stack() const { return stack_; }

 private:
  PacketSet leaf(std::uint32_t argument) {
    const Field field = universe.fields()[argument % 4];
    const Bits128 first = argument / 4 % 16;
    const Bits128 second = argument / 64 % 16;
    return argument / 1024 % 2 == 0 ? space_.range(field, first, second)
                                    : space_.masked(field, first, second);
  }

  void push(const PacketSet& set) { stack_.push_back({set, universe.model_of(set)}); }

  const Pair& operand(std::uint32_t number) const { return stack_[number % stack_.size()]; }

  template <typename OnModels, typename OnSets>
  void binary(const OnModels& on_models, std::uint32_t argument, const OnSets& on_sets) {
    const Pair& a = operand(argument);
    const Pair& b = operand(argument / 256);
    stack_.push_back({on_sets(a.set, b.set), combined(a.model, b.model, on_models)});
  }

  template <typename Apply>
  void unary(std::uint32_t argument, const Apply& apply) {
    stack_.push_back(apply(operand(argument)));
  }

  PacketSpace& space_;
  std::vector<Pair> stack_;
};

/// Every set on the stack agrees with its model, and equal models are equal handles.
void check_stack(const std::vector<Pair>& stack) {
  for (const Pair& pair : stack) {
    RC_ASSERT(universe.model_of(pair.set) == pair.model);
    RC_ASSERT(pair.set.count() == static_cast<double>(members(pair.model)));
    RC_ASSERT((pair.set == stack.front().set) == (pair.model == stack.front().model));
  }
}

bool holds_for_programs(std::size_t node_limit) {
  return rc::check([node_limit] {
    const auto program = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
    PacketSpace space(universe.layout(), node_limit);
    Machine machine(space);
    for (const std::uint32_t instruction : program) machine.step(instruction);
    check_stack(machine.stack());
  });
}

TEST(Programs, AgreeWithModels) { EXPECT_TRUE(holds_for_programs(200'000'000)); }

TEST(Programs, AgreeWithModelsWhenTheStoreIsSmall) { EXPECT_TRUE(holds_for_programs(6'000)); }

}  // namespace
}  // namespace sekisho::test
