// Address objects by name (FortiOS CLI Reference, "firewall address", "firewall address6").
#include "config/fortios/convert.hpp"

#include <optional>

namespace sekisho::config::fortios {
namespace {

/// The addresses that an object holds by itself; nothing for names of hosts, countries, MAC addresses and
/// whatever else is known at run time only, and for the object that stands for everything.
std::optional<AddressRange> own_addresses(const AddressObject& object) {
  // Settings of another type than the object's are not in force.
  const bool is_range = object.type == "iprange";
  if (object.type && !is_range && object.type != "ipmask" && object.type != "ipprefix") return {};
  if (is_range) {
    if (!object.start_ip || !object.end_ip) return {};
    if (object.start_ip->family != object.end_ip->family || *object.end_ip < *object.start_ip) return {};
    return AddressRange{*object.start_ip, *object.end_ip};
  }
  if (object.subnet) {
    const std::optional<int> length = netmask_length(object.subnet->mask);
    if (!length || *length == 0) return {};
    return AddressRange::of(Prefix::of(object.subnet->ip, *length));
  }
  if (object.ip6 && object.ip6->length > 0)
    return AddressRange::of(Prefix::of(object.ip6->ip, object.ip6->length));
  return {};
}

}  // namespace

void list_names(const VdomConversion& vdom) {
  const VdomContext& context = vdom.context;
  for (const Table<AddressObject>* table : {&context.vdom.addresses, &context.vdom.addresses6}) {
    for (const AddressObject& object : *table) {
      const std::optional<AddressRange> range = own_addresses(object);
      if (range)
        context.device.named_addresses.push_back({object.name, {*range}, context.source(object, {})});
    }
  }
}

}  // namespace sekisho::config::fortios
