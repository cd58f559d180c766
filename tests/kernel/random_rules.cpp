#include "kernel/random_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sekisho::test::kernel {
namespace {

constexpr int chains = 4;

}  // namespace

RuleMaker::RuleMaker(RuleWorld world, Family family, std::uint32_t seed)
    : world_(std::move(world)), family_(family), random_(seed) {
  for (const std::string& text : world_.prefixes) {
    if (Prefix::parse(text)->family() == family) prefixes_.push_back(text);
  }
}

std::string RuleMaker::host() {
  const Prefix prefix = *Prefix::parse(pick(prefixes_));
  const int host_bits = width(family_) - prefix.length;
  return to_string(Address{family_, prefix.network.bits | (Bits128{1 + below(9)} & low_ones(host_bits))});
}

/// A host, a few hosts, one of the networks, or a wide one around it.
std::string RuleMaker::network() {
  const Address address = *Address::parse(host());
  const int full = width(family_);
  const std::vector<int> lengths{full, full - 3, family_ == Family::v4 ? 24 : 64,
                                 family_ == Family::v4 ? 15 : 40};
  return to_string(Prefix::of(address, pick(lengths)));
}

std::string RuleMaker::address_condition(const char* option) {
  return maybe_not() + option + " " + network();
}

std::string RuleMaker::ports() {
  const std::uint16_t port = pick(world_.ports);
  return chance(70) ? fmt::format("{}", port) : fmt::format("{}:{}", port / 2, port + 100);
}

std::string RuleMaker::transport_condition() {
  const bool v4 = family_ == Family::v4;
  switch (below(6)) {
    case 0: return fmt::format("-p tcp -m tcp {}--dport {}", maybe_not(), ports());
    case 1:
      return fmt::format("-p tcp -m tcp {}--tcp-flags {}", maybe_not(),
                         chance(50) ? "SYN,RST,ACK,FIN SYN" : "ACK ACK");
    case 2: return fmt::format("-p udp -m udp {}--sport {}:{}", maybe_not(), 1000, 30000 + below(30000));
    case 3:
      return fmt::format("-p {} -m multiport {}--dports {},{},9000:9999", chance(70) ? "tcp" : "udp",
                         maybe_not(), pick(world_.ports), ports());
    case 4:
      return chance(60) ? (v4 ? "-p icmp -m icmp --icmp-type 8" : "-p ipv6-icmp -m icmp6 --icmpv6-type 128")
                        : (v4 ? "-p icmp" : "-p ipv6-icmp");
    default: return chance(50) ? "! -p tcp" : "-p udp";
  }
}

std::string RuleMaker::further_condition() {
  switch (below(5)) {
    case 0: {
      std::string first = host();
      std::string last = host();
      if (*Address::parse(last) < *Address::parse(first)) std::swap(first, last);
      return fmt::format("-m iprange {}--{}-range {}-{}", maybe_not(), chance(50) ? "src" : "dst", first,
                         last);
    }
    case 1: {
      if (!world_.states) return "";
      const std::vector<const char*> states{
          "NEW", "ESTABLISHED", "RELATED,ESTABLISHED", "NEW,ESTABLISHED", "INVALID", "UNTRACKED"};
      return fmt::format("-m conntrack {}--ctstate {}", maybe_not(), pick(states));
    }
    case 2:
      return fmt::format("-m set {}--match-set nets{} {}", maybe_not(), family_ == Family::v4 ? 4 : 6,
                         chance(50) ? "src" : "dst");
    case 3:
      return fmt::format("-m set {}--match-set services{} dst,dst", maybe_not(),
                         family_ == Family::v4 ? 4 : 6);
    default:
      return world_.marks ? fmt::format("-m mark {}--mark 0x1{}", maybe_not(), chance(50) ? "/0x3" : "")
                          : "-m addrtype --dst-type LOCAL";
  }
}

std::string RuleMaker::match(bool may_ask_output, bool with_transport) {
  std::string text;
  const auto add = [&](const std::string& condition) {
    if (!condition.empty()) text += " " + condition;
  };
  if (chance(35)) add(address_condition("-s"));
  if (chance(35)) add(address_condition("-d"));
  if (chance(25)) add(maybe_not() + "-i " + (chance(15) ? "eth+" : pick(world_.interfaces)));
  if (may_ask_output && chance(20)) add(maybe_not() + "-o " + pick(world_.interfaces));
  if (with_transport && chance(45)) add(transport_condition());
  if (chance(35)) add(further_condition());
  return text;
}

