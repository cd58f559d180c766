#include "report/tunnel_values.hpp"

#include <fmt/format.h>

namespace sekisho::report {

std::string tunnel_words(const TunnelView& tunnel) {
  if (tunnel.kind == capture::Tunnel::none) return {};
  std::string words(capture::name_of(tunnel.kind));
  if (tunnel.id != 0) words += fmt::format(" {}", tunnel.id);
  if (tunnel.vlan != 0) words += fmt::format(", vlan {}", tunnel.vlan);
  if (tunnel.ends != nullptr)
    words += fmt::format(", {} > {}", to_string(tunnel.ends->source), to_string(tunnel.ends->destination));
  return words;
}

Json tunnel_json(const TunnelView& tunnel) {
  if (tunnel.kind == capture::Tunnel::none) return nullptr;
  Json json;
  json["kind"] = capture::name_of(tunnel.kind);
  json["id"] = tunnel.id;
  json["vlan"] = tunnel.vlan == 0 ? Json() : Json(tunnel.vlan);
  json["from"] = tunnel.ends == nullptr ? Json() : Json(to_string(tunnel.ends->source));
  json["to"] = tunnel.ends == nullptr ? Json() : Json(to_string(tunnel.ends->destination));
  return json;
}

}  // namespace sekisho::report
