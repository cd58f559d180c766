// Tunnel ends that belong together.
#include "model/network_builder.hpp"

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Tunnels, EndsThatNameEachOther) {
  DeviceBuilder a("a"), b("b");
  a.tunnel("Tunnel1", "192.0.2.1", "192.0.2.2").tunnel->encrypted = true;
  b.tunnel("Tunnel7", "192.0.2.2", "192.0.2.1").tunnel->encrypted = true;
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:Tunnel1 b:Tunnel7"));
  ASSERT_THAT(network.tunnels, SizeIs(1));
  EXPECT_EQ(network.tunnels[0].a, (Attachment{0, 0}));
  EXPECT_EQ(network.tunnels[0].b, (Attachment{1, 0}));
  EXPECT_TRUE(network.tunnels[0].encrypted);
  EXPECT_THAT(sink.all(), IsEmpty());
}

TEST(Tunnels, SourceGivenByInterface) {
  DeviceBuilder a("a"), b("b");
  a.tunnel("Tunnel1", "", "192.0.2.2").tunnel->underlay_interface = "gi0/0";
  a.routed("GigabitEthernet0/0", "192.0.2.1/30");
  b.tunnel("Tunnel1", "192.0.2.2", "192.0.2.1");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).build(sink);
  EXPECT_THAT(domains_of(network), Contains("a:Tunnel1 b:Tunnel1"));
  EXPECT_FALSE(network.tunnels[0].encrypted);
}

TEST(Tunnels, OtherKindsAndOtherAddressesDoNotMatch) {
  DeviceBuilder a("a"), b("b"), c("c");
  a.tunnel("t", "192.0.2.1", "192.0.2.2");
  b.tunnel("t", "192.0.2.2", "192.0.2.1").tunnel->kind = Tunnel::Kind::ipsec;
  c.tunnel("t", "192.0.2.3", "192.0.2.1");
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).device(b).device(c).build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:t", "b:t", "c:t"));
  EXPECT_THAT(network.tunnels, IsEmpty());
  EXPECT_THAT(sink.all(), SizeIs(3));
}

TEST(Tunnels, DialUpHubTakesAllWhoNameIt) {
  DeviceBuilder hub("hub"), s1("s1"), s2("s2");
  hub.tunnel("t", "192.0.2.1", "");
  s1.tunnel("t", "192.0.2.11", "192.0.2.1");
  s2.tunnel("t", "", "192.0.2.1");  // its own address comes at run time
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(hub).device(s1).device(s2).build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("hub:t ~ s1:t ~ s2:t"));
  EXPECT_THAT(network.tunnels, SizeIs(2));
  EXPECT_THAT(sink.all(), IsEmpty());
}

TEST(Tunnels, SeveralWithTheSameAddressesAreUncertain) {
  DeviceBuilder a("a"), b("b");
  a.tunnel("t1", "192.0.2.1", "192.0.2.2");
  a.tunnel("t2", "192.0.2.1", "192.0.2.2");
  b.tunnel("t1", "192.0.2.2", "192.0.2.1");
  b.tunnel("t2", "192.0.2.2", "192.0.2.1");
  DiagnosticSink sink;
  EXPECT_THAT(domains_of(NetworkBuilder().device(a).device(b).build(sink)),
              ElementsAre("a:t1 ~ a:t2 ~ b:t1 ~ b:t2"));
}

TEST(Tunnels, DisabledEndIsNoEnd) {
  DeviceBuilder a("a"), b("b");
  a.tunnel("t", "192.0.2.1", "192.0.2.2");
  b.tunnel("t", "192.0.2.2", "192.0.2.1").enabled = false;
  DiagnosticSink sink;
  EXPECT_THAT(domains_of(NetworkBuilder().device(a).device(b).build(sink)), ElementsAre("a:t"));
  EXPECT_THAT(sink.all(), SizeIs(1));
}

TEST(Tunnels, ASegmentAtTheEndSaysWhatIsBehind) {
  DeviceBuilder a("a");
  a.tunnel("t", "192.0.2.1", "192.0.2.2");
  a.tunnel("ssl.root", "192.0.2.1", "").tunnel->kind = Tunnel::Kind::ssl_vpn;
  DiagnosticSink sink;
  const Network network = NetworkBuilder().device(a).segment("partner", {"10.8.0.0/16"}, {"a:t"}).build(sink);
  EXPECT_THAT(domains_of(network), ElementsAre("a:t {partner}", "a:ssl.root"));
  EXPECT_THAT(sink.all(), IsEmpty());
}

}  // namespace
}  // namespace sekisho::test
