// Denials that what gets through only just misses: where a reader of the config looks first.
#pragma once

#include <sekisho/model/device.hpp>
#include <sekisho/proof/verdict.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::repair {

/// Why a denial does not stop the packets that a rule of the same list permits.
enum class Miss : std::uint8_t {
  order,        // it stands behind that rule and would stop them
  source,       // it stands in front and asks for other sources; all else fits
  destination,  // the same for destinations
  service,      // the same for protocol, ports and what else it asks of the header
};
[[nodiscard]] std::string_view name_of(Miss miss);  // "order", ...

struct MissedDenial {
  std::string device;
  RuleSource permit;  // the rule at fault
  RuleSource denial;
  Miss miss = Miss::order;
};

/// The denial nearest to a rule at fault, judged by one packet that the rule lets through: the last one in
/// front that the packet misses in one part only, else the first one behind that would certainly stop it, an
/// implicit one too. Nothing when there is neither, and of rules whose packets are not known
/// (BlamedRule::part).
[[nodiscard]] std::optional<MissedDenial> missed_denial(const Device& device, const BlamedRule& rule,
                                                        const Date& date);

}  // namespace sekisho::repair
