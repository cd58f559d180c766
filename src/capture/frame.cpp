#include <sekisho/capture/frame.hpp>

#include <fmt/format.h>
#include <pcap/pcap.h>

namespace sekisho::capture {

std::string utc_text(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:09}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

// libpcap numbers link types as files do, but for raw IP, whose number differs between systems.
std::string name_of(LinkType type) {
  if (type == LinkType::raw) return "RAW";
  const char* name = pcap_datalink_val_to_name(static_cast<int>(type));
  return name != nullptr ? name : std::to_string(static_cast<unsigned>(type));
}

}  // namespace sekisho::capture
