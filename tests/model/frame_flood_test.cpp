// On random small networks, the domains are exactly what frames that are carried port by port show.
#include "model/frame_flooder.hpp"
#include "model/network_builder.hpp"
#include "support/data.hpp"

#include <gtest/gtest.h>

#include <random>

namespace sekisho::test {
namespace {

constexpr std::uint16_t vlan_count = 4;

class RandomNetwork {
 public:
  explicit RandomNetwork(unsigned seed) : random_(seed) {
    const int devices = 2 + below(3);
    for (int d = 0; d < devices; ++d) add_device("d" + std::to_string(d));
    std::shuffle(free_ports_.begin(), free_ports_.end(), random_);
    const auto cables = static_cast<std::size_t>(1 + below(4));
    for (std::size_t c = 0; c < cables && 2 * c + 1 < free_ports_.size(); ++c) {
      const Attachment a = free_ports_[2 * c];
      const Attachment b = free_ports_[2 * c + 1];
      builder_.link(name(a), name(b));
      links_.emplace_back(a, b);
    }
  }

  [[nodiscard]] const std::vector<Device>& devices() const { return devices_; }
  [[nodiscard]] const std::vector<std::pair<Attachment, Attachment>>& links() const { return links_; }
  [[nodiscard]] Network build(DiagnosticSink& sink) const { return builder_.build(sink); }

 private:
  int below(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }
  std::uint16_t vlan() { return static_cast<std::uint16_t>(1 + below(vlan_count)); }
  bool chance(int percent) { return below(100) < percent; }

  std::string name(const Attachment& at) const {
    return devices_[at.device].name + ':' + devices_[at.device].interfaces[at.interface].name;
  }

  VlanSet some_vlans() {
    VlanSet set;
    for (std::uint16_t v = 1; v <= vlan_count; ++v) {
      if (chance(60)) set.add(v, v);
    }
    return set;
  }

  void add_device(const std::string& device_name) {
    DeviceBuilder device(device_name);
    const bool is_switch = chance(75);
    const int ports = 1 + below(4);
    for (int p = 0; p < ports; ++p) {
      const std::string port = "p" + std::to_string(p);
      if (is_switch)
        add_switch_port(device, port);
      else
        add_routed_port(device, port);
    }
    for (std::uint16_t v = 1; is_switch && v <= vlan_count; ++v) {
      if (chance(30)) device.svi(v, "10.0." + std::to_string(v) + ".1/24");
    }
    if (is_switch && chance(40)) {
      device.vlans({9});
      for (std::uint16_t v = 2; v <= vlan_count; ++v) {
        if (chance(60)) device.vlans({v});
      }
    }
    for (InterfaceIndex i = 0; i < device.device().interfaces.size(); ++i) {
      const bool takes_cable = device.device().interfaces[i].kind == InterfaceKind::physical;
      if (takes_cable) free_ports_.push_back({devices_.size(), i});
    }
    builder_.device(device);
    devices_.push_back(device.device());
  }

  void add_switch_port(DeviceBuilder& device, const std::string& port) {
    if (chance(45)) {
      Interface& access = device.access(port, vlan());
      if (chance(25)) access.switchport->voice_vlan = vlan();
      return;
    }
    Interface& trunk = device.trunk(port, vlan(), chance(50) ? VlanSet::all() : some_vlans());
    trunk.switchport->native_tagged = chance(20);
  }

  void add_routed_port(DeviceBuilder& device, const std::string& port) {
    device.routed(port, chance(50) ? "10.1.0.1/24" : "");
    for (std::uint16_t v = 1; v <= vlan_count; ++v) {
      if (chance(40)) device.sub(port, v, "10.2." + std::to_string(v) + ".1/24");
    }
  }

