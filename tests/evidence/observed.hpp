// Flows as a capture would give them, at points of the sample city.
#pragma once

#include "support/data.hpp"

#include <sekisho/evidence/confirm.hpp>
#include <sekisho/policy/profile.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::test {

inline const Date observed_on{2026, 11, 21};

// Points of the sample city.
inline constexpr const char* lg_floor = "core-sw:Vlan201";    // hosts of LG
inline constexpr const char* lg_servers = "core-sw:Vlan210";  // LG's servers
inline constexpr const char* in_floor = "core-sw:Vlan301";

inline capture::Flow flow_of(const std::string& source, std::uint16_t source_port,
                             const std::string& destination, std::uint16_t destination_port,
                             std::uint8_t protocol_number = protocol::tcp) {
  capture::Flow flow;
  flow.key.source = *Address::parse(source);
  flow.key.destination = *Address::parse(destination);
  flow.key.protocol = protocol_number;
  flow.key.source_port = source_port;
  flow.key.destination_port = destination_port;
  flow.opener.packets = 1;
  flow.opener.first_frame = 1;
  flow.opener.last_frame = 1;
  if (protocol_number == protocol::tcp) flow.opener.tcp_flags = tcp_flag::syn;
  return flow;
}

/// A TCP session whose opening is seen; no answer yet.
inline capture::Flow tried(const std::string& source, const std::string& destination, std::uint16_t port) {
  return flow_of(source, 50000, destination, port);
}

/// The same with an answer and data.
inline capture::Flow session(const std::string& source, const std::string& destination, std::uint16_t port) {
  capture::Flow flow = tried(source, destination, port);
  flow.opener = {4, 400, 40, 0, 0, tcp_flag::syn | tcp_flag::ack | tcp_flag::psh, 1, 5, 0};
  flow.responder = {3, 300, 30, 0, 0, tcp_flag::syn | tcp_flag::ack, 2, 6, 0};
  flow.established = true;
  flow.handshake_seen = true;
  return flow;
}

/// A finding about something that was not seen: there are many in a capture of a few flows.
inline bool is_about_silence(const evidence::Finding& finding) {
  return finding.kind == evidence::Kind::unused_channel || finding.kind == evidence::Kind::unused_rule;
}

/// A city with capture points, and what they saw.
class WatchedCity {
 public:
  explicit WatchedCity(const std::string& topology = "sample-city") {
    DiagnosticSink sink;
    auto read = load_network((source_root() / "topologies" / topology / "snapshot.yaml").string(), sink);
    EXPECT_TRUE(read && !sink.has_errors());
    loaded_ = std::move(*read);
    loaded_.network.snapshot.captures.clear();
    loaded_.network.snapshot.captures.reserve(16);  // places point into it
    const auto policies = find_policies(loaded_.network.snapshot, "", sink);
    EXPECT_TRUE(policies);
    requirements_ = compile(*policies, loaded_.network.snapshot, sink);
  }

  [[nodiscard]] LoadedNetwork& loaded() { return loaded_; }

  /// A capture at `device:interface`; at an empty place when nothing is declared.
  void capture_at(const std::string& place, evidence::Capture capture,
                  CapturePoint::Direction direction = CapturePoint::Direction::both) {
    capture.file = "capture" + std::to_string(captures_.size()) + ".pcap";
    if (!place.empty()) {
      CapturePoint& point = loaded_.network.snapshot.captures.emplace_back();
      point.name = place;
      const std::size_t colon = place.find(':');
      point.at = InterfaceRef{place.substr(0, colon), place.substr(colon + 1), {}};
      point.direction = direction;
      capture.places.emplace_back(loaded_.network, point);
    }
    captures_.push_back(std::move(capture));
  }

  /// The same of flows alone.
  void capture_at(const std::string& place, std::vector<capture::Flow> flows,
                  CapturePoint::Direction direction = CapturePoint::Direction::both) {
    evidence::Capture capture;
    capture.flows = std::move(flows);
    capture_at(place, std::move(capture), direction);
  }

  [[nodiscard]] evidence::ConfirmResult confirm() {
    return evidence::judge(loaded_, requirements_, captures_, {observed_on});
  }

  /// `forbidden-flow error answered ALPHA-...`: findings but those about what was not seen.
  [[nodiscard]] std::vector<std::string> findings() {
    std::vector<std::string> lines;
    for (const evidence::Finding& each : confirm().findings) {
      if (is_about_silence(each)) continue;
      const char* const severities[] = {"note", "warning", "error"};
      std::string line = std::string(name_of(each.kind)) + " " + severities[static_cast<int>(each.severity)];
      if (each.outcome) line += " " + std::string(name_of(*each.outcome));
      if (!each.requirement.empty()) line += " " + each.requirement;
      lines.push_back(line);
    }
    return lines;
  }

 private:
  LoadedNetwork loaded_;
  std::vector<Requirement> requirements_;
  std::vector<evidence::Capture> captures_;
};

}  // namespace sekisho::test
