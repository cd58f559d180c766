// Reading: from the lines of all files of a device to linux_net::Config. Each line ends in one class.
#pragma once

#include "config/linux_net/linux_config.hpp"

namespace sekisho::config::linux_net {

/// Reads all files. What is not understood is remarked in its ledger, and the structures say where it
/// leaves something open.
[[nodiscard]] Config read_files(Ledgers& ledgers);

}  // namespace sekisho::config::linux_net
