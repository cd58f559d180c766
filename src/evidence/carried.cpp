#include "evidence/carried.hpp"

#include "evidence/address_book.hpp"
#include "evidence/seen.hpp"

#include <sekisho/base/code.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <string_view>

namespace sekisho::evidence {
namespace {

/// Ports that one protocol is expected on, by nDPI's names of it (IANA service names registry).
struct ExpectedOn {
  std::uint16_t port;
  std::array<std::string_view, 3> names;
};
constexpr std::array<ExpectedOn, 9> expected_on{{{22, {"SSH", "", ""}},
                                                 {25, {"SMTP", "SMTPS", "TLS"}},
                                                 {53, {"DNS", "MDNS", "LLMNR"}},
                                                 {80, {"HTTP", "HTTP_Proxy", "HTTP_Connect"}},
                                                 {123, {"NTP", "", ""}},
                                                 {389, {"LDAP", "TLS", ""}},
                                                 {443, {"TLS", "QUIC", ""}},
                                                 {3389, {"RDP", "TLS", ""}},
                                                 {5900, {"VNC", "", ""}}}};

/// Protocols that other traffic hides in or that hide it: their first name tells what a flow is made of.
constexpr std::array<std::string_view, 22> carriers{
    "TLS",  "HTTP", "DNS",        "SMTP",    "SSH",       "RDP",         "VNC",   "FTP_CONTROL",
    "POP3", "IMAP", "BitTorrent", "OpenVPN", "WireGuard", "Tor",         "SMBv1", "SMBv23",
    "LDAP", "NTP",  "QUIC",       "Telnet",  "SOCKS",     "HTTP_Connect"};

constexpr std::chrono::seconds clock_tolerance{60};  // logs of two devices can still be put side by side

class CarriedJudge {
 public:
  CarriedJudge(const Network& network, const Capture& capture, FindingList& findings)
      : network_(network), capture_(capture), book_(network), findings_(findings) {}

  void run() {
    for (const content::DnsTunnel& tunnel : capture_.names.tunnels) dns_tunnel(tunnel);
    for (const content::CleartextCredential& each : capture_.credentials.credentials) credential(each);
    for (const content::AskedName& each : capture_.names.names) name(each);
    for (const content::ClockReading& each : capture_.clocks.readings) clock(each);
  }

 private:
  [[nodiscard]] const Segment* segment_of(const Address& address) const {
    const Holder holder = book_.holder_of(address);
    return holder.segment ? &network_.snapshot.segments[*holder.segment] : nullptr;
  }

  void dns_tunnel(const content::DnsTunnel& tunnel) {
    std::string signs;
    for (const content::TunnelSign sign : tunnel.signs)
      signs += (signs.empty() ? "" : ", ") + std::string(content::name_of(sign));
    findings_.add(Kind::unexpected_application, Severity::warning,
                  {Code::confirm_dns_tunnel,
                   {},
                   {to_string(tunnel.client), to_string(tunnel.server), tunnel.domain, signs}},
                  seen_frames(capture_, 0, tunnel.seen));
  }

  void credential(const content::CleartextCredential& each) {
    findings_.add(Kind::cleartext, Severity::warning,
                  {Code::confirm_cleartext,
                   {},
                   {to_string(each.flow.source), to_string(each.flow.destination),
                    std::string(content::name_of(each.kind))}},
                  seen_frames(capture_, each.flow.interface, each.seen));
  }

  void name(const content::AskedName& asked) {
    if (!content::is_within_domain(asked.name, "lgwan.jp")) return;
    const Segment* segment = segment_of(asked.client);
    if (segment == nullptr) return;
    using enum SegmentClass;
    const std::array at_home{lgwan, lgwan_network, my_number, public_institution, custom};
    if (std::ranges::find(at_home, segment->segment_class) != at_home.end()) return;
    findings_.add(Kind::lgwan_name_outside, Severity::warning,
                  {Code::confirm_lgwan_name,
                   {},
                   {to_string(asked.client), segment->name, to_string(asked.server), asked.name}},
                  seen_frames(capture_, 0, asked.seen));
  }

  void clock(const content::ClockReading& reading) {
    // Off for certain: the whole span between the least and the greatest difference seen lies outside.
    const bool off = reading.least > clock_tolerance || reading.greatest < -clock_tolerance;
    if (!off) return;
    const std::chrono::nanoseconds nearest =
        reading.least > clock_tolerance ? reading.least : reading.greatest;
    findings_.add(Kind::time_skew, Severity::warning,
                  {Code::confirm_time_skew,
                   {},
                   {to_string(reading.host),
                    fmt::format("{:+}", std::chrono::duration_cast<std::chrono::seconds>(nearest).count()),
                    std::string(content::name_of(reading.source))}},
                  seen_frames(capture_, 0, reading.seen));
  }

  const Network& network_;
  const Capture& capture_;
  AddressBook book_;
  FindingList& findings_;
};

}  // namespace

void judge_application(const Capture& capture, const capture::Flow& flow, FindingList& findings) {
  if (!flow.application || !capture::is_by_content(*flow.application)) return;
  const std::string_view name(flow.application->name);
  const std::string_view first = name.substr(0, name.find('.'));
  if (std::ranges::find(carriers, first) == carriers.end()) return;
  const auto expected = std::ranges::find(expected_on, flow.key.destination_port, &ExpectedOn::port);
  if (expected == expected_on.end() || std::ranges::find(expected->names, first) != expected->names.end())
    return;
  const SeenFlow seen = seen_flow(capture, flow);
  Finding& finding = findings.add(Kind::unexpected_application, Severity::warning,
                                  {Code::confirm_application,
                                   {},
                                   {to_string(flow.key.source), to_string(flow.key.destination),
                                    service_of(seen.packet), flow.application->name}},
                                  seen);
  finding.packet = seen.packet;
}

void judge_carried(const Network& network, const Capture& capture, FindingList& findings) {
  CarriedJudge(network, capture, findings).run();
}

}  // namespace sekisho::evidence
