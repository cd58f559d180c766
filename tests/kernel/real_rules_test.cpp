// The rule sets of real systems, with their interfaces renamed to those of the laboratory. What the running
// kernel refuses to load (matches that it has not got) is left out and counted.
#include "kernel/real_rules.hpp"
#include "kernel/kernel_test.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

namespace sekisho::test::kernel {
namespace {

namespace fs = std::filesystem;

class RealRules : public KernelTest {};

/// Dumps of thousands of rules take longer than the others together: they belong to the longer run.
bool is_for_today(const fs::directory_entry& entry) {
  constexpr std::uintmax_t large = 100'000;
  return entry.is_regular_file() && (entry.file_size() <= large || scale() > 1);
}

std::vector<fs::path> rule_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(data_root() / "configs" / "iptables")) {
    if (!is_for_today(entry)) continue;
    if (looks_like_rules(read_file(entry.path()))) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A router with the addresses that the rules speak of behind its three ports.
Router& build(Lab& lab, const RealRuleSet& rules) {
  Router& r = lab.add_router("r");
  const std::vector<std::string> networks = rules.networks(3);
  for (int i = 0; i < 3; ++i) {
    const std::string port = "eth" + std::to_string(i);
    const bool v4 = rules.family() == Family::v4;
    const std::string own = (v4 ? "10.25" : "2001:db8:25") + std::to_string(i) + (v4 ? ".7." : "::");
    std::vector<std::string> prefixes{own + (v4 ? "0/24" : "/64")};
    std::string routes;
    for (std::size_t n = static_cast<std::size_t>(i); n < networks.size(); n += 3) {
      prefixes.push_back(networks[n]);
      routes += (v4 ? "ip route add " : "ip -6 route add ") + networks[n] + " dev " + port + "\n";
    }
    lab.add_hosts(r, port, std::string(1, static_cast<char>('a' + i)), prefixes,
                  {own + (v4 ? "1/24" : "1/64")});
    r.ns.run("set -e\n" + routes);
  }
  r.with_rules = true;
  return r;
}

TEST_F(RealRules, OfTheCorpora) {
  SEKISHO_NEEDS(data_root() / "configs" / "iptables");
  Comparison all;
  int loaded = 0;
  int of_ipv6 = 0;
  std::vector<std::string> refused;
  const std::vector<fs::path> files = rule_files();
  for (const fs::path& file : part_of(files, 1)) {
    SCOPED_TRACE(file);
    const RealRuleSet rules(read_file(file));
    Lab lab;
    const Router& router = build(lab, rules);
    std::string said;
    if (!router.ns.try_run(rules.restore_script(), &said)) {
      refused.push_back(file.filename().string() + ": " + said.substr(0, said.find('\n')));
      continue;
    }
    ++loaded;
    if (rules.family() == Family::v6) ++of_ipv6;
    Options options;
    options.check_must = false;
    options.least_certain = 0;
    options.may_deliver_nothing = true;
    options.ports = rules.ports();
    all.add(expect_agreement(lab, 120, options));
  }
  std::cout << loaded << " rule sets (" << of_ipv6 << " of IPv6) of " << files.size() << " files, "
            << all.summary().substr(0, 200) << "\n";
  for (const std::string& why : refused) std::cout << "refused: " << why << "\n";
  EXPECT_GT(loaded, scale() < 1 ? 2 : 10);
  EXPECT_TRUE(of_ipv6 > 0 || scale() < 1);
}

}  // namespace
}  // namespace sekisho::test::kernel
