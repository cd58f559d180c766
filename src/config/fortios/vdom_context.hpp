// What every part of the conversion shares: the VDOM it is at, the device it fills, the account of lines.
#pragma once

#include "config/fortios/objects.hpp"
#include "config/ledger.hpp"

#include <sekisho/model/device.hpp>

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace sekisho::config::fortios {

class VdomContext {
 public:
  VdomContext(LineLedger& lines, const Config& whole, const Vdom& one, Device& target);

  LineLedger& ledger;
  const Config& config;
  const Vdom& vdom;
  Device& device;

  /// The VRF of this VDOM: "" when the device has one VDOM only, else its name; FortiOS VRF numbers
  /// other than 0 are VRFs of their own inside the VDOM.
  [[nodiscard]] std::string vrf(const Number& number = std::nullopt) const;
  [[nodiscard]] bool central_nat() const;

  /// Interfaces of the device that belong to this VDOM. The device's interfaces must be converted.
  [[nodiscard]] const std::vector<std::string>& interfaces() const { return interfaces_; }
  [[nodiscard]] bool owns(const std::string& interface) const;

  /// Interfaces that a list of interface and zone names means, in the form of Rule::ingress.
  struct Places {
    std::vector<std::string> names;  // empty: any interface, unless `nowhere`
    bool nowhere = false;            // a zone without members: nothing matches
    bool certain = true;             // false: a name is not defined and may stand for any interface
  };
  /// `line` is where undefined names are remarked.
  [[nodiscard]] Places places(const Names& names, int line);
  /// Every interface of the VDOM.
  [[nodiscard]] Places everywhere() const;
  /// Members of a zone, of an SD-WAN zone, or the interface itself; nothing when the name is none.
  [[nodiscard]] std::optional<std::vector<std::string>> members(const std::string& name) const;

  /// Source of an object: its first line to its last, all lines in one text.
  [[nodiscard]] RuleSource source(const Object& object, std::string label) const;

  void widen(std::initializer_list<Effect> effects, const RuleSource& source,
             const std::string& interface = {});
  void dangling(const std::string& kind, const std::string& name, int line);

 private:
  std::vector<std::string> interfaces_;
  std::set<std::string, std::less<>> owned_;
  std::set<std::pair<std::string, int>> reported_;
};

/// The version of the header is at least major.minor.patch; nothing when the file does not say.
[[nodiscard]] std::optional<bool> version_is_at_least(const Config& config, int major, int minor, int patch);

/// The VRF name of interface `number` in VDOM `vdom`.
[[nodiscard]] std::string vrf_name(const Config& config, const std::string& vdom, const Number& number);

/// "disable" of keys that take enable/disable as text, and "down" of interfaces.
[[nodiscard]] inline bool is_off(const Text& status) { return status == "disable" || status == "down"; }

}  // namespace sekisho::config::fortios
