// Where segments meet.
#pragma once

#include <sekisho/model/network.hpp>

#include <optional>
#include <set>
#include <string>

namespace sekisho::audit {

/// Names of the segments that are attached to the broadcast domain of an interface.
[[nodiscard]] std::set<std::string> segments_at(const Network& network, DeviceIndex device,
                                                InterfaceIndex interface);

/// Names of segments in one text: "in, lg".
[[nodiscard]] std::string joined(const std::set<std::string>& segments);

/// Names of the segments in the broadcast domains of a device's interfaces.
[[nodiscard]] std::set<std::string> segments_around(const Network& network, DeviceIndex device);

/// The interface that the snapshot names; nothing when the device has none, or several, of that name.
[[nodiscard]] std::optional<Attachment> find_attachment(const Network& network, const InterfaceRef& ref);

}  // namespace sekisho::audit
