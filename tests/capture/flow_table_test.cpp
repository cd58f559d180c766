// What makes a flow, who opened it, and when it is handed over.
#include "capture/frames.hpp"

#include <sekisho/capture/survey.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace sekisho::test {
namespace {

using capture::Flow;
using capture::Side;

/// Surveys frames one millisecond apart.
class Wire {
 public:
  explicit Wire(capture::SurveyOptions options = {})
      : surveyor_(options, {}, [this](Flow&& flow) { flows_.push_back(std::move(flow)); }) {}

  Wire& see(const ByteList& bytes) {
    capture::Frame frame = frame_of(bytes);
    frame.number = ++frames_;
    frame.time = capture::Timestamp(std::chrono::milliseconds(frames_));
    surveyor_.add(frame);
    return *this;
  }
  /// A TCP segment on Ethernet, from 10.0.0.1 or, `back`, from 10.0.0.2.
  Wire& segment(const Tcp& header, const ByteList& payload = {}) {
    return see(ethernet(0x0800, ipv4(6, tcp(header, payload))));
  }
  Wire& answer(Tcp header, const ByteList& payload = {}) {
    std::swap(header.source, header.destination);
    ByteList packet = ipv4(6, tcp(header, payload));
    std::swap_ranges(packet.begin() + 12, packet.begin() + 16, packet.begin() + 16);
    return see(ethernet(0x0800, packet));
  }
  void flush_idle(std::uint64_t before_frame) {
    surveyor_.flush_idle(capture::Timestamp(std::chrono::milliseconds(before_frame)));
  }
  const capture::Survey& finish() {
    survey_ = surveyor_.finish();
    return survey_;
  }
  [[nodiscard]] const std::vector<Flow>& flows() const { return flows_; }

 private:
  std::vector<Flow> flows_;
  capture::Surveyor surveyor_;
  capture::Survey survey_;
  std::uint64_t frames_ = 0;
};

constexpr std::size_t syn = 0x02;
constexpr std::size_t syn_ack = 0x12;
constexpr std::size_t ack = 0x10;
constexpr std::size_t rst_ack = 0x14;

TEST(FlowTable, HandshakeEstablishes) {
  Wire wire;
  wire.segment({.flags = syn})
      .answer({.flags = syn_ack, .sequence = 5000})
      .segment({.flags = ack, .sequence = 1001});
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 1U);
  const Flow& flow = wire.flows()[0];
  EXPECT_TRUE(flow.handshake_seen);
  EXPECT_TRUE(flow.established);
  EXPECT_EQ(flow.opener.packets, 2U);
  EXPECT_EQ(flow.responder.packets, 1U);
  EXPECT_EQ(flow.responder.tcp_flags, syn_ack);
  EXPECT_EQ(flow.key.destination_port, 80);
}

TEST(FlowTable, HalfAHandshakeDoesNot) {
  Wire wire;
  wire.segment({.flags = syn}).answer({.flags = syn_ack, .sequence = 5000});
  wire.finish();
  EXPECT_TRUE(wire.flows().at(0).handshake_seen);
  EXPECT_FALSE(wire.flows().at(0).established);
}

TEST(FlowTable, ARefusalDoesNot) {
  Wire wire;
  wire.segment({.flags = syn}).answer({.flags = rst_ack, .acknowledgement = 1001});
  wire.finish();
  EXPECT_FALSE(wire.flows().at(0).established);
}

TEST(FlowTable, AcknowledgedDataEstablishesWithoutAHandshake) {
  Wire wire;
  wire.segment({.flags = ack, .sequence = 100}, hex("00112233"))
      .answer({.flags = ack, .acknowledgement = 104});
  wire.finish();
  EXPECT_TRUE(wire.flows().at(0).established);

  Wire unanswered;
  unanswered.segment({.flags = ack, .sequence = 100}, hex("00112233"))
      .answer({.flags = ack, .acknowledgement = 100});
  unanswered.finish();
  EXPECT_FALSE(unanswered.flows().at(0).established);
}

TEST(FlowTable, TheSynsSenderOpensAlsoWhenItsAnswerCameFirst) {
  Wire wire;
  wire.answer({.flags = syn_ack, .sequence = 5000});
  wire.finish();
  const Flow& flow = wire.flows().at(0);
  EXPECT_EQ(flow.key.source, Address::v4(0x0a000001));
  EXPECT_EQ(flow.key.destination_port, 80);
  EXPECT_EQ(flow.opener.packets, 0U);
  EXPECT_EQ(flow.responder.packets, 1U);
}

