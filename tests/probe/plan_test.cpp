// Packets of a plan against the engine, which shares nothing with the simulator that the plan asks.
#include "support/data.hpp"

#include <sekisho/forwarding/reachability.hpp>
#include <sekisho/pipeline/ends.hpp>
#include <sekisho/probe/frames.hpp>
#include <sekisho/probe/plan.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <set>

namespace sekisho::test {
namespace {

struct Planned {
  LoadedNetwork loaded;
  VerifyResult verified;
  probe::Plan plan;
};

const Date day{2026, 11, 21};

Planned planned(const std::string& snapshot) {
  DiagnosticSink sink;
  std::optional<LoadedNetwork> loaded = load_network(source_root() / "topologies" / snapshot, sink);
  VerifyOptions verify_options;
  verify_options.date = day;
  std::optional<VerifyResult> verified = verify(*loaded, verify_options, sink);
  probe::PlanOptions options;
  options.date = day;
  probe::Plan plan = probe::plan(*loaded, *verified, options);
  return {std::move(*loaded), std::move(*verified), std::move(plan)};
}

/// What arrives at a place on one side, of all that hosts of a segment may send.
PacketSet arriving(const ForwardingGraph& graph, Side side, const std::string& from, const std::string& to) {
  const Network& network = graph.network();
  const Reachability reach(graph, side, emission_of(graph, *find_segment(network.snapshot, from), false));
  if (const std::optional<SegmentIndex> segment = find_segment(network.snapshot, to))
    return delivered_to(graph, reach, *segment);
  return reach.at(graph.device_sink(*network.find_device(to)));
}

TEST(ProbePlan, AgreesWithTheSetsOfTheSampleCity) {
  const Planned city = planned("sample-city/snapshot.yaml");
  PacketSpace space;
  const ForwardingGraph graph(space, city.loaded.network, city.loaded.routes, day, RoutingScope::current);
  std::map<std::pair<std::string, std::string>, PacketSet> may;
  std::size_t stopped = 0;
  std::size_t arriving_count = 0;
  for (const probe::Probe& each : city.plan.probes) {
    const auto key = std::pair(each.from, each.to);
    if (!may.contains(key)) may.emplace(key, arriving(graph, Side::may, each.from, each.to));
    const Packet& arrives = each.expected == probe::Expected::arrives ? each.arrives_as : each.packet;
    const bool found = on_the_wire(may.at(key)).contains(arrives);
    if (each.expected == probe::Expected::stopped) {
      EXPECT_FALSE(found) << each.id << ' ' << to_string(each.packet);
      ++stopped;
    } else if (each.expected == probe::Expected::arrives) {
      EXPECT_TRUE(found) << each.id << ' ' << to_string(each.arrives_as);
      ++arriving_count;
    }
  }
  EXPECT_GT(stopped, 100U);
  EXPECT_GT(arriving_count, 10U);
}

TEST(ProbePlan, HasAPacketForEveryProvedBorder) {
  const Planned city = planned("sample-city/snapshot.yaml");
  std::set<std::string> tested;
  for (const probe::Probe& each : city.plan.probes)
    tested.insert(each.requirements.begin(), each.requirements.end());
  for (const probe::Untested& each : city.plan.untested) tested.insert(each.requirement);
  for (const RequirementResult& result : city.verified.requirements) {
    if (result.requirement.kind == RequirementKind::channels) continue;
    EXPECT_TRUE(tested.contains(result.requirement.id)) << result.requirement.id;
  }
}

TEST(ProbePlan, StopsAtALineOncePerBorder) {
  const Planned city = planned("sample-city/snapshot.yaml");
  std::set<std::tuple<std::string, std::string, std::string, Span, Disposition>> seen;
  for (const probe::Probe& each : city.plan.probes) {
    if (each.purpose == probe::Purpose::control || each.purpose == probe::Purpose::witness) continue;
    const Span line = each.stop && each.stop->rule ? each.stop->rule->span : Span{};
    EXPECT_TRUE(seen.emplace(each.from, each.to, each.stopped_by, line, each.disposition).second) << each.id;
  }
}

TEST(ProbePlan, ShowsEveryViolationOfTheBrokenCities) {
  int witnesses = 0;
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_root() / "topologies" / "broken")) {
    if (!std::filesystem::exists(entry.path() / "snapshot.yaml")) continue;
    if (scale() < 1 && ++count % 8 != 0) continue;
    const Planned city = planned("broken/" + entry.path().filename().string() + "/snapshot.yaml");
    for (const RequirementResult& result : city.verified.requirements) {
      if (result.violations.empty()) continue;
      const auto shows = [&](const probe::Probe& each) {
        return each.purpose == probe::Purpose::witness && each.requirements.front() == result.requirement.id;
      };
      EXPECT_EQ(std::ranges::count_if(city.plan.probes, shows), 1)
          << entry.path() << ' ' << result.requirement.id;
      ++witnesses;
    }
  }
  EXPECT_GT(witnesses, scale() < 1 ? 0 : 20);
}

