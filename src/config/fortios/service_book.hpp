// Service objects and groups of a VDOM, and schedules.
#pragma once

#include "config/fortios/vdom_context.hpp"

#include <map>
#include <string>
#include <vector>

namespace sekisho::config::fortios {

/// What a list of services matches.
struct ServiceMatch {
  std::vector<Service> services;  // in the form of Match::services: empty is every packet
  bool nothing = false;           // no packet at all
  bool certain = true;            // false: the list as a whole may match less
};

class ServiceBook {
 public:
  explicit ServiceBook(VdomContext& context);

  [[nodiscard]] ServiceMatch match(const Names& names, int line, bool negated = false);

 private:
  const std::vector<Service>& services_of(const std::string& name, int line, int depth);
  std::vector<Service> object_services(const ServiceObject& object);

  VdomContext& context_;
  Table<ServiceObject> predefined_;
  Table<ServiceGroup> predefined_groups_;
  std::map<std::string, std::vector<Service>, std::less<>> known_;
  std::set<std::string> open_;
};

/// The services that match exactly what `services` do not; nothing when that has no short form.
[[nodiscard]] std::optional<std::vector<Service>> complement(const std::vector<Service>& services);

class ScheduleBook {
 public:
  explicit ScheduleBook(VdomContext& context) : context_(context) {}

  /// The schedules of which one at least must hold (a group is several).
  [[nodiscard]] std::vector<Schedule> schedules(const Text& name, int line);

 private:
  void collect(const std::string& name, int line, int depth, std::vector<Schedule>& found);
  void collect_recurring(const ScheduleRecurring& schedule, std::vector<Schedule>& found) const;
  void collect_onetime(const ScheduleOnetime& schedule, std::vector<Schedule>& found) const;

  VdomContext& context_;
};

}  // namespace sekisho::config::fortios
