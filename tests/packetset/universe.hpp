// Tiny universes in which every packet can be tried, and plain models of sets in them.
#pragma once

#include <sekisho/packetset/packet_set.hpp>

#include <initializer_list>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace sekisho::test {

/// One truth value per element of a universe: a set without any cleverness.
using Model = std::vector<bool>;

class Universe {
 public:
  /// The fields named have the given widths; all others have none.
  Universe(std::initializer_list<std::pair<Field, int>> widths) : layout_{} {
    for (const auto& [field, width] : widths) {
      layout_.widths[static_cast<std::size_t>(field)] = width;
      fields_.push_back(field);
      bits_ += width;
    }
  }

  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  [[nodiscard]] std::size_t size() const { return std::size_t{1} << bits_; }

  [[nodiscard]] FieldValues element(std::size_t index) const {
    FieldValues values{};
    for (const Field field : fields_) {
      const int width = layout_.width(field);
      values[static_cast<std::size_t>(field)] = index & ((std::size_t{1} << width) - 1);
      index >>= width;
    }
    return values;
  }

  [[nodiscard]] std::size_t index_of(const FieldValues& values) const {
    std::size_t index = 0;
    int shift = 0;
    for (const Field field : fields_) {
      index |= static_cast<std::size_t>(values[static_cast<std::size_t>(field)]) << shift;
      shift += layout_.width(field);
    }
    return index;
  }

  /// The model of the elements for which `holds(values)`.
  template <typename Predicate>
  [[nodiscard]] Model where(const Predicate& holds) const {
    Model model(size());
    for (std::size_t i = 0; i < size(); ++i) model[i] = holds(element(i));
    return model;
  }

  [[nodiscard]] Model model_of(const PacketSet& set) const {
    return where([&](const FieldValues& values) { return set.contains(values); });
  }

  /// The set of a model, built from single elements.
  [[nodiscard]] PacketSet set_of(PacketSpace& space, const Model& model) const {
    std::vector<PacketSet> points;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!model[i]) continue;
      PacketSet point = space.all();
      const FieldValues values = element(i);
      for (const Field field : fields_) point &= space.equal(field, values[static_cast<std::size_t>(field)]);
      points.push_back(point);
    }
    return space.union_of(std::move(points));
  }

  /// The model whose truth values are the bits of a number.
  [[nodiscard]] Model numbered(std::uint64_t number) const {
    Model model(size());
    for (std::size_t i = 0; i < size(); ++i) model[i] = (number >> i & 1) != 0;
    return model;
  }

 private:
  Layout layout_;
  std::vector<Field> fields_;
  int bits_ = 0;
};

/// Too large for all its elements to be looked at.
inline const Universe large_universe{{Field::destination, 24}, {Field::source, 24}, {Field::protocol, 8}};

/// Bits of one element.
inline int bits_of(const Layout& layout) {
  return std::accumulate(layout.widths.begin(), layout.widths.end(), 0);
}

template <typename Combine>
Model combined(const Model& a, const Model& b, const Combine& combine) {
  Model result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = combine(a[i], b[i]);
  return result;
}

inline std::size_t members(const Model& model) {
  std::size_t count = 0;
  for (const bool member : model) count += member ? 1 : 0;
  return count;
}

/// A set of a random shape: single points, ranges, patterns, combined a few times.
PacketSet random_set(PacketSpace& space, const Universe& universe, std::mt19937_64& random, int depth);

/// The set that a cube stands for.
PacketSet set_of_cube(PacketSpace& space, const Cube& cube);

}  // namespace sekisho::test
