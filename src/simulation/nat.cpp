// NAT rules, first match, on the header as it is when the stage is reached.
//
// A packet of a known session is translated by the session and never by the rules: stateful devices
// look the session up first, and on IOS the translation entry that the first packet made carries the
// replies back (Cisco, "IP Addressing: NAT Configuration Guide", translation entries).
#include "simulation/nat.hpp"

#include "simulation/evaluation.hpp"
#include "simulation/matching.hpp"

#include <algorithm>

namespace sekisho::simulation {
namespace {

std::vector<Address> address_choices(const AddressRange& range, const Address& present, bool keep_host_bits) {
  if (keep_host_bits && present.family == range.family()) {
    const Bits128 host_bits = range.first.bits ^ range.last.bits;  // the range is a prefix
    return {Address{range.family(), range.first.bits | (present.bits & host_bits)}};
  }
  if (range.contains(present)) return {present};
  if (range.first == range.last) return {range.first};
  return {range.first, range.last};
}

std::vector<std::uint16_t> port_choices(const PortRange& range, std::uint16_t present) {
  if (range.contains(present)) return {present};
  if (range.first == range.last) return {range.first};
  return {range.first, range.last};
}

/// The destination port moved by its offset in the range that it was matched by.
std::vector<std::uint16_t> shifted_port(const PortRange& range, std::uint16_t present, const Match* matched) {
  if (matched != nullptr) {
    for (const Service& service : matched->services) {
      for (const PortRange& from : service.destination_ports) {
        if (!from.contains(present)) continue;
        const int shifted = range.first + (present - from.first);
        return {static_cast<std::uint16_t>(std::min<int>(shifted, range.last))};
      }
    }
  }
  return port_choices(range, present);
}

/// Replaces each packet by its variants.
template <typename Choices, typename Set>
void vary(std::vector<Packet>& packets, Choices choices, Set set) {
  std::vector<Packet> varied;
  for (const Packet& packet : packets) {
    for (const auto& value : choices(packet)) {
      varied.push_back(packet);
      set(varied.back(), value);
    }
  }
  packets = std::move(varied);
}

void add_translated(Passages& result, const Passage& open, Stage stage, const Rewrite& rewrite,
                    const Match* matched, const RuleSource& source, std::uint16_t mark, bool certain) {
  const std::vector<Packet> packets = rewritten(rewrite, open.packet, matched);
  if (packets.empty()) {
    result.push_back(ending(open, Disposition::unknown,
                            {stage, "translate", false, StepReason::not_expressible, "", source}));
  }
  for (const Packet& packet : packets) {
    Passage next = open;
    next.packet = packet;
    if (mark != 0) next.packet.mark = mark;
    result.push_back(
        with(std::move(next), {stage, "translate", certain, StepReason::header, to_string(packet), source}));
  }
}

Passages apply_rules(const World& world, Passage open, Stage stage, const std::vector<NatRule>& rules,
                     const std::string* in, const std::string* out) {
  Passages result;
  bool certain = true;
  for (const NatRule& rule : rules) {
    const Answer answer = std::min(
        {names(rule.ingress, in), names(rule.egress, out), in_force(rule.schedule, world.options.date),
         matches(rule.match, seen_by_device(open)), rule.certain ? Answer::yes : Answer::maybe});
    if (answer == Answer::no) continue;
    certain = certain && answer == Answer::yes;
    if (rule.rewrite.empty()) {
      result.push_back(with(open, {stage, "pass", certain, StepReason::exempt, "", rule.source}));
    } else {
      add_translated(result, open, stage, rule.rewrite, &rule.match, rule.source, rule.mark, certain);
    }
    if (answer == Answer::yes) return result;
  }
  open.certain = open.certain && certain;
  result.push_back(std::move(open));
  return result;
}

/// NAT rules in chains: what such a filter permits goes on, translated or as it is.
Passages apply_filter(const World& world, const Passage& passage, Stage stage, const Filter& filter,
                      const std::string* in, const std::string* out) {
  Passages result;
  const Verdicts verdicts = evaluate(filter, seen_by_device(passage),
                                     {device_of(world, passage).filters, world.options.date, in, out});
  for (const Verdict& verdict : verdicts.outcomes) {
    Passage next = passage;
    next.certain = next.certain && verdict.certain;
    if (verdict.action == Action::deny) {
      result.push_back(ending(std::move(next), Disposition::denied,
                              {stage, "deny", verdict.certain, StepReason::none, "", *verdict.source}));
    } else if (verdict.rule == nullptr || !verdict.rule->translate) {
      result.push_back(std::move(next));
    } else {
      add_translated(result, next, stage, *verdict.rule->translate, &verdict.rule->match,
                     verdict.rule->source, 0, verdict.certain);
    }
  }
  return result;
}

Passage set_header(Passage passage, Stage stage, const Packet& packet) {
  if (packet == passage.packet) return passage;
  passage.packet = packet;
  const bool reply = passage.session.role == Session::Role::reply;
  return with(std::move(passage),
              {stage, "translate", true, reply ? StepReason::session_reply : StepReason::session_packet,
               to_string(packet), std::nullopt});
}

}  // namespace

std::vector<Packet> rewritten(const Rewrite& rewrite, const Packet& packet, const Match* matched) {
  std::vector<Packet> packets{packet};
  if (rewrite.source) {
    vary(
        packets,
        [&](const Packet& p) { return address_choices(*rewrite.source, p.source, rewrite.keep_host_bits); },
        [](Packet& p, const Address& value) { p.source = value; });
  }
  if (rewrite.destination) {
    vary(
        packets,
        [&](const Packet& p) {
          return address_choices(*rewrite.destination, p.destination, rewrite.keep_host_bits);
        },
        [](Packet& p, const Address& value) { p.destination = value; });
  }
  if (packets.front().source.family != packets.front().destination.family) return {};
  if (!has_ports(packet.protocol)) return packets;
  if (rewrite.source_port) {
    vary(
        packets, [&](const Packet& p) { return port_choices(*rewrite.source_port, p.source_port); },
        [](Packet& p, std::uint16_t value) { p.source_port = value; });
  }
  if (rewrite.destination_port) {
    vary(
        packets,
        [&](const Packet& p) {
          return rewrite.keep_port_offset
                     ? shifted_port(*rewrite.destination_port, p.destination_port, matched)
                     : port_choices(*rewrite.destination_port, p.destination_port);
        },
        [](Packet& p, std::uint16_t value) { p.destination_port = value; });
  }
  return packets;
}

Passage restore_destination(Passage passage) {
  if (!passage.session.found()) return passage;
  Packet packet = passage.packet;
  const TraceHop& opened = *passage.session.opened;
  if (passage.session.role == Session::Role::reply) {
    packet.destination = opened.before.source;
    packet.destination_port = opened.before.source_port;
  } else {
    packet.destination = opened.after.destination;
    packet.destination_port = opened.after.destination_port;
  }
  return set_header(std::move(passage), Stage::destination_nat, packet);
}

Passage restore_source(Passage passage) {
  if (!passage.session.found()) return passage;
  Packet packet = passage.packet;
  const TraceHop& opened = *passage.session.opened;
  if (passage.session.role == Session::Role::reply) {
    packet.source = opened.before.destination;
    packet.source_port = opened.before.destination_port;
  } else {
    packet.source = opened.after.source;
    packet.source_port = opened.after.source_port;
  }
  return set_header(std::move(passage), Stage::source_nat, packet);
}

Passages destination_nat(const World& world, Passage passage) {
  if (passage.session.found()) return {restore_destination(std::move(passage))};
  const Device& device = device_of(world, passage);
  if (!passage.ingress) return {std::move(passage)};
  const std::string in = name_of(ingress_of(world, passage));
  if (device.destination_nat_filter) {
    return apply_filter(world, passage, Stage::destination_nat, *device.destination_nat_filter, &in, nullptr);
  }
  if (device.destination_nat.empty()) return {std::move(passage)};
  return apply_rules(world, std::move(passage), Stage::destination_nat, device.destination_nat, &in, nullptr);
}

Passages source_nat(const World& world, Passage passage) {
  if (passage.session.found()) return {restore_source(std::move(passage))};
  const Device& device = device_of(world, passage);
  if (const Rule* rule = passage.permitted_by; rule != nullptr) {
    passage.permitted_by = nullptr;
    Passages result;
    add_translated(result, passage, Stage::source_nat, *rule->translate, &rule->match, rule->source, 0, true);
    return result;
  }
  const std::string in = name_of(ingress_of(world, passage));
  const Interface* egress = egress_of(world, passage);
  const std::string out = name_of(egress);
  if (device.source_nat_filter) {
    return apply_filter(world, passage, Stage::source_nat, *device.source_nat_filter, &in,
                        egress == nullptr ? nullptr : &out);
  }
  return apply_rules(world, std::move(passage), Stage::source_nat, device.source_nat, &in,
                     egress == nullptr ? nullptr : &out);
}

}  // namespace sekisho::simulation