TEST(FlowTable, AnotherSynOnTheSamePortsIsAnotherFlow) {
  Wire wire;
  wire.segment({.flags = syn, .sequence = 1}).segment({.flags = syn, .sequence = 1});
  wire.segment({.flags = syn, .sequence = 9000});
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 2U);
  EXPECT_EQ(wire.flows()[0].opener.packets, 2U);
}

TEST(FlowTable, VlansKeepFlowsApart) {
  Wire wire;
  const ByteList packet = ipv4(17, udp(1000, 53, hex("aa")));
  wire.see(ethernet(0x0800, packet));
  wire.see(ethernet(0x8100, join({hex("0020 0800"), packet})));
  wire.see(ethernet(0x8100, join({hex("0021 0800"), packet})));
  wire.see(ethernet(0x8100, join({hex("6020 0800"), packet})));  // another priority is no other VLAN
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 3U);
  EXPECT_EQ(wire.flows()[1].key.tag_count, 1);
  EXPECT_EQ(wire.flows()[1].key.tags[0], 0x20);
  EXPECT_EQ(wire.flows()[1].opener.packets, 2U);
}

/// A packet on Ethernet with a VLAN tag; `back`: from 10.0.0.2.
ByteList tagged(std::size_t vlan, ByteList packet, bool back = false) {
  if (back) std::swap_ranges(packet.begin() + 12, packet.begin() + 16, packet.begin() + 16);
  return ethernet(0x8100, join({u16(vlan), u16(0x0800), packet}));
}

TEST(FlowTable, DirectionsInTwoVlansAreOneFlow) {
  Wire wire;
  const ByteList question = ipv4(17, udp(1000, 53, hex("aa")));
  const ByteList answer = ipv4(17, udp(53, 1000, hex("bb")));
  for (int i = 0; i < 3; ++i) wire.see(tagged(10, question)).see(tagged(20, answer, true));
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 1U);
  const Flow& flow = wire.flows()[0];
  EXPECT_EQ(flow.opener.packets, 3U);
  EXPECT_EQ(flow.responder.packets, 3U);
  EXPECT_EQ(flow.key.tags[0], 10);
  ASSERT_EQ(flow.answer_vlans().size(), 1U);
  EXPECT_EQ(flow.answer_vlans()[0], 20);
}

TEST(FlowTable, AFlowThatIsSeenTwiceOnATrunkIsTwoFlows) {
  // A router on a stick: each packet comes in one VLAN and leaves in the other.
  Wire wire;
  const ByteList question = ipv4(17, udp(1000, 53, hex("aa")));
  const ByteList answer = ipv4(17, udp(53, 1000, hex("bb")));
  for (int i = 0; i < 2; ++i) {
    wire.see(tagged(10, question)).see(tagged(20, question));
    wire.see(tagged(20, answer, true)).see(tagged(10, answer, true));
  }
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 2U);
  for (const Flow& flow : wire.flows()) {
    EXPECT_EQ(flow.opener.packets, 2U);
    EXPECT_EQ(flow.responder.packets, 2U);
    EXPECT_TRUE(flow.answer_vlans().empty());
  }
}

TEST(FlowTable, TwoOpeningsInTwoVlansAreNoAnswers) {
  const ByteList between_same_ports = ipv4(17, udp(137, 137, hex("aa")));
  Wire wire;
  wire.see(tagged(10, between_same_ports)).see(tagged(20, between_same_ports, true));
  wire.see(tagged(10, ipv4(6, tcp({.source = 7, .destination = 9, .flags = syn}))));
  wire.see(tagged(20, ipv4(6, tcp({.source = 9, .destination = 7, .flags = syn})), true));
  wire.finish();
  EXPECT_EQ(wire.flows().size(), 4U);
}

TEST(FlowTable, AnswersInAnotherVlanAreTakenOutWithTheirFlow) {
  Wire wire({.most_flows = 2});
  for (std::size_t port = 1000; port < 1200; ++port) {
    wire.see(tagged(10, ipv4(17, udp(port, 53, hex("aa")))));
    wire.see(tagged(20, ipv4(17, udp(53, port, hex("bb"))), true));
  }
  wire.finish();
  EXPECT_EQ(wire.flows().size(), 200U);
  for (const Flow& flow : wire.flows()) EXPECT_EQ(flow.packets(), 2U);
}

