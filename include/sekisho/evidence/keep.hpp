// Keeping the few packets behind each finding, so that they can be opened in Wireshark and filed.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/evidence/finding.hpp>

#include <cstddef>
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

}  // namespace sekisho::evidence
