#include "variable_order.hpp"

#include <cassert>

namespace sekisho::detail {

VariableOrder::VariableOrder(const Layout& layout) : layout_(layout), blocks_{} {
  for (const Field field : field_order) {
    const int width = layout.width(field);
    assert(width >= 0 && width <= 128);
    blocks_[static_cast<std::size_t>(field)] = {static_cast<Variable>(fields_.size()), width};
    fields_.insert(fields_.end(), static_cast<std::size_t>(width), field);
  }
}

}  // namespace sekisho::detail
