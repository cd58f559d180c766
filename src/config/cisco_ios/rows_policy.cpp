// Classes and policies: quality of service, zone-based firewall, control plane.
#include "config/cisco_ios/reader.hpp"

#include <sekisho/base/code.hpp>

namespace sekisho::config::ios {
namespace {

void ignore(IosReader&, const Arguments&) {}

void open_policy(IosReader& reader, const Arguments& arguments) {
  reader.policy_map = arguments.text(0);
  reader.config.policy_maps.emplace(reader.policy_map, false);
}

void drops(IosReader& reader, const Arguments&) { reader.config.policy_maps[reader.policy_map] = true; }

/// A policy inside a policy: it drops when the inner one does.
void nested(IosReader& reader, const Arguments& arguments) {
  const auto inner = reader.config.policy_maps.find(arguments.text(0));
  const bool known = inner != reader.config.policy_maps.end();
  if (!known || inner->second) reader.config.policy_maps[reader.policy_map] = true;
}

/// Lines of a policy. Policing and dropping are taken note of; marking, queueing and shaping delay or
/// label packets, which the model does not see.
const IosMode& policy_map_mode() {
  static const IosMode mode("policy-map",
                            {
                                Spell::used("police ...", drops),
                                Spell::used("drop", drops),
                                Spell::used("conform-action drop", drops),
                                Spell::used("exceed-action drop", drops),
                                Spell::used("violate-action drop", drops),
                                Spell::used("service-policy <word>", nested),
                                Spell::irrelevant("class ..."),
                            },
                            Spell::irrelevant("..."));
  return mode;
}

const IosMode& control_plane_mode() {
  static const IosMode mode(
      "control-plane",
      {
          Spell::approximated("service-policy input <word>", Code::not_modelled_drops, {}, Reach::device,
                              [](IosReader& reader, const Arguments& arguments) {
                                reader.config.control_plane_policies.push_back(arguments.line());
                              }),
          Spell::irrelevant("service-policy output ..."),
      },
      Spell::irrelevant("..."));
  return mode;
}

}  // namespace

IosRows policy_rows() {
  return {
      // What a class matches counts where a policy acts on it; the policy's row speaks for it.
      Spell::irrelevant_block("class-map ..."),
      Spell::enters("policy-map <word>", policy_map_mode, open_policy),
      Spell::irrelevant_block("policy-map type inspect ..."),
      Spell::irrelevant_block("policy-map type queue|queueing|performance-monitor|packet-service|port-filter|"
                              "queue-threshold|logging|access-control|control ..."),
      Spell::irrelevant_block("parameter-map ..."),
      Spell::irrelevant_block("zone security ..."),
      // Interfaces say that they are in a zone; that is where packets may be dropped.
      Spell::irrelevant_block("zone-pair security ..."),
      Spell::enters("control-plane ...", control_plane_mode, ignore),
      Spell::irrelevant("ip inspect name ..."),
      Spell::irrelevant("ip inspect ..."),
      Spell::irrelevant("ipv6 inspect ..."),
      Spell::irrelevant("ip urlfilter ..."),
      Spell::irrelevant("ip ips ..."),
      Spell::irrelevant("ip audit ..."),
      Spell::irrelevant("ip port-map ..."),
      Spell::irrelevant("ip admission ..."),
      Spell::irrelevant("ip auth-proxy ..."),
      Spell::irrelevant("ip nbar ..."),
      Spell::approximated("ip tcp intercept ...", Code::not_modelled_drops, may_drop),
      Spell::approximated("ip wccp ...", Code::not_modelled_routes, {}),
      Spell::approximated("ip arp inspection vlan ...", Code::not_modelled_drops, may_drop),
      Spell::irrelevant("ip arp ..."),
      Spell::approximated("ip source-route", Code::not_modelled_routes, {}),
      Spell::approximated("cts role-based enforcement ...", Code::not_modelled_drops, may_drop),
      Spell::irrelevant("cts ..."),
      Spell::irrelevant("mls qos ..."),
      Spell::irrelevant("auto qos ..."),
      Spell::irrelevant("qos ..."),
      Spell::irrelevant("queue-monitor ..."),
      Spell::irrelevant("table-map ..."),
      Spell::irrelevant_block("flow ..."),
      Spell::irrelevant_block("sampler ..."),
      Spell::irrelevant_block("performance monitor ..."),
      Spell::unsupported("avc ...", Code::not_modelled_drops, may_drop),
  };
}

}  // namespace sekisho::config::ios
