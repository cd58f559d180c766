#include "content/http.hpp"

#include "content/text.hpp"

#include <algorithm>
#include <array>

namespace sekisho::content {

namespace {

bool begins_with_method(std::string_view packet) {
  constexpr std::array<std::string_view, 9> methods{"GET ",     "POST ",  "HEAD ",    "PUT ",  "DELETE ",
                                                    "OPTIONS ", "PATCH ", "CONNECT ", "TRACE "};
  return std::any_of(methods.begin(), methods.end(),
                     [&](std::string_view m) { return packet.starts_with(m); });
}

}  // namespace

bool is_http_request(std::string_view packet) {
  return begins_with_method(packet) && before(packet, '\r').find(" HTTP/1.") != std::string_view::npos;
}

bool may_be_http_request(std::string_view packet) {
  return begins_with_method(packet) &&
         (packet.find('\r') == std::string_view::npos || is_http_request(packet));
}

bool is_http_response(std::string_view packet) { return packet.starts_with("HTTP/1."); }

std::string_view http_field(std::string_view packet, std::string_view name) {
  std::string_view line;
  (void)take_line(packet, line);  // of the request, or the status
  while (take_line(packet, line) && !line.empty()) {
    const std::string_view found = before(line, ':');
    if (found.size() == name.size() && found.size() < line.size() && starts_with_ignoring_case(found, name)) {
      return trimmed(line.substr(found.size() + 1));
    }
  }
  return {};
}

}  // namespace sekisho::content
