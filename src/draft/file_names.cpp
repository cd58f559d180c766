#include "draft/file_names.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

namespace sekisho::draft {
namespace {

// Commands whose output is kept, and words of formats and of keeping: none of them names a device.
constexpr std::array<std::string_view, 62> plain_words{
    "iptables", "ip6tables", "iptable",       "save",      "ip",      "ip4",       "ip6",      "addr",
    "address",  "addrs",     "ipaddrs",       "addresses", "link",    "links",     "route",    "routes",
    "routing",  "rule",      "rules",         "list",      "table",   "tables",    "show",     "sh",
    "sysctl",   "ipset",     "nft",           "nftables",  "ruleset", "txt",       "conf",     "cfg",
    "config",   "configs",   "configuration", "log",       "out",     "output",    "a",        "v4",
    "v6",       "ipv4",      "ipv6",          "4as",       "n",       "dump",      "bridge",   "vlan",
    "running",  "startup",   "run",           "tech",      "backup",  "bak",       "firewall", "brief",
    "full",     "all",       "get",           "router",    "info",    "anonymized"};

bool is_separator(char c) { return c == '-' || c == '_' || c == '.' || c == ' ' || c == '(' || c == ')'; }

bool is_number(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return result;
}

FileName read_file_name(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  FileName read;
  std::size_t kept_end = 0;  // of the last word kept, to keep what stood between two of them
  for (std::size_t start = 0; start < name.size();) {
    std::size_t end = start;
    while (end < name.size() && !is_separator(name[end])) ++end;
    const std::string word = name.substr(start, end - start);
    if (is_number(word)) {
      read.date += (read.date.empty() ? "" : "-") + word;
    } else if (!word.empty() && std::ranges::find(plain_words, lower(word)) == plain_words.end()) {
      const bool adjacent = !read.device.empty() && kept_end + 1 == start;
      if (!read.device.empty()) read.device += adjacent ? name[kept_end] : '-';
      read.device += word;
      kept_end = end;
    }
    start = end + 1;
  }
  return read;
}

std::string folder_name(const std::string& path) {
  return std::filesystem::path(path).parent_path().filename().string();
}

}  // namespace sekisho::draft
