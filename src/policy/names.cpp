// The stable spellings of requirements' parts (design: JSON contract).
#include <sekisho/policy/requirement.hpp>

namespace sekisho {

std::string_view name_of(Semantics semantics) {
  return semantics == Semantics::packet ? "packet" : "session";
}

std::string_view name_of(RequirementKind kind) {
  return kind == RequirementKind::separation ? "separation" : "devices";
}

}  // namespace sekisho
