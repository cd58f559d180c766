// Which files are read, and which of them are one device.
#include "draft/file_names.hpp"
#include "draft/temporary_folder.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/draft/draft.hpp>

#include <gmock/gmock.h>

namespace sekisho::test {
namespace {

using testing::ElementsAre;

const std::string addresses =
    "1: lo: <LOOPBACK,UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n"
    "2: eth0: <BROADCAST,UP> mtu 1500\n    inet 10.0.0.1/24 scope global eth0\n";
const std::string rules = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";

std::string ios(const std::string& hostname, const std::string& address) {
  return "version 15.2\nhostname " + hostname + "\n!\ninterface GigabitEthernet0/0\n ip address " + address +
         " 255.255.255.0\n!\nend\n";
}

struct Drafted {
  explicit Drafted(const TemporaryConfigs& folder) : draft(draft::draft_snapshot(folder.path(), sink)) {}
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const draft::DraftDevice& device : draft.devices) names.push_back(device.name);
    return names;
  }
  [[nodiscard]] std::vector<std::string> codes() const {
    std::vector<std::string> codes;
    for (const Diagnostic& each : sink.all()) codes.emplace_back(name_of(each.code));
    return codes;
  }
  DiagnosticSink sink;
  draft::Draft draft;
};

TEST(FileNames, TellTheDevice) {
  struct Case {
    std::string path, device, date;
  };
  for (const Case& test : std::vector<Case>{{"a/fw1_iptables-save.2026-11-14", "fw1", "2026-11-14"},
                                            {"a/ip-addr.txt", "", ""},
                                            {"core-sw.cfg", "core-sw", ""},
                                            {"show_running-config.txt", "", ""},
                                            {"x/psa1_ip.4as.2015-11-14", "psa1", "2015-11-14"}}) {
    const draft::FileName name = draft::read_file_name(test.path);
    EXPECT_EQ(name.device, test.device) << test.path;
    EXPECT_EQ(name.date, test.date) << test.path;
  }
}

TEST(DraftDevices, OutputsOfOneLinuxSystemAreOneDevice) {
  const TemporaryConfigs folder;
  folder.write("fw1/ip-addr.txt", addresses);
  folder.write("fw1/iptables-save.txt", rules);
  folder.write("both/east_ip-addr.txt", addresses);
  folder.write("both/east_iptables-save.txt", rules);
  folder.write("both/west_iptables-save.txt", rules);
  const Drafted drafted(folder);
  EXPECT_THAT(drafted.names(), ElementsAre("east", "west", "fw1"));
  EXPECT_EQ(drafted.draft.devices[0].configs.size(), 2U);
  EXPECT_EQ(drafted.draft.devices[2].configs.size(), 2U);
}

TEST(DraftDevices, WhatIsNoConfigIsNamed) {
  const TemporaryConfigs folder;
  folder.write("a.cfg", ios("a", "10.0.0.1"));
  folder.write("notes.txt", "call the vendor on Monday\n");
  folder.write("image.bin", std::string("\x7f"
                                        "ELF\0\0\0",
                                        7));
  const Drafted drafted(folder);
  EXPECT_THAT(drafted.codes(), ElementsAre("draft_binary_file", "draft_unknown_file"));
  EXPECT_EQ(drafted.draft.left_out.size(), 2U);
}

TEST(DraftDevices, TheLastVersionCounts) {
  const TemporaryConfigs folder;
  folder.write("rt_20260401.cfg", ios("rt", "10.0.0.1"));
  folder.write("rt_20261101.cfg", ios("rt", "10.0.0.1"));
  const Drafted drafted(folder);
  ASSERT_THAT(drafted.names(), ElementsAre("rt"));
  EXPECT_THAT(drafted.draft.devices[0].configs[0], testing::EndsWith("rt_20261101.cfg"));
  EXPECT_THAT(drafted.codes(), ElementsAre("draft_other_version"));
}

TEST(DraftDevices, OneNameForTwoDevicesIsToldApart) {
  const TemporaryConfigs folder;
  folder.write("east/r1.cfg", ios("Router", "10.0.0.1"));
  folder.write("west/r2.cfg", ios("Router", "10.0.1.1"));
  const Drafted drafted(folder);
  EXPECT_THAT(drafted.names(), ElementsAre("Router", "r2"));
  EXPECT_THAT(drafted.codes(), ElementsAre("draft_name_taken"));
}

TEST(DraftDevices, ARoutingTableIsOfTheDeviceThatItIsNamedAfter) {
  const std::string table =
      "S*   0.0.0.0/0 [1/0] via 10.0.0.254\nC    10.0.0.0/24 is directly connected, GigabitEthernet0/0\n";
  const std::string head =
      "Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP\n\nGateway of last resort "
      "is "
      "10.0.0.254 to network 0.0.0.0\n\n";
  const TemporaryConfigs folder;
  folder.write("rt.cfg", ios("rt", "10.0.0.1"));
  folder.write("rt-route.txt", head + table);
  folder.write("other-route.txt", head + table);
  const Drafted drafted(folder);
  ASSERT_EQ(drafted.draft.devices.size(), 1U);
  EXPECT_EQ(drafted.draft.devices[0].tables.size(), 1U);
  EXPECT_THAT(drafted.codes(), ElementsAre("draft_table_without_device"));
}

}  // namespace
}  // namespace sekisho::test