/// Chains name only later ones, so nothing loops.
std::string RuleMaker::target(int chain) {
  const std::uint32_t which = below(100);
  if (which < 30) return "-j ACCEPT";
  if (which < 52) return "-j DROP";
  if (which < 58) return "-j REJECT";
  if (which < 64 && chain >= 0) return "-j RETURN";
  if (which < 68) return "-j LOG";
  if (chain + 1 >= chains) return "-j ACCEPT";
  const int to = chain + 1 + static_cast<int>(below(static_cast<std::size_t>(chains - chain - 1)));
  return fmt::format("-{} c{}", which < 74 ? "g" : "j", to);
}

std::string RuleMaker::filter_table() {
  std::string text = fmt::format("*filter\n:INPUT {} [0:0]\n:FORWARD {} [0:0]\n:OUTPUT ACCEPT [0:0]\n",
                                 chance(50) ? "ACCEPT" : "DROP", chance(50) ? "ACCEPT" : "DROP");
  for (int i = 0; i < chains; ++i) text += fmt::format(":c{} - [0:0]\n", i);
  const auto rules = [&](const std::string& name, int chain, std::uint32_t count, bool output) {
    for (std::uint32_t i = 0; i < count; ++i)
      text += fmt::format("-A {}{} {}\n", name, match(output), target(chain));
  };
  rules("INPUT", -1, 3 + below(4), false);
  rules("FORWARD", -1, 6 + below(8), true);
  for (int i = 0; i < chains; ++i) rules(fmt::format("c{}", i), i, 1 + below(5), true);
  return text + "COMMIT\n";
}

std::string RuleMaker::raw_table() {
  std::string text = "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n";
  const bool states = std::exchange(world_.states, false);
  for (std::uint32_t i = 1 + below(3); i > 0; --i) {
    const bool drop = !world_.untracks || chance(25);
    text += fmt::format("-A PREROUTING{} {} {}\n", match(false, false), transport_condition(),
                        drop ? "-j DROP" : "-j CT --notrack");
  }
  world_.states = states;
  return text + "COMMIT\n";
}

std::string RuleMaker::mangle_table() {
  std::string text =
      "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT "
      "[0:0]\n:POSTROUTING ACCEPT [0:0]\n";
  for (std::uint32_t i = 1 + below(3); i > 0 && world_.marks; --i)
    text += fmt::format("-A PREROUTING{} -j MARK --set-xmark 0x{:x}/0xffffffff\n", match(false), below(4));
  if (chance(30)) text += fmt::format("-A FORWARD{} {} -j DROP\n", match(true, false), transport_condition());
  return text + "COMMIT\n";
}

std::string RuleMaker::nat_table() {
  const bool v4 = family_ == Family::v4;
  const auto with_port = [&](const std::string& address) {
    const std::string target = v4 ? address : "[" + address + "]";
    return fmt::format("{}:{}", target, pick(world_.ports));
  };
  std::string text =
      "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT "
      "[0:0]\n";
  for (std::uint32_t i = below(4); i > 0; --i) {
    const std::string which = fmt::format("-A PREROUTING -d {} -p tcp -m tcp --dport {}", network(), ports());
    switch (below(4)) {
      case 0: text += which + " -j DNAT --to-destination " + with_port(host()) + "\n"; break;
      case 1:
        text +=
            fmt::format("-A PREROUTING {} -j DNAT --to-destination {}\n", address_condition("-d"), host());
        break;
      case 2: text += which + fmt::format(" -j REDIRECT --to-ports {}\n", pick(world_.ports)); break;
      default: text += which + " -j ACCEPT\n";
    }
  }
  for (std::uint32_t i = 1 + below(3); i > 0; --i) {
    const std::string which =
        fmt::format("-A POSTROUTING {} -o {}", address_condition("-s"), pick(world_.interfaces));
    switch (below(3)) {
      case 0: text += which + " -j MASQUERADE\n"; break;
      case 1: text += which + " -j SNAT --to-source " + host() + "\n"; break;
      default: text += which + " -p udp -j ACCEPT\n";
    }
  }
  return text + "COMMIT\n";
}

std::string RuleMaker::sets() {
  const bool v4 = family_ == Family::v4;
  const int number = v4 ? 4 : 6;
  const char* family = v4 ? "inet" : "inet6";
  std::string script = fmt::format(
      "ipset create nets{0} hash:net family {1}\nipset create services{0} hash:ip,port family {1}\n", number,
      family);
  for (int i = 0; i < 3; ++i) {
    script += fmt::format("ipset add -exist nets{} {}\n", number, network());
    script += fmt::format("ipset add -exist services{} {},tcp:{}\n", number, host(), pick(world_.ports));
  }
  return script;
}

std::string RuleMaker::tables() {
  std::string text = filter_table();
  if (world_.untracks || chance(20)) text += raw_table();
  if (world_.marks || chance(20)) text += mangle_table();
  if (world_.translates) text += nat_table();
  return text;
}

}  // namespace sekisho::test::kernel
