#include <sekisho/audit/borders.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sekisho::audit {

std::string joined(const std::set<std::string>& segments) {
  return fmt::format("{}", fmt::join(segments, ", "));
}

std::set<std::string> segments_at(const Network& network, DeviceIndex device, InterfaceIndex interface) {
  std::set<std::string> names;
  const DomainIndex domain = network.domain_of[device][interface];
  if (domain == Network::no_domain) return names;
  for (const SegmentIndex segment : network.domains[domain].segments)
    names.insert(network.snapshot.segments[segment].name);
  return names;
}

std::set<std::string> segments_around(const Network& network, DeviceIndex device) {
  std::set<std::string> names;
  for (InterfaceIndex i = 0; i < network.domain_of[device].size(); ++i)
    names.merge(segments_at(network, device, i));
  return names;
}

std::optional<Attachment> find_attachment(const Network& network, const InterfaceRef& ref) {
  const std::optional<DeviceIndex> device = network.find_device(ref.device);
  if (!device) return std::nullopt;
  const std::optional<InterfaceIndex> interface = resolve_interface(network.devices[*device], ref.interface);
  if (!interface) return std::nullopt;
  return Attachment{*device, *interface};
}

}  // namespace sekisho::audit
