// What is expected of a snapshot: topologies/<name>/expected.yaml, or all proved where there is none.
//
//   exit: 1
//   date: 2026-11-21                       # optional
//   requirements: {"ALPHA-LG-INET:lg>internet": violated}      # all others are proved
//   witness: [{requirement: ..., src: , dst: , proto: tcp, dport: 443}]   # optional: must be forbidden
#pragma once

#include <sekisho/model/yaml_fields.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {

struct Expected {
  int exit = 0;
  Date date{2026, 11, 21};
  std::map<std::string, std::string> verdicts;            // of requirements that are not proved
  std::vector<std::pair<std::string, Packet>> witnesses;  // requirement id, packet as sent
};

/// The packet as a host would send it.
inline Packet read_packet(yaml::Fields& fields) {
  Packet packet;
  packet.source = Address::parse(fields.text("src")).value_or(Address{});
  packet.destination = Address::parse(fields.text("dst")).value_or(Address{});
  packet.protocol = parse_protocol(fields.text("proto")).value_or(protocol::tcp);
  packet.source_port = has_ports(packet.protocol) ? 50000 : 0;
  const std::string port = fields.text("dport");
  if (!port.empty()) packet.destination_port = static_cast<std::uint16_t>(std::stoi(port));
  if (packet.protocol == protocol::icmp) packet.icmp_type = 8;
  if (packet.protocol == protocol::tcp)
    packet.tcp_flags = fields.text("tcp_flags") == "ack" ? tcp_flag::ack : tcp_flag::syn;
  return packet;
}

/// What the file says; all proved where there is none.
inline Expected read_expected(const std::filesystem::path& path) {
  Expected expected;
  if (!std::filesystem::exists(path)) return expected;
  DiagnosticSink sink;
  const yaml::NodePtr root = yaml::parse_file(path.string(), sink);
  EXPECT_NE(root, nullptr) << path;
  if (root == nullptr) return expected;
  yaml::Fields fields({path.string(), &sink}, *root, "expected");
  expected.exit = std::stoi(fields.text("exit"));
  expected.date = fields.date("date").value_or(expected.date);
  if (const yaml::Node* verdicts = fields.value("requirements")) {
    for (const yaml::Entry& entry : verdicts->entries) expected.verdicts[entry.key->text] = entry.value->text;
  }
  for (const yaml::NodePtr& node : fields.list("witness")) {
    yaml::Fields witness({path.string(), &sink}, *node, "witness");
    const std::string requirement = witness.text("requirement");
    expected.witnesses.emplace_back(requirement, read_packet(witness));
  }
  EXPECT_TRUE(sink.all().empty()) << render(sink.all().front(), Language::en);
  return expected;
}

}  // namespace sekisho::test
