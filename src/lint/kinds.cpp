#include <sekisho/lint/finding.hpp>

namespace sekisho {

std::string_view name_of(FindingKind kind) {
  switch (kind) {
#define SEKISHO_FINDING(enumerator, name) \
  case FindingKind::enumerator:           \
    return name;
#include <sekisho/lint/kinds.def>
#undef SEKISHO_FINDING
  }
  return "";
}

const std::vector<FindingKind>& all_finding_kinds() {
  static const std::vector<FindingKind> all{
#define SEKISHO_FINDING(enumerator, name) FindingKind::enumerator,
#include <sekisho/lint/kinds.def>
#undef SEKISHO_FINDING
  };
  return all;
}

std::optional<FindingKind> find_finding_kind(std::string_view name) {
  for (const FindingKind kind : all_finding_kinds()) {
    if (name_of(kind) == name) return kind;
  }
  return std::nullopt;
}

}  // namespace sekisho
