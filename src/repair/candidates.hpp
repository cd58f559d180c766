// Changes that may end a violation, made of the lines that are to blame for it. Nothing is known of them yet:
// trying them is for repair.cpp.
#pragma once

#include <sekisho/loading/load.hpp>
#include <sekisho/proof/verdict.hpp>
#include <sekisho/repair/change.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

/// How a blamed rule is dealt with.
enum class Remedy : std::uint8_t {
  deny_part,          // exactly what it lets through of the violation, as far as rules can say it
  deny_addresses,     // the same whatever the service
  deny_sources,       // from its sources to any destination, whatever the service
  deny_destinations,  // the same from any source
  deny_between,       // from all of the one segment to all of the other, whatever the service
  deny_segment,       // from any source to all of the segment that must not be reached
  deny_around,        // prefixes around it that hold no end of a registered communication
  narrow_sources,     // the rule for the sources that are not forbidden
  narrow_destinations,
  narrow_services,
  keep_sources,  // the rule for the hosts of registered communications only
  keep_destinations,
  remove,
};

/// All of them, in the order in which they are tried.
inline constexpr std::array<Remedy, 13> remedies{
    Remedy::remove,         Remedy::keep_destinations,   Remedy::keep_sources,      Remedy::deny_part,
    Remedy::narrow_sources, Remedy::narrow_destinations, Remedy::narrow_services,   Remedy::deny_addresses,
    Remedy::deny_between,   Remedy::deny_sources,        Remedy::deny_destinations, Remedy::deny_segment,
    Remedy::deny_around};

/// Those that leave a rule less than it has, to be applied one after the other.
inline constexpr std::array<Remedy, 4> tightening{Remedy::keep_destinations, Remedy::keep_sources,
                                                  Remedy::narrow_services, Remedy::deny_part};

/// All changes of one step, each once, in no order of merit. `texts`: of files that differ from those on
/// disk. `all_violated`: what else a filter for a whole interface should stop.
[[nodiscard]] std::vector<Change> candidates(const LoadedNetwork& loaded, const FileTexts& texts,
                                             const RequirementResult& violated,
                                             const std::vector<RequirementResult>& all_violated);

/// The change that `remedy` makes of the first blamed rule of `device` that it can be applied to; nothing
/// when there is none.
[[nodiscard]] std::optional<Change> next_change(const LoadedNetwork& loaded, const FileTexts& texts,
                                                const RequirementResult& violated, const std::string& device,
                                                Remedy remedy);

}  // namespace sekisho::repair
