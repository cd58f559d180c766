// The language `linux-net`: what iproute2 and sysctl print about the network of a Linux system.
#pragma once

#include <sekisho/config/parse.hpp>

namespace sekisho::config {

[[nodiscard]] const LanguageEntry& linux_net_language();

}  // namespace sekisho::config
