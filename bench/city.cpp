#include "city.hpp"

#include "city_shape.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::bench {

std::size_t Random::below(std::size_t bound) {
  state_ += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return static_cast<std::size_t>((mixed ^ (mixed >> 31U)) % bound);
}

namespace {

constexpr std::size_t central_devices = 4;  // three firewalls and the core
// Beyond this a firewall of this size would be replaced by several; what is left goes to branches.
constexpr std::size_t most_firewall_rules = 6000;
constexpr std::size_t fixed_firewall_rules = 12;
constexpr std::size_t fixed_list_rules = 8;

std::size_t divided_up(std::size_t number, std::size_t by) { return (number + by - 1) / by; }

Budget budget_of(const Shape& shape, std::size_t rules) {
  std::size_t lists = 0;
  for (const Branch& branch : shape.branches) {
    for (const Zone& zone : zones) lists += branch.has(zone) ? 1 : 0;
  }
  const std::size_t firewall = std::min(rules * 3 / 20, most_firewall_rules);
  const std::size_t left = rules - std::min(rules, 3 * firewall);
  // Behind each list stand the shorter ones of the lines: about as many fixed rules again.
  const std::size_t fixed = 2 * fixed_list_rules * lists;
  return {firewall - std::min(firewall, fixed_firewall_rules), (left - std::min(left, fixed)) / lists};
}

}  // namespace

Shape shape_of(std::size_t devices) {
  const std::size_t sites = std::max(devices, least_devices) - central_devices;
  constexpr std::size_t devices_per_area = 1 + branches_per_area * (1 + most_switches);
  Shape shape;
  shape.areas = divided_up(sites, devices_per_area);
  const std::size_t at_branches = sites - shape.areas;
  const std::size_t count = divided_up(at_branches, 1 + most_switches);
  for (std::size_t number = 0; number < count; ++number)
    shape.branches.push_back({number, number / branches_per_area, 0});
  for (std::size_t i = 0; i < at_branches - count; ++i) ++shape.branches[i % count].switches;
  return shape;
}

std::string branch_name(const Branch& branch) { return fmt::format("b{:03}", branch.number); }
std::string router_name(const Branch& branch) { return branch_name(branch) + "-rtr"; }
std::string switch_name(const Branch& branch, std::size_t index) {
  return fmt::format("{}-sw{}", branch_name(branch), index + 1);
}
std::string dist_name(std::size_t area) { return fmt::format("dist{:02}", area); }
std::string segment_name(const Zone& zone, const Branch& branch) {
  return fmt::format("{}-{}", zone.prefix, branch_name(branch));
}

std::string lan(const Zone& zone, const Branch& branch, std::size_t host) {
  return fmt::format("10.{}.{}.{}", static_cast<std::size_t>(zone.octet) + branch.number / 256,
                     branch.number % 256, host);
}
std::string server(const Zone& zone, std::size_t host) {
  return fmt::format("10.{}.10.{}", zone.octet + 15, host);
}
std::string management(const Branch& branch, std::size_t host) {
  return fmt::format("10.{}.{}.{}", 224 + branch.number / 256, branch.number % 256, host);
}
std::string branch_line(int octet, const Branch& branch, int end) {
  return fmt::format("10.{}.{}.{}", octet, branch.number / 64,
                     branch.number % 64 * 4 + static_cast<std::size_t>(end));
}
std::string area_line(int octet, std::size_t area, int end) {
  return fmt::format("10.{}.{}.{}", octet, 200 + area / 64, area % 64 * 4 + static_cast<std::size_t>(end));
}

City make_city(const CityPlan& plan) {
  const Shape shape = shape_of(plan.devices);
  Random random(plan.seed);
  City city;
  CityParts parts{shape, budget_of(shape, plan.rules), random, city};
  add_firewalls(parts);
  add_core(parts);
  add_branches(parts);
  city.devices = city.configs.size();
  city.snapshot = {"snapshot.yaml", snapshot_of(shape, city)};
  return city;
}

}  // namespace sekisho::bench
