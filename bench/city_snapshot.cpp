// The snapshot of a made-up city: devices, links, segments, hosts and the register of channels.
#include "city_shape.hpp"

#include <fmt/format.h>

#include <iterator>

namespace sekisho::bench {

namespace {

class SnapshotText {
 public:
  SnapshotText(const Shape& shape, City& city) : shape_(shape), city_(city) {}

  std::string write() {
    line("snapshot: 1\nname: {{en: Made-up city}}\npolicy: alpha\n");
    devices();
    links();
    segments();
    hosts();
    channels();
    return std::move(text_);
  }

 private:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  void devices() {
    line("devices:");
    for (const TextFile& config : city_.configs) {
      const bool fortios = config.name.ends_with(".conf");
      line("  {}: {{language: {}, config: {}}}", config.name.substr(0, config.name.find('.')),
           fortios ? "fortios" : "cisco-ios", config.name);
    }
  }

  void links() {
    line("links:");
    line("  - [core:GigabitEthernet1/0/1, lg-fw:port2]\n  - [core:GigabitEthernet1/0/2, inet-fw:port3]");
    line("  - [core:GigabitEthernet1/0/3, mn-fw:port1]\n  - [core:GigabitEthernet1/0/4, mn-fw:port2]");
    line("  - [core:GigabitEthernet1/0/5, lg-fw:mgmt]\n  - [core:GigabitEthernet1/0/6, inet-fw:mgmt]");
    line("  - [core:GigabitEthernet1/0/7, mn-fw:mgmt]\n  - [lg-fw:port3, inet-fw:port5]");
    for (std::size_t area = 0; area < shape_.areas; ++area)
      line("  - [core:GigabitEthernet2/0/{}, {}:GigabitEthernet1/0/48]", area + 1, dist_name(area));
    for (const Branch& branch : shape_.branches) {
      line("  - [{}:GigabitEthernet1/0/{}, {}:GigabitEthernet0/0/0]", dist_name(branch.area),
           branch.number % branches_per_area + 1, router_name(branch));
      if (branch.switches > 0) {
        line("  - [{}:GigabitEthernet0/0/1, {}:GigabitEthernet1/0/24]", router_name(branch),
             switch_name(branch, 0));
      }
      for (std::size_t i = 1; i < branch.switches; ++i)
        line("  - [{}:GigabitEthernet1/0/2{}, {}:GigabitEthernet1/0/24]", switch_name(branch, 0), i - 1,
             switch_name(branch, i));
    }
  }

  void segment(const std::string& name, const std::string& segment_class, const std::string& prefixes,
               const std::string& attached) {
    line("  {}: {{class: {}, prefixes: {}, attached: [{}]}}", name, segment_class, prefixes, attached);
    ++city_.segments;
  }

  void segments() {
    line("segments:");
    segment("mn", "my-number", "[10.30.0.0/15]", "mn-fw:port3");
    segment("lg", "lgwan", "[10.46.0.0/15]", "core:Vlan210");
    segment("in", "internet-zone", "[10.62.0.0/15]", "core:Vlan310");
    segment("dmz", "dmz", "[10.80.0.0/24, 203.0.113.16/28]", "inet-fw:port4");
    segment("internet", "internet", "rest", "inet-fw:port1");
    segment("sc", "security-cloud", "[172.28.0.0/16]", "inet-fw:port2");
    segment("lgwan", "lgwan-network", "[172.30.0.0/16]", "lg-fw:port1");
    segment("gc", "government-cloud", "[172.26.0.0/16]", "mn-fw:port4");
    segment("partner", "partner", "[192.168.250.0/24]", "inet-fw:port6");
    std::string managed = "core:Vlan99";
    for (const Branch& branch : shape_.branches)
      managed += fmt::format(", {}:GigabitEthernet0/0/1.99", router_name(branch));
    segment("mgmt", "management", "[10.224.0.0/12]", managed);
    for (const Branch& branch : shape_.branches) {
      for (const Zone& zone : zones) {
        if (branch.has(zone)) {
          segment(segment_name(zone, branch), zone.segment_class, "[" + lan(zone, branch, 0) + "/24]",
                  attached_to(zone, branch));
        }
      }
    }
  }

  static std::string attached_to(const Zone& zone, const Branch& branch) {
    std::string places = fmt::format("{}:GigabitEthernet0/0/1.{}", router_name(branch), zone.vlan / 10 + 1);
    const int first_port = zone.vlan / 100 * 6 - 5;  // 1-6, 7-12, 13-18
    for (std::size_t i = 0; i < branch.switches; ++i) {
      for (int port = first_port; port < first_port + 6; ++port)
        places += fmt::format(", {}:GigabitEthernet1/0/{}", switch_name(branch, i), port);
    }
    return places;
  }

