// The stable spellings of verdicts and their parts (design: JSON contract).
#include <sekisho/proof/verdict.hpp>

namespace sekisho {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved: return "proved";
    case Verdict::violated: return "violated";
    case Verdict::unproved: return "unproved";
    case Verdict::excepted: return "excepted";
    case Verdict::attested: return "attested";
  }
  return "";
}

std::string_view name_of(Assurance assurance) {
  switch (assurance) {
    case Assurance::none: return "none";
    case Assurance::current_routing: return "current-routing";
    case Assurance::any_routing: return "any-routing";
    case Assurance::no_path: return "no-path";
  }
  return "";
}

std::string_view name_of(BlamedRule::Role role) {
  switch (role) {
    case BlamedRule::Role::filter: return "filter";
    case BlamedRule::Role::translation: return "translation";
    case BlamedRule::Role::route: return "route";
    case BlamedRule::Role::layer2: return "layer2";
    case BlamedRule::Role::unfiltered: return "unfiltered";
  }
  return "";
}

}  // namespace sekisho
