// Chains of a dump of iptables-save(8) or ip6tables-save in its text, and how their rules are written: as in
// the dump, and as what is typed (iptables(8): -A, -I, -R, -D, -P; a rule's number counts from 1).
#pragma once

#include <sekisho/repair/traffic.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::repair {

/// What a rule asks for and does, with its words as they are written.
struct IptablesOption {
  bool negated = false;
  std::string name;  // `-s`, `--dport`
  std::vector<std::string> values;
};
using IptablesOptions = std::vector<IptablesOption>;

struct IptablesRule {
  std::size_t line = 0;  // from 1
  bool has_counters = false;
  IptablesOptions options;  // behind `-A CHAIN`
};

struct IptablesChain {
  Family family = Family::v4;
  std::string table;
  std::string name;
  std::size_t declared = 0;  // line of `:FORWARD ACCEPT [0:0]`
  std::string policy;        // `ACCEPT`, `DROP`; `-` of a chain that is not built in
  std::vector<IptablesRule> rules;
  std::size_t end = 0;  // where the table's COMMIT stands

  /// The number of the rule on a line; nothing when it has none there.
  [[nodiscard]] std::optional<std::size_t> number_at(std::size_t line) const;
  /// `iptables -t mangle -I FORWARD 3 ...`: a command about the chain.
  [[nodiscard]] std::string typed(const std::string& command, const std::string& rest) const;
  /// A rule as the dump has it.
  [[nodiscard]] std::string written(const IptablesOptions& options, bool with_counters) const;
};

/// The chain of which the line is a rule or the declaration; nothing where it is neither, and of dumps in
/// which rules are inserted rather than appended.
[[nodiscard]] std::optional<IptablesChain> iptables_chain_at(const std::vector<std::string>& lines,
                                                             std::size_t line);

/// The chain of this name in a table of a dump; nothing when it is not declared there.
[[nodiscard]] std::optional<IptablesChain> iptables_chain(const std::vector<std::string>& lines,
                                                          Family family, const std::string& table,
                                                          const std::string& name);

/// Options as text.
[[nodiscard]] std::string iptables_text(const IptablesOptions& options);

/// `-s 10.1.0.0/16`: one for each prefix; one without options for any address.
[[nodiscard]] std::vector<IptablesOptions> iptables_addresses(const std::string& option, Family family,
                                                              const std::vector<AddressRange>& ranges);

/// `-p tcp -m tcp --dport 443`: one for each service, and for each port of it.
[[nodiscard]] std::vector<IptablesOptions> iptables_services(const std::vector<TrafficService>& services);

/// `places` (interfaces), the traffic, and what becomes of it: as many rules as it takes. Traffic of the
/// other family is left out.
[[nodiscard]] std::vector<IptablesOptions> iptables_rules(Family family, const IptablesOptions& places,
                                                          const std::vector<Traffic>& traffic,
                                                          const std::string& target);

}  // namespace sekisho::repair