  std::mt19937 random_;
  NetworkBuilder builder_;
  std::vector<Device> devices_;
  std::vector<Attachment> free_ports_;
  std::vector<std::pair<Attachment, Attachment>> links_;
};

/// Names the class of each listener: a join in one direction counts for both.
std::map<Listener, int> classes_of(const RandomNetwork& network, bool lenient) {
  FrameFlooder flooder(network.devices(), network.links(), lenient);
  std::vector<Listener> listeners;
  for (DeviceIndex d = 0; d < network.devices().size(); ++d) {
    for (InterfaceIndex i = 0; i < network.devices()[d].interfaces.size(); ++i)
      listeners.push_back({d, false, i});
    for (std::uint16_t v = 1; v <= vlan_count; ++v) listeners.push_back({d, true, v});
  }
  std::map<Listener, int> classes;
  for (std::size_t i = 0; i < listeners.size(); ++i) classes[listeners[i]] = static_cast<int>(i);
  for (const Listener& from : listeners) {
    for (const Listener& to : flooder.flood(from)) {
      const int old = classes[to];
      const int fresh = classes[from];
      for (auto& [listener, number] : classes) {
        if (number == old) number = fresh;
      }
    }
  }
  return classes;
}

/// Interfaces whose frames are of one place: SVIs, routed ports, subinterfaces, and access ports of hosts
/// without a voice VLAN.
std::vector<Attachment> endpoints(const RandomNetwork& network) {
  std::vector<Attachment> found;
  for (DeviceIndex d = 0; d < network.devices().size(); ++d) {
    const auto& all = network.devices()[d].interfaces;
    for (InterfaceIndex i = 0; i < all.size(); ++i) {
      const bool linked = std::ranges::any_of(network.links(), [&](const auto& link) {
        return link.first == Attachment{d, i} || link.second == Attachment{d, i};
      });
      const std::optional<SwitchPort>& port = all[i].switchport;
      const bool host_port = port && port->mode == SwitchPort::Mode::access && !port->voice_vlan && !linked;
      if (!port || host_port) found.push_back({d, i});
    }
  }
  return found;
}

std::string describe(const RandomNetwork& network, const Network& built) {
  std::string text;
  for (const auto& [a, b] : network.links()) text += spelled(built, a) + " -- " + spelled(built, b) + '\n';
  for (const std::string& line : domains_of(built)) text += line + '\n';
  for (const Domain& domain : built.domains) {
    for (const JoinReason& reason : domain.joins) text += "  " + reason.text + '\n';
  }
  return text;
}

TEST(FrameFlood, AgreesWithTheDomains) {
  int joined = 0;
  int surely = 0;
  for (int round = 0; round < scaled(3000); ++round) {
    const auto seed = static_cast<unsigned>(round);
    const RandomNetwork network(seed);
    DiagnosticSink sink;
    const Network built = network.build(sink);
    std::map<Listener, int> may = classes_of(network, true);
    std::map<Listener, int> must = classes_of(network, false);
    const std::vector<Attachment> ends = endpoints(network);
    for (const Attachment& a : ends) {
      for (const Attachment& b : ends) {
        const DomainIndex domain = built.domain_of[a.device][a.interface];
        ASSERT_NE(domain, Network::no_domain);
        const Listener at_a{a.device, false, a.interface};
        const Listener at_b{b.device, false, b.interface};
        const bool same = domain == built.domain_of[b.device][b.interface];
        ASSERT_EQ(same, may[at_a] == may[at_b])
            << "seed " << seed << ": " << spelled(built, a) << ' ' << spelled(built, b) << '\n'
            << describe(network, built);
        ASSERT_EQ(same && built.domains[domain].surely_joined(a, b), must[at_a] == must[at_b])
            << "seed " << seed << ": " << spelled(built, a) << ' ' << spelled(built, b) << '\n'
            << describe(network, built);
        joined += same && a != b;
        surely += same && a != b && built.domains[domain].surely_joined(a, b);
      }
    }
  }
  // The networks are worth testing: many pairs are joined, and many of these not surely.
  EXPECT_GT(joined, surely);
  EXPECT_GT(surely, 0);
}

}  // namespace
}  // namespace sekisho::test
