// The three border firewalls of a made-up city: address objects, services, and a long policy each.
#include "city_shape.hpp"
#include "city_text.hpp"

#include <array>

namespace sekisho::bench {

namespace {

struct FirewallInterface {
  const char* name;
  std::string address;
  const char* mask;
};

struct StaticLine {
  const char* destination;  // address and mask; empty: default
  std::string gateway;
  const char* interface;
};

struct Policy {
  std::string from;
  std::string to;
  std::string source;
  std::string destination;
  std::string service;
  bool permit = true;
};

struct FirewallService {
  const char* name;
  const char* ranges;
};
constexpr std::array<FirewallService, 12> services{
    {{"HTTP", "tcp-portrange 80"},
     {"HTTPS", "tcp-portrange 443"},
     {"SMTP", "tcp-portrange 25"},
     {"TCP-8080", "tcp-portrange 8080"},
     {"TCP-8443", "tcp-portrange 8443"},
     {"TCP-8531", "tcp-portrange 8531"},
     {"TCP-22443", "tcp-portrange 22443"},
     {"SSH", "tcp-portrange 22"},
     {"DB", "tcp-portrange 1433 1521"},
     {"FILES", "tcp-portrange 139 445"},
     {"APP", "tcp-portrange 7001-7010"},
     {"DNS", "tcp-portrange 53\n        set udp-portrange 53"}}};

/// The services that every segment of the zone may use towards the LGWAN are the first five.
constexpr std::size_t lgwan_services = 5;

constexpr const char* host_mask = "255.255.255.255";

/// One firewall while its config is written. Objects first, then policies.
class Firewall {
 public:
  Firewall(CityParts& parts, std::string name) : parts_(parts), name_(std::move(name)) {
    out_.line("#config-version=FGT100F-7.4.5-FW-build2702-240918:opmode=0:vdom=0:user=admin");
    out_.line("config system global\n    set hostname \"{}\"\nend", name_);
  }

  void interfaces(const std::vector<FirewallInterface>& list) {
    out_.line("config system interface");
    for (const FirewallInterface& each : list)
      out_.line(
          "    edit \"{}\"\n        set vdom \"root\"\n        set ip {} {}\n        set type physical\n    "
          "next",
          each.name, each.address, each.mask);
    out_.line("end");
  }

  void object(const std::string& name, const std::string& address, const char* mask) {
    objects_.line("    edit \"{}\"\n        set subnet {} {}\n    next", name, address, mask);
  }
  void group(const std::string& name, const std::string& members) {
    groups_.line("    edit \"{}\"\n        set member {}\n    next", name, members);
  }
  void publish(const std::string& name, const std::string& outside, const std::string& inside) {
    published_.line(
        "    edit \"{}\"\n        set extip {}\n        set mappedip \"{}\"\n        set extintf \"port1\"\n "
        "   next",
        name, outside, inside);
  }
  void route(const StaticLine& route) {
    routes_.line("    edit {}", ++route_count_);
    if (route.destination[0] != '\0') routes_.line("        set dst {}", route.destination);
    routes_.line("        set gateway {}\n        set device \"{}\"\n    next", route.gateway,
                 route.interface);
  }

  void policy(const Policy& policy) { policies_.push_back(policy); }

  /// Fills up to the budget, now and then with a repetition of an earlier policy or a denial.
  template <typename Make>
  void fill(Make make) {
    Random& random = parts_.random;
    const std::size_t first = policies_.size();
    for (std::size_t i = 0; i < parts_.budget.per_firewall; ++i) {
      if (i > 10 && random.one_in(20)) {
        policies_.push_back(policies_[first + random.below(i)]);
      } else {
        policies_.push_back(make(random));
      }
      if (random.one_in(12)) policies_.back().permit = false;
    }
  }

  void finish(const std::string& managed) {
    write_objects();
    policy({"any", "any", "all", "all", "ALL", false});
    const std::string head = out_.take();
    const std::string tail = local_policy(managed) + routes();
    parts_.city.rules += policies_.size() + 2;
    parts_.city.configs.push_back({name_ + ".conf", head + policies() + tail});
    add_change(head, tail);
  }

