// The vendor-neutral model as a file: what a certificate is about, and what another checker needs to
// derive the transfer functions by itself. Format: docs/certificates.md.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/model/network.hpp>
#include <sekisho/policy/requirement.hpp>
#include <sekisho/routing/tables.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// Everything that a proof stands on: devices as the config readers understood them, layer-2 domains,
/// routing tables, segments, channels, and the requirements of the policy. Of the network only what
/// may change where packets go is kept.
struct ModelFile {
  Date date;
  std::string policy;
  Network network;
  std::vector<DeviceRoutes> routes;  // [i] belongs to network.devices[i]
  std::vector<Requirement> requirements;
};

/// The model as JSON text (one line per device, segment and requirement about packets). The same model gives
/// the same bytes on every machine and from every working directory: paths are relative to the snapshot's
/// folder.
[[nodiscard]] std::string write_model(const ModelFile& model);

/// Reads it back. A failure names the member that is wrong; what comes back is whole: every index in
/// it lies inside its list.
[[nodiscard]] Result<ModelFile> read_model(std::string_view text);

/// SHA-256 (FIPS 180-4) of a text as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);
/// The same of a file's bytes; nothing when it cannot be read.
[[nodiscard]] std::optional<std::string> sha256_of_file(const std::string& path);

}  // namespace sekisho
