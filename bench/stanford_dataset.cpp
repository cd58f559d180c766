#include "stanford_dataset.hpp"

#include "stanford_words.hpp"
#include "text_lines.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <unordered_map>
#include <utility>

namespace sekisho::bench::stanford {

namespace {

constexpr std::string_view usage_suffix = "_usage";

std::optional<TextFile> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return TextFile{path.string(), {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}};
}

/// Makes the network of the files, one after the other; each is read against what those before it named.
class Reader {
 public:
  explicit Reader(const DatasetText& text) : text_(text) {}

  Result<Network> read() {
    const bool read_all = each_line(text_.vlans, &Reader::take_vlan) &&
                          each_line(text_.updates, &Reader::take_update) && put_in_order() &&
                          read_attachments() && each_line(text_.links, &Reader::take_link) && join_ports();
    if (!read_all) return Failure{failure_};
    return std::move(network_);
  }

 private:
  /// The line is taken, or `expected_` says what it should have been.
  using TakeLine = bool (Reader::*)(const Words&);

  bool each_line(const TextFile& file, TakeLine take) {
    const auto refused = first_refused_line(file.text, [&](std::string_view line) {
      if (line.starts_with('-')) return true;
      split(line, words_);
      return words_.empty() || (this->*take)(words_);
    });
    if (!refused) return true;
    failure_ = file.name + ":" + std::to_string(*refused) + ": expected " + expected_;
    return false;
  }

  bool expect(std::string what) {
    expected_ = std::move(what);
    return false;
  }

  bool fail(std::string what) {
    failure_ = std::move(what);
    return false;
  }

  RouterId router(std::string_view name) {
    const auto [known, is_new] = routers_.try_emplace(name, static_cast<RouterId>(network_.routers.size()));
    if (is_new) {
      network_.routers.push_back({std::string(name), {}});
      ports_.emplace_back();
      targets_.emplace_back();
    }
    return known->second;
  }

  PortId port(RouterId router, std::string_view name) {
    const auto [known, is_new] = ports_[router].try_emplace(name, static_cast<PortId>(network_.ports.size()));
    if (is_new) network_.ports.push_back({router, std::string(name), {}, {}, {}});
    return known->second;
  }

  /// What a route of the router to `name` does; nothing for a VLAN without ports.
  std::optional<TargetId> target(RouterId router, std::string_view name) {
    const auto [known, is_new] =
        targets_[router].try_emplace(name, static_cast<TargetId>(network_.targets.size()));
    if (!is_new) return known->second;
    if (name.starts_with("vlan")) return std::nullopt;
    network_.targets.push_back({name == "self", {}});
    if (name != "self") network_.targets.back().ports.push_back(port(router, name));
    return known->second;
  }

  bool take_vlan(const Words& words) {
    if (words.size() < 3) return expect("`ROUTER VLAN PORT...`");
    const RouterId of = router(words[0]);
    const auto id = static_cast<TargetId>(network_.targets.size());
    if (!targets_[of].try_emplace(words[1], id).second) return expect("a VLAN that is not there yet");
    Target vlan;
    for (std::size_t i = 2; i < words.size(); ++i) vlan.ports.push_back(port(of, words[i]));
    network_.targets.push_back(std::move(vlan));
    return true;
  }

  bool take_update(const Words& words) {
    if (words[0] == "+" && words.size() > 1 && words[1] == "fwd") return take_route(words);
    if (words[0] == "+" && words.size() > 1 && words[1] == "acl") return take_rule(words);
    return expect("`+ fwd` or `+ acl`");
  }

  bool take_route(const Words& words) {
    const auto network = words.size() == 7 ? number_of<std::uint32_t>(words[3]) : std::nullopt;
    const auto length = words.size() == 7 ? number_of<int>(words[4]) : std::nullopt;
    if (!network || !length || *length < 0 || *length > 32)
      return expect("`+ fwd ROUTER NETWORK LENGTH PORT PRIORITY`");
    if ((*network & low_ones(32 - *length)) != 0) return expect("a network without bits behind its length");
    const RouterId of = router(words[2]);
    const auto to = target(of, words[5]);
    if (!to) return expect("a VLAN of vlan.txt");
    network_.routers[of].routes.push_back({*network, *length, *to});
    return true;
  }

