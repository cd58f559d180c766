#include "random_backbone.hpp"

#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace sekisho::test {

namespace {

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed), routers_(2 + number(4)), ports_(2 + number(3)) {}

  bench::stanford::DatasetText make() {
    for (int router = 0; router < routers_; ++router) {
      make_vlans(router);
      make_routes(router);
      make_acls(router);
    }
    make_links();
    bench::stanford::DatasetText text{
        {"updates", updates_.str()}, {"vlan.txt", vlans_.str()}, {"topo.txt", links_.str()}, {}};
    for (const auto& [router, usage] : usages_)
      text.attachments.push_back({"acls/" + name(router) + "_usage", usage});
    return text;
  }

 private:
  int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool one_in(int n) { return number(n) == 0; }
  static std::string name(int router) { return "r" + std::to_string(router); }
  static std::string port(int port) { return "p" + std::to_string(port); }

  void make_vlans(int router) {
    for (int vlan = 0; vlan < 2; ++vlan) {
      vlans_ << name(router) << " vlan" << vlan;
      std::set<int> members{number(ports_)};
      while (!one_in(3)) members.insert(number(ports_));
      for (const int member : members) vlans_ << ' ' << port(member);
      vlans_ << '\n';
    }
  }

  /// Prefixes of up to 4 bits below 10.0.0.0/8 or of everything, now and then hosts.
  void make_routes(int router) {
    std::set<std::pair<std::uint32_t, int>> made;
    for (int i = 2 + number(8); i > 0; --i) {
      const int length = one_in(6) ? 0 : one_in(6) ? 32 : 8 + number(5);
      const std::uint32_t bits = 0x0a000000U | static_cast<std::uint32_t>(number(16)) << 20;
      const std::uint32_t network = length == 0 ? 0 : bits & ~std::uint32_t{0} << (32 - length);
      if (!made.insert({network, length}).second) continue;
      const std::string to = one_in(4)   ? "self"
                             : one_in(3) ? "vlan" + std::to_string(number(2))
                                         : port(number(ports_));
      updates_ << "+ fwd " << name(router) << ' ' << network << ' ' << length << ' ' << to << ' ' << length
               << '\n';
      if (one_in(3))
        updates_ << "- fwd " << name(router) << ' ' << network << ' ' << length << " p0 " << length << '\n';
    }
  }

  std::string address() {
    return "10." + std::to_string(number(16) * 16) + ".0." + std::to_string(number(2));
  }

  std::string address_and_wildcard() {
    switch (number(4)) {
      case 0: return "any null";
      case 1: return address() + " null";
      case 2: return address() + " 0.31.255.255";
      default: return address() + " 0.64.0.255";  // with a hole
    }
  }

  std::string ports() {
    switch (number(4)) {
      case 0: return "20 30";
      case 1: return "25 null";
      default: return "null null";
    }
  }

  /// Two filters for each router, the rules from the lowest priority up.
  void make_acls(int router) {
    for (int acl = 0; acl < 2; ++acl) {
      for (int rule = 1 + number(4); rule > 0; --rule) {
        const char* const protocols[] = {"0 255", "6 6", "6 17"};
        updates_ << "+ acl " << name(router) << "_a" << acl << " access-list a" << acl
                 << (one_in(2) ? " permit " : " deny ") << protocols[number(3)] << ' '
                 << address_and_wildcard() << ' ' << ports() << ' ' << address_and_wildcard() << ' '
                 << ports() << ' ' << 100 - rule << '\n';
      }
    }
  }

  /// The filters of a port in one direction; the same at every call.
  const std::vector<int>& filters(int router, int of_port, const std::string& direction) {
    const auto [known, is_new] = filters_.try_emplace({router, of_port, direction});
    if (!is_new) return known->second;
    for (int acl = 0; acl < 2; ++acl)
      if (one_in(4)) known->second.push_back(acl);
    if (known->second.empty()) return known->second;
    std::string& usage = usages_[router];
    usage += port(of_port) + ' ' + direction;
    for (const int acl : known->second) usage += " a" + std::to_string(acl);
    usage += '\n';
    return known->second;
  }

  std::vector<std::string> filter_nodes(int router, int of_port, const std::string& direction) {
    std::vector<std::string> nodes;
    for (const int acl : filters(router, of_port, direction))
      nodes.push_back(name(router) + "_a" + std::to_string(acl) + '_' + port(of_port) + '_' + direction);
    return nodes;
  }

  void line(const std::string& node, const std::string& of_port, const std::string& to,
            const std::string& to_port) {
    const std::string text = node + ' ' + of_port + ' ' + to + ' ' + to_port + '\n';
    if (written_.insert(text).second) links_ << text;
  }

  /// Writes nodes one behind the other; gives the end from which to go on.
  std::pair<std::string, std::string> chain(std::pair<std::string, std::string> from,
                                            const std::vector<std::string>& nodes) {
    for (const std::string& node : nodes) {
      line(from.first, from.second, node, "inport");
      from = {node, "permit"};
    }
    return from;
  }

  /// Each port leads to up to two others, of any router but its own.
  void make_links() {
    for (int router = 0; router < routers_; ++router) {
      for (int from = 0; from < ports_; ++from) {
        const auto out = chain({name(router), port(from)}, filter_nodes(router, from, "out"));
        for (int peers = number(3); peers > 0; --peers) {
          const int to = number(routers_);
          const int to_port = number(ports_);
          if (to == router) continue;
          const auto in = chain(out, filter_nodes(to, to_port, "in"));
          line(in.first, in.second, name(to), port(to_port));
        }
      }
    }
  }

  std::mt19937 random_;
  int routers_;
  int ports_;
  std::ostringstream updates_, vlans_, links_;
  std::map<int, std::string> usages_;
  std::map<std::tuple<int, int, std::string>, std::vector<int>> filters_;
  std::set<std::string> written_;
};

}  // namespace

bench::stanford::DatasetText random_backbone(unsigned seed) { return Maker(seed).make(); }

}  // namespace sekisho::test
