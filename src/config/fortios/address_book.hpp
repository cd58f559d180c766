// Address objects and groups of a VDOM as sets of addresses, from both sides.
#pragma once

#include "config/fortios/vdom_context.hpp"

#include <map>
#include <string>
#include <vector>

namespace sekisho::config::fortios {

using Terms = std::vector<AddressTerm>;

class AddressBook {
 public:
  explicit AddressBook(VdomContext& context) : context_(context) {}

  /// The union of `names` in one family. `line` is where names that are not defined are remarked.
  [[nodiscard]] AddressMatch match(const Names& names, Family family, int line, bool negated = false);
  /// The same as terms.
  [[nodiscard]] Terms terms(const Names& names, Family family, int line);
  /// Objects of `multicast-address`, else ordinary ones.
  [[nodiscard]] AddressMatch multicast_match(const Names& names, Family family, int line);

 private:
  const Terms& terms_of(const std::string& name, Family family, int line, int depth);
  Terms object_terms(const AddressObject& object, Family family);
  Terms object_terms4(const AddressObject& object);
  Terms object_terms6(const AddressObject& object);
  Terms range_terms(const AddressObject& object, Family family);
  Terms subnet_of_interface(const AddressObject& object);
  Terms group_terms(const AddressGroup& group, Family family, int depth);
  Terms run_time_terms(const AddressObject& object, Family family);
  Terms wrong_terms(const AddressObject& object, Family family);

  VdomContext& context_;
  std::map<std::pair<std::string, Family>, Terms> known_;
  std::set<std::pair<std::string, Family>> open_;  // being expanded
};

/// One term: any address of the family, perhaps.
[[nodiscard]] Terms maybe_anything(Family family);
/// AddressMatch of terms, `any` when they surely cover the family.
[[nodiscard]] AddressMatch match_of(const Terms& terms, Family family, bool negated = false);
/// `terms` without `excluded`, from both sides.
[[nodiscard]] Terms without(const Terms& terms, const Terms& excluded);
/// Overlapping and adjacent ranges of equal certainty become one.
[[nodiscard]] Terms merged(const Terms& terms);
[[nodiscard]] AddressRange whole(Family family);

}  // namespace sekisho::config::fortios
