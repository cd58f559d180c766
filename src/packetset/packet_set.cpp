// PacketSet: counted handles, and each operation passed on to the engine.
#include "counting.hpp"
#include "cubes.hpp"
#include "diagram.hpp"
#include "inspection.hpp"
#include "operations.hpp"
#include "quantification.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sekisho {

using detail::Edge;

PacketSet::PacketSet(detail::Diagram* diagram, std::uint32_t node) : diagram_(diagram), node_(node) {
  diagram_->add_handle(node_);
}

PacketSet::PacketSet(const PacketSet& other) : diagram_(other.diagram_), node_(other.node_) {
  if (diagram_ != nullptr) diagram_->add_handle(node_);
}

PacketSet::PacketSet(PacketSet&& other) noexcept
    : diagram_(std::exchange(other.diagram_, nullptr)), node_(std::exchange(other.node_, 0)) {}

PacketSet& PacketSet::operator=(const PacketSet& other) {
  PacketSet copy(other);
  std::swap(diagram_, copy.diagram_);
  std::swap(node_, copy.node_);
  return *this;
}

PacketSet& PacketSet::operator=(PacketSet&& other) noexcept {
  PacketSet taken(std::move(other));
  std::swap(diagram_, taken.diagram_);
  std::swap(node_, taken.node_);
  return *this;
}

PacketSet::~PacketSet() {
  if (diagram_ != nullptr) diagram_->drop_handle(node_);
}

PacketSet PacketSet::operator|(const PacketSet& other) const {
  assert(diagram_ != nullptr && diagram_ == other.diagram_);
  return {diagram_, diagram_->run([&] { return disjunction(*diagram_, node_, other.node_); })};
}

PacketSet PacketSet::operator&(const PacketSet& other) const {
  assert(diagram_ != nullptr && diagram_ == other.diagram_);
  return {diagram_, diagram_->run([&] { return conjunction(*diagram_, node_, other.node_); })};
}

PacketSet PacketSet::operator-(const PacketSet& other) const {
  assert(diagram_ != nullptr && diagram_ == other.diagram_);
  return {diagram_, diagram_->run([&] { return difference(*diagram_, node_, other.node_); })};
}

PacketSet PacketSet::operator~() const {
  assert(diagram_ != nullptr);
  return {diagram_, detail::complement(node_)};
}

bool PacketSet::empty() const {
  assert(diagram_ != nullptr);
  return node_ == detail::none_edge;
}

bool PacketSet::is_all() const {
  assert(diagram_ != nullptr);
  return node_ == detail::all_edge;
}

bool PacketSet::intersects(const PacketSet& other) const {
  assert(diagram_ != nullptr && diagram_ == other.diagram_);
  return detail::intersects(*diagram_, node_, other.node_);
}

bool PacketSet::subset_of(const PacketSet& other) const {
  assert(diagram_ != nullptr && diagram_ == other.diagram_);
  return !detail::intersects(*diagram_, node_, detail::complement(other.node_));
}

bool PacketSet::contains(const FieldValues& values) const {
  assert(diagram_ != nullptr);
  return detail::contains(*diagram_, node_, values);
}

PacketSet PacketSet::forget(Field field) const {
  assert(diagram_ != nullptr);
  return forget_top_bits(field, diagram_->order().block(field).width);
}

PacketSet PacketSet::forget_top_bits(Field field, int bits) const {
  assert(diagram_ != nullptr);
  const detail::Block block = diagram_->order().block(field);
  const detail::Block forgotten = block.top(std::clamp(bits, 0, block.width));
  if (forgotten.width == 0) return *this;
  return {diagram_, diagram_->run([&] { return exists(*diagram_, node_, forgotten); })};
}

PacketSet PacketSet::swap(Field a, Field b) const {
  assert(diagram_ != nullptr);
  const detail::Block first = diagram_->order().block(a);
  const detail::Block second = diagram_->order().block(b);
  assert(first.width == second.width);
  if (a == b || first.width == 0) return *this;
  return {diagram_, diagram_->run([&] { return swap_blocks(*diagram_, node_, first, second); })};
}

std::optional<FieldValues> PacketSet::member() const {
  if (empty()) return std::nullopt;
  return least_member(*diagram_, node_);
}

std::optional<Packet> PacketSet::member_preferring(const std::vector<PacketSet>& preferences) const {
  PacketSet narrowed = *this;
  for (const PacketSet& preferred : preferences) {
    if (narrowed.intersects(preferred)) narrowed &= preferred;
  }
  const auto values = narrowed.member();
  if (!values) return std::nullopt;
  return packet_of(*values);
}

PacketSet::Cubes PacketSet::cubes(std::size_t limit) const {
  assert(diagram_ != nullptr);
  return diagram_->run([&] { return readable_cubes(*diagram_, node_, limit); });
}

double PacketSet::count() const {
  assert(diagram_ != nullptr);
  return detail::count(*diagram_, node_);
}

std::optional<MemberCount> PacketSet::exact_count() const {
  assert(diagram_ != nullptr);
  return detail::exact_count(*diagram_, node_);
}

std::size_t PacketSet::node_count() const {
  assert(diagram_ != nullptr);
  return detail::node_count(*diagram_, node_);
}

}  // namespace sekisho
