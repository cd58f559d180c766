// Keeping the few packets behind each finding, so that they can be opened in Wireshark and filed.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/survey.hpp>
#include <sekisho/evidence/finding.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::evidence {

struct KeepOptions {
  std::string folder;                     // made when it is not there
  std::size_t most_packets = 16;          // of one finding
  std::optional<std::size_t> most_bytes;  // of each packet; nothing: up to the end of its headers, no payload
};

/// Writes one pcapng a finding that has packets: `001-forbidden-flow.pcapng`, ..., the number being its place
/// among `findings` from 1. Each packet bears a comment that names its file and number there. Files that
/// cannot be read again are passed over. Gives the paths written; a failure says which file could not be
/// written, and why.
[[nodiscard]] Result<std::vector<std::string>> write_evidence(const std::vector<Finding>& findings,
                                                              const KeepOptions& options);

/// The same for a capture that is still going on, whose packets do not come again: the first ones of each
/// flow are kept, cut, in memory. Looks on as an observer.
class LiveEvidence final : public capture::Observer {
 public:
  LiveEvidence(KeepOptions options, capture::Interface interface)
      : options_(std::move(options)), interface_(std::move(interface)) {}

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;

  /// Writes the packets that are kept of the flows of a finding; numbers files in the order of the calls.
  /// Nothing when none are kept. A failure says which file could not be written, and why.
  [[nodiscard]] Result<bool> write(const Finding& finding);

 private:
  struct Packet {
    capture::Frame frame;  // its bytes are those below
    std::vector<std::uint8_t> bytes;
  };
  static constexpr std::size_t most_flows = 100'000;  // the oldest go first
  static constexpr std::size_t packets_per_flow = 6;

  KeepOptions options_;
  capture::Interface interface_;
  std::map<std::uint32_t, std::uint64_t> first_frames_;   // by slot of an open flow
  std::map<std::uint64_t, std::vector<Packet>> packets_;  // by number of the flow's first frame
  std::size_t written_ = 0;
};

}  // namespace sekisho::evidence
