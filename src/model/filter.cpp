#include <sekisho/model/filter.hpp>

namespace sekisho {

Activity activity_on(const Schedule& schedule, const Date& date) {
  if (schedule.never) return Activity::inactive;
  if (schedule.start && date < *schedule.start) return Activity::inactive;
  if (schedule.end && *schedule.end < date) return Activity::inactive;
  return schedule.periodic ? Activity::sometimes : Activity::active;
}

}  // namespace sekisho
