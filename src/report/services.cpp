// Names of ports, as administrators say them. Those of IANA's registry plus the screen-transfer,
// sanitizing and management services of municipal networks.
#include "report/words.hpp"

#include <algorithm>
#include <array>

namespace sekisho::report {
namespace {

struct NamedPort {
  std::uint16_t port;
  bool tcp;
  bool udp;
  std::string_view name;
};

// Sorted by port.
constexpr std::array named_ports{
    NamedPort{20, true, false, "ftp-data"},
    NamedPort{21, true, false, "ftp"},
    NamedPort{22, true, false, "ssh"},
    NamedPort{23, true, false, "telnet"},
    NamedPort{25, true, false, "smtp"},
    NamedPort{53, true, true, "dns"},
    NamedPort{67, false, true, "dhcp-server"},
    NamedPort{68, false, true, "dhcp-client"},
    NamedPort{69, false, true, "tftp"},
    NamedPort{80, true, false, "http"},
    NamedPort{88, true, true, "kerberos"},
    NamedPort{110, true, false, "pop3"},
    NamedPort{111, true, true, "sunrpc"},
    NamedPort{123, false, true, "ntp"},
    NamedPort{135, true, true, "msrpc"},
    NamedPort{137, false, true, "netbios-ns"},
    NamedPort{138, false, true, "netbios-dgm"},
    NamedPort{139, true, false, "netbios-ssn"},
    NamedPort{143, true, false, "imap"},
    NamedPort{161, false, true, "snmp"},
    NamedPort{162, false, true, "snmp-trap"},
    NamedPort{389, true, true, "ldap"},
    NamedPort{443, true, false, "https"},
    NamedPort{443, false, true, "quic"},
    NamedPort{445, true, false, "smb"},
    NamedPort{464, true, true, "kpasswd"},
    NamedPort{465, true, false, "smtps"},
    NamedPort{500, false, true, "ike"},
    NamedPort{514, true, true, "syslog"},
    NamedPort{515, true, false, "lpd"},
    NamedPort{554, true, true, "rtsp"},
    NamedPort{587, true, false, "submission"},
    NamedPort{631, true, false, "ipp"},
    NamedPort{636, true, false, "ldaps"},
    NamedPort{853, true, false, "dns-tls"},
    NamedPort{993, true, false, "imaps"},
    NamedPort{995, true, false, "pop3s"},
    NamedPort{1433, true, false, "ms-sql"},
    NamedPort{1494, true, true, "citrix-ica"},
    NamedPort{1521, true, false, "oracle"},
    NamedPort{1701, false, true, "l2tp"},
    NamedPort{1723, true, false, "pptp"},
    NamedPort{1812, false, true, "radius"},
    NamedPort{1813, false, true, "radius-acct"},
    NamedPort{2049, true, true, "nfs"},
    NamedPort{2598, true, true, "citrix-session"},
    NamedPort{3128, true, false, "proxy"},
    NamedPort{3268, true, false, "global-catalog"},
    NamedPort{3306, true, false, "mysql"},
    NamedPort{3389, true, true, "rdp"},
    NamedPort{4172, true, true, "pcoip"},
    NamedPort{4500, false, true, "ipsec-nat-t"},
    NamedPort{5060, true, true, "sip"},
    NamedPort{5432, true, false, "postgresql"},
    NamedPort{5900, true, false, "vnc"},
    NamedPort{5985, true, false, "winrm"},
    NamedPort{5986, true, false, "winrm-tls"},
    NamedPort{6514, true, false, "syslog-tls"},
    NamedPort{8080, true, false, "http-proxy"},
    NamedPort{8443, true, false, "https-alt"},
    NamedPort{8530, true, false, "wsus"},
    NamedPort{8531, true, false, "wsus-tls"},
    NamedPort{9100, true, false, "raw-print"},
    NamedPort{9427, true, false, "horizon-mmr"},
    NamedPort{22443, true, true, "horizon-blast"},
    NamedPort{32111, true, false, "horizon-usb"},
};

}  // namespace

std::string_view service_name(std::uint8_t protocol, std::uint16_t port) {
  const auto* row = std::ranges::lower_bound(named_ports, port, {}, &NamedPort::port);
  for (; row != named_ports.end() && row->port == port; ++row) {
    if ((protocol == protocol::tcp && row->tcp) || (protocol == protocol::udp && row->udp)) return row->name;
  }
  return {};
}

}  // namespace sekisho::report
