// A second opinion on sets over the full layout: every set is also built as a formula over bit-vectors, by
// the definitions alone, and Z3 decides whether what the engine says of the sets holds of the formulas.
#include "header_bits.hpp"
#include "support/data.hpp"

#include <sekisho/packetset/bit_diagram.hpp>

#include <gtest/gtest.h>
#include <z3++.h>

#include <algorithm>
#include <random>
#include <set>

namespace sekisho::test {
namespace {

constexpr std::size_t node_limit = 100'000;

/// A set and the formula that is to mean the same.
struct Both {
  PacketSet set;
  z3::expr formula;
};

/// One variable per field, and formulas over them.
class Formulas {
 public:
  Formulas() : variables_(context_) {
    const Layout layout = Layout::full();
    for (std::size_t i = 0; i < field_count; ++i) {
      variables_.push_back(context_.bv_const(("f" + std::to_string(i)).c_str(), layout.widths[i]));
    }
  }

  [[nodiscard]] z3::expr variable(Field field) { return variables_[static_cast<unsigned>(field)]; }
  [[nodiscard]] z3::expr truth(bool value) { return context_.bool_val(value); }

  [[nodiscard]] z3::expr number(Bits128 value, int width) {
    if (width <= 64) return context_.bv_val(static_cast<std::uint64_t>(value), static_cast<unsigned>(width));
    return z3::concat(number(value >> 64, width - 64), number(value, 64)).simplify();
  }
  [[nodiscard]] z3::expr number(Field field, Bits128 value) {
    return number(value, Layout::full().width(field));
  }

  [[nodiscard]] z3::expr within(Field field, Bits128 first, Bits128 last) {
    return z3::uge(variable(field), number(field, first)) && z3::ule(variable(field), number(field, last));
  }
  [[nodiscard]] z3::expr agrees(Field field, Bits128 value, Bits128 care) {
    return ((variable(field) ^ number(field, value)) & number(field, care)) == number(field, 0);
  }
  /// An address in the most significant bits of a field, and its family.
  [[nodiscard]] z3::expr address(Field field, const AddressRange& range) {
    const auto bits = static_cast<unsigned>(width(range.family()));
    const z3::expr top = variable(field).extract(127, 128 - bits);
    return is(range.family()) && z3::uge(top, number(range.first.bits, static_cast<int>(bits))) &&
           z3::ule(top, number(range.last.bits, static_cast<int>(bits)));
  }
  [[nodiscard]] z3::expr is(Family family) {
    return variable(Field::family) == number(Field::family, family == Family::v6 ? 1 : 0);
  }

  [[nodiscard]] z3::expr with(const z3::expr& formula, Field field, const z3::expr& value) {
    z3::expr_vector from(context_);
    z3::expr_vector to(context_);
    from.push_back(variable(field));
    to.push_back(value);
    z3::expr copy = formula;
    return copy.substitute(from, to);
  }

  /// What a set says of itself: its diagram over bits, read node by node.
  [[nodiscard]] z3::expr reading(const PacketSet& set) {
    const auto diagram = to_bit_diagram(std::span(&set, 1), node_limit);
    if (!diagram) throw std::runtime_error("the diagram has too many nodes");
    std::vector<z3::expr> meanings = {truth(false), truth(true)};
    for (const BitDiagram::Node& node : diagram->nodes) {
      const FieldBit asked = field_bit(Layout::full(), node.bit);
      const auto bit = static_cast<unsigned>(asked.bit);
      const z3::expr is_one = variable(asked.field).extract(bit, bit) == context_.bv_val(1, 1);
      meanings.push_back(z3::ite(is_one, meanings[node.one], meanings[node.zero]));
    }
    return meanings[diagram->roots.front()];
  }

