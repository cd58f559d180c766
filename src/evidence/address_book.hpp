// Whose an address is.
#pragma once

#include <sekisho/model/network.hpp>

#include <optional>
#include <vector>

namespace sekisho::evidence {

/// Nobody, a segment's hosts, or a device (whose address may also lie in a segment).
struct Holder {
  std::optional<SegmentIndex> segment;
  std::vector<Attachment> interfaces;  // of devices; several share a virtual address

  [[nodiscard]] bool is_device() const { return !interfaces.empty(); }
  [[nodiscard]] bool known() const { return segment || is_device(); }
};

class AddressBook {
 public:
  explicit AddressBook(const Network& network);

  /// A private address (RFC 1918, RFC 6598, RFC 4193) is not the internet's, although a segment with the rest
  /// of all addresses (`prefixes: rest`) claims it: it is nobody's.
  [[nodiscard]] Holder holder_of(const Address& address) const;

  /// The segment of a holder by name, or its device; empty when it has neither.
  [[nodiscard]] std::string name_of(const Holder& holder) const;

 private:
  const Network& network_;
  std::optional<SegmentIndex> rest_;
};

/// Not one host's: unspecified, of the link only, loopback, a group, or the broadcast address of everybody.
[[nodiscard]] bool is_nobodys(const Address& address);

/// A destination that many receive: a group, or the broadcast address of everybody.
[[nodiscard]] bool is_to_many(const Address& address);

}  // namespace sekisho::evidence
