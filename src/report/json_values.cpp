#include "report/json_values.hpp"

#include "report/cubes.hpp"
#include "report/words.hpp"

#include <sekisho/base/mac.hpp>

namespace sekisho::report {
namespace {

std::string_view state_name(ConnectionState state) {
  switch (state) {
    case ConnectionState::fresh: return "new";
    case ConnectionState::established: return "established";
    case ConnectionState::related: return "related";
    case ConnectionState::untracked: return "untracked";
    case ConnectionState::invalid: return "invalid";
  }
  return "";
}

Json step_json(const TraceStep& step, Language language) {
  Json json;
  json["stage"] = stage_name(step.stage);
  json["action"] = step.action;
  if (step.rule) json["rule"] = json_of(*step.rule);
  const std::string detail = detail_words(step, language);
  if (!detail.empty()) json["detail"] = detail;
  json["certain"] = step.certain;
  return json;
}

Json cube_json(const CubeWords& cube) {
  const std::vector<std::string> every_port{"0-65535"};
  const auto ports = [&](const std::vector<std::string>& given) {
    return given.empty() && cube.ports_apply ? every_port : given;
  };
  Json json;
  json["family"] = cube.family == Family::v6 ? "ipv6" : "ipv4";
  json["src"] = cube.sources;
  json["dst"] = cube.destinations;
  json["proto"] = cube.protocol;
  json["sport"] = ports(cube.source_ports);
  json["dport"] = ports(cube.destination_ports);
  const auto put = [&](const char* key, const std::vector<std::string>& values) {
    if (!values.empty()) json[key] = values;
  };
  put("icmp_type", cube.icmp_types);
  put("icmp_code", cube.icmp_codes);
  put("tcp_flags", cube.tcp_flags);
  put("state", cube.states);
  put("vlan", cube.vlans);
  put("src_mac", cube.source_macs);
  put("dst_mac", cube.destination_macs);
  return json;
}

}  // namespace

void put_local(Json& object, const std::string& key, const LocalText& text, Language language) {
  object[key] = local(text, language);
  object[key + "_ja"] = local(text, Language::ja);
  object[key + "_en"] = local(text, Language::en);
}

Json json_of(const Packet& packet) {
  const bool ports = has_ports(packet.protocol);
  const bool icmp = packet.protocol == protocol::icmp || packet.protocol == protocol::icmpv6;
  Json json;
  json["family"] = packet.family() == Family::v6 ? "ipv6" : "ipv4";
  json["src"] = to_string(packet.source);
  json["dst"] = to_string(packet.destination);
  json["proto"] = protocol_name(packet.protocol);
  json["sport"] = ports ? Json(packet.source_port) : Json();
  json["dport"] = ports ? Json(packet.destination_port) : Json();
  json["icmp_type"] = icmp ? Json(packet.icmp_type) : Json();
  json["icmp_code"] = icmp ? Json(packet.icmp_code) : Json();
  json["tcp_flags"] = packet.protocol == protocol::tcp ? Json(flag_words(packet.tcp_flags)) : Json();
  json["state"] = state_name(packet.state);
  if (packet.vlan != 0) json["vlan"] = packet.vlan;
  if (packet.source_mac != 0) json["src_mac"] = mac_text(packet.source_mac);
  if (packet.destination_mac != 0) json["dst_mac"] = mac_text(packet.destination_mac);
  return json;
}

Json json_of(const RuleSource& rule) {
  Json json;
  json["file"] = rule.span.file;
  json["line"] = rule.span.line;
  if (rule.span.end_line > rule.span.line) json["end_line"] = rule.span.end_line;
  json["text"] = rule.text;
  if (!rule.label.empty()) json["label"] = rule.label;
  return json;
}

Json json_of(const TraceHop& hop, Language language) {
  Json json;
  json["device"] = hop.device;
  json["in"] = hop.in;
  json["out"] = hop.out;
  json["before"] = json_of(hop.before);
  json["after"] = json_of(hop.after);
  json["steps"] = Json::array();
  for (const TraceStep& step : hop.steps) json["steps"].push_back(step_json(step, language));
  return json;
}

Json json_of_hops(const std::vector<TraceHop>& hops, Language language) {
  Json json = Json::array();
  for (const TraceHop& hop : hops) json.push_back(json_of(hop, language));
  return json;
}

Json json_of(const TracePath& path, Language language) {
  Json json;
  json["disposition"] = name_of(path.disposition);
  json["certain"] = path.certain;
  json["arrived"] = json_of(path.arrived);
  json["delivered_to"] = path.delivered_to;
  json["end_device"] = path.end_device;
  json["hops"] = json_of_hops(path.hops, language);
  return json;
}

Json json_of(const Reason& reason, Language language) {
  const Diagnostic& because = reason.because;
  Json json;
  json["code"] = name_of(because.code);
  json["message"] = sentence(because.code, because.arguments, language);
  json["message_ja"] = sentence(because.code, because.arguments, Language::ja);
  json["message_en"] = sentence(because.code, because.arguments, Language::en);
  json["device"] = reason.device;
  json["file"] = because.span.file;
  json["line"] = because.span.line;
  json["text"] = reason.text;
  if (reason.packets) {
    put_cubes(json, reason.packets->cubes);
    json["example"] = reason.packets->example ? json_of(*reason.packets->example) : Json();
  }
  return json;
}

void put_cubes(Json& json, const FlowCubes& cubes) {
  json["certain"] = json_of(cubes.certain);
  json["certain_complete"] = cubes.certain_complete;
  json["possible"] = json_of(cubes.possible);
  json["possible_complete"] = cubes.possible_complete;
}

Json json_of(const BlamedRule& rule) {
  Json json;
  json["role"] = name_of(rule.role);
  json["device"] = rule.device;
  json.update(json_of(rule.source));
  return json;
}

Json json_of(const std::vector<Cube>& cubes) {
  Json json = Json::array();
  for (const CubeWords& words : words_of(cubes)) json.push_back(cube_json(words));
  return json;
}

Json json_of_lines(std::span<const config::FileReport> files) {
  Json json;
  std::size_t total = 0;
  for (const config::FileReport& file : files) total += file.lines.size();
  json["total"] = total;
  using config::LineClass;
  for (const LineClass line_class : {LineClass::used, LineClass::irrelevant, LineClass::approximated,
                                     LineClass::unsupported, LineClass::invalid}) {
    int count = 0;
    for (const config::FileReport& file : files) count += file.count(line_class);
    json[std::string(config::name_of(line_class))] = count;
  }
  return json;
}

Json json_of_date(const std::optional<Date>& date) { return date ? Json(to_string(*date)) : Json(); }

Json json_head(const std::string& command, const JsonOptions& options) {
  Json json;
  json["schema"] = "sekisho/" + command + "/1";
  json["version"] = options.version;
  json["lang"] = options.language == Language::ja ? "ja" : "en";
  return json;
}

std::string written(const Json& document, bool on_one_line) {
  return document.dump(on_one_line ? -1 : 2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace sekisho::report
