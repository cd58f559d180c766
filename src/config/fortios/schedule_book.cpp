// Schedules (FortiOS CLI Reference, "firewall schedule recurring/onetime/group").
#include "config/fortios/service_book.hpp"

#include <sekisho/base/code.hpp>

#include <set>

namespace sekisho::config::fortios {
namespace {

constexpr int max_group_depth = 16;

Schedule maybe(const std::string& name) {
  Schedule schedule;
  schedule.name = name;
  schedule.periodic = true;
  return schedule;
}

bool is_midnight(const TimeOfDay& time) { return time.hour % 24 == 0 && time.minute == 0; }

}  // namespace

std::vector<Schedule> ScheduleBook::schedules(const Text& name, int line) {
  std::vector<Schedule> found;
  if (name) {
    collect(*name, line, 0, found);
  } else {
    found.emplace_back();
  }
  if (found.empty()) {
    Schedule never;
    never.name = name.value_or("");
    never.never = true;
    found.push_back(never);
  }
  return found;
}

void ScheduleBook::collect(const std::string& name, int line, int depth, std::vector<Schedule>& found) {
  const Vdom& vdom = context_.vdom;
  if (const ScheduleRecurring* recurring = vdom.recurring.find(name))
    return collect_recurring(*recurring, found);
  if (const ScheduleOnetime* onetime = vdom.onetime.find(name)) return collect_onetime(*onetime, found);
  if (const ScheduleGroup* group = vdom.schedule_groups.find(name)) {
    if (depth > max_group_depth || !group->doubtful.empty() || found.size() > 1000) {
      found.push_back(maybe(name));
      return;
    }
    for (const std::string& member : group->member)
      collect(member, group->line_of("member"), depth + 1, found);
    return;
  }
  if (name == "always") {
    Schedule always;
    always.name = name;
    found.push_back(always);
    return;
  }
  if (name == "none") return;
  context_.ledger.approximated(line, Code::fortios_undefined_name, {name});
  context_.dangling("schedule", name, line);
  found.push_back(maybe(name));
}

void ScheduleBook::collect_recurring(const ScheduleRecurring& recurring, std::vector<Schedule>& found) const {
  // Without days it never holds: that is how the predefined "none" is stored.
  const std::set<std::string> days(recurring.day.begin(), recurring.day.end());
  if (days.empty() || days.count("none") != 0) {
    if (!recurring.doubtful.empty()) found.push_back(maybe(recurring.name));
    return;
  }
  Schedule schedule;
  schedule.name = recurring.name;
  // Start and end 00:00 are the whole day ("firewall schedule recurring": end before or at start runs on).
  const bool whole_day =
      is_midnight(recurring.start.value_or(TimeOfDay{})) && is_midnight(recurring.end.value_or(TimeOfDay{}));
  schedule.periodic = days.size() < 7 || !whole_day || !recurring.doubtful.empty();
  found.push_back(schedule);
}

void ScheduleBook::collect_onetime(const ScheduleOnetime& onetime, std::vector<Schedule>& found) const {
  if (!onetime.doubtful.empty() || !onetime.start || !onetime.end) {
    found.push_back(maybe(onetime.name));
    return;
  }
  Schedule schedule;
  schedule.name = onetime.name;
  schedule.start = onetime.start->date;
  schedule.end = onetime.end->date;
  const TimeOfDay last = onetime.end->time;
  // Bounds inside a day make that day a "sometimes".
  schedule.periodic = !is_midnight(onetime.start->time) || !(last.hour == 23 && last.minute == 59);
  found.push_back(schedule);
}

}  // namespace sekisho::config::fortios
