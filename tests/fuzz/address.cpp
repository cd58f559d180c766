// Text to addresses, prefixes and dates: what is read prints and reads back as itself.
#include <sekisho/base/address.hpp>
#include <sekisho/base/packet.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  const std::string text(data, data + size);
  if (const auto address = Address::parse(text)) require(Address::parse(to_string(*address)) == address);
  if (const auto prefix = Prefix::parse(text)) {
    require(Prefix::parse(to_string(*prefix)) == prefix);
    require(prefixes_of(AddressRange::of(*prefix)) == std::vector{*prefix});
  }
  if (const auto date = Date::parse(text)) require(to_string(*date) == text);
  if (const auto number = parse_protocol(text)) require(parse_protocol(protocol_name(*number)) == number);
  return 0;
}
