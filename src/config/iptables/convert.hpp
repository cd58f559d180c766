// Converting: from chains to the filters of the vendor-neutral device. The only place that knows both.
#pragma once

#include "config/iptables/ruleset.hpp"

#include <sekisho/model/device.hpp>

namespace sekisho::config::iptables {

/// Gives a Linux device its packet filters and NAT. Interfaces and addresses that the device already has
/// are what names of interfaces, `--dst-type LOCAL` and MASQUERADE are read against, so whoever knows them
/// fills them in first. Adds to Device::filters and to the interfaces' ingress filters; sets
/// forward_filter, local_filter, own_filter, the NAT filters and, if it is empty, the pipeline.
/// What there is to say about lines goes to their ledgers.
void add_netfilter(const Ruleset& ruleset, Device& device);

}  // namespace sekisho::config::iptables
