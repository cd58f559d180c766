#include "draft/random_configs.hpp"

#include <sekisho/base/address.hpp>

#include <algorithm>
#include <random>
#include <vector>

namespace sekisho::test {
namespace {

enum class Make : std::uint8_t { ios, fortios };

struct Router {
  std::string name;
  Make make = Make::ios;
  int ports = 0;
  std::string interfaces;
};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  RandomConfigs run() {
    const int count = below(6) + 2;
    for (int i = 0; i < count; ++i)
      routers_.push_back({"rt" + std::to_string(i), chance(3) ? Make::fortios : Make::ios, 0, {}});
    for (int i = 1; i < count; ++i) join_routers(routers_[i], routers_[below(i)]);
    for (int i = below(3); i > 0; --i) {
      const int a = below(count);
      const int b = below(count);
      if (a != b) join_routers(routers_[a], routers_[b]);
    }
    for (int i = 0; i < count; ++i) {
      if (chance(2)) add_switch(routers_[i]);
      if (chance(2)) add_stub(routers_[i]);
    }
    for (const Router& router : routers_) write(router);
    return std::move(configs_);
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<std::uint32_t>(limit)); }
  bool chance(int one_in) { return below(one_in) == 0; }

  static std::string port_name(const Router& router, int port) {
    return router.make == Make::ios ? "GigabitEthernet0/" + std::to_string(port)
                                    : "port" + std::to_string(port + 1);
  }

  /// A network that nobody else has.
  std::uint32_t next_network() { return 0x0a000000U + (++networks_ << 8U); }

  static std::string dotted(std::uint32_t address) { return to_string(Address::v4(address)); }

  void add_port(Router& router, const std::string& name, std::uint32_t address, int length,
                const std::string& description) {
    const std::string mask = dotted(length == 0 ? 0 : ~std::uint32_t{0} << (32 - length));
    if (router.make == Make::ios) {
      router.interfaces += "interface " + name + "\n";
      if (!description.empty()) router.interfaces += " description " + description + "\n";
      router.interfaces += " ip address " + dotted(address) + " " + mask + "\n!\n";
    } else {
      router.interfaces += "    edit \"" + name + "\"\n        set vdom \"root\"\n        set ip " +
                           dotted(address) + " " + mask + "\n        set type physical\n";
      if (!description.empty()) router.interfaces += "        set description \"" + description + "\"\n";
      router.interfaces += "    next\n";
    }
  }

  void join_routers(Router& a, Router& b) {
    const std::string a_port = port_name(a, a.ports++);
    const std::string b_port = port_name(b, b.ports++);
    const std::uint32_t network = next_network();
    const int length = chance(3) ? 29 : 30;
    add_port(a, a_port, network + 1, length, chance(4) ? b.name + " " + b_port : "");
    add_port(b, b_port, network + 2, length, chance(4) ? "to " + a.name : "");
    add_cable(a.name + ":" + a_port, b.name + ":" + b_port);
  }

  void add_stub(Router& router) {
    add_port(router, port_name(router, router.ports++), next_network() + 1, 24, "LAN");
  }

  /// A switch with a trunk to the router and a few access ports; the router has a subinterface per VLAN.
  void add_switch(Router& router) {
    const std::string name = "sw" + std::to_string(switches_++);
    const std::string port = port_name(router, router.ports++);
    const std::string uplink = "GigabitEthernet1/0/24";
    const bool described_here = chance(2);
    const bool described_there = !described_here || chance(2);
    const std::string to_switch = described_here ? name + " Gi1/0/24" : "";
    std::string text = "hostname " + name + "\n!\n";
    if (router.make == Make::ios) {
      router.interfaces += "interface " + port + "\n";
      if (described_here) router.interfaces += " description " + to_switch + "\n";
      router.interfaces += "!\n";
    } else {
      router.interfaces +=
          "    edit \"" + port + "\"\n        set vdom \"root\"\n        set type physical\n";
      if (described_here) router.interfaces += "        set description \"" + to_switch + "\"\n";
      router.interfaces += "    next\n";
    }
    const int vlans = below(3) + 1;
    for (int v = 0; v < vlans; ++v) {
      const std::string vlan = std::to_string(10 + v);
      text += "vlan " + vlan + "\n name V" + vlan + "\n!\n";
      add_vlan(router, port, vlan, next_network() + 1);
      text += "interface GigabitEthernet1/0/" + std::to_string(v + 1) + "\n switchport access vlan " + vlan +
              "\n switchport mode access\n!\n";
    }
    text += "interface " + uplink + "\n";
    if (described_there) text += " description " + router.name + "(" + port + ")\n";
    text += " switchport mode trunk\n!\nend\n";
    configs_.files[name + ".cfg"] = text;
    add_cable(router.name + ":" + port, name + ":" + uplink);
  }

  void add_vlan(Router& router, const std::string& port, const std::string& vlan, std::uint32_t address) {
    if (router.make == Make::ios) {
      router.interfaces += "interface " + port + "." + vlan + "\n encapsulation dot1Q " + vlan +
                           "\n ip address " + dotted(address) + " 255.255.255.0\n!\n";
    } else {
      router.interfaces += "    edit \"" + port + "-v" + vlan +
                           "\"\n        set vdom \"root\"\n        set ip " + dotted(address) +
                           " 255.255.255.0\n        set interface \"" + port + "\"\n        set vlanid " +
                           vlan + "\n    next\n";
    }
  }

  void add_cable(const std::string& a, const std::string& b) {
    configs_.cables.insert({std::min(a, b), std::max(a, b)});
  }

  void write(const Router& router) {
    if (router.make == Make::ios) {
      configs_.files[router.name + ".cfg"] =
          "version 15.2\nhostname " + router.name + "\n!\n" + router.interfaces + "end\n";
    } else {
      configs_.files[router.name + ".conf"] =
          "#config-version=FGT60F-7.4.1-FW-build2463-230830:opmode=0:vdom=0\nconfig system global\n    set "
          "hostname \"" +
          router.name + "\"\nend\nconfig system interface\n" + router.interfaces + "end\n";
    }
  }

  std::mt19937 random_;
  std::vector<Router> routers_;
  std::uint32_t networks_ = 0;
  int switches_ = 0;
  RandomConfigs configs_;
};

}  // namespace

RandomConfigs random_configs(std::uint32_t seed) { return Generator(seed).run(); }

}  // namespace sekisho::test
