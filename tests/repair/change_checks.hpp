// What every test of a dialect asks: the edited text, and that typing the commands at the device comes to the
// same, and typing the undo after them to what was there before.
#pragma once

#include "repair/dialect.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::repair::test {

inline RuleSource at_line(int line) { return {{"device.cfg", line, 0, 0}, "", ""}; }

/// The lines of `text` as those of every file of a device.
inline FileLines files(const std::string& text) {
  return [lines = lines_of(text)](const std::string&) -> const std::vector<std::string>& { return lines; };
}

inline std::string edited(const std::string& text, const Change& change) {
  return applied({{"device.cfg", text}}, change.edits).at("device.cfg");
}

inline AddressRange range(const char* prefix) { return AddressRange::of(*Prefix::parse(prefix)); }

/// IPv4 traffic from one prefix to another, to a port of TCP; port 0: every service.
inline Traffic traffic(const char* source, const char* destination, std::uint16_t port = 0) {
  Traffic result{Family::v4, {range(source)}, {range(destination)}, {TrafficService{}}};
  if (port > 0) result.services = {{protocol::tcp, {{port, port}}}};
  return result;
}

/// `Device` is made of a text, is typed at, and can be compared.
template <typename Device>
void check_round_trip(const std::string& text, const Change& change) {
  Device typed_at(text);
  typed_at.type(change.commands);
  EXPECT_EQ(typed_at.state(), Device(edited(text, change)).state()) << "commands and edit differ";
  typed_at.type(change.undo);
  EXPECT_EQ(typed_at.state(), Device(text).state()) << "undo does not lead back";
}

}  // namespace sekisho::repair::test
