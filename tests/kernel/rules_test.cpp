// Random rule sets of iptables and ip6tables on one router: filters with chains, sets and states, marks that
// steer, and translations.
#include "kernel/kernel_test.hpp"
#include "kernel/random_rules.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

namespace sekisho::test::kernel {
namespace {

class Rules : public KernelTest {
 protected:
  static RuleWorld world() {
    RuleWorld world;
    world.interfaces = {"eth0", "eth1", "eth2"};
    world.prefixes = {"10.1.0.0/24",     "10.2.0.0/24",     "10.3.0.0/24",
                      "2001:db8:1::/64", "2001:db8:2::/64", "2001:db8:3::/64"};
    return world;
  }

  static Router& build(Lab& lab) {
    Router& r = lab.add_router("r");
    lab.add_hosts(r, "eth0", "a", {"10.1.0.0/24", "2001:db8:1::/64"}, {"10.1.0.1/24", "2001:db8:1::1/64"});
    lab.add_hosts(r, "eth1", "b", {"10.2.0.0/24", "2001:db8:2::/64"}, {"10.2.0.1/24", "2001:db8:2::1/64"});
    lab.add_hosts(r, "eth2", "c", {"10.3.0.0/24", "2001:db8:3::/64"}, {"10.3.0.1/24", "2001:db8:3::1/64"});
    r.with_rules = true;
    return r;
  }

  static void load(const Router& router, const RuleWorld& world, std::uint32_t seed) {
    for (const Family family : {Family::v4, Family::v6}) {
      RuleMaker maker(world, family, seed);
      const std::string sets = maker.sets();
      const char* program = family == Family::v4 ? "iptables-restore" : "ip6tables-restore";
      router.ns.run("set -e\n" + sets + program + " <<'END'\n" + maker.tables() + "END\n");
    }
  }

  /// Several routers, each with rules of its own.
  static void run(const RuleWorld& world, int rule_sets, int packets, Options options) {
    options.may_deliver_nothing = true;  // some rule sets let nothing through
    for (int i = 0; i < scaled(rule_sets); ++i) {
      const std::uint32_t rules = seed() + static_cast<std::uint32_t>(i);
      SCOPED_TRACE("SEKISHO_KERNEL_SEED=" + std::to_string(seed()) + " rules " + std::to_string(rules));
      Lab lab;
      const Router& router = build(lab);
      if (world.marks)
        router.ns.run(
            "set -e\nip rule add fwmark 0x1 lookup 100\nip route add default dev eth2 table 100\n"
            "ip -6 rule add fwmark 0x1/0x1 lookup 100\nip -6 route add default dev eth2 table 100\n");
      load(router, world, rules);
      expect_agreement(lab, packets, options);
      if (HasFailure()) FAIL() << router.ns.run("iptables-save; ip6tables-save; ipset save").substr(0, 20000);
    }
  }
};

// Sets of two dimensions are known from both sides only, and so are marks: many traces are not certain.
constexpr double with_sets = 0.4;
constexpr double with_marks = 0.0;

TEST_F(Rules, Filters) {
  Options options;
  options.least_certain = with_sets;
  RuleWorld plain = world();
  plain.states = false;
  run(plain, 6, 300, options);
}

TEST_F(Rules, States) {
  RuleWorld tracked = world();
  tracked.untracks = true;
  Options options;
  options.least_certain = 0;  // where a rule says NOTRACK, all states are doubted
  run(tracked, 6, 300, options);
}

TEST_F(Rules, MarksThatSteer) {
  RuleWorld marked = world();
  marked.marks = true;
  Options options;
  options.least_certain = with_marks;
  run(marked, 4, 300, options);
}

TEST_F(Rules, Translations) {
  RuleWorld translated = world();
  translated.translates = true;
  Options options;
  options.check_must = false;
  options.least_certain = with_sets;
  run(translated, 6, 300, options);
}

}  // namespace
}  // namespace sekisho::test::kernel
