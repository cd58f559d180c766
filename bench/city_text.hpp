// Writing configs of a made-up city line by line.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <utility>

namespace sekisho::bench {

class ConfigText {
 public:
  template <typename... Arguments>
  void line(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(text_), form, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

/// An IOS access list: entries are numbered and counted as rules.
class AccessList {
 public:
  AccessList(ConfigText& out, std::size_t& rules, const std::string& name) : out_(out), rules_(rules) {
    out_.line("ip access-list extended {}", name);
  }
  template <typename... Arguments>
  void rule(fmt::format_string<Arguments...> form, Arguments&&... arguments) {
    number_ += 10;
    ++rules_;
    out_.line(" {} {}", number_, fmt::format(form, std::forward<Arguments>(arguments)...));
  }

 private:
  ConfigText& out_;
  std::size_t& rules_;
  int number_ = 0;
};

/// What every IOS device begins with.
void write_ios_head(ConfigText& out, const std::string& hostname, bool routes);
/// An interface with an address in a VRF and, if given, an inbound list. `opening` is its first line(s).
void write_routed(ConfigText& out, const std::string& opening, const std::string& vrf,
                  const std::string& address, const std::string& mask, const std::string& list);
void write_trunk(ConfigText& out, const std::string& name, const std::string& vlans);
void write_access_port(ConfigText& out, const std::string& name, int vlan);

}  // namespace sekisho::bench
