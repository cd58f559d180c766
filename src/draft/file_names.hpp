// What file names tell: which device a file is of, and when it was taken.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::draft {

struct FileName {
  std::string device;  // empty: the name says what the file is, but not of which device
  std::string date;    // words of digits, such as a date in the name
};

/// `fw1_iptables-save.2026-11-14` is of `fw1`, taken 2026-11-14; `ip-addr.txt` and `show_running-config.txt`
/// say no device. Words that name commands and formats are left out.
[[nodiscard]] FileName read_file_name(const std::string& path);

/// The last folder of a path; empty when there is none.
[[nodiscard]] std::string folder_name(const std::string& path);

/// Letters of ASCII in small; everything else as it is.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace sekisho::draft