  /// A packet of which the formula holds.
  [[nodiscard]] std::optional<FieldValues> solution(const z3::expr& formula) {
    z3::solver solver(context_, "QF_BV");
    solver.add(formula);
    const z3::check_result result = solver.check();
    if (result == z3::unknown) throw std::runtime_error("Z3 gives up");
    if (result == z3::unsat) return std::nullopt;
    const z3::model model = solver.get_model();
    FieldValues values{};
    for (std::size_t i = 0; i < field_count; ++i) {
      const z3::expr value = model.eval(variables_[static_cast<unsigned>(i)], true);
      const unsigned bits = value.get_sort().bv_size();
      if (bits > 64) values[i] = Bits128{value.extract(bits - 1, 64).simplify().get_numeral_uint64()} << 64;
      values[i] |= value.extract(std::min(bits, 64U) - 1, 0).simplify().get_numeral_uint64();
    }
    return values;
  }
  [[nodiscard]] bool valid(const z3::expr& formula) { return !solution(!formula); }
  [[nodiscard]] bool holds(z3::expr formula, const FieldValues& values) {
    for (std::size_t i = 0; i < field_count; ++i) {
      const auto field = static_cast<Field>(i);
      formula = with(formula, field, number(field, values[i]));
    }
    return formula.simplify().is_true();
  }

 private:
  z3::context context_;
  z3::expr_vector variables_;
};

/// Random sets, each with its formula.
class Maker {
 public:
  /// Wildcards with holes make formulas that Z3 takes long for; tests that nest them go without.
  explicit Maker(std::uint64_t seed, bool wildcards = true) : random_(seed), wildcards_(wildcards) {}

  Formulas& formulas() { return formulas_; }
  PacketSpace& space() { return space_; }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  Both set(int depth) {
    if (depth == 0) return leaf();
    const Both a = set(depth - 1);
    const Both b = set(depth - 1);
    switch (below(5)) {
      case 0: return {a.set & b.set, a.formula && b.formula};
      case 1: return {a.set - b.set, a.formula && !b.formula};
      case 2: return {~a.set | b.set, !a.formula || b.formula};
      case 3: return list(depth);
      default: return {a.set | b.set, a.formula || b.formula};
    }
  }

  /// An ordered list of rules, most of which constrain several fields.
  Both list(int depth) {
    std::vector<MatchedRule> rules;
    std::vector<z3::expr> formulas;
    for (std::uint64_t i = 2 + below(6); i > 0; --i) {
      Both rule = leaf();
      for (int j = 0; j < depth; ++j) {
        const Both more = leaf();
        rule = {rule.set & more.set, rule.formula && more.formula};
      }
      rules.push_back({rule.set, below(2) == 0});
      formulas.push_back(rule.formula);
    }
    z3::expr permitted = formulas_.truth(false);
    for (std::size_t i = rules.size(); i-- > 0;) {
      permitted = z3::ite(formulas[i], formulas_.truth(rules[i].permit), permitted);
    }
    return {space_.first_match(rules), permitted};
  }

  AddressRange range_of(Family family) {
    const Bits128 some = family == Family::v4 ? 0x0a000000U + below(1U << 20)
                                              : Bits128{0x20010db8} << 96 | Bits128{below(1U << 20)} << 60;
    return AddressRange::of(Prefix::of({family, some}, width(family) == 32
                                                           ? 8 + static_cast<int>(below(25))
                                                           : 16 + static_cast<int>(below(113))));
  }

  Family family() { return below(3) == 0 ? Family::v6 : Family::v4; }
  Field address_field() { return below(2) == 0 ? Field::source : Field::destination; }

 private:
  Both leaf() {
    switch (below(wildcards_ ? 7 : 6)) {
      case 0: {
        const AddressRange range = range_of(family());
        const Field field = address_field();
        return {space_.address(field, range), formulas_.address(field, range)};
      }
      case 1: {
        AddressRange range = range_of(family());
        range.last.bits += below(1000);  // mostly no prefix any more
        const Field field = address_field();
        return {space_.address(field, range), formulas_.address(field, range)};
      }
      case 2: return equal(Field::protocol, below(2) == 0 ? 6 : 17);
      case 3: return equal(Field::state, below(4));
      case 4: {
        const Bits128 value = below(256);
        const Bits128 care = below(32) << 1;
        return {space_.masked(Field::tcp_flags, value, care),
                formulas_.agrees(Field::tcp_flags, value, care)};
      }
      case 5: {
        const Field field = below(2) == 0 ? Field::source_port : Field::destination_port;
        const std::uint64_t first = below(65536);
        const std::uint64_t last = first + below(65536 - first);
        return {space_.range(field, first, last), formulas_.within(field, first, last)};
      }
      default: {
        const Field field = address_field();
        const Bits128 value = Bits128{0x0a000000U + below(1U << 16)} << 96;
        const Bits128 care = Bits128{0xffff0000U | below(16) << 12 | below(8) << 3} << 96;
        return {space_.masked(field, value, care), formulas_.agrees(field, value, care)};
      }
    }
  }

