// Practices: what fails, what cannot be told, and what an exception or attestation makes of it.
#include <sekisho/base/code.hpp>
#include <sekisho/dump/model_file.hpp>

#include "audit/practices/practice_city.hpp"
#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace sekisho::test {
namespace {

/// The verdict after the firewall's config says one thing more.
std::string with(ManagementFact more, Practice practice) {
  World world = tended_city();
  world.network.devices[0].management.push_back(std::move(more));
  return line_of(practised(world, practice));
}

/// The verdict when the firewall's config does not say anything of that kind.
std::string without(FactKind kind, Practice practice) {
  World world = tended_city();
  std::erase_if(world.network.devices[0].management,
                [&](const ManagementFact& each) { return each.kind == kind; });
  return line_of(practised(world, practice));
}

/// The verdict when the reader does not look for anything of that kind.
std::string unread(FactKind kind, Practice practice) {
  World world = tended_city();
  std::erase(world.network.devices[0].management_kinds, kind);
  return line_of(practised(world, practice));
}

TEST(Practices, AWellTendedCityHasAll) {
  for (const Practice practice : all_practices()) {
    if (practice == Practice::survives_failure) continue;  // it is about other requirements of a run
    if (practice == Practice::approved_configs) continue;  // it reads files
    EXPECT_EQ(practised(tended_city(), practice).verdict, Verdict::proved) << name_of(practice);
  }
}

TEST(Practices, SilenceIsNoAnswerWhereTheReaderDoesNotLook) {
  const auto expect_unknown = [](FactKind kind, Practice practice) {
    EXPECT_EQ(unread(kind, practice), "unproved: practice_not_read") << name_of(practice);
  };
  expect_unknown(FactKind::time_server, Practice::time_servers);
  expect_unknown(FactKind::log_server, Practice::log_servers);
  expect_unknown(FactKind::implicit_denial_logged, Practice::denials_logged);
  expect_unknown(FactKind::service, Practice::safe_services);
  expect_unknown(FactKind::idle_timeout, Practice::administrator_access);
  expect_unknown(FactKind::credential, Practice::administrator_access);
  expect_unknown(FactKind::algorithm, Practice::strong_encryption);
  expect_unknown(FactKind::remote_access, Practice::remote_access);
}

TEST(Practices, ServersAreMissed) {
  EXPECT_EQ(without(FactKind::time_server, Practice::time_servers), "violated: practice_no_time_server");
  EXPECT_EQ(without(FactKind::log_server, Practice::log_servers), "violated: practice_no_log_server");
}

TEST(Practices, ADeviceWithoutAddressReachesNoServer) {
  World world = tended_city();
  world.add(device("sw", {interface("port1", {})}));
  world.network.devices[1].management_kinds = {FactKind::time_server};
  world.network.devices[1].management = {fact(FactKind::service, "telnet"), fact(FactKind::algorithm, "des")};
  EXPECT_EQ(line_of(practised(world, Practice::time_servers)), "unproved: practice_no_address");
  EXPECT_EQ(practised(world, Practice::safe_services).verdict, Verdict::proved);
  EXPECT_EQ(practised(world, Practice::strong_encryption).verdict, Verdict::proved);
  world.network.devices[1].interfaces.clear();
  EXPECT_EQ(practised(world, Practice::safe_services).verdict, Verdict::violated) << "nothing is known of it";
}

TEST(Practices, DenialsAreLoggedAtTheEndAndOnTheWay) {
  EXPECT_EQ(without(FactKind::implicit_denial_logged, Practice::denials_logged),
            "violated: practice_denial_not_logged");
  World world = tended_city();
  Filter& policy = *world.network.devices[0].forward_filter;
  policy.rules = {rule(Action::deny, "10.10.0.0/24"), rule(Action::permit)};
  EXPECT_EQ(line_of(practised(world, Practice::denials_logged)), "violated: practice_denial_not_logged");
  policy.rules[0].log = true;
  EXPECT_EQ(practised(world, Practice::denials_logged).verdict, Verdict::proved);
}

TEST(Practices, AFilterInsideOneSegmentNeedNotLog) {
  World world = tended_city();
  world.network.devices[0].management.clear();
  for (Domain& domain : world.network.domains) domain.segments.clear();
  EXPECT_EQ(practised(world, Practice::denials_logged).verdict, Verdict::proved);
}

TEST(Practices, ServicesThatCanBeRead) {
  for (const char* service : {"telnet", "http", "ftp", "tftp", "snmp-v1", "snmp-v2c", "snmp-v3-noauth"}) {
    EXPECT_EQ(with(fact(FactKind::service, service), Practice::safe_services),
              "violated: practice_unsafe_service")
        << service;
  }
  ManagementFact on_one = fact(FactKind::service, "telnet");
  on_one.interface = "lg";
  EXPECT_EQ(with(on_one, Practice::safe_services), "violated: practice_unsafe_service_on");
  EXPECT_EQ(with(fact(FactKind::service, "https"), Practice::safe_services), "proved");
}

TEST(Practices, AdministratorsAreKnownAndLeave) {
  EXPECT_EQ(with(fact(FactKind::idle_timeout, "0"), Practice::administrator_access),
            "violated: practice_no_timeout");
  EXPECT_EQ(with(fact(FactKind::credential, "plain"), Practice::administrator_access),
            "violated: practice_plain_secret");
  EXPECT_EQ(with(fact(FactKind::credential, "reversible"), Practice::administrator_access),
            "violated: practice_reversible_secret");
  EXPECT_EQ(with(fact(FactKind::credential, "default"), Practice::administrator_access),
            "violated: practice_default_secret");
  EXPECT_EQ(with(fact(FactKind::credential, "none"), Practice::administrator_access),
            "violated: practice_no_secret");
}

TEST(Practices, EncryptionThatIsTrusted) {
  for (const char* weak : {"des", "3des", "md5", "dh2", "dh5", "tls1.0", "ssh1", "aggressive-mode", "null"})
    EXPECT_EQ(with(fact(FactKind::algorithm, weak), Practice::strong_encryption),
              "violated: practice_weak_algorithm")
        << weak;
  for (const char* strong : {"aes128", "sha1", "sha256", "dh14", "dh19", "tls1.2", "ikev1"})
    EXPECT_EQ(with(fact(FactKind::algorithm, strong), Practice::strong_encryption), "proved") << strong;
}

TEST(Practices, RemoteAccessAsksForTwoThingsAndGivesNoOtherWay) {
  World world = tended_city();
  std::vector<ManagementFact>& facts = world.network.devices[0].management;
  facts.push_back(fact(FactKind::remote_access, "ssl-vpn", "staff"));
  EXPECT_EQ(line_of(practised(world, Practice::remote_access)), "violated: practice_one_factor");
  facts.push_back(fact(FactKind::second_factor, "certificate", "guests"));
  EXPECT_EQ(line_of(practised(world, Practice::remote_access)), "violated: practice_one_factor");
  facts.back() = fact(FactKind::second_factor, "radius", "staff");
  EXPECT_EQ(line_of(practised(world, Practice::remote_access)), "unproved: practice_factor_elsewhere");
  facts.back() = fact(FactKind::second_factor, "token", "staff");
  EXPECT_EQ(line_of(practised(world, Practice::remote_access)), "proved");
  facts.push_back(fact(FactKind::split_tunnel, "10.0.0.0/8", "staff"));
  EXPECT_EQ(line_of(practised(world, Practice::remote_access)), "violated: practice_split_tunnel");
}

TEST(Practices, NamesThatNothingDefines) {
  World world = tended_city();
  std::vector<DanglingName>& names = world.network.devices[0].dangling;
  names = {{"access-list", "UNUSED", {"fw.cfg", 3}, true}};
  EXPECT_EQ(line_of(practised(world, Practice::defined_names)), "proved");
  names.push_back({"access-list", "MISSING", {"fw.cfg", 4}, false});
  EXPECT_EQ(line_of(practised(world, Practice::defined_names)), "violated: practice_undefined_name");
}

TEST(Practices, BothFamiliesAreFiltered) {
  World world = tended_city();
  Device& fw = world.network.devices[0];
  Rule ipv6_passes = rule(Action::permit);
  ipv6_passes.match.ipv4 = false;
  fw.filters["IN"] = filter("IN", {ipv6_passes, rule(Action::permit, "10.10.0.0/24", "10.20.0.5/32")});
  fw.interfaces[0].ingress_filters = {"IN"};
  EXPECT_EQ(line_of(practised(world, Practice::ipv6_filtered)), "proved") << "it carries no IPv6";
  fw.routes_ipv6 = fw.interfaces[0].ipv6_enabled = true;
  EXPECT_EQ(line_of(practised(world, Practice::ipv6_filtered)), "violated: practice_ipv6_unfiltered");
  Rule ipv6_stops = rule(Action::deny);
  ipv6_stops.match.ipv4 = false;
  fw.filters["IN6"] = filter("IN6", {ipv6_stops, rule(Action::permit)});
  fw.interfaces[0].ingress_filters.emplace_back("IN6");
  EXPECT_EQ(line_of(practised(world, Practice::ipv6_filtered)), "proved") << "another list stops it";
}

TEST(Practices, EveryNetworkHasItsSegment) {
  const auto verdict_with = [](const std::string& address, const std::string& attached) {
    World world = tended_city();
    Device more = device("r9", {interface("one", {address})});
    world.add(more);
    world.join(attached.empty() ? std::vector<std::string>{"r9:one"}
                                : std::vector<std::string>{attached, "r9:one"});
    return line_of(practised(world, Practice::addresses_assigned));
  };
  EXPECT_THAT(verdict_with("172.16.0.1/24", ""), testing::HasSubstr("practice_network_of_none"));
  EXPECT_EQ(verdict_with("169.254.1.1/24", ""), "proved") << "every link has these";
  EXPECT_THAT(verdict_with("10.0.0.1/8", ""), testing::HasSubstr("practice_network_of_several"));
  EXPECT_THAT(verdict_with("10.10.0.200/25", "lg"), testing::HasSubstr("practice_network_elsewhere"));
}

TEST(Practices, TheRegisterIsNarrow) {
  World world = tended_city();
  std::vector<Channel>& channels = world.network.snapshot.channels;
  channels = {channel("C-1", end_of("mn", {"10.10.0.5/32"}), end_of("lg", {"10.20.0.5/32"}),
                      service(protocol::tcp, 443), "specific")};
  EXPECT_EQ(line_of(practised(world, Practice::narrow_register)), "proved");
  channels[0].to.addresses.clear();
  EXPECT_EQ(line_of(practised(world, Practice::narrow_register)),
            "violated: practice_register_whole_segment");
  channels[0].to = end_of("lg", {"10.20.0.5/32"});
  channels[0].services[0].destination_ports.clear();
  EXPECT_EQ(line_of(practised(world, Practice::narrow_register)), "violated: practice_register_any_port");
  channels[0].from = end_of("lg");
  channels[0].to = end_of("inet");
  EXPECT_EQ(line_of(practised(world, Practice::narrow_register)), "proved")
      << "no my-number system takes part";
}

TEST(Practices, HostsAreBoundToTheirHardware) {
  World world = tended_city();
  world.network.snapshot.channels = {channel("C-1", end_of("mn", {"10.10.0.5/32"}),
                                             end_of("inet", {"198.51.100.5/32"}), service(protocol::tcp, 443),
                                             "specific")};
  EXPECT_EQ(line_of(practised(world, Practice::hardware_addresses)),
            "unproved: practice_hardware_address_free");
  world.network.devices[0].management.push_back(fact(FactKind::bound_neighbour, "10.10.0.55 0011.2233.4455"));
  EXPECT_EQ(practised(world, Practice::hardware_addresses).verdict, Verdict::unproved) << "another host's";
  world.network.devices[0].management.push_back(fact(FactKind::bound_neighbour, "10.10.0.5 0011.2233.4455"));
  EXPECT_EQ(line_of(practised(world, Practice::hardware_addresses)), "proved");
}

TEST(Practices, ConfigsAreThoseThatWereApproved) {
  const TemporaryFolder folder;
  World world = tended_city();
  Device& fw = world.network.devices[0];
  fw.files = {folder.write("fw.cfg", "hostname fw\n")};
  ApprovedState approved;
  approved.sha256 = {sha256_hex("hostname fw\n")};
  approved.approved_by = "情報システム課長";
  approved.record = "R8-1";
  approved.date = Date{2026, 4, 1};
  SnapshotDevice entry;
  entry.name = fw.name;
  world.network.snapshot.devices = {entry};
  EXPECT_EQ(line_of(practised(world, Practice::approved_configs)), "unproved: practice_no_approved_state");
  world.network.snapshot.devices[0].approved = approved;
  EXPECT_EQ(line_of(practised(world, Practice::approved_configs)), "proved");
  world.network.snapshot.devices[0].approved->record.clear();
  EXPECT_EQ(line_of(practised(world, Practice::approved_configs)), "violated: practice_approval_incomplete");
  world.network.snapshot.devices[0].approved = approved;
  folder.write("fw.cfg", "hostname fw \n");
  EXPECT_EQ(line_of(practised(world, Practice::approved_configs)), "violated: practice_config_changed");
}

TEST(Practices, WhatFailsCanBeExceptedAndNotAttested) {
  World world = tended_city();
  world.network.devices[0].management.clear();
  Attestation attestation;
  attestation.id = "AT-1";
  attestation.requirement = "T-time-servers";
  attestation.statement = {"x", "x"};
  attestation.stated_by = attestation.document = "x";
  attestation.expires = verdict_date;
  world.network.snapshot.attestations = {attestation};
  EXPECT_EQ(practised(world, Practice::time_servers).verdict, Verdict::violated);
  world.network.devices[0].management_kinds.clear();
  EXPECT_EQ(practised(world, Practice::time_servers).verdict, Verdict::attested);
}

/// Two firewalls without a clock, and an exception for what is found of `devices`.
World two_without_a_clock(std::vector<std::string> devices) {
  World world = tended_city();
  Device second = world.network.devices[0];
  second.name = "fw2";
  for (Interface& each : second.interfaces) each.addresses.clear();
  second.interfaces.push_back(interface("own", {"10.77.0.1/24"}));
  world.add(second);
  for (Device& each : world.network.devices) {
    std::erase_if(each.management,
                  [](const ManagementFact& fact) { return fact.kind == FactKind::time_server; });
  }
  Exception exception;
  exception.id = "EX-1";
  exception.requirement = "T-time-servers";
  exception.devices = std::move(devices);
  exception.approver = exception.reason = exception.record = "x";
  exception.approved = exception.expires = verdict_date;
  world.network.snapshot.exceptions = {exception};
  return world;
}

TEST(Practices, AnExceptionMayNameDevices) {
  EXPECT_EQ(practised(two_without_a_clock({"fw2"}), Practice::time_servers).verdict, Verdict::violated);
  EXPECT_EQ(practised(two_without_a_clock({"other"}), Practice::time_servers).verdict, Verdict::violated);
  const World both = two_without_a_clock({"fw", "fw2"});
  const RequirementResult result = practised(both, Practice::time_servers);
  EXPECT_EQ(result.verdict, Verdict::excepted);
  EXPECT_EQ(result.exception, "EX-1");
  EXPECT_EQ(practised(both, Practice::time_servers, {2026, 11, 22}).verdict, Verdict::violated) << "expired";
}

TEST(Practices, WhatAnExceptionOfADeviceLeavesCountsByItself) {
  World world = two_without_a_clock({"fw2"});
  world.network.devices[0].management_kinds.clear();
  const RequirementResult result = practised(world, Practice::time_servers);
  EXPECT_EQ(result.verdict, Verdict::unproved);
  EXPECT_EQ(result.exception, "");
}

TEST(Practices, EachHasItsSectionAndItsPlaceInTheSchemas) {
  for (const char* file : {"docs/practices.md", "docs/schemas/verify.schema.json",
                           "docs/schemas/profiles.schema.json", "policies/profile.schema.json"}) {
    std::ifstream stream(source_root() / file);
    std::stringstream text;
    text << stream.rdbuf();
    const char quote = std::string(file).ends_with(".md") ? '`' : '"';
    for (const Practice practice : all_practices())
      EXPECT_THAT(text.str(), testing::HasSubstr(quote + std::string(name_of(practice)) + quote)) << file;
  }
}

}  // namespace
}  // namespace sekisho::test
