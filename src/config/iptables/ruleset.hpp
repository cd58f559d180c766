// What iptables-save, ip6tables-save and ipset print, in their words: tables, chains, rules with their
// options, sets with their entries. Nothing is resolved and nothing defaulted here.
#pragma once

#include "config/ledger.hpp"
#include "config/syntax/option_line.hpp"

#include <sekisho/base/address.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::iptables {

/// A line of one of the files that are read together.
struct Place {
  LineLedger* ledger = nullptr;
  int line = 0;

  [[nodiscard]] RuleSource source(std::string label = {}) const {
    return ledger->source(line, std::move(label));
  }
};

/// A rule as `-A` gives it: all its options in their order, without the `-A` itself.
struct RuleLine {
  Place place;
  std::vector<Option> options;
  bool stray_negation = false;  // a `!` that negates nothing
};

struct Chain {
  Place place;                        // `:FORWARD DROP [0:0]`, or the first line that names the chain
  std::optional<std::string> policy;  // of built-in chains: ACCEPT, DROP
  std::vector<RuleLine> rules;
};

struct Table {
  std::map<std::string, Chain> chains;
};

/// All tables of one address family.
struct Tables {
  Family family = Family::v4;
  std::map<std::string, Table> tables;  // "raw", "mangle", "nat", "filter", "security"

  [[nodiscard]] const Chain* find(const std::string& table, const std::string& chain) const {
    const auto found = tables.find(table);
    if (found == tables.end()) return nullptr;
    const auto chain_found = found->second.chains.find(chain);
    return chain_found == found->second.chains.end() ? nullptr : &chain_found->second;
  }
};

struct SetEntry {
  Place place;
  std::vector<std::string> parts;  // "10.0.0.0/8", "tcp:80": the comma-separated parts
  std::vector<std::string> flags;  // nomatch, timeout 300, ...
};

/// `create NAME TYPE options`, and the `add` lines of that name.
struct IpSet {
  Place place;
  std::string type;                  // "hash:net,port"
  std::vector<std::string> options;  // "family", "inet", "timeout", "300", ...
  std::vector<SetEntry> entries;
};

/// Everything that the files of one device say.
struct Ruleset {
  std::optional<Tables> ipv4;
  std::optional<Tables> ipv6;
  std::map<std::string, IpSet> sets;
  std::vector<Place> not_read;  // lines that may stand for rules and could not be read
};

}  // namespace sekisho::config::iptables
