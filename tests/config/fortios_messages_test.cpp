// Each message of this language has a config that makes it, and both of its sentences.
#include "config/fortios_case.hpp"

#include <sekisho/base/code.hpp>

#include <map>

namespace sekisho::test::fortios {
namespace {

std::string policy_with(const std::string& body) {
  return "config firewall policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr "
         "all\n"
         "set action accept\nset service ALL\n" +
         body + "next\nend\n";
}

std::string nested_groups(int depth) {
  std::string text = "config firewall addrgrp\n";
  for (int i = 0; i < depth; ++i) {
    text += "edit g" + std::to_string(i) + "\nset member g" + std::to_string(i + 1) + "\nnext\n";
  }
  return text + "end\n" + policy_with("set srcaddr g0\n");
}

std::map<Code, std::string> triggers() {
  return {
      {Code::fortios_unclosed_quote, "config system global\nset hostname \"x\nend\n"},
      {Code::fortios_unknown_command, "config system global\nbecome x\nend\n"},
      {Code::fortios_broken_nesting, "next\n"},
      {Code::fortios_wrong_value,
       "config system interface\nedit a\nset ip 10.0.0.1\nset vlanid x\nnext\nend\n"},
      {Code::fortios_no_such_entry, "config firewall policy\ndelete 1\nend\n"},
      {Code::fortios_section_not_modelled, "config system flux\nset x 1\nend\n"},
      {Code::fortios_setting_not_modelled, "config system settings\nset asymroute-icmp enable\nend\n"},
      {Code::fortios_content_inspection, policy_with("set av-profile x\n")},
      {Code::fortios_undefined_name, policy_with("set srcaddr nobody\n")},
      {Code::fortios_known_at_run_time,
       "config firewall address\nedit f\nset type fqdn\nnext\nend\n" + policy_with("set srcaddr f\n")},
      {Code::fortios_wrong_object,
       "config firewall address\nedit f\nset type iprange\nset start-ip 10.0.0.2\nset end-ip "
       "10.0.0.1\nnext\nend\n" +
           policy_with("set srcaddr f\n")},
      {Code::fortios_group_loop,
       "config firewall addrgrp\nedit g\nset member g\nnext\nend\n" + policy_with("set srcaddr g\n")},
      {Code::fortios_too_large, nested_groups(40)},
      {Code::fortios_condition_unseen, policy_with("set groups staff\n")},
      {Code::fortios_policy_incomplete, "config firewall policy\nedit 1\nset srcintf any\nnext\nend\n"},
      {Code::fortios_policy_ipsec, policy_with("set action ipsec\n")},
      {Code::fortios_translation_unknown,
       "config system interface\nedit a\nnext\nend\n" + policy_with("set dstintf a\nset nat enable\n")},
      {Code::fortios_family_translation, policy_with("set nat46 enable\n")},
      {Code::fortios_vip_unreferenced,
       "config firewall vip\nedit v\nset extip 192.0.2.1\nset mappedip 10.0.0.1\nnext\nend\n"},
      {Code::fortios_dynamic_routing,
       "config router rip\nconfig network\nedit 1\nset prefix 10.0.0.0/8\nnext\nend\nend\n"},
      {Code::fortios_route_conditional,
       "config router static\nedit 1\nset device a\nset dynamic-gateway enable\nnext\nend\n"},
      {Code::fortios_path_selected,
       "config system sdwan\nset status enable\nconfig service\nedit 1\nset name x\nnext\nend\nend\n"},
      {Code::fortios_dynamic_address, "config system interface\nedit a\nset mode dhcp\nnext\nend\n"},
      {Code::fortios_joins_interfaces, "config system interface\nedit a\nset l2forward enable\nnext\nend\n"},
      {Code::fortios_relays_sessions,
       "config firewall proxy-policy\nedit 1\nset proxy transparent-web\nset action accept\nnext\nend\n"},
      {Code::fortios_may_drop, "config firewall acl\nedit 1\nset interface any\nnext\nend\n"},
      {Code::fortios_transparent_mode, "config system settings\nset opmode transparent\nend\n"},
      {Code::fortios_undefined_interface, policy_with("set srcintf nowhere\n")},
      {Code::fortios_asymmetric, "config system settings\nset asymroute enable\nend\n"},
      {Code::fortios_relay_of_device,
       "config system interface\nedit a\nset dhcp-relay-service enable\nnext\nend\n"},
  };
}

TEST(FortiosMessages, EachIsMadeByAConfig) {
  const auto configs = triggers();
  for (const Code code : all_codes()) {
    if (!name_of(code).starts_with("fortios_")) continue;
    SCOPED_TRACE(name_of(code));
    const auto row = configs.find(code);
    ASSERT_NE(row, configs.end()) << "no config for this message";
    bool made = false;
    for (const config::LineIssue& issue : parsed(row->second).report.issues) {
      if (issue.code != code) continue;
      made = true;
      for (const Language language : {Language::en, Language::ja}) {
        const std::string text = sentence(code, issue.arguments, language);
        EXPECT_FALSE(text.empty());
        EXPECT_EQ(text.find("{0}"), std::string::npos) << text;
      }
    }
    EXPECT_TRUE(made);
  }
}

TEST(FortiosMessages, BoundsHold) {
  // Deep nesting, long chains and huge lists end in a remark, not in a crash.
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "config a\nedit b\n";
  EXPECT_GT(parsed(deep).report.count(config::LineClass::invalid), 0);

  std::string wide = "config firewall address\n";
  for (int i = 0; i < 3000; ++i) {
    wide += "edit a" + std::to_string(i) + "\nset subnet 10." + std::to_string(i / 250) + "." +
            std::to_string(i % 250) + ".0/25\nnext\n";
  }
  wide += "end\nconfig firewall addrgrp\nedit g\nset member";
  for (int i = 0; i < 3000; ++i) wide += " a" + std::to_string(i);
  wide += "\nnext\nend\n" + policy_with("set srcaddr g\n");
  EXPECT_EQ(parsed(wide).device.forward_filter->rules.at(0).match.source.terms.size(), 3000U);

  // Groups that double at each step are expanded once each.
  std::string doubling =
      "config firewall address\nedit x\nset subnet 10.0.0.0/8\nnext\nend\nconfig firewall addrgrp\n";
  for (int i = 0; i < 30; ++i) {
    const std::string next = i == 29 ? "x" : "d" + std::to_string(i + 1);
    doubling += "edit d" + std::to_string(i) + "\nset member " + next + " " + next + "\nnext\n";
  }
  doubling += "end\n" + policy_with("set srcaddr d0\n");
  EXPECT_EQ(dump_filter(*parsed(doubling).device.forward_filter), "permit any>any v4 10.0.0.0/8 > any\n");
}

}  // namespace
}  // namespace sekisho::test::fortios
