#include "capture/records/fields.hpp"

#include "capture/records/values.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace sekisho::capture {
namespace {

constexpr std::size_t longest_found = 60;  // characters of a bad value that are told
constexpr std::uint16_t highest_vlan = 4094;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

struct ApplicationName {
  std::string_view theirs;
  std::string_view ours;  // nDPI's
};

// Zeek's names of analysers and Suricata's of application layers.
constexpr std::array<ApplicationName, 32> application_names{
    {{"ssl", "TLS"},       {"tls", "TLS"},          {"http", "HTTP"},         {"http2", "HTTP"},
     {"dns", "DNS"},       {"smtp", "SMTP"},        {"ssh", "SSH"},           {"rdp", "RDP"},
     {"rfb", "VNC"},       {"ftp", "FTP_CONTROL"},  {"ftp-data", "FTP_DATA"}, {"pop3", "POP3"},
     {"imap", "IMAP"},     {"smb", "SMBv23"},       {"dce_rpc", "RPC"},       {"dcerpc", "RPC"},
     {"krb", "Kerberos"},  {"krb_tcp", "Kerberos"}, {"krb5", "Kerberos"},     {"ldap", "LDAP"},
     {"ldap_tcp", "LDAP"}, {"ldap_udp", "LDAP"},    {"ntp", "NTP"},           {"dhcp", "DHCP"},
     {"quic", "QUIC"},     {"socks", "SOCKS"},      {"snmp", "SNMP"},         {"sip", "SIP"},
     {"irc", "IRC"},       {"syslog", "Syslog"},    {"radius", "Radius"},     {"telnet", "Telnet"}}};

std::string_view our_name(std::string_view theirs) {
  const auto* row = std::ranges::find(application_names, theirs, &ApplicationName::theirs);
  return row == application_names.end() ? std::string_view() : row->ours;
}

}  // namespace

std::vector<std::string> names_of(std::string_view header, char separator) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= header.size();) {
    const std::size_t end = std::min(header.find(separator, begin), header.size());
    names.emplace_back(trimmed(header.substr(begin, end - begin)));
    begin = end + 1;
  }
  return names;
}

bool Columns::cut(std::string_view line, char separator) {
  values_.clear();
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    values_.push_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return values_.size() == names_.size();
}

std::optional<std::string> Columns::text(std::string_view name) const {
  const auto column = std::ranges::find(names_, name);
  if (column == names_.end()) return std::nullopt;
  const std::string_view value = values_[static_cast<std::size_t>(column - names_.begin())];
  if (value.empty() || value == unset_) return std::nullopt;
  return std::string(value);
}

void ValueReader::reject(std::string_view name, std::string_view expected, std::string_view found) {
  if (fault_) return;
  fault_ =
      BadRecord{0, std::string(name), std::string(expected), std::string(found.substr(0, longest_found))};
}

std::string ValueReader::needed(std::string_view name, std::string_view expected) {
  const std::optional<std::string> value = text(name);
  if (!value) reject(name, expected, "");
  return value.value_or("");
}

template <typename Value, typename Read>
Value ValueReader::value(std::string_view name, std::string_view expected, const std::string& text,
                         Read read) {
  if (!ok()) return Value{};
  const std::optional<Value> result = read(text);
  if (!result) reject(name, expected, text);
  return result.value_or(Value{});
}

Address ValueReader::address(std::string_view name) {
  constexpr std::string_view expected = "192.0.2.1, 2001:db8::1";
  return value<Address>(name, expected, needed(name, expected), Address::parse);
}

std::uint64_t ValueReader::count(std::string_view name) {
  // Not so much that sums of many could overflow.
  constexpr std::uint64_t most = std::uint64_t{1} << 53;
  return value<std::uint64_t>(name, "0-", text(name).value_or("0"),
                              [](const std::string& each) { return number_of(each, most); });
}

std::uint16_t ValueReader::port(std::string_view name) {
  const std::uint64_t number = value<std::uint64_t>(
      name, "0-65535", text(name).value_or("0"),
      [](const std::string& each) { return number_of(each, std::numeric_limits<std::uint16_t>::max()); });
  return static_cast<std::uint16_t>(number);
}

std::uint8_t ValueReader::byte(std::string_view name) {
  const std::uint64_t number = value<std::uint64_t>(
      name, "0-255", text(name).value_or("0"),
      [](const std::string& each) { return number_of(each, std::numeric_limits<std::uint8_t>::max()); });
  return static_cast<std::uint8_t>(number);
}

std::uint16_t ValueReader::vlan(std::string_view name) {
  const std::uint64_t number =
      value<std::uint64_t>(name, "0-4094", text(name).value_or("0"),
                           [](const std::string& each) { return number_of(each, highest_vlan); });
  return static_cast<std::uint16_t>(number);
}

Timestamp ValueReader::time(std::string_view name) {
  constexpr std::string_view expected = "1700000000.123456, 2026-11-21 09:30:00.123";
  return value<Timestamp>(name, expected, needed(name, expected), time_of);
}

std::chrono::nanoseconds ValueReader::duration(std::string_view name) {
  constexpr std::chrono::seconds most(1'000'000'000);
  const auto read = [&](const std::string& each) {
    const std::optional<std::chrono::nanoseconds> seconds = seconds_of(each);
    return seconds && *seconds <= most ? seconds : std::nullopt;
  };
  return value<std::chrono::nanoseconds>(name, "12.345", text(name).value_or("0"), read);
}

std::uint8_t ValueReader::protocol(std::string_view name, Family family) {
  constexpr std::string_view expected = "tcp, udp, icmp, 0-255";
  return value<std::uint8_t>(name, expected, needed(name, expected),
                             [family](const std::string& each) { return record_protocol_of(each, family); });
}

void ValueReader::ends(std::string_view source, std::string_view destination, FlowKey& key) {
  key.source = address(source);
  key.destination = address(destination);
  if (ok() && key.source.family != key.destination.family)
    reject(destination, key.source.family == Family::v4 ? "192.0.2.1" : "2001:db8::1",
           to_string(key.destination));
}

void add_tag(FlowKey& key, std::uint16_t vlan) {
  if (vlan != 0 && key.tag_count < key.tags.size()) key.tags[key.tag_count++] = vlan;
}

std::shared_ptr<const Application> application_named(std::string_view name) {
  if (name.empty()) return nullptr;
  const std::string_view known = our_name(name);
  auto application = std::make_shared<Application>();
  application->name = known.empty() ? name : known;
  application->confidence = "record";
  return application;
}

}  // namespace sekisho::capture
