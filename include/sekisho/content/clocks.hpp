// What hosts believe the time is, against the clock of who captured.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace sekisho::content {

enum class ClockSource : std::uint8_t {
  ntp_server,  // transmit timestamp of an answer or broadcast (RFC 5905 section 7.3)
  ntp_client,  // transmit timestamp of a question; many clients hide it (zero or random): such are left out
  http_date,   // Date of an HTTP answer, whole seconds (RFC 9110 section 6.6.1)
};

[[nodiscard]] std::string_view name_of(ClockSource source);  // "ntp-server", "ntp-client", "http-date"

struct ClockReading {
  ClockSource source = ClockSource::ntp_server;
  Address host;  // whose clock
  /// The host's time less the capture's: positive when the host is ahead.
  std::chrono::nanoseconds least{};
  std::chrono::nanoseconds greatest{};
  bool unsynchronized = false;  // an NTP server that says so itself (leap indicator 3 or stratum 16)
  Occurrence seen;
};

struct ClockResults {
  std::vector<ClockReading> readings;  // each (source, host) once, in order of first frame
  std::uint64_t more_readings = 0;     // beyond the bound
};

class Clocks final : public capture::Observer {
 public:
  explicit Clocks(std::size_t most_readings = 100'000);
  Clocks(const Clocks&) = delete;
  Clocks& operator=(const Clocks&) = delete;
  ~Clocks() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  [[nodiscard]] const ClockResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