/// Sum of the 16-bit words of an IPv4 header: all ones when its checksum is right (RFC 791 section 3.1).
std::uint32_t folded_sum(const std::vector<std::uint8_t>& frame) {
  std::uint32_t sum = 0;
  for (std::size_t i = 14; i < 34; i += 2) sum += static_cast<std::uint32_t>(frame[i] << 8 | frame[i + 1]);
  return (sum & 0xffff) + (sum >> 16);
}

TEST(ProbeFrame, HasTheHeaderOfItsPacket) {
  probe::Probe each;
  each.id = "P-0258";
  each.packet.source = *Address::parse("10.1.0.5");
  each.packet.destination = *Address::parse("10.2.0.9");
  each.packet.protocol = protocol::tcp;
  each.packet.source_port = 49152;
  each.packet.destination_port = 443;
  each.packet.tcp_flags = tcp_flag::syn;
  const std::vector<std::uint8_t> frame = probe::frame_of(each);
  ASSERT_GE(frame.size(), 54U);
  EXPECT_EQ(std::vector<std::uint8_t>(frame.begin(), frame.begin() + 14),
            (std::vector<std::uint8_t>{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0}));
  EXPECT_EQ(frame[18] << 8 | frame[19], 258);
  EXPECT_EQ(folded_sum(frame), 0xffffU);
  EXPECT_EQ(std::vector<std::uint8_t>(frame.begin() + 26, frame.begin() + 38),
            (std::vector<std::uint8_t>{10, 1, 0, 5, 10, 2, 0, 9, 0xc0, 0, 1, 0xbb}));
  EXPECT_EQ(frame[47], tcp_flag::syn);
}

TEST(ProbeFrame, CarriesItsIdOverUdpAndIpv6) {
  probe::Probe each;
  each.id = "P-0007";
  each.packet.source = *Address::parse("2001:db8::5");
  each.packet.destination = *Address::parse("2001:db8:1::9");
  each.packet.protocol = protocol::udp;
  each.packet.source_port = 49152;
  each.packet.destination_port = 53;
  const std::vector<std::uint8_t> frame = probe::frame_of(each);
  ASSERT_EQ(frame.size(), 14U + 40 + 8 + 6);
  EXPECT_EQ(frame[12] << 8 | frame[13], 0x86dd);
  EXPECT_EQ(frame[17], 7);   // flow label
  EXPECT_EQ(frame[20], 17);  // next header
  EXPECT_EQ(std::string(frame.end() - 6, frame.end()), "P-0007");
}

TEST(ProbeFrame, FileThatCannotBeMadeIsAFailure) {
  const Result<std::size_t> written = probe::write_pcap({}, "/nonexistent/folder/probes.pcap");
  ASSERT_FALSE(written);
  EXPECT_FALSE(written.reason().empty());
}

}  // namespace
}  // namespace sekisho::test
