// Flow records from elsewhere: what Zeek, nfdump or Suricata have written down of flows, a line each.
//
// A record gives the same Flow as a capture, with less in it: no MACs, no frames (the numbers of frames are
// those of lines), bytes as the exporter counts them (mostly of IP packets, without link headers), and
// nothing of what the flow carried but the name of its application.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::capture {

enum class RecordFormat : std::uint8_t {
  none,      // a capture, no records
  zeek,      // conn.log: tab-separated, or an object of JSON a line
  nfdump,    // nfdump -o csv: the columns of 1.6 and those of 1.7
  suricata,  // eve.json: events of type flow and netflow
};

/// `zeek`, `nfdump`, `suricata`; empty for `none`.
[[nodiscard]] std::string_view name_of(RecordFormat format);

/// A line that is no record of its format.
struct BadRecord {
  std::uint64_t line = 0;
  std::string field;     // as the format calls it; empty: the line as a whole
  std::string expected;  // in the notation of the format, of no language: `0-65535`, `JSON`
  std::string found;     // shortened
};

/// What a file of records held besides its flows.
struct RecordCounts {
  static constexpr std::size_t most_faults = 10;  // kept; all are counted

  RecordFormat format = RecordFormat::none;
  std::uint64_t lines = 0;
  std::uint64_t records = 0;
  std::uint64_t skipped = 0;  // events of other types, and of protocols other than IP
  std::uint64_t bad = 0;
  std::vector<BadRecord> faults;  // the first bad lines
};

}  // namespace sekisho::capture
