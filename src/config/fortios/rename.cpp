#include "config/fortios/rename.hpp"

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

class Renaming {
 public:
  Renaming(const std::string& old_name, const std::string& new_name) : old_(old_name), new_(new_name) {}

  void operator()(Names& names) const { std::replace(names.begin(), names.end(), old_, new_); }
  void operator()(Text& name) const {
    if (name == old_) name = new_;
  }

 private:
  const std::string& old_;
  const std::string& new_;
};

void in_addresses(Vdom& vdom, const Renaming& rename) {
  for (auto* groups : {&vdom.groups, &vdom.groups6}) {
    for (AddressGroup& group : *groups) {
      rename(group.member);
      rename(group.exclude_member);
    }
  }
  for (auto* policies : {&vdom.policies, &vdom.policies6, &vdom.security_policies}) {
    for (Policy& policy : *policies) {
      for (Names* names : {&policy.srcaddr, &policy.dstaddr, &policy.srcaddr6, &policy.dstaddr6})
        rename(*names);
    }
  }
  for (auto* policies : {&vdom.local_in, &vdom.local_in6}) {
    for (LocalInPolicy& policy : *policies) {
      rename(policy.srcaddr);
      rename(policy.dstaddr);
    }
  }
  for (CentralSnat& map : vdom.central_snat) {
    for (Names* names : {&map.orig_addr, &map.dst_addr, &map.orig_addr6, &map.dst_addr6}) rename(*names);
  }
  for (RouterPolicy& route : vdom.router_policies) {
    rename(route.srcaddr);
    rename(route.dstaddr);
  }
  for (StaticRoute4& route : vdom.static_routes) rename(route.dstaddr);
  for (VipGroup& group : vdom.vip_groups) rename(group.member);
}

void in_services(Vdom& vdom, const Renaming& rename) {
  for (ServiceGroup& group : vdom.service_groups) rename(group.member);
  for (auto* policies : {&vdom.policies, &vdom.policies6, &vdom.security_policies}) {
    for (Policy& policy : *policies) rename(policy.service);
  }
  for (LocalInPolicy& policy : vdom.local_in) rename(policy.service);
  for (Vip& vip : vdom.vips) rename(vip.service);
}

void in_interfaces(Vdom& vdom, const Renaming& rename) {
  for (auto* policies : {&vdom.policies, &vdom.policies6, &vdom.security_policies}) {
    for (Policy& policy : *policies) {
      rename(policy.srcintf);
      rename(policy.dstintf);
    }
  }
  for (LocalInPolicy& policy : vdom.local_in) rename(policy.intf);
  for (CentralSnat& map : vdom.central_snat) {
    rename(map.srcintf);
    rename(map.dstintf);
  }
  for (StaticRoute4& route : vdom.static_routes) rename(route.device);
  for (StaticRoute6& route : vdom.static_routes6) rename(route.device);
  for (Zone& zone : vdom.zones) rename(zone.interface);
}

void in_schedules(Vdom& vdom, const Renaming& rename) {
  for (ScheduleGroup& group : vdom.schedule_groups) rename(group.member);
  for (Policy& policy : vdom.policies) rename(policy.schedule);
}

}  // namespace

void rename_references(Config& config, std::string_view section, const std::string& old_name,
                       const std::string& new_name) {
  const Renaming rename(old_name, new_name);
  for (Vdom& vdom : config.vdoms) {
    if (section.starts_with("firewall addr") || section.starts_with("firewall vip"))
      in_addresses(vdom, rename);
    if (section.starts_with("firewall service")) in_services(vdom, rename);
    if (section.starts_with("firewall schedule")) in_schedules(vdom, rename);
    if (section.starts_with("firewall ippool")) {
      for (Policy& policy : vdom.policies) rename(policy.poolname);
      for (CentralSnat& map : vdom.central_snat) rename(map.nat_ippool);
    }
    if (section == "system zone" || section == "system interface") in_interfaces(vdom, rename);
  }
}

}  // namespace sekisho::config::fortios
