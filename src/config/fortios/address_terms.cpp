// Set algebra on address terms: union, difference, simplification. Ranges are exact; wildcards with
// holes are kept as they are, and where a difference would cut one it becomes uncertain instead.
#include "config/fortios/address_book.hpp"

#include <algorithm>

namespace sekisho::config::fortios {
namespace {

/// The range that holds all addresses of a term.
AddressRange hull(const AddressTerm& term) {
  if (const auto* range = std::get_if<AddressRange>(&term.value)) return *range;
  const auto& wildcard = std::get<Wildcard>(term.value);
  const Bits128 all = low_ones(width(wildcard.family()));
  const Bits128 fixed = wildcard.value.bits & wildcard.care;
  return {{wildcard.family(), fixed}, {wildcard.family(), fixed | (all & ~wildcard.care)}};
}

bool overlap(const AddressRange& a, const AddressRange& b) {
  return a.family() == b.family() && a.first.bits <= b.last.bits && b.first.bits <= a.last.bits;
}

/// Cuts `cut` out of the ranges of `from`; terms that cannot be cut exactly become uncertain.
void subtract_range(Terms& from, const AddressRange& cut) {
  Terms left;
  for (AddressTerm& term : from) {
    if (!overlap(hull(term), cut)) {
      left.push_back(term);
      continue;
    }
    const auto* range = std::get_if<AddressRange>(&term.value);
    if (range == nullptr) {
      term.certain = false;
      left.push_back(term);
      continue;
    }
    const Family family = range->family();
    if (range->first.bits < cut.first.bits) {
      left.push_back({AddressRange{range->first, {family, cut.first.bits - 1}}, term.certain});
    }
    if (cut.last.bits < range->last.bits) {
      left.push_back({AddressRange{{family, cut.last.bits + 1}, range->last}, term.certain});
    }
  }
  from = std::move(left);
}

}  // namespace

AddressRange whole(Family family) { return AddressRange::of(Prefix::everything(family)); }

Terms maybe_anything(Family family) { return {{whole(family), false}}; }

Terms merged(const Terms& terms) {
  Terms ranges[2];  // uncertain, certain
  Terms result;
  for (const AddressTerm& term : terms) {
    if (std::holds_alternative<AddressRange>(term.value)) {
      ranges[term.certain ? 1 : 0].push_back(term);
    } else {
      result.push_back(term);
    }
  }
  for (Terms& group : {std::ref(ranges[1]), std::ref(ranges[0])}) {
    std::sort(group.begin(), group.end(), [](const AddressTerm& a, const AddressTerm& b) {
      return std::get<AddressRange>(a.value) < std::get<AddressRange>(b.value);
    });
    Terms joined;
    for (AddressTerm& term : group) {
      const auto& range = std::get<AddressRange>(term.value);
      if (!joined.empty()) {
        auto& last = std::get<AddressRange>(joined.back().value);
        const bool touches = last.family() == range.family() &&
                             (range.first.bits <= last.last.bits || range.first.bits - 1 == last.last.bits);
        if (touches) {
          if (last.last.bits < range.last.bits) last.last = range.last;
          continue;
        }
      }
      joined.push_back(term);
    }
    result.insert(result.end(), joined.begin(), joined.end());
  }
  return result;
}

Terms without(const Terms& terms, const Terms& excluded) {
  Terms result = terms;
  for (const AddressTerm& cut : excluded) {
    const auto* range = std::get_if<AddressRange>(&cut.value);
    if (range != nullptr && cut.certain) {
      subtract_range(result, *range);
      continue;
    }
    for (AddressTerm& term : result) {
      if (overlap(hull(term), hull(cut))) term.certain = false;
    }
  }
  return result;
}

AddressMatch match_of(const Terms& terms, Family family, bool negated) {
  Terms simple = merged(terms);
  const AddressRange everything = whole(family);
  const bool any = std::any_of(simple.begin(), simple.end(), [&](const AddressTerm& term) {
    const auto* range = std::get_if<AddressRange>(&term.value);
    return range != nullptr && term.certain && *range == everything;
  });
  if (any && !negated) return AddressMatch::everything();
  AddressMatch match = AddressMatch::of(std::move(simple));
  match.negated = negated;
  return match;
}

}  // namespace sekisho::config::fortios
