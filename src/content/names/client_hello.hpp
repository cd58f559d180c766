// The server name in the first message of TLS.
#pragma once

#include "content/text.hpp"

#include <optional>
#include <string>

namespace sekisho::content {

/// True when a TLS record with a ClientHello begins here (RFC 8446 sections 5.1 and 4.1.2).
[[nodiscard]] bool begins_client_hello(Bytes bytes);

/// How many bytes the ClientHello takes, its record header included; it may be spread over records that
/// follow, which is not read. Only where begins_client_hello().
[[nodiscard]] std::size_t client_hello_size(Bytes bytes);

/// The host name that it asks for (RFC 6066 section 3), in lower case; nothing when it names none, or is cut
/// off before.
[[nodiscard]] std::optional<std::string> server_name(Bytes client_hello);

}  // namespace sekisho::content
