#include "capture/records/values.hpp"

#include <sekisho/base/packet.hpp>

#include <array>
#include <charconv>
#include <chrono>

namespace sekisho::capture {
namespace {

using std::chrono::nanoseconds;

// 64 bits of nanoseconds, signed, hold 9,223,372,036 seconds: a moment and a duration after it.
constexpr std::uint64_t most_seconds = 8'000'000'000;
constexpr std::uint64_t fewest_milliseconds = 100'000'000'000;  // below, a number is one of seconds

/// Takes `count` digits off the front.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  const std::optional<std::uint64_t> number = number_of(text.substr(0, count), 9999);
  if (!number) return std::nullopt;
  text.remove_prefix(count);
  return static_cast<int>(*number);
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Digits behind a decimal point, as nanoseconds; those behind the ninth are cut off.
std::optional<nanoseconds> fraction(std::string_view& text) {
  std::int64_t value = 0;
  int places = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (places < 9) {
      value = value * 10 + (text.front() - '0');
      ++places;
    }
    text.remove_prefix(1);
  }
  if (places == 0) return std::nullopt;
  for (; places < 9; ++places) value *= 10;
  return nanoseconds(value);
}

/// `+0900`, `+09:00`, `Z`, or nothing.
std::optional<std::chrono::minutes> offset(std::string_view text) {
  if (text.empty() || text == "Z") return std::chrono::minutes(0);
  const bool west = text.front() == '-';
  if (!take(text, "+-")) return std::nullopt;
  const std::optional<int> hours = digits(text, 2);
  (void)take(text, ":");
  const std::optional<int> minutes = digits(text, 2);
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  const std::chrono::minutes east(*hours * 60 + *minutes);
  return west ? -east : east;
}

std::optional<Timestamp> calendar_time(std::string_view text) {
  using namespace std::chrono;
  const std::optional<int> y = digits(text, 4);
  if (!y || !take(text, "-")) return std::nullopt;
  const std::optional<int> m = digits(text, 2);
  if (!m || !take(text, "-")) return std::nullopt;
  const std::optional<int> d = digits(text, 2);
  if (!d || !take(text, " T")) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
  if (!date.ok() || *y < 1970 || *y > 2200) return std::nullopt;
  const std::optional<int> hour = digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ":")) return std::nullopt;
  const std::optional<int> minute = digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ":")) return std::nullopt;
  const std::optional<int> second = digits(text, 2);
  if (!second || *second > 60) return std::nullopt;
  nanoseconds part(0);
  if (take(text, ".,")) {
    const std::optional<nanoseconds> read = fraction(text);
    if (!read) return std::nullopt;
    part = *read;
  }
  const std::optional<minutes> east = offset(text);
  if (!east) return std::nullopt;
  return Timestamp(sys_days(date)) + hours(*hour) + minutes(*minute) + seconds(*second) + part - *east;
}

struct ProtocolName {
  std::string_view name;
  std::uint8_t number;
};

// As nfdump, Suricata and Zeek write those that have another name here.
constexpr std::array<ProtocolName, 6> other_names{{{"ICMP6", protocol::icmpv6},
                                                   {"IPv6-ICMP", protocol::icmpv6},
                                                   {"IPv4", protocol::ipip},
                                                   {"IPIP", protocol::ipip},
                                                   {"UDPL", 136},
                                                   {"RSVP", 46}}};

}  // namespace

std::optional<std::uint64_t> number_of(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || rest != text.data() + text.size() || value > most) return std::nullopt;
  return value;
}

std::optional<std::uint8_t> hex_byte_of(std::string_view text) {
  std::uint8_t value = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || rest != text.data() + text.size() || text.size() != 2) return std::nullopt;
  return value;
}

std::optional<nanoseconds> seconds_of(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::optional<std::uint64_t> whole = number_of(text.substr(0, point), most_seconds);
  if (!whole) return std::nullopt;
  nanoseconds value = std::chrono::seconds(*whole);
  if (point == std::string_view::npos) return value;
  text.remove_prefix(point + 1);
  const std::optional<nanoseconds> part = fraction(text);
  if (!part || !text.empty()) return std::nullopt;
  return value + *part;
}

std::optional<Timestamp> time_of(std::string_view text) {
  if (text.size() > 4 && text[4] == '-') return calendar_time(text);
  const std::optional<std::uint64_t> whole = number_of(text, most_seconds * 1000);
  if (whole && *whole >= fewest_milliseconds) return Timestamp(std::chrono::milliseconds(*whole));
  const std::optional<nanoseconds> since = seconds_of(text);
  if (!since) return std::nullopt;
  return Timestamp(*since);
}

std::optional<std::uint8_t> record_protocol_of(std::string_view text, Family family) {
  std::optional<std::uint8_t> number = parse_protocol(text);
  for (const ProtocolName& each : other_names) {
    if (each.name == text) number = each.number;
  }
  if (number == protocol::icmp && family == Family::v6) return protocol::icmpv6;
  return number;
}

}  // namespace sekisho::capture
