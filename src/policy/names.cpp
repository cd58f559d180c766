// The stable spellings of profiles' and requirements' parts (design: JSON contract).
#include <sekisho/policy/profile.hpp>

namespace sekisho {

std::string_view name_of(Semantics semantics) {
  return semantics == Semantics::packet ? "packet" : "session";
}

std::string_view name_of(RequirementKind kind) {
  switch (kind) {
    case RequirementKind::separation: return "separation";
    case RequirementKind::devices: return "devices";
    case RequirementKind::relays: return "relays";
    case RequirementKind::channels: return "channels";
    case RequirementKind::practice: return "practice";
    case RequirementKind::attestation: return "attestation";
  }
  return "";
}

std::string_view name_of(ProfileKind kind) {
  switch (kind) {
    case ProfileKind::policy: return "policy";
    case ProfileKind::model: return "model";
    case ProfileKind::base: return "base";
  }
  return "";
}

std::string_view name_of(Practice practice) {
  switch (practice) {
#define SEKISHO_PRACTICE(enumerator, name) \
  case Practice::enumerator:               \
    return name;
#include <sekisho/policy/practices.def>
#undef SEKISHO_PRACTICE
  }
  return "";
}

const std::vector<Practice>& all_practices() {
  static const std::vector<Practice> all{
#define SEKISHO_PRACTICE(enumerator, name) Practice::enumerator,
#include <sekisho/policy/practices.def>
#undef SEKISHO_PRACTICE
  };
  return all;
}

bool is_about_packets(RequirementKind kind) {
  return kind != RequirementKind::practice && kind != RequirementKind::attestation;
}

}  // namespace sekisho
