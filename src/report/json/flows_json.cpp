// The report of `flows` as JSON, schema sekisho/flows/1.
#include "report/json_values.hpp"
#include "report/words.hpp"

#include <sekisho/base/mac.hpp>
#include <sekisho/report/flows.hpp>

namespace sekisho::report {
namespace {

Json or_null(bool there, std::uint64_t value) { return there ? Json(value) : Json(nullptr); }

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

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

Json tunnel_json(const capture::FlowKey& key) {
  if (key.tunnel == capture::Tunnel::none) return nullptr;
  return {{"kind", capture::name_of(key.tunnel)}, {"id", key.tunnel_id}};
}

Json vlan_json(const capture::FlowKey& key) {
  Json tags = Json::array();
  for (std::size_t i = 0; i < key.tag_count; ++i) tags.push_back(key.tags[i]);
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
  json["vlan"] = vlan_json(key);
  json["tunnel"] = tunnel_json(key);
  json["interface"] = key.interface;
  json["tcp_flags"] =
      tcp ? Json(flag_words(flow.opener.tcp_flags | flow.responder.tcp_flags)) : Json(nullptr);
  json["handshake"] = tcp ? Json(flow.handshake_seen) : Json(nullptr);
  json["established"] = flow.established;
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

Json json_of(const capture::Interface& interface) {
  Json json;
  json["name"] = interface.name;
  json["description"] = interface.description;
  json["link_type"] = static_cast<unsigned>(interface.link_type);
  json["link_name"] = capture::name_of(interface.link_type);
  json["snap_length"] = interface.snap_length;
  json["received"] = or_null(interface.received);
  json["dropped"] = or_null(interface.dropped);
  return json;
}

Json json_of(const capture::Survey& survey) {
  Json json;
  json["file"] = survey.file;
  json["frames"] = survey.frames;
  json["bytes"] = survey.bytes;
  json["first"] = survey.frames > 0 ? Json(capture::utc_text(survey.first)) : Json(nullptr);
  json["last"] = survey.frames > 0 ? Json(capture::utc_text(survey.last)) : Json(nullptr);
  json["flows"] = survey.flows;
  json["flows_evicted"] = survey.flows_evicted;
  json["truncated"] = survey.truncated;
  json["not_ip"] = survey.not_ip;
  json["lost_fragments"] = survey.lost_fragments;
  json["faults"] = Json::object();
  for (const auto& [fault, frames] : survey.faults)
    json["faults"][std::string(capture::name_of(fault))] = frames;
  json["unread_links"] = Json::array();
  for (const auto& [type, frames] : survey.unread_links) {
    json["unread_links"].push_back({{"link_type", type},
                                    {"link_name", capture::name_of(static_cast<capture::LinkType>(type))},
                                    {"frames", frames}});
  }
  json["interfaces"] = Json::array();
  for (const capture::Interface& interface : survey.interfaces)
    json["interfaces"].push_back(json_of(interface));
  json["end"] = name_of(survey.end);
  json["fault"] = survey.fault;
  return json;
}

}  // namespace

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

std::string_view name_of(capture::FileEnd end) {
  switch (end) {
    case capture::FileEnd::whole: return "whole";
    case capture::FileEnd::cut_off: return "cut-off";
    case capture::FileEnd::damaged: return "damaged";
  }
  return "";
}

}  // namespace sekisho::report