  bool take_rule(const Words& words) {
    constexpr std::size_t first_rule_word = 5;  // behind `+ acl ROUTER_ACL access-list NAME`
    constexpr std::size_t word_count = first_rule_word + rule_words + 1;
    const std::span<const std::string_view> all(words);
    const auto rule =
        words.size() == word_count ? read_rule(all.subspan<first_rule_word, rule_words>()) : std::nullopt;
    const auto priority = rule ? number_of<int>(words.back()) : std::nullopt;
    if (!priority) return expect("`+ acl ROUTER_ACL access-list NAME permit|deny` and a rule");
    const auto [known, is_new] = acls_.try_emplace(words[2], static_cast<AclId>(network_.acls.size()));
    if (is_new) {
      network_.acls.push_back({std::string(words[2]), {}});
      priorities_.emplace_back();
    }
    network_.acls[known->second].rules.push_back(*rule);
    priorities_[known->second].push_back(*priority);
    return true;
  }

  /// Routes as they are compared, rules from the highest priority down.
  bool put_in_order() {
    for (Router& router : network_.routers) {
      const auto key = [](const Route& route) { return std::pair(route.network, route.length); };
      const auto before = [&](const Route& a, const Route& b) { return key(a) < key(b); };
      const auto alike = [&](const Route& a, const Route& b) { return key(a) == key(b); };
      std::vector<Route>& routes = router.routes;
      std::sort(routes.begin(), routes.end(), before);
      if (std::adjacent_find(routes.begin(), routes.end(), alike) != routes.end())
        return fail(text_.updates.name + ": two routes of " + router.name + " are alike");
    }
    for (AclId acl = 0; acl < network_.acls.size(); ++acl) {
      if (!put_in_order(network_.acls[acl], priorities_[acl])) return false;
    }
    return true;
  }

