// Which filter a user means.
#include <sekisho/base/code.hpp>
#include <sekisho/compare/equivalence.hpp>

#include "filters.hpp"

#include <set>
#include <utility>

namespace sekisho::compare {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "-" : text;
}

std::vector<std::string> whole_lists(const Device& device) {
  const std::set<std::string> called = called_lists(device);
  std::vector<std::string> names;
  for (const auto& [name, list] : device.filters) {
    if (!called.contains(name)) names.push_back(name);
  }
  return names;
}

std::optional<NamedFilter> only_filter(const LoadedNetwork& loaded, DeviceIndex d, DiagnosticSink& sink) {
  const Device& device = loaded.network.devices[d];
  std::vector<std::string> names = whole_lists(device);
  if (names.size() == 1 && !device.forward_filter)
    return NamedFilter{d, FilterKind::list, names.front(), "", ""};
  if (device.forward_filter) names.emplace_back("IN>OUT");
  sink.report(Code::filter_not_named, {}, {loaded.network.snapshot.file, joined(names)});
  return std::nullopt;
}

std::optional<std::string> interface_named(const Device& device, const std::string& written,
                                           DiagnosticSink& sink) {
  const std::optional<InterfaceIndex> found = resolve_interface(device, written);
  if (found) return device.interfaces[*found].name;
  std::vector<std::string> known;
  for (const Interface& each : device.interfaces) known.push_back(each.name);
  const std::string near = nearest_name(written, known);
  sink.report(Code::unknown_interface, {}, {device.name, written, near.empty() ? "-" : near});
  return std::nullopt;
}

std::optional<NamedFilter> policies(const LoadedNetwork& loaded, DeviceIndex d, const std::string& in,
                                    const std::string& out, DiagnosticSink& sink) {
  const Device& device = loaded.network.devices[d];
  if (!device.forward_filter) {
    sink.report(Code::filter_unknown, {}, {device.name, in + ">" + out, joined(whole_lists(device))});
    return std::nullopt;
  }
  const std::optional<std::string> ingress = interface_named(device, in, sink);
  const std::optional<std::string> egress = interface_named(device, out, sink);
  if (!ingress || !egress) return std::nullopt;
  return NamedFilter{d, FilterKind::policies, "", *ingress, *egress};
}

}  // namespace

std::optional<NamedFilter> find_filter(const LoadedNetwork& loaded, const std::string& text,
                                       DiagnosticSink& sink) {
  const Network& network = loaded.network;
  std::optional<DeviceIndex> device = network.find_device(text.substr(0, text.find(':')));
  std::string name = text;
  if (text.find(':') == std::string::npos) device.reset();
  if (device) name = text.substr(text.find(':') + 1);
  if (!device && network.devices.size() == 1) device = 0;
  if (!device) {
    std::vector<std::string> known;
    for (const Device& each : network.devices) known.push_back(each.name);
    sink.report(Code::filter_device_not_named, {}, {network.snapshot.file, joined(known)});
    return std::nullopt;
  }
  if (name.empty()) return only_filter(loaded, *device, sink);
  const Device& found = network.devices[*device];
  if (found.filters.contains(name)) return NamedFilter{*device, FilterKind::list, name, "", ""};
  if (const std::size_t arrow = name.find('>'); arrow != std::string::npos)
    return policies(loaded, *device, name.substr(0, arrow), name.substr(arrow + 1), sink);
  std::vector<std::string> known;
  for (const auto& [each, list] : found.filters) known.push_back(each);
  const std::string near = nearest_name(name, known);
  sink.report(Code::filter_unknown, {}, {found.name, name, near.empty() ? joined(known) : near});
  return std::nullopt;
}

}  // namespace sekisho::compare
