// Address objects by type (FortiOS CLI Reference, "firewall address", "firewall address6",
// "firewall addrgrp"; Administration Guide, "Address objects").
#include "config/fortios/address_book.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

constexpr int max_group_depth = 32;
constexpr std::size_t max_terms = 100'000;

Terms one(const AddressRange& range) { return {{range, true}}; }

}  // namespace

AddressMatch AddressBook::match(const Names& names, Family family, int line, bool negated) {
  return match_of(terms(names, family, line), family, negated);
}

Terms AddressBook::terms(const Names& names, Family family, int line) {
  Terms all;
  for (const std::string& name : names) {
    const Terms& some = terms_of(name, family, line, 0);
    all.insert(all.end(), some.begin(), some.end());
  }
  return merged(all);
}

AddressMatch AddressBook::multicast_match(const Names& names, Family family, int line) {
  const Vdom& vdom = context_.vdom;
  const auto& multicast = family == Family::v4 ? vdom.multicast_addresses : vdom.multicast_addresses6;
  Terms all;
  for (const std::string& name : names) {
    const AddressObject* object = multicast.find(name);
    const Terms some = object != nullptr ? object_terms(*object, family) : terms({name}, family, line);
    all.insert(all.end(), some.begin(), some.end());
  }
  return match_of(all, family);
}

const Terms& AddressBook::terms_of(const std::string& name, Family family, int line, int depth) {
  const auto key = std::make_pair(name, family);
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  if (!open_.insert(key).second) {  // a group that is met again while it is being expanded
    context_.ledger.approximated(line, Code::fortios_group_loop, {name});
    return known_[key] = maybe_anything(family);
  }

  const Vdom& vdom = context_.vdom;
  const auto& objects = family == Family::v4 ? vdom.addresses : vdom.addresses6;
  const auto& groups = family == Family::v4 ? vdom.groups : vdom.groups6;
  Terms found;
  if (const AddressObject* object = objects.find(name)) {
    found = object_terms(*object, family);
  } else if (const AddressGroup* group = groups.find(name)) {
    found = group_terms(*group, family, depth);
  } else if (name == "all" || name == "any") {
    found = one(whole(family));  // written by every device; missing in parts of configs only
  } else if (name == "none") {
    found = one(AddressRange::of(Address{family, 0}));
  } else {
    const bool run_time_list = vdom.external_resources.find(name) != nullptr ||
                               context_.config.shared.external_resources.find(name) != nullptr ||
                               vdom.wildcard_fqdns.find(name) != nullptr ||
                               vdom.wildcard_fqdn_groups.find(name) != nullptr;
    found = maybe_anything(family);
    if (run_time_list) {
      context_.ledger.approximated(line, Code::fortios_known_at_run_time, {});
    } else {
      context_.ledger.approximated(line, Code::fortios_undefined_name, {name});
      context_.dangling("address", name, line);
    }
  }
  open_.erase(key);
  return known_[key] = std::move(found);
}

Terms AddressBook::group_terms(const AddressGroup& group, Family family, int depth) {
  if (depth >= max_group_depth) {
    context_.ledger.approximated(group.line, Code::fortios_too_large, {std::to_string(max_group_depth)});
    return maybe_anything(family);
  }
  const auto collect = [&](const Names& names, std::string_view key) {
    Terms all;
    for (const std::string& name : names) {
      const Terms& some = terms_of(name, family, group.line_of(key), depth + 1);
      all.insert(all.end(), some.begin(), some.end());
      if (all.size() > max_terms) all = merged(all);
    }
    return merged(all);
  };
  Terms terms = collect(group.member, "member");
  // Exclusion counts only with `set exclude enable` (CLI Reference, "firewall addrgrp").
  if (group.exclude.value_or(false)) terms = without(terms, collect(group.exclude_member, "exclude-member"));
  if (!group.doubtful.empty()) return maybe_anything(family);
  if (terms.size() > max_terms) {
    context_.ledger.approximated(group.line, Code::fortios_too_large, {std::to_string(max_terms)});
    return maybe_anything(family);
  }
  return terms;
}

