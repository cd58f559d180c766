// A made-up municipality of any size, as the files that an administrator would hand over: a snapshot and
// one config per device. It holds to the alpha model, so a full verification proves every requirement.
//
//   internet, security cloud, DMZ, partner -- inet-fw --- IN \                      / branch router -- access
//   switches
//                                               |             core -- dist switches - branch router -- access
//                                               switches
//   LGWAN ------------------------------------ lg-fw ---- LG /      (VRFs LG, IN,   \ ...
//   government cloud ----- mn-fw -- MN, and to LG through core /      MN, MGMT)
//
// Every branch has a segment of its own per zone (LG, IN, every third one MN), so segments grow with the
// devices and requirements with their square.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sekisho::bench {

/// The same numbers on every machine and with every library (SplitMix64, Steele and others 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  /// A number in 0..bound-1.
  std::size_t below(std::size_t bound);
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

struct CityPlan {
  std::size_t devices = 20;  // at least `least_devices`
  std::size_t rules = 5000;  // filter rules of all configs together, about
  std::uint64_t seed = 1;
};
inline constexpr std::size_t least_devices = 7;

struct TextFile {
  std::string name;
  std::string text;
};

/// A change of one rule: the whole text of the file after it.
struct RuleChange {
  std::string what;  // the device
  TextFile file;
};

struct City {
  TextFile snapshot;
  std::vector<TextFile> configs;
  std::size_t devices = 0;
  std::size_t segments = 0;
  std::size_t rules = 0;
  std::vector<RuleChange> changes;
};

[[nodiscard]] City make_city(const CityPlan& plan);

}  // namespace sekisho::bench