 private:
  void write_objects() {
    out_.line("config firewall address\n    edit \"all\"\n    next\n{}end", objects_.take());
    out_.line("config firewall addrgrp\n{}end", groups_.take());
    out_.line("config firewall service custom\n    edit \"ALL\"\n        set protocol IP\n    next");
    for (const FirewallService& service : services)
      out_.line("    edit \"{}\"\n        set {}\n    next", service.name, service.ranges);
    out_.line(
        "end\nconfig firewall schedule recurring\n    edit \"always\"\n        set day sunday monday tuesday "
        "wednesday thursday friday saturday\n    next\nend");
    if (!published_.text().empty()) out_.line("config firewall vip\n{}end", published_.take());
  }

  [[nodiscard]] std::string policies() const {
    ConfigText text;
    text.line("config firewall policy");
    int number = 0;
    for (const Policy& each : policies_) {
      text.line("    edit {}\n        set srcintf \"{}\"\n        set dstintf \"{}\"", ++number, each.from,
                each.to);
      if (each.permit) text.line("        set action accept");
      text.line("        set srcaddr \"{}\"\n        set dstaddr \"{}\"\n        set schedule \"always\"",
                each.source, each.destination);
      text.line("        set service \"{}\"\n        set logtraffic all\n    next", each.service);
    }
    text.line("end");
    return text.take();
  }

  [[nodiscard]] static std::string local_policy(const std::string& managed) {
    ConfigText text;
    text.line("config firewall local-in-policy");
    text.line(
        "    edit 1\n        set intf \"mgmt\"\n        set srcaddr \"MGMT\"\n        set dstaddr \"all\"");
    text.line(
        "        set action accept\n        set service \"SSH\" \"HTTPS\"\n        set schedule \"always\"\n "
        "   next");
    text.line(
        "    edit 2\n        set intf \"any\"\n        set srcaddr \"all\"\n        set dstaddr \"all\"");
    text.line(
        "        set service \"ALL\"\n        set schedule \"always\"\n        set comments \"{}\"\n    "
        "next\nend",
        managed);
    return text.take();
  }

  [[nodiscard]] std::string routes() { return "config router static\n" + routes_.take() + "end\n"; }

  /// A permitting policy in the middle of the list now denies.
  void add_change(const std::string& head, const std::string& tail) {
    std::size_t changed = policies_.size() / 2;
    while (changed > 0 && !policies_[changed].permit) --changed;
    policies_[changed].permit = false;
    parts_.city.changes.push_back({name_, {name_ + ".conf", head + policies() + tail}});
  }

