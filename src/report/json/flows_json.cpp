// The report of `flows` as JSON, schema sekisho/flows/1.
#include "report/json/survey_values.hpp"
#include "report/json_values.hpp"
#include "report/tunnel_values.hpp"
#include "report/words.hpp"

#include <sekisho/base/mac.hpp>
#include <sekisho/report/flows.hpp>

namespace sekisho::report {
namespace {

Json or_null(bool there, std::uint64_t value) { return there ? Json(value) : Json(nullptr); }

Json json_of(const capture::Traffic& traffic, bool tcp) {
  Json json;
  json["packets"] = traffic.packets;
  json["bytes"] = traffic.bytes;
  json["payload_bytes"] = traffic.payload_bytes;
  json["fragments"] = traffic.fragments;
  json["tcp_flags"] = tcp ? Json(flag_words(traffic.tcp_flags)) : Json(nullptr);
  json["first_frame"] = or_null(traffic.packets > 0, traffic.first_frame);
  json["last_frame"] = or_null(traffic.packets > 0, traffic.last_frame);
  json["mac"] = traffic.source_mac != 0 ? Json(mac_text(traffic.source_mac)) : Json(nullptr);
  return json;
}

Json vlan_json(std::span<const std::uint16_t> vlans) {
  Json tags = Json::array();
  for (const std::uint16_t vlan : vlans) tags.push_back(vlan);
  return tags;
}

Json json_of(const capture::Flow& flow, const std::string& file) {
  const capture::FlowKey& key = flow.key;
  const bool tcp = key.protocol == protocol::tcp;
  const bool icmp = key.protocol == protocol::icmp || key.protocol == protocol::icmpv6;
  const bool ports = has_ports(key.protocol) && flow.ports_known;
  Json json;
  json["file"] = file;
  json["src"] = to_string(key.source);
  json["dst"] = to_string(key.destination);
  json["proto"] = protocol_name(key.protocol);
  json["sport"] = or_null(ports, key.source_port);
  json["dport"] = or_null(ports, key.destination_port);
  json["icmp_type"] = or_null(icmp, key.icmp_type);
  json["icmp_code"] = or_null(icmp, key.icmp_code);
  json["packets"] = flow.packets();
  json["bytes"] = flow.bytes();
  json["first"] = capture::utc_text(flow.first);
  json["last"] = capture::utc_text(flow.last);
  json["vlan"] = vlan_json(key.vlans());
  json["answer_vlan"] = flow.answer_vlans().empty() ? Json() : vlan_json(flow.answer_vlans());
  json["tunnel"] = tunnel_json({key.tunnel, key.tunnel_id, key.inner_vlan, flow.tunnel_ends()});
  json["interface"] = key.interface;
  json["tcp_flags"] =
      tcp ? Json(flag_words(flow.opener.tcp_flags | flow.responder.tcp_flags)) : Json(nullptr);
  json["handshake"] = tcp ? Json(flow.handshake_seen) : Json(nullptr);
  json["established"] = flow.established;
  json["opener_guessed"] = flow.opener_guessed;
  json["fragmented"] = flow.fragmented;
  json["icmp_errors"] = flow.icmp_errors;
  json["first_icmp_error"] = or_null(flow.icmp_errors > 0, flow.first_icmp_error);
  json["out"] = json_of(flow.opener, tcp);
  json["in"] = json_of(flow.responder, tcp);
  if (flow.application) {
    json["app"] = flow.application->name;
    json["app_confidence"] = flow.application->confidence;
    json["app_host"] = flow.application->host;
  }
  return json;
}

}  // namespace

std::string flows_json_lines(const std::string& file, const std::vector<capture::Flow>& flows,
                             const JsonOptions& options) {
  std::string lines;
  for (const capture::Flow& flow : flows) {
    Json json = json_head("flow", options);
    json.update(json_of(flow, file));
    lines += written(json, true);
  }
  return lines;
}

std::string survey_json_line(const capture::Survey& survey, const JsonOptions& options) {
  Json json = json_head("flow-file", options);
  json.update(json_of(survey));
  return written(json, true);
}

std::string flows_json(const std::vector<capture::SurveyedFile>& files, const JsonOptions& options) {
  Json json = json_head("flows", options);
  json["files"] = Json::array();
  json["flows"] = Json::array();
  for (const capture::SurveyedFile& file : files) {
    if (!file.refusal.empty()) continue;
    json["files"].push_back(json_of(file.survey));
    for (const capture::Flow& flow : file.flows) json["flows"].push_back(json_of(flow, file.survey.file));
  }
  return written(json, options.on_one_line);
}

}  // namespace sekisho::report
