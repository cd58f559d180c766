// The stable spellings of requirements' parts (design: JSON contract).
#include <sekisho/policy/requirement.hpp>

namespace sekisho {

std::string_view name_of(Semantics semantics) {
  return semantics == Semantics::packet ? "packet" : "session";
}

std::string_view name_of(RequirementKind kind) {
  switch (kind) {
    case RequirementKind::separation: return "separation";
    case RequirementKind::devices: return "devices";
    case RequirementKind::relays: return "relays";
  }
  return {};
}

}  // namespace sekisho
