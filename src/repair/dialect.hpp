// What repair has to know of a config language: where its rules stand in the text, and how they are changed.
// Nothing is decided here: every change is read again and verified before anybody sees it, so a dialect may
// refuse whatever it does not recognise.
#pragma once

#include <sekisho/repair/traffic.hpp>

#include <sekisho/model/device.hpp>
#include <sekisho/proof/verdict.hpp>
#include <sekisho/repair/change.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::repair {

/// A rule in the text of its file, and which packets of the violation it lets through.
struct RuleSite {
  const BlamedRule* rule = nullptr;
  std::string list;  // the list that it is an entry of, as the language names it; sites of one list share it
  std::vector<Traffic> part;
};

/// Which part of a rule is made narrower.
enum class RulePart : std::uint8_t { sources, destinations };

class Dialect {
 public:
  virtual ~Dialect() = default;

  /// The list that a blamed filter rule is an entry of; empty when it is none that can be edited.
  [[nodiscard]] virtual std::string list_of(const std::vector<std::string>& lines,
                                            const RuleSource& rule) const = 0;
  /// The rule taken out, or disabled.
  [[nodiscard]] virtual std::optional<Change> without_rule(const std::vector<std::string>& lines,
                                                           const RuleSource& rule) const = 0;
  /// `traffic` denied in front of the rule.
  [[nodiscard]] virtual std::optional<Change> with_deny(const std::vector<std::string>& lines,
                                                        const RuleSource& rule,
                                                        const std::vector<Traffic>& traffic) const = 0;
  /// The rule for these addresses only, all of one family.
  [[nodiscard]] virtual std::optional<Change> narrowed(const std::vector<std::string>& lines,
                                                       const RuleSource& rule, RulePart part,
                                                       const std::vector<AddressRange>& addresses) const = 0;
  /// The rule for these services only.
  [[nodiscard]] virtual std::optional<Change> narrowed(const std::vector<std::string>& lines,
                                                       const RuleSource& rule,
                                                       const std::vector<TrafficService>& services) const = 0;
  /// The route or policy route taken out, or disabled.
  [[nodiscard]] virtual std::optional<Change> without_route(const std::vector<std::string>& lines,
                                                            const RuleSource& route) const = 0;

  /// Filters for what comes in at an interface that has none: each list that the device has and uses nowhere,
  /// and a new one that denies `traffic` and permits the rest.
  [[nodiscard]] virtual std::vector<Change> with_filter(const std::vector<std::string>& lines,
                                                        const Device& device, const Interface& interface,
                                                        const std::vector<Traffic>& traffic) const = 0;
  /// A switch port in another VLAN: access ports, and the native VLAN of trunks.
  [[nodiscard]] virtual std::optional<Change> with_vlan(const std::vector<std::string>& lines,
                                                        const Interface& port, std::uint16_t vlan) const = 0;
  /// A trunk that carries these VLANs only.
  [[nodiscard]] virtual std::optional<Change> with_allowed_vlans(const std::vector<std::string>& lines,
                                                                 const Interface& port,
                                                                 const VlanSet& allowed) const = 0;
  /// The port taken out of service.
  [[nodiscard]] virtual std::optional<Change> without_port(const std::vector<std::string>& lines,
                                                           const Interface& port) const = 0;
};

[[nodiscard]] std::unique_ptr<Dialect> cisco_ios_dialect();
[[nodiscard]] std::unique_ptr<Dialect> fortios_dialect();

/// The dialect of a language by the name that the snapshot gives it; null when there is none.
[[nodiscard]] const Dialect* find_dialect(std::string_view language);

/// Text helpers of the dialects.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> words_of(std::string_view line);

/// The line of its file, counted from 1; 0 when it is not known.
[[nodiscard]] inline std::size_t line_of(const RuleSource& rule) {
  return static_cast<std::size_t>(std::max(rule.span.line, 0));
}

}  // namespace sekisho::repair
