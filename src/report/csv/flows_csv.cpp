// The report of `flows` as comma-separated values.
#include <sekisho/report/display.hpp>
#include "report/words.hpp"

#include <sekisho/base/mac.hpp>
#include <sekisho/report/flows.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace sekisho::report {
namespace {

constexpr std::string_view columns =
    "file,first,last,src,sport,dst,dport,proto,icmp_type,icmp_code,vlan,tunnel,tunnel_id,interface,packets,"
    "bytes,"
    "out_packets,out_bytes,in_packets,in_bytes,tcp_flags,established,app,app_confidence,app_host,src_mac,dst_"
    "mac,"
    "first_frame,answer_vlan,tunnel_vlan\n";

/// Text of the network's or the user's own. A spreadsheet takes what begins with one of four signs for a
/// formula (OWASP, "CSV Injection"): a quote before it keeps it text.
std::string cell(std::string_view text) {
  std::string safe = printable(text);
  if (!safe.empty() && std::string_view("=+-@").find(safe.front()) != std::string_view::npos)
    safe.insert(0, "'");
  if (safe.find_first_of(",\"") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string vlans(std::span<const std::uint16_t> tags) { return fmt::format("{}", fmt::join(tags, " ")); }

std::string mac(std::uint64_t address) { return address == 0 ? std::string() : mac_text(address); }

std::uint64_t first_frame(const capture::Flow& flow) {
  const std::uint64_t one = flow.opener.first_frame;
  const std::uint64_t other = flow.responder.first_frame;
  return one == 0 || (other != 0 && other < one) ? other : one;
}

void write_row(std::string& csv, const std::string& file, const capture::Flow& flow) {
  const capture::FlowKey& key = flow.key;
  const bool ports = has_ports(key.protocol) && flow.ports_known;
  const bool icmp = key.protocol == protocol::icmp || key.protocol == protocol::icmpv6;
  const bool tunnelled = key.tunnel != capture::Tunnel::none;
  const auto number_if = [](bool there, auto value) { return there ? std::to_string(value) : std::string(); };
  const capture::Application none;
  const capture::Application& application = flow.application ? *flow.application : none;
  csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},", cell(file), capture::utc_text(flow.first),
                     capture::utc_text(flow.last), to_string(key.source), number_if(ports, key.source_port),
                     to_string(key.destination), number_if(ports, key.destination_port),
                     protocol_name(key.protocol), number_if(icmp, key.icmp_type),
                     number_if(icmp, key.icmp_code), vlans(key.vlans()), capture::name_of(key.tunnel),
                     number_if(tunnelled, key.tunnel_id), key.interface);
  csv += fmt::format(
      "{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", flow.packets(), flow.bytes(), flow.opener.packets,
      flow.opener.bytes, flow.responder.packets, flow.responder.bytes,
      key.protocol == protocol::tcp ? flag_words(flow.opener.tcp_flags | flow.responder.tcp_flags) : "",
      flow.established ? "yes" : "no", cell(application.name), cell(application.confidence),
      cell(application.host), mac(flow.opener.source_mac), mac(flow.responder.source_mac), first_frame(flow),
      vlans(flow.answer_vlans()), number_if(key.inner_vlan != 0, key.inner_vlan));
}

}  // namespace

std::string flows_csv_head() { return std::string(columns); }

std::string flows_csv_rows(const std::string& file, const std::vector<capture::Flow>& flows) {
  std::string csv;
  for (const capture::Flow& flow : flows) write_row(csv, file, flow);
  return csv;
}

std::string flows_csv(const std::vector<capture::SurveyedFile>& files) {
  std::string csv = flows_csv_head();
  for (const capture::SurveyedFile& file : files) csv += flows_csv_rows(file.survey.file, file.flows);
  return csv;
}

}  // namespace sekisho::report
