#include <sekisho/evidence/finding.hpp>

namespace sekisho::evidence {

std::string_view name_of(Kind kind) {
  switch (kind) {
#define SEKISHO_EVIDENCE(enumerator, name) \
  case Kind::enumerator:                   \
    return name;
#include <sekisho/evidence/kinds.def>
#undef SEKISHO_EVIDENCE
  }
  return "";
}

const std::vector<Kind>& all_kinds() {
  static const std::vector<Kind> all{
#define SEKISHO_EVIDENCE(enumerator, name) Kind::enumerator,
#include <sekisho/evidence/kinds.def>
#undef SEKISHO_EVIDENCE
  };
  return all;
}

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::tried: return "tried";
    case Outcome::passed: return "passed";
    case Outcome::arrived: return "arrived";
    case Outcome::answered: return "answered";
  }
  return "";
}

}  // namespace sekisho::evidence
