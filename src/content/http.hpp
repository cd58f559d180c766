// HTTP/1 messages (RFC 9112) as they begin in a segment; http_heads.hpp keeps what continues in the next.
#pragma once

#include <string_view>

namespace sekisho::content {

[[nodiscard]] bool is_http_request(std::string_view packet);
/// The same where the first line may not be all there.
[[nodiscard]] bool may_be_http_request(std::string_view packet);
[[nodiscard]] bool is_http_response(std::string_view packet);

/// The value of a header field, without blanks around it; empty when the packet has none. `name` in lower
/// case.
[[nodiscard]] std::string_view http_field(std::string_view packet, std::string_view name);

}  // namespace sekisho::content
