// The steps of drafting, in order.
#include <sekisho/draft/draft.hpp>

#include <sekisho/base/code.hpp>

#include "draft/hosts.hpp"
#include "draft/links.hpp"
#include "draft/segments.hpp"

#include <algorithm>
#include <set>

namespace sekisho::draft {
namespace {

/// Trunks without a cable: what they lead to is missing, and with it maybe a path.
Reasons open_trunks(const Site& site, const Wiring& wiring) {
  Reasons open;
  for (std::size_t d = 0; d < site.devices.size(); ++d) {
    const Device& device = site.devices[d].device;
    for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
      const Attachment port{d, i};
      const Interface& interface = device.interfaces[i];
      const bool is_open = interface.switchport && interface.switchport->mode == SwitchPort::Mode::trunk &&
                           wiring.takes_cable(port) && wiring.is_free(port) && !wiring.aggregate_of(port);
      if (is_open) open.push_back({Code::draft_open_trunk, interface.span, {site.spelled(port)}});
    }
  }
  return open;
}

Reasons devices_without_links(const Site& site, const std::vector<DraftLink>& links) {
  std::set<std::string> linked;
  for (const DraftLink& link : links) {
    for (const InterfaceRef& end : link.ends) linked.insert(end.device);
  }
  Reasons open;
  if (site.devices.size() < 2) return open;
  for (const FoundDevice& found : site.devices) {
    if (!linked.contains(found.draft.name))
      open.push_back({Code::draft_without_links, {found.draft.configs.front()}, {found.draft.name}});
  }
  return open;
}

}  // namespace

std::size_t Draft::to_confirm() const {
  const auto guessed = std::ranges::count(links, false, &DraftLink::confirmed);
  return static_cast<std::size_t>(guessed) + segments.size() + open.size();
}

Draft draft_snapshot(const std::string& folder, DiagnosticSink& sink) {
  Draft draft;
  draft.folder = folder;
  const ConfigFiles files = find_config_files(folder, sink);
  draft.left_out = files.left_out;
  const Site site = find_devices(files, sink);
  for (const FoundDevice& found : site.devices) draft.devices.push_back(found.draft);
  if (site.devices.empty()) return draft;

  const Mentions mentions(site);
  Wiring wiring(site);
  FoundLinks links = find_links(site, mentions, wiring);
  draft.links = std::move(links.links);

  const Network network = join(site, draft.links);
  FoundSegments segments = find_segments(site, find_places(site, network, mentions, wiring));
  draft.segments = std::move(segments.segments);
  draft.hosts = find_hosts(site, draft.segments);

  draft.open.push_back({Code::draft_model_assumed, {}, {std::string(assumed_model)}});
  for (const Reasons& more :
       {segments.open, links.open, devices_without_links(site, draft.links), open_trunks(site, wiring)}) {
    draft.open.insert(draft.open.end(), more.begin(), more.end());
  }
  return draft;
}

}  // namespace sekisho::draft
