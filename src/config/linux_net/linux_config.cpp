#include "config/linux_net/linux_config.hpp"

#include <algorithm>

namespace sekisho::config::linux_net {

std::string canonical_table(std::string_view name) {
  if (name.empty() || name == "254") return "main";
  if (name == "255") return "local";
  if (name == "253") return "default";
  return std::string(name);
}

void Listed::note_table(std::string_view name) {
  if (name == "all") all_tables = true;
  const std::string table = canonical_table(name);
  tables.insert(table);
  if (all_tables || table == "main") routes = true;
}

Link* Config::find_link(std::string_view name) {
  const auto found =
      std::find_if(links.begin(), links.end(), [&](const Link& link) { return link.name == name; });
  return found == links.end() ? nullptr : &*found;
}

const Link* Config::find_link(std::string_view name) const {
  return const_cast<Config*>(this)->find_link(name);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

}  // namespace sekisho::config::linux_net
