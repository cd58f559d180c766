#include "model/name_hints.hpp"

#include <sekisho/base/diagnostic.hpp>

namespace sekisho {

std::string expected_names(std::string_view name, const std::vector<std::string>& known) {
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() ? listed(known) : nearest;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  if (names.empty()) return "-";
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (names.size() > most) text += ", ...";
  return text;
}

}  // namespace sekisho
