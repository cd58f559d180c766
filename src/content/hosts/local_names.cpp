// How hosts call themselves on their link: mDNS, LLMNR, NetBIOS.
#include "content/address_bytes.hpp"
#include "content/dns.hpp"
#include "content/hosts/sightings.hpp"

#include <algorithm>
#include <utility>

namespace sekisho::content {
namespace {

// RFC 1001 section 14.1: each byte of a name of 16 as two letters; the last byte is its use. Only the names
// of machines (0x00) and of their file service (0x20): the others are those of groups and of roles.
std::string netbios_name(std::string_view encoded) {
  if (encoded.size() < 32) return {};
  std::string name;
  for (std::size_t i = 0; i < 32; i += 2) {
    const int high = lower(encoded[i]) - 'a';
    const int low = lower(encoded[i + 1]) - 'a';
    if (high < 0 || high > 15 || low < 0 || low > 15) return {};
    name += static_cast<char>(high << 4 | low);
  }
  const char use = name.back();
  if (use != '\0' && use != ' ') return {};
  name.pop_back();
  name.erase(name.find_last_not_of(' ') + 1);
  return printable(name);
}

// RFC 1002 section 4.2.2: the first bit of the record's data says that many share the name.
bool is_group(const DnsMessage& message) {
  return !message.records.empty() && !message.records[0].data.empty() &&
         (message.records[0].data[0] & 0x80) != 0;
}

// RFC 1002 section 4.2: registration (5) and refresh (8, 9) tell the sender's own name.
void read_name_service(const capture::Datagram& datagram, ToldList& told) {
  const auto message = read_dns(datagram.payload);
  if (!message || message->response || message->questions.empty() || is_group(*message)) return;
  if (message->operation != 5 && message->operation != 8 && message->operation != 9) return;
  std::string name = netbios_name(message->questions.front().name);
  if (!name.empty()) told.push_back({SightingKind::netbios, 0, datagram.header.source, std::move(name), ""});
}

// RFC 1002 section 4.4: the source's address and, behind 14 bytes, its name, a label of 32 letters.
void read_netbios_datagram(const capture::Datagram& datagram, ToldList& told) {
  Cursor in(datagram.payload);
  const std::uint8_t type = in.u8();
  if (type < 0x10 || type > 0x12) return;
  in.skip(3);
  const Address source = read_v4(in);
  in.skip(6);
  if (in.u8() != 32) return;
  std::string name = netbios_name(text_of(in.take(32)));
  if (!name.empty()) told.push_back({SightingKind::netbios, 0, source, std::move(name), ""});
}

}  // namespace

void read_local_names(const capture::Datagram& datagram, ToldList& told) {
  const auto message = read_dns(datagram.payload);
  if (!message || !message->response) return;
  const SightingKind kind = datagram.header.source_port == 5353 ? SightingKind::mdns : SightingKind::llmnr;
  for (const DnsRecord& record : message->records) {
    // Its own only: a proxy speaks for hosts that sleep, with their addresses.
    if (!record.address || *record.address != datagram.header.source) continue;
    told.push_back({kind, 0, record.address, record.name, ""});
  }
}

void read_netbios(const capture::Datagram& datagram, ToldList& told) {
  if (datagram.header.destination_port == 137) read_name_service(datagram, told);
  if (datagram.header.destination_port == 138) read_netbios_datagram(datagram, told);
}

}  // namespace sekisho::content
