// What repair has to know of a config language: where its rules stand in the text, and how they are changed.
// Nothing is decided here: every change is read again and verified before anybody sees it, so a dialect may
// refuse whatever it does not recognise.
#pragma once

#include <sekisho/repair/traffic.hpp>

#include <sekisho/model/device.hpp>
#include <sekisho/proof/verdict.hpp>
#include <sekisho/repair/change.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::repair {

inline constexpr std::size_t most_entries = 24;  // a longer list of new rules is no repair that anybody reads
inline constexpr std::size_t most_unused_lists = 4;  // that are tried at an interface

/// Which part of a rule is made narrower.
enum class RulePart : std::uint8_t { sources, destinations };

/// What a new filter says: `permits` first, then `denies`; all else it permits.
struct NewFilter {
  std::vector<Traffic> permits;
  std::vector<Traffic> denies;
};

/// The lines of a file of a device as it is now; none when it cannot be read.
using FileLines = std::function<const std::vector<std::string>&(const std::string& file)>;

/// What a language has no such change for gives nothing.
class Dialect {
 public:
  virtual ~Dialect() = default;

  /// The list that a blamed filter rule is an entry of; empty when it is none that can be edited.
  [[nodiscard]] virtual std::string list_of(const std::vector<std::string>& lines,
                                            const RuleSource& rule) const = 0;
  /// The rule taken out, or disabled.
  [[nodiscard]] virtual std::optional<Change> without_rule(const std::vector<std::string>& lines,
                                                           const RuleSource& rule) const = 0;
  /// A line that opens services of the device itself, without those that `traffic` asks for.
  [[nodiscard]] virtual std::optional<Change> without_services(const std::vector<std::string>& lines,
                                                               const RuleSource& rule,
                                                               const std::vector<Traffic>& traffic) const;
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
  /// and a new one.
  [[nodiscard]] virtual std::vector<Change> with_filter(const FileLines& lines_in, const Device& device,
                                                        const Interface& interface,
                                                        const NewFilter& wanted) const;
  /// A switch port in another VLAN: access ports, and the native VLAN of trunks.
  [[nodiscard]] virtual std::optional<Change> with_vlan(const FileLines& lines_in, const Device& device,
                                                        const Interface& port, std::uint16_t vlan) const;
  /// A trunk that carries these VLANs only.
  [[nodiscard]] virtual std::optional<Change> with_allowed_vlans(const FileLines& lines_in,
                                                                 const Device& device, const Interface& port,
                                                                 const VlanSet& allowed) const;
  /// The port taken out of service, or out of the bridge that it is in.
  [[nodiscard]] virtual std::optional<Change> without_port(const std::vector<std::string>& lines,
                                                           const Interface& port) const;
};

[[nodiscard]] std::unique_ptr<Dialect> cisco_ios_dialect();
[[nodiscard]] std::unique_ptr<Dialect> fortios_dialect();
[[nodiscard]] std::unique_ptr<Dialect> linux_dialect();

/// The dialect of a language by the name that the snapshot gives it; null when there is none.
[[nodiscard]] const Dialect* find_dialect(std::string_view language);

/// Text helpers of the dialects.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] std::vector<std::string> words_of(std::string_view line);
/// The same with words in double quotes whole, as they are written: quotes, and `\` in front of a quote.
[[nodiscard]] std::vector<std::string> quoted_words_of(std::string_view line);
/// A decimal number that is all of the text.
[[nodiscard]] std::optional<int> number_of(std::string_view text);
/// Words from `first` on, with a blank between each two.
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::size_t first = 0);

/// The line of its file, counted from 1; 0 when it is not known.
[[nodiscard]] inline std::size_t line_of(const RuleSource& rule) {
  return static_cast<std::size_t>(std::max(rule.span.line, 0));
}

}  // namespace sekisho::repair
