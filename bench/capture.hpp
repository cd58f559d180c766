// Packets per second of captures, beside others that read them; memory against the number of flows.
#pragma once

#include <CLI/CLI.hpp>

namespace sekisho::bench {

/// `capture FILE...`: a bare libpcap counting loop, ours, and capinfos, tcpdump and tshark where installed.
void add_capture(CLI::App& program, int& status);
/// `capture-write FILE`: made-up traffic as a pcap file.
void add_capture_write(CLI::App& program, int& status);
/// `capture-memory`: what so many open flows take.
void add_capture_memory(CLI::App& program, int& status);

}  // namespace sekisho::bench
