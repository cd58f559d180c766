#include "evidence/address_book.hpp"

#include <algorithm>
#include <array>

namespace sekisho::evidence {
namespace {

template <std::size_t count>
bool within(const Address& address, const std::array<const char*, count>& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](const char* text) { return Prefix::parse(text)->contains(address); });
}

// RFC 1918, RFC 6598, RFC 4193.
bool is_private(const Address& address) {
  static constexpr std::array<const char*, 5> prefixes{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                                       "100.64.0.0/10", "fc00::/7"};
  return within(address, prefixes);
}

}  // namespace

AddressBook::AddressBook(const Network& network) : network_(network) {
  const std::vector<Segment>& segments = network.snapshot.segments;
  for (SegmentIndex s = 0; s < segments.size(); ++s) {
    if (segments[s].rest) rest_ = s;
  }
}

Holder AddressBook::holder_of(const Address& address) const {
  Holder holder;
  for (DeviceIndex d = 0; d < network_.devices.size(); ++d) {
    const std::vector<Interface>& interfaces = network_.devices[d].interfaces;
    for (InterfaceIndex i = 0; i < interfaces.size(); ++i) {
      const bool owns = interfaces[i].enabled &&
                        std::ranges::any_of(interfaces[i].addresses, [&](const InterfaceAddress& own) {
                          return own.address == address;
                        });
      if (owns) holder.interfaces.push_back({d, i});
    }
  }
  const std::vector<Segment>& segments = network_.snapshot.segments;
  for (SegmentIndex s = 0; s < segments.size() && !holder.segment; ++s) {
    const bool claims = std::ranges::any_of(segments[s].prefixes,
                                            [&](const Prefix& prefix) { return prefix.contains(address); });
    if (claims) holder.segment = s;
  }
  if (!holder.segment && rest_ && !is_private(address)) holder.segment = rest_;
  return holder;
}

std::string AddressBook::name_of(const Holder& holder) const {
  if (holder.is_device()) return network_.devices[holder.interfaces.front().device].name;
  return holder.segment ? network_.snapshot.segments[*holder.segment].name : "";
}

bool is_to_many(const Address& address) {
  static constexpr std::array<const char*, 3> prefixes{"224.0.0.0/4", "255.255.255.255/32", "ff00::/8"};
  return within(address, prefixes);
}

bool is_nobodys(const Address& address) {
  static constexpr std::array<const char*, 4> prefixes{"0.0.0.0/8", "127.0.0.0/8", "::/128", "::1/128"};
  return is_link_local(address) || is_to_many(address) || within(address, prefixes);
}

}  // namespace sekisho::evidence
