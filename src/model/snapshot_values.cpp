#include "model/snapshot_values.hpp"

#include "model/name_hints.hpp"

#include <sekisho/base/code.hpp>

#include <charconv>
#include <utility>

namespace sekisho {
namespace {

/// Decimal digits and nothing else, at most `limit`.
std::optional<int> read_number(std::string_view text, int limit) {
  if (text.empty() || text.size() > 6) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size() && text[0] != '-';
  return whole && value <= limit ? std::optional(value) : std::nullopt;
}

/// `n` or `a-b` with a <= b.
std::optional<std::pair<int, int>> read_number_range(std::string_view text, int limit) {
  const std::size_t dash = text.find('-');
  const std::optional<int> first = read_number(text.substr(0, dash), limit);
  const std::optional<int> last =
      dash == std::string_view::npos ? first : read_number(text.substr(dash + 1), limit);
  if (!first || !last || *first > *last) return std::nullopt;
  return std::pair(*first, *last);
}

/// Reads `text` as ports into `ports`; nothing is said of empty text.
bool read_ports(const yaml::Source& source, const yaml::Text& whole, std::string_view text,
                std::vector<PortRange>& ports) {
  const auto range = read_number_range(text, 65535);
  if (!range) {
    source.report(Code::bad_port, *whole.node, {std::string(text)});
    return false;
  }
  ports.push_back({static_cast<std::uint16_t>(range->first), static_cast<std::uint16_t>(range->second)});
  return true;
}

/// What follows the slash of a service.
bool read_service_detail(const yaml::Source& source, const yaml::Text& whole, std::string_view detail,
                         Service& service) {
  const std::uint8_t number = service.protocol.value_or(0);
  if (number == protocol::icmp || number == protocol::icmpv6) {
    const auto types = read_number_range(detail, 255);
    if (!types) {
      source.report(Code::bad_icmp_type, *whole.node, {std::string(detail)});
      return false;
    }
    service.icmp_types.push_back(
        {static_cast<std::uint8_t>(types->first), static_cast<std::uint8_t>(types->second)});
    return true;
  }
  if (!has_ports(number)) {
    source.report(Code::bad_service, *whole.node, {whole.text});
    return false;
  }
  const std::size_t colon = detail.find(':');
  const bool has_source = colon != std::string_view::npos;
  return read_ports(source, whole, detail.substr(0, colon), service.destination_ports) &&
         (!has_source || read_ports(source, whole, detail.substr(colon + 1), service.source_ports));
}

/// Names that a service may start with, for suggestions.
std::vector<std::string> protocol_names() {
  std::vector<std::string> names{"any"};
  for (int number = 0; number < 256; ++number) {
    const std::string name = protocol_name(static_cast<std::uint8_t>(number));
    if (name != std::to_string(number)) names.push_back(name);
  }
  return names;
}

}  // namespace

std::optional<Prefix> read_prefix(const yaml::Source& source, const yaml::Text& text) {
  bool had_host_bits = false;
  const std::optional<Prefix> prefix = Prefix::parse(text.text, &had_host_bits);
  if (!prefix) {
    source.report(Code::bad_prefix, *text.node, {text.text});
  } else if (had_host_bits) {
    source.report(Code::prefix_host_bits, *text.node, {text.text, to_string(*prefix)});
  }
  return prefix;
}

std::optional<AddressRange> read_address_range(const yaml::Source& source, const yaml::Text& text) {
  const std::string_view written = text.text;
  const std::size_t dash = written.find('-');
  if (dash != std::string_view::npos) {
    const std::optional<Address> first = Address::parse(written.substr(0, dash));
    const std::optional<Address> last = Address::parse(written.substr(dash + 1));
    if (first && last && first->family == last->family && first->bits <= last->bits) {
      return AddressRange{*first, *last};
    }
  } else if (Prefix::parse(written)) {
    return AddressRange::of(*read_prefix(source, text));
  }
  source.report(Code::bad_address, *text.node, {text.text});
  return std::nullopt;
}

std::optional<Service> read_service(const yaml::Source& source, const yaml::Text& text) {
  const std::string_view written = text.text;
  const std::size_t slash = written.find('/');
  const std::string_view name = written.substr(0, slash);
  Service service;
  if (written == "any") return service;
  service.protocol = parse_protocol(name);
  if (name == "any") {
    source.report(Code::bad_service, *text.node, {text.text});
    return std::nullopt;
  }
  if (!service.protocol) {
    source.report(Code::bad_protocol, *text.node,
                  {std::string(name), expected_names(name, protocol_names())});
    return std::nullopt;
  }
  if (slash == std::string_view::npos) return service;
  if (!read_service_detail(source, text, written.substr(slash + 1), service)) return std::nullopt;
  return service;
}

std::optional<InterfaceRef> read_interface_ref(const yaml::Source& source, const yaml::Text& text) {
  const std::size_t colon = text.text.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == text.text.size()) {
    source.report(Code::bad_interface_reference, *text.node, {text.text});
    return std::nullopt;
  }
  return InterfaceRef{text.text.substr(0, colon), text.text.substr(colon + 1), source.span(*text.node)};
}

}  // namespace sekisho