TEST(FlowTable, VlansAndEndsOfATunnelAreTold) {
  const auto vxlan = [](std::size_t vlan) {
    const ByteList inner =
        ethernet(0x8100, join({u16(vlan), u16(0x0800), ipv4(17, udp(1000, 53, hex("aa")))}));
    return ethernet(0x0800, ipv4(17, udp(5000, 4789, join({hex("08000000 00006400"), inner}))));
  };
  Wire wire;
  wire.see(vxlan(5)).see(vxlan(6)).see(vxlan(5));
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 3U);  // the tunnel itself is one
  const Flow& flow = wire.flows()[1];
  EXPECT_EQ(flow.key.tunnel, capture::Tunnel::vxlan);
  EXPECT_EQ(flow.key.inner_vlan, 5);
  EXPECT_EQ(flow.packets(), 2U);
  ASSERT_NE(flow.tunnel_ends(), nullptr);
  EXPECT_EQ(flow.tunnel_ends()->destination, Address::v4(0x0a000002));
}

TEST(FlowTable, AnIcmpErrorIsTiedToTheFlowThatItQuotes) {
  Wire wire;
  const ByteList query = ipv4(17, udp(1000, 53, hex("aa")));
  wire.see(ethernet(0x0800, query));
  wire.see(ethernet(0x0800, ipv4(1, join({hex("0303 0000 00000000"), query}))));
  wire.finish();
  ASSERT_EQ(wire.flows().size(), 2U);
  EXPECT_EQ(wire.flows()[0].icmp_errors, 1U);
  EXPECT_EQ(wire.flows()[0].first_icmp_error, 2U);
  EXPECT_EQ(wire.flows()[0].packets(), 1U);
  EXPECT_EQ(wire.flows()[1].key.icmp_type, 3);
}

TEST(FlowTable, FragmentsCountToTheFlowOfTheirDatagram) {
  const ByteList datagram = udp(1000, 53, ByteList(24, 0x55));  // 32 bytes
  const ByteList first(datagram.begin(), datagram.begin() + 16);
  const ByteList last(datagram.begin() + 16, datagram.end());
  for (const bool last_comes_first : {false, true}) {
    Wire wire;
    const ByteList one = ethernet(0x0800, ipv4(17, first, 0x2000));
    const ByteList two = ethernet(0x0800, ipv4(17, last, 2));
    wire.see(last_comes_first ? two : one).see(last_comes_first ? one : two);
    EXPECT_EQ(wire.finish().lost_fragments, 0U);
    ASSERT_EQ(wire.flows().size(), 1U);
    const Flow& flow = wire.flows()[0];
    EXPECT_EQ(flow.key.destination_port, 53);
    EXPECT_EQ(flow.opener.packets, 2U);
    EXPECT_EQ(flow.opener.fragments, 1U);
    EXPECT_EQ(flow.opener.bytes, one.size() + two.size());
    EXPECT_EQ(flow.opener.payload_bytes, 24U);
    EXPECT_TRUE(flow.fragmented);
  }
}

TEST(FlowTable, FragmentsWithoutTheirFirstOneAreNamed) {
  Wire wire;
  wire.see(ethernet(0x0800, ipv4(17, ByteList(16, 0), 2)));
  EXPECT_EQ(wire.finish().lost_fragments, 1U);
  EXPECT_TRUE(wire.flows().empty());
}

ByteList numbered(std::size_t port) { return ethernet(0x0800, ipv4(17, udp(port, 53, {}))); }

TEST(FlowTable, TheOldestIdleFlowsMakeRoom) {
  Wire wire({.most_flows = 32});
  for (std::size_t port = 1; port <= 32; ++port) wire.see(numbered(port));
  wire.see(numbered(1));   // no longer idle
  wire.see(numbered(33));  // two of 32 have to go
  ASSERT_EQ(wire.flows().size(), 2U);
  EXPECT_EQ(wire.flows()[0].key.source_port, 2);
  EXPECT_EQ(wire.flows()[1].key.source_port, 3);
  const capture::Survey& survey = wire.finish();
  EXPECT_TRUE(survey.flows_evicted);
  EXPECT_EQ(survey.flows, 33U);
  ASSERT_EQ(wire.flows().size(), 33U);
  EXPECT_EQ(wire.flows()[2].key.source_port, 1) << "in the order of their first frames";
}

TEST(FlowTable, IdleFlowsAreHandedOverOnDemand) {
  Wire wire;
  wire.see(numbered(1)).see(numbered(2)).see(numbered(3));
  wire.flush_idle(3);
  ASSERT_EQ(wire.flows().size(), 2U);
  wire.see(numbered(1));
  wire.finish();
  EXPECT_EQ(wire.flows().size(), 4U);
}

TEST(FlowTable, ManyFlowsAreAllFoundAgain) {
  Wire wire;
  constexpr std::size_t count = 20000;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t port = 1; port <= count; ++port) wire.see(numbered(port));
  }
  wire.finish();
  ASSERT_EQ(wire.flows().size(), count);
  for (const Flow& flow : wire.flows()) EXPECT_EQ(flow.opener.packets, 2U);
}

}  // namespace
}  // namespace sekisho::test
