#include "content/http.hpp"
#include "content/http_heads.hpp"
#include "content/text.hpp"

#include <sekisho/content/clocks.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace sekisho::content {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

// Beyond it a client's "time" is a random number that hides its time.
constexpr std::chrono::hours hidden{24 * 365 * 10};

// Seconds and their fraction since 1900, or since 2036 where the highest bit is not set (RFC 4330 section 3).
std::optional<capture::Timestamp> read_ntp_time(Cursor& in) {
  const std::uint64_t whole = in.u32();
  const std::uint64_t fraction = in.u32();
  if (whole == 0 && fraction == 0) return std::nullopt;
  constexpr std::int64_t from_1900_to_1970 = 2'208'988'800;
  const std::int64_t era = (whole & 0x8000'0000U) != 0 ? 0 : std::int64_t{1} << 32;
  const auto behind_point = static_cast<std::int64_t>(fraction * 1'000'000'000 >> 32);
  return capture::Timestamp(seconds(static_cast<std::int64_t>(whole) + era - from_1900_to_1970) +
                            nanoseconds(behind_point));
}

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that is sent (RFC 9110 section 5.6.7).
std::optional<capture::Timestamp> read_http_time(std::string_view text) {
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto month = std::find(months.begin(), months.end(), text.substr(8, 3));
  const auto day = number(text.substr(5, 2));
  const auto year = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2));
  const auto minute = number(text.substr(20, 2));
  const auto second = number(text.substr(23, 2));
  if (month == months.end() || !day || !year || !hour || !minute || !second) return std::nullopt;
  const std::chrono::year_month_day date(
      std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || *year < 1970 || *year > 2200) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         seconds(*second);
}

}  // namespace

struct Clocks::State {
  explicit State(std::size_t most) : most_readings(most) {}

  // RFC 5905 section 7.3.
  void on_ntp(const capture::Frame& frame, const capture::Datagram& datagram) {
    constexpr std::uint8_t client_mode = 3;
    Cursor in(datagram.payload);
    const std::uint8_t first = in.u8();
    const std::uint8_t stratum = in.u8();
    const std::uint8_t version = first >> 3 & 7;
    const std::uint8_t mode = first & 7;
    in.skip(38);
    const auto told = read_ntp_time(in);
    if (!in.ok() || !told || version < 1 || version > 4 || mode < 1 || mode > 5) return;
    if (mode == client_mode) {
      if (nanoseconds(abs(*told - frame.time)) > hidden) return;
      add(ClockSource::ntp_client, datagram.header.source, *told, frame);
      return;
    }
    const bool unsynchronized = first >> 6 == 3 || stratum >= 16;
    if (ClockReading* reading = add(ClockSource::ntp_server, datagram.header.source, *told, frame)) {
      reading->unsynchronized = reading->unsynchronized || unsynchronized;
    }
  }

  void on_http(const capture::Frame& frame, const capture::Datagram& datagram, const capture::Flow& flow,
               capture::Side side) {
    const HttpHead head = responses.add(datagram, flow, side);
    if (!head.complete) return;
    if (!http_field(head.lines, "age").empty()) return;  // from a cache: the time of another host, long ago
    if (const auto told = read_http_time(http_field(head.lines, "date"))) {
      add(ClockSource::http_date, datagram.header.source, *told, frame);
    }
  }

  std::size_t most_readings;
  ClockResults results;
  HttpHeads responses{HttpHeads::Of::responses};

 private:
  ClockReading* add(ClockSource source, const Address& host, capture::Timestamp told,
                    const capture::Frame& frame) {
    const nanoseconds ahead = told - frame.time;
    const auto [place, is_new] = places_.try_emplace({source, host}, results.readings.size());
    if (is_new && results.readings.size() >= most_readings) {
      places_.erase(place);
      ++results.more_readings;
      return nullptr;
    }
    if (is_new) results.readings.push_back({source, host, ahead, ahead, false, {}});
    ClockReading& reading = results.readings[place->second];
    reading.least = std::min(reading.least, ahead);
    reading.greatest = std::max(reading.greatest, ahead);
    reading.seen.add(frame);
    return &reading;
  }

  std::map<std::pair<ClockSource, Address>, std::size_t> places_;  // in results.readings
};

Clocks::Clocks(std::size_t most_readings) : state_(std::make_unique<State>(most_readings)) {}
Clocks::~Clocks() = default;

void Clocks::on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                       capture::Side side) {
  if (datagram.payload.empty()) return;
  if (flow.key.protocol == protocol::udp &&
      (datagram.header.source_port == 123 || datagram.header.destination_port == 123)) {
    state_->on_ntp(frame, datagram);
  }
  if (flow.key.protocol == protocol::tcp) state_->on_http(frame, datagram, flow, side);
}

void Clocks::on_flow_end(capture::Flow& flow) { state_->responses.drop(flow); }
const ClockResults& Clocks::results() const { return state_->results; }

std::string_view name_of(ClockSource source) {
  switch (source) {
    case ClockSource::ntp_server: return "ntp-server";
    case ClockSource::ntp_client: return "ntp-client";
    case ClockSource::http_date: return "http-date";
  }
  return "";
}

}  // namespace sekisho::content