  void hosts() {
    line("hosts:");
    line("  mail-san: {{segment: dmz, address: 10.80.0.25, sanitizer: mail-text}}");
    line("  file-san: {{segment: in, address: {}, sanitizer: file-cdr}}", server(in_zone, 30));
    line("  vdi: {{segment: in, address: {}/28, sanitizer: screen-transfer}}", server(in_zone, 64));
    line("  www: {{segment: dmz, address: [10.80.0.10, 203.0.113.20]}}");
    line("  eapply: {{segment: dmz, address: [10.80.0.30, 203.0.113.21]}}");
    line("  dns-ext: {{segment: dmz, address: [10.80.0.53, 203.0.113.22]}}");
    line("  lg-mail: {{segment: lg, address: {}}}", server(lg_zone, 25));
    line("  lg-file: {{segment: lg, address: {}}}", server(lg_zone, 30));
    for (int i = 0; i < 4; ++i) {
      line("  mn-link{}: {{segment: mn, address: {}}}", i, server(mn_zone, 40 + static_cast<std::size_t>(i)));
      line("  lg-link{}: {{segment: lg, address: {}}}", i, server(lg_zone, 40 + static_cast<std::size_t>(i)));
      line("  in-link{}: {{segment: in, address: {}}}", i, server(in_zone, 40 + static_cast<std::size_t>(i)));
    }
    line("  sc-mail: {{segment: sc, address: 172.28.1.25}}");
    line("  lgwan-mail: {{segment: lgwan, address: 172.30.1.25}}");
    line("  gc-app: {{segment: gc, address: 172.26.10.0/28}}");
    line("  partner-pc: {{segment: partner, address: 192.168.250.10}}");
  }

  void channel(const std::string& from, const std::string& to, const std::string& services,
               const std::string& method) {
    line("  - {{id: CH-{:03}, from: {}, to: {}, services: [{}], method: {},", ++channels_, from, to, services,
         method);
    line("     approved_by: CISO, record: R-{:03}, expires: 2099-03-31}}", channels_);
  }

  void channels() {
    line("channels:");
    channel("{segment: dmz, hosts: [mail-san]}", "{segment: lg, hosts: [lg-mail]}", "tcp/25",
            "mail-text, via: mail-san");
    channel("{segment: in, hosts: [file-san]}", "{segment: lg, hosts: [lg-file]}", "tcp/443",
            "file-cdr, via: file-san");
    for (int i = 0; i < 4; ++i) {
      const std::string mn = fmt::format("{{segment: mn, hosts: [mn-link{}]}}", i);
      const std::string lg = fmt::format("{{segment: lg, hosts: [lg-link{}]}}", i);
      const std::string in = fmt::format("{{segment: in, hosts: [in-link{}]}}", i);
      channel(mn, lg, "tcp/8443", "specific");
      channel(lg, mn, "tcp/8443", "specific");
      channel(lg, in, "tcp/8531", "specific");
    }
    channel("{segment: lgwan, hosts: [lgwan-mail]}", "{segment: lg, hosts: [lg-mail]}", "tcp/25", "business");
    channel("{segment: sc, hosts: [sc-mail]}", "{segment: dmz, hosts: [mail-san]}", "tcp/25", "business");
    channel("internet", "{segment: dmz, hosts: [www]}", "tcp/80, tcp/443", "public");
    channel("internet", "{segment: dmz, hosts: [eapply]}", "tcp/443", "public");
    channel("internet", "{segment: dmz, hosts: [dns-ext]}", "udp/53, tcp/53", "public");
    channel("{segment: partner, hosts: [partner-pc]}", "{segment: dmz, hosts: [eapply]}", "tcp/22",
            "specific");
    uses_of("mn", mn_zone);
    uses_of("lg", lg_zone);
    for (const Branch& branch : shape_.branches) {
      for (const Zone& zone : {mn_zone, lg_zone}) {
        if (branch.has(zone)) uses_of(segment_name(zone, branch), zone);
      }
    }
  }

  /// What every segment of a zone may use.
  void uses_of(const std::string& name, const Zone& zone) {
    if (zone.octet == mn_zone.octet) {
      channel(name, "{segment: gc, hosts: [gc-app]}", "tcp/443", "specific");
      return;
    }
    channel(name, "{segment: in, hosts: [vdi]}", "tcp/22443", "screen-transfer, via: vdi");
    channel(name, "lgwan", "tcp/80, tcp/443, tcp/8080, tcp/8443, tcp/25", "business");
  }

  const Shape& shape_;
  City& city_;
  std::string text_;
  int channels_ = 0;
};

}  // namespace

std::string snapshot_of(const Shape& shape, City& city) { return SnapshotText(shape, city).write(); }

}  // namespace sekisho::bench
