// What single options of a rule ask of a packet, each put into the rule's match (iptables(8),
// iptables-extensions(8)). Which option is read by which stands in the table of conditions.cpp.
#pragma once

#include "config/iptables/conditions.hpp"

namespace sekisho::config::iptables::conditions {

enum class Understood : std::uint8_t {
  exactly,
  in_part,  // the match doubts
  wrong,    // the value cannot be read; the match doubts
};

struct Reading {
  ReadRule& rule;
  const Surroundings& surroundings;
};

/// What the model cannot see: the match doubts.
Understood unseen(Reading&, const Option&);
/// What asks for nothing.
Understood nothing(Reading&, const Option&);

Understood source(Reading& reading, const Option& option);
Understood destination(Reading& reading, const Option& option);
Understood source_range(Reading& reading, const Option& option);
Understood destination_range(Reading& reading, const Option& option);
Understood source_type(Reading& reading, const Option& option);
Understood destination_type(Reading& reading, const Option& option);
Understood ingress(Reading& reading, const Option& option);
Understood egress(Reading& reading, const Option& option);
Understood protocol(Reading& reading, const Option& option);
Understood source_ports(Reading& reading, const Option& option);
Understood destination_ports(Reading& reading, const Option& option);
Understood either_port(Reading& reading, const Option& option);
Understood tcp_flags(Reading& reading, const Option& option);
Understood syn(Reading& reading, const Option& option);
Understood icmp_type(Reading& reading, const Option& option);
Understood state(Reading& reading, const Option& option);
Understood match_set(Reading& reading, const Option& option);

}  // namespace sekisho::config::iptables::conditions