Terms AddressBook::object_terms(const AddressObject& object, Family family) {
  if (!object.doubtful.empty()) return maybe_anything(family);
  return family == Family::v4 ? object_terms4(object) : object_terms6(object);
}

Terms AddressBook::object_terms4(const AddressObject& object) {
  const std::string type = object.type.value_or("ipmask");
  if (type == "ipmask" || type == "broadcastmask") {
    if (!object.subnet) return one(whole(Family::v4));  // default 0.0.0.0 0.0.0.0
    const auto length = netmask_length(object.subnet->mask);
    if (!length) return wrong_terms(object, Family::v4);
    return one(AddressRange::of(Prefix::of(object.subnet->ip, *length)));
  }
  if (type == "iprange" || type == "multicastrange") return range_terms(object, Family::v4);
  if (type == "wildcard") {
    const auto& wildcard = object.wildcard ? object.wildcard : object.subnet;
    if (!wildcard) return one(whole(Family::v4));
    // The mask has ones where the address counts ("firewall address", wildcard: IP and wildcard netmask).
    const Wildcard value{{Family::v4, wildcard->ip.bits & wildcard->mask.bits}, wildcard->mask.bits};
    if (const auto length = netmask_length(wildcard->mask)) {
      return one(AddressRange::of(Prefix::of(wildcard->ip, *length)));
    }
    return {{value, true}};
  }
  if (type == "interface-subnet") return subnet_of_interface(object);
  return run_time_terms(object, Family::v4);
}

Terms AddressBook::object_terms6(const AddressObject& object) {
  const std::string type = object.type.value_or("ipprefix");
  if (type == "ipprefix") {
    if (!object.ip6) return one(whole(Family::v6));
    return one(AddressRange::of(Prefix::of(object.ip6->ip, object.ip6->length)));
  }
  if (type == "iprange") return range_terms(object, Family::v6);
  return run_time_terms(object, Family::v6);
}

Terms AddressBook::range_terms(const AddressObject& object, Family family) {
  const Address zero{family, 0};
  // Multicast objects have no start or end: all groups (CLI Reference, "firewall multicast-address").
  const Address first = object.start_ip.value_or(zero);
  const Address last = object.end_ip.value_or(object.type ? zero : whole(family).last);
  if (first.family != family || last.family != family || last < first) return wrong_terms(object, family);
  return one({first, last});
}

/// The subnet of an interface follows the interface's address (Administration Guide, "Interface subnet").
Terms AddressBook::subnet_of_interface(const AddressObject& object) {
  const sekisho::Interface* interface =
      object.interface ? context_.device.find_interface(*object.interface) : nullptr;
  if (interface != nullptr && !interface->dynamic_address) {
    for (const InterfaceAddress& address : interface->addresses) {
      if (address.address.family == Family::v4 && !address.secondary)
        return one(AddressRange::of(address.subnet()));
    }
  }
  if (interface == nullptr && object.subnet) {
    if (const auto length = netmask_length(object.subnet->mask)) {
      return {{AddressRange::of(Prefix::of(object.subnet->ip, *length)), true}};
    }
  }
  return run_time_terms(object, Family::v4);
}

/// FQDN, geography, dynamic and SDN objects, route tags, MAC addresses: lists of addresses that only the
/// running device knows.
Terms AddressBook::run_time_terms(const AddressObject& object, Family family) {
  context_.ledger.approximated(object.line_of("type"), Code::fortios_known_at_run_time, {});
  return maybe_anything(family);
}

Terms AddressBook::wrong_terms(const AddressObject& object, Family family) {
  context_.ledger.approximated(object.line, Code::fortios_wrong_object, {object.name});
  return maybe_anything(family);
}

}  // namespace sekisho::config::fortios