  bool put_in_order(Acl& acl, const std::vector<int>& priorities) {
    std::vector<std::pair<int, std::size_t>> places;
    for (std::size_t i = 0; i < priorities.size(); ++i) places.emplace_back(-priorities[i], i);
    std::sort(places.begin(), places.end());
    std::vector<Rule> ordered;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i > 0 && places[i].first == places[i - 1].first)
        return fail(text_.updates.name + ": two rules of " + acl.name + " have one priority");
      ordered.push_back(acl.rules[places[i].second]);
    }
    acl.rules = std::move(ordered);
    return true;
  }

  bool read_attachments() {
    for (const TextFile& file : text_.attachments) {
      std::string name = std::filesystem::path(file.name).filename().string();
      name.resize(name.size() - usage_suffix.size());
      const auto known = routers_.find(name);
      if (known == routers_.end()) return fail(file.name + ": no router is called " + name);
      attached_router_ = known->second;
      if (!each_line(file, &Reader::take_attachment)) return false;
    }
    return true;
  }

  bool take_attachment(const Words& words) {
    if (words.size() < 3 || (words[1] != "in" && words[1] != "out")) return expect("`PORT in|out ACL...`");
    Port& at = network_.ports[port(attached_router_, words[0])];
    for (std::size_t i = 2; i < words.size(); ++i) {
      const std::string name = network_.routers[attached_router_].name + "_" + std::string(words[i]);
      const auto acl = acls_.find(name);
      if (acl == acls_.end()) return expect("filters that have rules");
      (words[1] == "in" ? at.in : at.out).push_back(acl->second);
    }
    return true;
  }

  bool take_link(const Words& words) {
    if (words.size() != 4) return expect("`NODE PORT NODE PORT`");
    const bool to_router = routers_.contains(words[2]);
    if (!to_router && words[3] != "inport") return expect("`inport` of a filter");
    const auto from = routers_.find(words[0]);
    if (from != routers_.end()) {
      links_.push_back({port(from->second, words[1]), {words[2], words[3]}});
    } else if (words[1] == "permit") {
      behind_filter_[words[0]].push_back({words[2], words[3]});
    } else {
      return expect("`permit` of a filter");
    }
    return true;
  }

  /// Where a line of topo.txt leads: a router and its port, or a filter and `inport`.
  struct End {
    std::string_view node;
    std::string_view port;
  };
  struct Link {
    PortId from;
    End to;
  };

  bool join_ports() {
    for (const Link& link : links_) {
      std::vector<std::string> filters;
      if (!follow(link.from, link.to, filters)) return false;
    }
    return true;
  }

  /// Follows a link through its filters, and holds them against those attached to the ports of its ends.
  bool follow(PortId from, const End& to, std::vector<std::string>& filters) {
    const auto at_router = routers_.find(to.node);
    if (at_router != routers_.end()) {
      const PortId peer = port(at_router->second, to.port);
      if (!same_filters(filters, from, peer)) return false;
      network_.ports[from].peers.push_back(peer);
      return true;
    }
    if (std::find(filters.begin(), filters.end(), to.node) != filters.end())
      return fail(text_.links.name + ": the filters of a link go round in a circle at " +
                  std::string(to.node));
    filters.emplace_back(to.node);
    const auto behind = behind_filter_.find(to.node);
    if (behind == behind_filter_.end()) return same_filters(filters, from, std::nullopt);
    for (const End& next : behind->second) {
      std::vector<std::string> so_far = filters;
      if (!follow(from, next, so_far)) return false;
    }
    return true;
  }

  bool same_filters(std::vector<std::string> found, PortId from, std::optional<PortId> peer) {
    std::vector<std::string> attached;
    const auto add = [&](const std::vector<AclId>& acls, const Port& at, const char* direction) {
      for (const AclId acl : acls) attached.push_back(network_.acls[acl].name + "_" + at.name + direction);
    };
    const Port& sender = network_.ports[from];
    add(sender.out, sender, "_out");
    if (peer) add(network_.ports[*peer].in, network_.ports[*peer], "_in");
    std::sort(found.begin(), found.end());
    std::sort(attached.begin(), attached.end());
    if (found == attached) return true;
    return fail(text_.links.name + ": a link from " + network_.routers[sender.router].name + " " +
                sender.name + " has other filters than those attached to its ports");
  }

  const DatasetText& text_;
  Network network_;
  std::string expected_;
  std::string failure_;
  Words words_;
  // By name; the names point into the text, or (filters looked up for an attachment) are only looked up.
  std::unordered_map<std::string_view, RouterId> routers_;
  std::unordered_map<std::string_view, AclId> acls_;
  std::unordered_map<std::string_view, std::vector<End>> behind_filter_;
  std::vector<std::unordered_map<std::string_view, PortId>> ports_;      // of each router
  std::vector<std::unordered_map<std::string_view, TargetId>> targets_;  // of each router
  std::vector<std::vector<int>> priorities_;                             // of the rules of each filter
  std::vector<Link> links_;
  RouterId attached_router_ = 0;
};

}  // namespace

Result<DatasetText> read_text(const std::filesystem::path& folder) {
  std::error_code ignored;
  const bool below = std::filesystem::is_directory(folder / "apkeep", ignored);
  const std::filesystem::path root = below ? folder / "apkeep" : folder;
  auto updates = read_file(root / "updates");
  auto vlans = read_file(root / "vlan.txt");
  auto links = read_file(root / "topo.txt");
  if (!updates || !vlans || !links)
    return Failure{root.string() + ": expected the files updates, vlan.txt and topo.txt"};
  DatasetText text{*std::move(updates), *std::move(vlans), *std::move(links), {}};
  for (std::filesystem::directory_iterator entry(root / "acls", ignored), end; entry != end;
       entry.increment(ignored)) {
    if (!entry->path().filename().string().ends_with(usage_suffix)) continue;
    auto usage = read_file(entry->path());
    if (!usage) return Failure{entry->path().string() + ": cannot be read"};
    text.attachments.push_back(*std::move(usage));
  }
  const auto by_name = [](const TextFile& a, const TextFile& b) { return a.name < b.name; };
  std::sort(text.attachments.begin(), text.attachments.end(), by_name);
  return text;
}

Result<Network> parse(const DatasetText& text) { return Reader(text).read(); }

}  // namespace sekisho::bench::stanford
