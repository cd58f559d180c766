// Places in files as SARIF 2.1.0 wants them: relative URIs, and regions that count from 1.
#pragma once

#include "report/json_values.hpp"

#include <sekisho/base/diagnostic.hpp>

#include <string>
#include <string_view>

namespace sekisho::report::sarif {

/// A path as a URI reference (RFC 3986): `.` and `..` resolved as far as the text allows, every byte that is
/// not unreserved percent-encoded. A path under `root` becomes relative to it, any other absolute path a
/// file: URI.
[[nodiscard]] std::string uri_of(const std::string& path, const std::string& root);

/// An artifactLocation (section 3.4). Relative ones hang on the base `SRCROOT`.
[[nodiscard]] Json artifact_location(const std::string& path, const std::string& root);

/// The text of a message (section 3.11). Square brackets would begin a link (section 3.11.6).
[[nodiscard]] std::string escaped(std::string_view text);

/// A physicalLocation (section 3.29); without a line number it is the file as a whole.
[[nodiscard]] Json physical_location(const Span& span, const std::string& root);

}  // namespace sekisho::report::sarif
