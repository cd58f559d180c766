#include "config/fortios/vdom_context.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {

std::string vrf_name(const Config& config, const std::string& vdom, const Number& number) {
  const std::string inside = number && *number != 0 ? std::to_string(*number) : "";
  if (!config.multi_vdom) return inside;
  return inside.empty() ? vdom : vdom + "/" + inside;
}

std::optional<bool> version_is_at_least(const Config& config, int major, int minor, int patch) {
  if (!config.version) return std::nullopt;
  int wanted[3] = {major, minor, patch};
  std::string_view rest = *config.version;
  for (int part : wanted) {
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const auto number = parse_number(rest.substr(0, dot), 0, 9999);
    if (!number) return std::nullopt;
    if (*number != part) return *number > part;
    rest.remove_prefix(std::min(dot + 1, rest.size()));
    if (rest.empty()) rest = "0";
  }
  return true;
}

VdomContext::VdomContext(LineLedger& lines, const Config& whole, const Vdom& one, Device& target)
    : ledger(lines), config(whole), vdom(one), device(target) {
  for (const sekisho::Interface& interface : device.interfaces) {
    const Interface* own = config.interfaces.find(interface.name);
    const std::string of = own != nullptr && own->vdom ? *own->vdom : "root";
    // Interfaces without a `system interface` entry (tunnels, members) carry the VRF of their VDOM.
    const bool mine = !config.multi_vdom || (own != nullptr ? of == vdom.name : interface.vrf == vrf());
    if (!mine) continue;
    interfaces_.push_back(interface.name);
    owned_.insert(interface.name);
  }
}

std::string VdomContext::vrf(const Number& number) const { return vrf_name(config, vdom.name, number); }

bool VdomContext::central_nat() const {
  // NGFW policy mode switches central NAT on (FortiOS Administration Guide, "NGFW policy").
  return vdom.settings.central_nat.value_or(false) || vdom.settings.ngfw_mode == "policy-based";
}

bool VdomContext::owns(const std::string& interface) const { return owned_.count(interface) != 0; }

std::optional<std::vector<std::string>> VdomContext::members(const std::string& name) const {
  if (const Zone* zone = vdom.zones.find(name)) return zone->interface;
  for (const Sdwan* sdwan : {&vdom.sdwan, &vdom.virtual_wan_link}) {
    // Members without `set zone` are in the zone virtual-wan-link (FortiOS CLI Reference, system sdwan).
    const bool zone_named = name == "virtual-wan-link" || sdwan->zone.find(name) != nullptr;
    if (!zone_named || sdwan->line == 0) continue;
    std::vector<std::string> found;
    for (const SdwanMember& member : sdwan->members) {
      if (member.interface && member.zone.value_or("virtual-wan-link") == name)
        found.push_back(*member.interface);
    }
    return found;
  }
  if (owns(name)) return std::vector<std::string>{name};
  return std::nullopt;
}

VdomContext::Places VdomContext::everywhere() const {
  Places places;
  if (!config.multi_vdom) return places;
  places.names = interfaces_;
  places.nowhere = interfaces_.empty();
  return places;
}

VdomContext::Places VdomContext::places(const Names& names, int line) {
  Places places;
  for (const std::string& name : names) {
    if (name == "any") return everywhere();
    const auto found = members(name);
    if (!found) {
      if (reported_.emplace(name, line).second) {
        ledger.approximated(line, Code::fortios_undefined_interface, {name});
        dangling("interface", name, line);
      }
      Places all = everywhere();
      all.certain = false;
      return all;
    }
    places.names.insert(places.names.end(), found->begin(), found->end());
  }
  std::sort(places.names.begin(), places.names.end());
  places.names.erase(std::unique(places.names.begin(), places.names.end()), places.names.end());
  places.nowhere = places.names.empty();
  return places;
}

RuleSource VdomContext::source(const Object& object, std::string label) const {
  RuleSource source = ledger.source(object.line, std::move(label));
  source.span.end_line = object.end_line;
  for (int line = object.line + 1; line <= object.end_line; ++line) {
    const std::string text = ledger.shown(line);
    // The object's UUID says nothing to a reader.
    if (text.empty() || text.front() == '#' || text.starts_with("set uuid ")) continue;
    source.text += "; " + text;
  }
  return source;
}

void VdomContext::widen(std::initializer_list<Effect> effects, const RuleSource& source,
                        const std::string& interface) {
  for (const Effect effect : effects) device.uncertainties.push_back({effect, interface, source});
}

void VdomContext::dangling(const std::string& kind, const std::string& name, int line) {
  device.dangling.push_back({kind, name, ledger.span(line), false});
}

}  // namespace sekisho::config::fortios
