#include "dump/leaves.hpp"

namespace sekisho::dump {

std::string text_of(const AddressRange& range) {
  return to_string(range.first) + "-" + to_string(range.last);
}

std::optional<AddressRange> range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<Address> first = Address::parse(text.substr(0, dash));
  const std::optional<Address> last = Address::parse(text.substr(dash + 1));
  if (!first || !last || first->family != last->family || first->bits > last->bits) return std::nullopt;
  return AddressRange{*first, *last};
}

std::string text_of(const AddressPiece& piece) {
  if (const auto* range = std::get_if<AddressRange>(&piece)) return text_of(*range);
  const auto& wildcard = std::get<Wildcard>(piece);
  return to_string(wildcard.value) + "&" + to_string(Address{wildcard.family(), wildcard.care});
}

std::optional<AddressPiece> piece_of(std::string_view text) {
  const std::size_t ampersand = text.find('&');
  if (ampersand == std::string_view::npos) {
    const std::optional<AddressRange> range = range_of(text);
    return range ? std::optional<AddressPiece>(*range) : std::nullopt;
  }
  const std::optional<Address> value = Address::parse(text.substr(0, ampersand));
  const std::optional<Address> care = Address::parse(text.substr(ampersand + 1));
  if (!value || !care || value->family != care->family) return std::nullopt;
  return Wildcard{*value, care->bits};
}

}  // namespace sekisho::dump
