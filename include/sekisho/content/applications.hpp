// Which application protocol each flow speaks, by its content (nDPI), and what nDPI warns of.
#pragma once

#include <sekisho/capture/survey.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::content {

struct ApplicationLimits {
  /// Packets of a flow that are looked at until it is settled, by the figures of nDPI's own reader
  /// (ndpiReader 4.2, max_num_tcp_dissected_pkts and max_num_udp_dissected_pkts).
  std::uint32_t tcp_packets = 80;
  std::uint32_t other_packets = 24;
  /// Flows under examination at once; what comes on top is not examined (`unexamined`). Each takes about a
  /// kilobyte until it is settled.
  std::size_t flows = 200'000;
  std::size_t warnings = 10'000;
};

/// What nDPI warns of in a flow.
struct ApplicationWarning {
  capture::FlowKey flow;
  std::uint64_t frame = 0;  // by which it was known
  std::string application;  // as in Flow::application; empty where none is known
  std::string name;         // stable: "desktop-or-file-sharing", "clear-text-credentials", ...
};

struct ApplicationResults {
  std::map<std::string, std::uint64_t> flows;  // by application; "Unknown" where none was found
  std::vector<ApplicationWarning> warnings;
  std::uint64_t more_warnings = 0;  // beyond ApplicationLimits::warnings
  std::uint64_t unexamined = 0;     // flows, for want of room
};

/// Sets Flow::application: as soon as it is certain, at the latest when the flow ends. Flows without payload
/// have none (null). A guess by port or address alone is told by `confidence`, which is one of:
///   dpi             by content
///   dpi-cache       by content of an earlier flow between the same ends
///   port, address   a guess without any content
///   unknown         the name is "Unknown"
class Applications final : public capture::Observer {
 public:
  explicit Applications(const ApplicationLimits& limits = {});
  Applications(const Applications&) = delete;
  Applications& operator=(const Applications&) = delete;
  ~Applications() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  [[nodiscard]] const ApplicationResults& results() const;

 private:
  class Examiner;
  std::unique_ptr<Examiner> examiner_;
};

/// "4.2.0-...": of the library in use.
[[nodiscard]] std::string ndpi_version();

}  // namespace sekisho::content