  CityParts& parts_;
  std::string name_;
  ConfigText out_, objects_, groups_, published_, routes_;
  std::vector<Policy> policies_;
  int route_count_ = 0;
};

std::string any_service(Random& random) { return services[random.below(services.size())].name; }

/// Objects of a zone: the LAN of each branch, a group of them all, some hosts in them, its servers.
void zone_objects(Firewall& firewall, const Shape& shape, const Zone& zone) {
  std::string members;
  for (const Branch& branch : shape.branches) {
    if (!branch.has(zone)) continue;
    const std::string name = segment_name(zone, branch);
    firewall.object(name, lan(zone, branch, 0), lan_mask);
    for (std::size_t host = 1; host <= 4; ++host)
      firewall.object(fmt::format("{}-h{}", name, host), lan(zone, branch, host * 10), host_mask);
    members += fmt::format("\"{}\" ", name);
  }
  firewall.group(fmt::format("{}-branches", zone.prefix), members);
  firewall.object(fmt::format("{}-servers", zone.prefix), server(zone, 0), lan_mask);
  for (std::size_t host = 1; host <= 60; ++host)
    firewall.object(fmt::format("{}-srv{}", zone.prefix, host), server(zone, host + 100), host_mask);
  for (std::size_t host = 0; host < 4; ++host)
    firewall.object(fmt::format("{}-link{}", zone.prefix, host), server(zone, 40 + host), host_mask);
}

void outside_objects(Firewall& firewall, const std::string& prefix, int octet) {
  for (std::size_t host = 0; host < 120; ++host)
    firewall.object(fmt::format("{}-{}", prefix, host),
                    fmt::format("172.{}.{}.{}", octet, 20 + host / 40, 10 + host % 40), host_mask);
}

/// A branch LAN, all of them, or one host.
std::string some_client(Random& random, const Shape& shape, const Zone& zone) {
  if (random.one_in(10)) return fmt::format("{}-branches", zone.prefix);
  const Branch* branch = &shape.branches[random.below(shape.branches.size())];
  if (!branch->has(zone)) branch = &shape.branches.front();
  const std::string name = segment_name(zone, *branch);
  return random.one_in(2) ? name : fmt::format("{}-h{}", name, 1 + random.below(4));
}

void add_mn_firewall(CityParts& parts) {
  Firewall firewall(parts, "mn-fw");
  firewall.interfaces({{"port1", "10.46.250.10", line_mask},
                       {"port2", "10.30.250.2", line_mask},
                       {"port3", server(mn_zone, 254), lan_mask},
                       {"port4", "172.26.255.2", line_mask},
                       {"mgmt", "10.239.0.13", lan_mask}});
  zone_objects(firewall, parts.shape, mn_zone);
  for (std::size_t host = 0; host < 4; ++host)
    firewall.object(fmt::format("lg-link{}", host), server(lg_zone, 40 + host), host_mask);
  firewall.object("gc-app", "172.26.10.0", "255.255.255.240");
  firewall.object("MGMT", "10.239.0.0", lan_mask);
  for (int i = 0; i < 4; ++i) {
    firewall.policy({"port3", "port1", fmt::format("mn-link{}", i), fmt::format("lg-link{}", i), "TCP-8443"});
    firewall.policy({"port1", "port3", fmt::format("lg-link{}", i), fmt::format("mn-link{}", i), "TCP-8443"});
  }
  firewall.policy({"port2", "port4", "mn-branches", "gc-app", "HTTPS"});
  firewall.policy({"port3", "port4", "mn-servers", "gc-app", "HTTPS"});
  firewall.fill([&](Random& random) {
    return Policy{"port2", "port3", some_client(random, parts.shape, mn_zone),
                  fmt::format("mn-srv{}", 1 + random.below(60)), any_service(random)};
  });
  firewall.route({"10.32.0.0 255.240.0.0", "10.46.250.9", "port1"});
  firewall.route({"10.16.0.0 255.240.0.0", "10.30.250.1", "port2"});
  firewall.route({"172.26.0.0 255.255.0.0", "172.26.255.1", "port4"});
  firewall.finish("MN");
}

void add_lg_firewall(CityParts& parts) {
  Firewall firewall(parts, "lg-fw");
  firewall.interfaces({{"port1", "172.30.255.2", line_mask},
                       {"port2", "10.46.250.2", line_mask},
                       {"port3", "10.46.251.1", line_mask},
                       {"mgmt", "10.239.0.11", lan_mask}});
  zone_objects(firewall, parts.shape, lg_zone);
  outside_objects(firewall, "lgwan", 30);
  firewall.object("lgwan-mail", "172.30.1.25", host_mask);
  firewall.object("lg-mail", server(lg_zone, 25), host_mask);
  firewall.object("lg-file", server(lg_zone, 30), host_mask);
  firewall.object("mail-san", "10.80.0.25", host_mask);
  firewall.object("file-san", server(in_zone, 30), host_mask);
  firewall.object("vdi", server(in_zone, 64), "255.255.255.240");
  for (std::size_t host = 0; host < 4; ++host)
    firewall.object(fmt::format("in-link{}", host), server(in_zone, 40 + host), host_mask);
  firewall.object("MGMT", "10.239.0.0", lan_mask);
  firewall.policy({"port2", "port3", "lg-branches", "vdi", "TCP-22443"});
  firewall.policy({"port3", "port2", "mail-san", "lg-mail", "SMTP"});
  firewall.policy({"port3", "port2", "file-san", "lg-file", "HTTPS"});
  firewall.policy({"port1", "port2", "lgwan-mail", "lg-mail", "SMTP"});
  for (int i = 0; i < 4; ++i)
    firewall.policy({"port2", "port3", fmt::format("lg-link{}", i), fmt::format("in-link{}", i), "TCP-8531"});
  firewall.fill([&](Random& random) {
    return Policy{"port2", "port1", some_client(random, parts.shape, lg_zone),
                  fmt::format("lgwan-{}", random.below(120)), services[random.below(lgwan_services)].name};
  });
  firewall.route({"172.30.0.0 255.255.0.0", "172.30.255.1", "port1"});
  firewall.route({"10.32.0.0 255.240.0.0", "10.46.250.1", "port2"});
  firewall.route({"10.48.0.0 255.240.0.0", "10.46.251.2", "port3"});
  firewall.route({"10.80.0.0 255.255.255.0", "10.46.251.2", "port3"});
  firewall.finish("LG");
}

void add_internet_firewall(CityParts& parts) {
  Firewall firewall(parts, "inet-fw");
  firewall.interfaces({{"port1", "203.0.113.2", "255.255.255.248"},
                       {"port2", "172.28.255.2", line_mask},
                       {"port3", "10.62.250.2", line_mask},
                       {"port4", "10.80.0.254", lan_mask},
                       {"port5", "10.46.251.2", line_mask},
                       {"port6", "192.168.250.1", lan_mask},
                       {"mgmt", "10.239.0.12", lan_mask}});
  zone_objects(firewall, parts.shape, in_zone);
  outside_objects(firewall, "sc", 28);
  firewall.object("lg-mail", server(lg_zone, 25), host_mask);
  firewall.object("lg-file", server(lg_zone, 30), host_mask);
  firewall.object("lg-zone", "10.32.0.0", "255.240.0.0");
  firewall.object("mail-san", "10.80.0.25", host_mask);
  firewall.object("file-san", server(in_zone, 30), host_mask);
  firewall.object("vdi", server(in_zone, 64), "255.255.255.240");
  firewall.object("eapply", "10.80.0.30", host_mask);
  firewall.object("sc-mail", "172.28.1.25", host_mask);
  firewall.object("partner-pc", "192.168.250.10", host_mask);
  firewall.object("MGMT", "10.239.0.0", lan_mask);
  for (std::size_t host = 0; host < 4; ++host)
    firewall.object(fmt::format("lg-link{}", host), server(lg_zone, 40 + host), host_mask);
  firewall.publish("vip-www", "203.0.113.20", "10.80.0.10");
  firewall.publish("vip-eapply", "203.0.113.21", "10.80.0.30");
  firewall.publish("vip-dns", "203.0.113.22", "10.80.0.53");
  firewall.policy({"port1", "port4", "all", "vip-www", "HTTPS"});
  firewall.policy({"port1", "port4", "all", "vip-eapply", "HTTPS"});
  firewall.policy({"port1", "port4", "all", "vip-dns", "DNS"});
  firewall.policy({"port2", "port4", "sc-mail", "mail-san", "SMTP"});
  firewall.policy({"port4", "port5", "mail-san", "lg-mail", "SMTP"});
  firewall.policy({"port3", "port5", "file-san", "lg-file", "HTTPS"});
  firewall.policy({"port5", "port3", "lg-zone", "vdi", "TCP-22443"});
  firewall.policy({"port6", "port4", "partner-pc", "eapply", "SSH"});
  for (int i = 0; i < 4; ++i)
    firewall.policy({"port5", "port3", fmt::format("lg-link{}", i), fmt::format("in-link{}", i), "TCP-8531"});
  firewall.fill([&](Random& random) {
    return Policy{"port3", "port2", some_client(random, parts.shape, in_zone),
                  fmt::format("sc-{}", random.below(120)), any_service(random)};
  });
  firewall.route({"", "203.0.113.1", "port1"});
  firewall.route({"172.28.0.0 255.255.0.0", "172.28.255.1", "port2"});
  firewall.route({"10.48.0.0 255.240.0.0", "10.62.250.1", "port3"});
  firewall.route({"10.32.0.0 255.240.0.0", "10.46.251.1", "port5"});
  firewall.finish("IN");
}

}  // namespace

void add_firewalls(CityParts& parts) {
  add_mn_firewall(parts);
  add_lg_firewall(parts);
  add_internet_firewall(parts);
}

}  // namespace sekisho::bench
