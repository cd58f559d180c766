// Filters as sets, from both sides: first match, and lists that rules of other lists name.
#pragma once

#include <sekisho/forwarding/match_sets.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace sekisho::forwarding {

/// What a list of rules does with packets between two interfaces, its default action left out.
struct ListOutcome {
  struct Translated {
    const Rule* rule = nullptr;  // the first of the rules that translate so
    Bounds region;
  };
  PacketSet may_permit;  // without translation
  PacketSet may_deny;
  PacketSet may_come_out;              // undecided at the end of the list, or given back
  std::vector<Translated> translated;  // permitted with Rule::translate
};

/// What a filter does with packets between two interfaces.
struct FilterRegions {
  using Translated = ListOutcome::Translated;
  Bounds permitted;                    // permitted without translation
  std::vector<Translated> translated;  // permitted with Rule::translate
  Bounds any_permit;                   // permitted, with or without translation
};

/// Filters of one device as sets. A list that others call, go to or require is worked out once for each
/// pair of interfaces, however many rules name it.
class FilterSets {
 public:
  /// `lists`: Device::filters. Both stay where they are while this lives.
  FilterSets(MatchSets& sets, const FilterLists& lists);

  /// First match over the rules that are or may be bound to this pair of interfaces.
  [[nodiscard]] const FilterRegions& regions(const Filter& filter, const std::string& ingress,
                                             const std::string& egress);
  /// What the list of that name does, from all packets; a list that is not defined may do anything.
  [[nodiscard]] const ListOutcome& outcome(const std::string& list, const std::string& ingress,
                                           const std::string& egress);
  /// The same, its default action filled in: what `require` asks.
  [[nodiscard]] Bounds permitted_by(const std::string& list, const std::string& ingress,
                                    const std::string& egress);

 private:
  using Key = std::tuple<const Filter*, std::string, std::string>;
  /// Whether some rule of a list, or of a list that it names, is bound to interfaces.
  struct Asks {
    bool ingress = false;
    bool egress = false;
  };

  /// The rules of a list that are (or, odd numbers, may be) bound to a pair of interfaces: twice the index.
  using AppliedRules = std::vector<std::uint32_t>;

  [[nodiscard]] Asks asks_of(const Filter& list);
  [[nodiscard]] ListOutcome walk(const Filter& filter, const std::string& ingress, const std::string& egress);

  [[nodiscard]] std::shared_ptr<const FilterRegions> work_out(const Filter& filter,
                                                              const std::string& ingress,
                                                              const std::string& egress);
  [[nodiscard]] FilterRegions walked(const Filter& filter, const std::string& ingress,
                                     const std::string& egress);

  MatchSets& sets_;
  const FilterLists& lists_;
  std::map<Key, std::shared_ptr<const FilterRegions>> regions_;
  // Pairs of interfaces between which the same rules of a plain list apply (those of two zones, say).
  std::map<std::pair<const Filter*, AppliedRules>, std::shared_ptr<const FilterRegions>> by_rules_;
  ListOutcome unknown_;  // what a list that cannot be followed may do
  int depth_ = 0;
  std::unordered_map<const Filter*, Asks> asks_;
  std::map<Key, std::optional<ListOutcome>> known_;  // nothing: being walked
};

}  // namespace sekisho::forwarding
