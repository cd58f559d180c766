#include "config/linux_net/listing.hpp"

#include <algorithm>
#include <array>

namespace sekisho::config::linux_net {
namespace {

/// iproute2 takes any beginning of an object's name (ip(8), "OBJECT may be written in full or abbreviated").
/// Of several that begin alike, the first row wins, as in the program's own table.
struct ObjectRow {
  std::string_view name;
  Output output;
};
constexpr std::array<ObjectRow, 9> ip_objects{{{"address", Output::links},
                                               {"route", Output::routes},
                                               {"rule", Output::rules},
                                               {"link", Output::links},
                                               {"neighbor", Output::neighbours},
                                               {"neighbour", Output::neighbours},
                                               {"vrf", Output::vrfs},
                                               {"nexthop", Output::other},
                                               {"ntable", Output::other}}};
constexpr std::array<ObjectRow, 4> bridge_objects{
    {{"link", Output::links}, {"fdb", Output::other}, {"mdb", Output::other}, {"vlan", Output::vlans}}};

template <std::size_t Rows>
Output output_of(const std::array<ObjectRow, Rows>& rows, std::string_view word) {
  for (const ObjectRow& row : rows) {
    if (!word.empty() && row.name.starts_with(word)) return row.output;
  }
  return Output::other;
}

void read_ip_command(WordWalk& walk, Heading& heading) {
  while (walk.peek().starts_with("-")) {
    const std::string_view option = walk.take();
    if (option == "-4") heading.family = Family::v4;
    if (option == "-6") heading.family = Family::v6;
    if (option == "-f" || option == "-family") {
      const std::string_view family = walk.take();
      if (family == "inet") heading.family = Family::v4;
      if (family == "inet6") heading.family = Family::v6;
    }
    if (option == "-n" || option == "-netns") walk.take();
  }
  heading.output = output_of(ip_objects, walk.take());
  while (!walk.done()) {
    if (walk.take() == "table") heading.table = walk.take();
  }
}

/// The program's name, whatever folder it is written with.
std::string_view base_name(std::string_view word) { return word.substr(word.find_last_of('/') + 1); }

/// Words up to the program: a prompt (`root@fw:~#`, `$`), a comment sign, `sudo`.
bool is_lead_in(std::string_view word) {
  return word == "sudo" || word.find_first_not_of('#') == std::string_view::npos || word.back() == '#' ||
         word.back() == '$' || word.back() == '>' || word == "+";
}

}  // namespace

std::optional<Heading> heading_of(std::string_view line) {
  WordWalk walk(words_of(line));
  bool led_in = false;
  while (!walk.done() && is_lead_in(walk.peek())) {
    walk.take();
    led_in = true;
  }
  const std::string_view program = base_name(walk.take());
  // `#ip route`: a comment sign without a blank.
  const std::string_view bare = program.substr(std::min(program.find_first_not_of('#'), program.size()));
  led_in = led_in || bare != program;
  Heading heading;
  if (bare == "ip" && !walk.done()) {
    read_ip_command(walk, heading);
  } else if (bare == "bridge" && led_in) {
    while (walk.peek().starts_with("-")) walk.take();
    heading.output = output_of(bridge_objects, walk.take());
  } else if (bare == "sysctl" && led_in) {
    heading.output = Output::settings;
  } else if (led_in && (bare == "iptables-save" || bare == "ip6tables-save" || bare == "route" ||
                        bare == "ifconfig" || bare == "netstat" || bare == "ipset")) {
    heading.output = Output::other;
  } else {
    return std::nullopt;
  }
  return heading;
}

}  // namespace sekisho::config::linux_net
