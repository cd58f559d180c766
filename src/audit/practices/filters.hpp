// What the checks of practices ask about filters.
#pragma once

#include <sekisho/model/filter.hpp>

namespace sekisho::audit {

/// True when the rule holds for every packet of the family, whatever else is in it.
[[nodiscard]] bool takes_all(const Rule& rule, Family family);

/// True when no packet of the family is dropped by the filter: a rule that permits all of it stands before
/// any rule of another kind that may hold for it.
[[nodiscard]] bool passes_all(const Filter& filter, Family family);

}  // namespace sekisho::audit