  Both equal(Field field, Bits128 value) {
    return {space_.equal(field, value), formulas_.within(field, value, value)};
  }

  std::mt19937_64 random_;
  bool wildcards_;
  Formulas formulas_;
  PacketSpace space_;
};

constexpr std::uint64_t seed = 20261121;

TEST(Z3, SetsMeanWhatTheirDefinitionsSay) {
  for (int i = 0; i < scaled(20); ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    Maker maker(seed + i);
    const Both made = maker.set(2);
    ASSERT_TRUE(maker.formulas().valid(maker.formulas().reading(made.set) == made.formula));
  }
}

TEST(Z3, StatementsBetweenSetsHoldBothWays) {
  for (int i = 0; i < scaled(60); ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    Maker maker(seed + i);
    Formulas& formulas = maker.formulas();
    const Both a = maker.set(3);
    const Both b = maker.set(2);
    const Both c{a.set & b.set, a.formula && b.formula};  // inside both
    for (const auto& [inner, outer] : {std::pair(a, b), std::pair(c, a), std::pair(b, c)}) {
      const auto outside = formulas.solution(inner.formula && !outer.formula);
      ASSERT_EQ(inner.set.subset_of(outer.set), !outside);
      ASSERT_EQ(inner.set.intersects(outer.set),
                formulas.solution(inner.formula && outer.formula).has_value());
      ASSERT_EQ(inner.set.empty(), !formulas.solution(inner.formula));
      if (!outside) continue;
      ASSERT_TRUE(inner.set.contains(*outside) && !outer.set.contains(*outside));
      const FieldValues member = (inner.set - outer.set).member().value();
      ASSERT_TRUE(formulas.holds(inner.formula && !outer.formula, member));
    }
  }
}

TEST(Z3, OnePacketMoreOrLessIsFound) {
  for (int i = 0; i < scaled(20); ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    Maker maker(seed + i);
    Formulas& formulas = maker.formulas();
    const Both made = maker.set(2);
    FieldValues packet{};
    for (std::size_t f = 0; f < field_count; ++f) {
      packet[f] = (Bits128{maker.below(~std::uint64_t{0})} << 64 | maker.below(~std::uint64_t{0})) &
                  low_ones(Layout::full().widths[f]);
    }
    PacketSet single = maker.space().all();
    for (std::size_t f = 0; f < field_count; ++f) {
      single &= maker.space().equal(static_cast<Field>(f), packet[f]);
    }
    const PacketSet wrong = (made.set - single) | (single - made.set);
    const auto difference = formulas.solution(formulas.reading(wrong) != made.formula);
    ASSERT_TRUE(difference);
    ASSERT_EQ(*difference, packet);
  }
}

/// Adds the last values of the ranges that a set of a diagram tells apart in a field, given that the bits
/// above `bit` are those of `prefix`.
void add_ends(const BitDiagram& diagram, BitDiagram::Id id, Field field, int bit, Bits128 prefix,
              std::vector<Bits128>& ends) {
  const bool asks =
      id >= BitDiagram::first_node && field_bit(Layout::full(), diagram.node(id).bit).field == field;
  if (!asks) {
    ends.push_back(prefix | low_ones(bit + 1));
    if (ends.size() > node_limit) throw std::runtime_error("the field has too many ranges");
    return;
  }
  const BitDiagram::Node& node = diagram.node(id);
  const bool here = field_bit(Layout::full(), node.bit).bit == bit;
  add_ends(diagram, here ? node.zero : id, field, bit - 1, prefix, ends);
  add_ends(diagram, here ? node.one : id, field, bit - 1, prefix | Bits128{1} << bit, ends);
}

/// The values of a field that stand for all: within a range that no set of the diagram tells apart all values
/// are alike, so one with each head of `bits` bits that occurs there is enough, and of three or more heads
/// the inner ones are.
std::vector<Bits128> telling_heads(const PacketSet& set, Field field, int bits) {
  std::vector<Bits128> heads = {0};
  const int width = Layout::full().width(field);
  const int tail = width - bits;
  const auto diagram = to_bit_diagram(std::span(&set, 1), node_limit);
  if (!diagram) throw std::runtime_error("the diagram has too many nodes");
  const auto of_field = [&](const BitDiagram::Node& node) {
    return field_bit(Layout::full(), node.bit).field == field;
  };
  std::set<BitDiagram::Id> entries;  // sets at which packets come to the field
  for (const BitDiagram::Node& node : diagram->nodes) {
    for (const BitDiagram::Id child : {node.zero, node.one}) {
      if (!of_field(node)) entries.insert(child);
    }
  }
  entries.insert(diagram->roots.front());
  for (const BitDiagram::Id entry : entries) {
    if (entry < BitDiagram::first_node || !of_field(diagram->node(entry))) continue;
    std::vector<Bits128> ends;
    add_ends(*diagram, entry, field, width - 1, 0, ends);
    Bits128 first = 0;
    for (const Bits128 last : ends) {
      const Bits128 from = tail == 128 ? 0 : first >> tail;
      const Bits128 to = tail == 128 ? 0 : last >> tail;
      heads.push_back(from);
      heads.push_back(std::min(from + 1, to));
      heads.push_back(to);
      first = last + 1;
    }
  }
  std::sort(heads.begin(), heads.end());
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  return heads;
}

/// "There is a head of `bits` bits for the field with which the formula holds."
z3::expr for_some_head(Maker& maker, const Both& made, Field field, int bits) {
  Formulas& formulas = maker.formulas();
  const auto width = static_cast<unsigned>(Layout::full().width(field));
  const auto head_bits = static_cast<unsigned>(bits);
  z3::expr result = formulas.truth(false);
  for (const Bits128 head : telling_heads(made.set, field, bits)) {
    const z3::expr value = head_bits == width
                               ? formulas.number(head, bits)
                               : z3::concat(formulas.number(head, bits),
                                            formulas.variable(field).extract(width - head_bits - 1, 0));
    result = result || formulas.with(made.formula, field, value).simplify();
  }
  return result;
}

TEST(Z3, RewritesAreImagesAndPreimages) {
  for (int i = 0; i < scaled(40); ++i) {
    SCOPED_TRACE("seed " + std::to_string(seed + i));
    Maker maker(seed + i, false);
    Formulas& formulas = maker.formulas();
    PacketSpace& space = maker.space();
    const Both made = maker.set(1);
    ASSERT_TRUE(formulas.valid(formulas.reading(made.set) == made.formula));  // telling_heads relies on it
    const Field field = maker.address_field();
    const AddressRange range = maker.range_of(maker.family());
    const auto expect = [&](const PacketSet& set, const z3::expr& formula) {
      ASSERT_TRUE(formulas.valid(formulas.reading(set) == formula));
    };
    expect(made.set.forget(field), for_some_head(maker, made, field, 128));
    expect(space.with_address(made.set, field, range),
           for_some_head(maker, made, field, 128) && formulas.address(field, range));
    const Prefix prefix = Prefix::of(range.first, width(range.family()) == 32 ? 16 : 48);
    expect(space.with_network(made.set, field, prefix),
           for_some_head(maker, made, field, prefix.length) &&
               formulas.address(field, AddressRange::of(prefix)));
    expect(space.with_range(made.set, Field::source_port, 1024, 2047),
           for_some_head(maker, made, Field::source_port, 16) &&
               formulas.within(Field::source_port, 1024, 2047));
    // What with_range takes into the set: some port of the range is in it.
    const Both in_range{made.set & space.range(Field::source_port, 1024, 2047),
                        made.formula && formulas.within(Field::source_port, 1024, 2047)};
    expect(in_range.set.forget(Field::source_port), for_some_head(maker, in_range, Field::source_port, 16));
  }
}

}  // namespace
}  // namespace sekisho::test
