// DNS messages (RFC 1035 section 4), which mDNS, LLMNR and NetBIOS write too.
#pragma once

#include "content/text.hpp"

#include <sekisho/base/address.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::content {

namespace dns_type {
inline constexpr std::uint16_t a = 1;
inline constexpr std::uint16_t null = 10;
inline constexpr std::uint16_t txt = 16;
inline constexpr std::uint16_t key = 25;
inline constexpr std::uint16_t aaaa = 28;
inline constexpr std::uint16_t netbios = 32;
inline constexpr std::uint16_t first_private = 65'280;  // RFC 6895 section 3.1
}  // namespace dns_type

struct DnsQuestion {
  std::string name;       // lower case, labels with '.' between; bytes that are not printable ASCII as '?'
  std::string wire_name;  // as on the wire, labels one behind another: for counting what is different
  std::uint16_t type = 0;
};

struct DnsRecord {
  std::string name;
  std::uint16_t type = 0;
  std::optional<Address> address;  // of A and AAAA
  Bytes data;                      // of the message that was read
};

struct DnsMessage {
  bool response = false;
  std::uint8_t operation = 0;
  std::uint8_t reply_code = 0;
  std::vector<DnsQuestion> questions;  // the first 16
  std::vector<DnsRecord> records;      // of all sections, the first 256
};

/// Nothing when it is none: its header or a question is cut off or nonsense. Records that are cut off are
/// left out.
[[nodiscard]] std::optional<DnsMessage> read_dns(Bytes message);

}  // namespace sekisho::content
