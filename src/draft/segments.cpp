#include "draft/segments.hpp"

#include <sekisho/base/code.hpp>

#include "draft/address_claims.hpp"
#include "draft/class_names.hpp"
#include "draft/file_names.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace sekisho::draft {
namespace {

constexpr int shortest_summary_v4 = 8;  // a route or object that is wider says nothing of one segment
constexpr int shortest_summary_v6 = 16;

struct Guessed {
  const Place* place = nullptr;
  SegmentClass segment_class = SegmentClass::custom;
  Reasons because;
};

/// Words decide; where there are none, what the place looks like.
Guessed guess(const Place& place, const Site& site) {
  Guessed guessed{&place, SegmentClass::custom, {}};
  const Span& span = site.interface(place.front()).span;
  const std::string spelled = site.spelled(place.front());
  ClassGuess words = guess_class(place.clues, place.facing);
  if (!words.segment_class && place.facing == Facing::outside && !place.default_route)
    words = guess_class(place.clues, Facing::inside);
  if (words.segment_class) {
    guessed.segment_class = *words.segment_class;
    guessed.because = std::move(words.because);
  } else if (place.default_route) {
    guessed.segment_class = SegmentClass::internet;
    guessed.because.push_back({Code::draft_default_route, span, {spelled}});
  } else if (place.dynamic) {
    guessed.segment_class = SegmentClass::internet;
    guessed.because.push_back({Code::draft_dynamic_address, span, {spelled}});
  } else if (place.facing == Facing::outside && !place.networks.empty() &&
             std::ranges::none_of(place.networks, is_private)) {
    guessed.segment_class = SegmentClass::internet;
    guessed.because.push_back({Code::draft_public_address, span, {spelled}});
  } else {
    guessed.because.push_back({Code::draft_class_unknown, span, {spelled}});
  }
  return guessed;
}

/// Small letters, digits and hyphens of a name that people gave; empty when nothing is left.
std::string plain_name(const std::string& text) {
  std::string name;
  for (const char c : lower(text)) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x80 && std::isalnum(u) != 0) {
      name += c;
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  constexpr std::size_t longest = 24;
  name.resize(std::min(name.size(), longest));
  while (!name.empty() && name.back() == '-') name.pop_back();
  return name;
}

class SegmentFinder {
 public:
  SegmentFinder(const Site& site, const std::vector<Place>& places) : site_(site) {
    for (const Place& place : places) guessed_.push_back(guess(place, site));
    // Inside before outside, and unknown places where hosts of the organisation are: with the inside.
    std::ranges::stable_sort(guessed_, {}, [](const Guessed& each) {
      const bool outside = is_outside(each.segment_class);
      return std::pair(outside, outside || each.segment_class != SegmentClass::custom
                                    ? static_cast<int>(each.segment_class)
                                    : static_cast<int>(SegmentClass::internet));
    });
  }

  FoundSegments run() {
    for (const Guessed& each : guessed_) put(each);
    for (std::size_t s = 0; s < found_.segments.size(); ++s) claim_networks(s);
    widen_to_summaries();
    for (std::size_t s = 0; s < found_.segments.size(); ++s) claim_beyond(s);
    give_rest();
    for (std::size_t s = 0; s < found_.segments.size(); ++s) set_prefixes(s);
    drop_without_addresses();
    return std::move(found_);
  }

 private:
  /// Adds a place to the segment of its class, or makes one.
  void put(const Guessed& guessed) {
    const ClassNames& names = class_names(guessed.segment_class);
    std::size_t s = found_.segments.size();
    if (names.one_segment) {
      const auto [known, is_new] = by_class_.emplace(guessed.segment_class, s);
      s = known->second;
    }
    if (s == found_.segments.size()) {
      found_.segments.push_back(new_segment(guessed, names));
      places_.emplace_back();
    }
    DraftSegment& draft = found_.segments[s];
    places_[s].push_back(guessed.place);
    for (const Attachment& at : guessed.place->gateways) draft.segment.attached.push_back(site_.ref(at));
    for (const Attachment& at : guessed.place->ports) draft.segment.attached.push_back(site_.ref(at));
    for (const Diagnostic& reason : guessed.because) draft.because.push_back(reason);
  }

  DraftSegment new_segment(const Guessed& guessed, const ClassNames& names) {
    DraftSegment draft;
    Segment& segment = draft.segment;
    segment.segment_class = guessed.segment_class;
    segment.class_name =
        guessed.segment_class == SegmentClass::custom ? "unknown" : name_of(guessed.segment_class);
    segment.outside = is_outside(guessed.segment_class);
    segment.confirmed = false;
    segment.label = {std::string(names.en), std::string(names.ja)};
    std::string name(names.name);
    if (!names.one_segment) {
      const std::string given = plain_name(guessed.place->name);
      if (!given.empty()) name += "-" + given;
      if (!guessed.place->name.empty()) {
        segment.label.en += " (" + guessed.place->name + ")";
        segment.label.ja += "（" + guessed.place->name + "）";
      }
    }
    segment.name = unique(name);
    return draft;
  }

  std::string unique(const std::string& wanted) {
    std::string name = wanted;
    for (int number = 2; !taken_names_.insert(name).second; ++number)
      name = wanted + "-" + std::to_string(number);
    return name;
  }

  void claim_networks(std::size_t s) {
    for (const Place* place : places_[s]) {
      for (const Prefix& network : place->networks) {
        found_.segments[s].subnets.push_back(to_string(network));
        const std::optional<std::size_t> owner = claims_.claim(network, s);
        if (owner) {
          found_.open.push_back(
              {Code::draft_network_in_two_segments,
               site_.interface(place->front()).span,
               {to_string(network), found_.segments[s].segment.name, found_.segments[*owner].segment.name}});
        }
      }
    }
  }

  /// What lies behind gateways that no device of the folder has belongs to where they are.
  void claim_beyond(std::size_t s) {
    for (const Place* place : places_[s]) {
      for (const BeyondRoute& route : place->beyond) {
        if (claims_.is_others(route.prefix, s) && !found_.segments[s].segment.outside) continue;
        claims_.claim(route.prefix, s);
        found_.segments[s].because.push_back(
            {Code::draft_behind_gateway, route.source.span, {to_string(route.prefix)}});
      }
    }
  }

  struct Summary {
    Prefix prefix;
    SegmentClass segment_class;
    Diagnostic because;
  };

  /// Prefixes that routes and address objects name with words of one class.
  std::vector<Summary> summaries() const {
    std::vector<Summary> summaries;
    const auto add = [&](std::size_t d, const Prefix& prefix, const std::string& name, const Span& span) {
      if (prefix.length < (prefix.family() == Family::v4 ? shortest_summary_v4 : shortest_summary_v6)) return;
      std::vector<Clue> clues{{name, 1, site_.devices[d].draft.name, span}};
      for (const std::string& remark : site_.remarks(d, span)) clues.push_back({remark, 2, "", span});
      const ClassGuess guess = guess_class(clues, Facing::inside);
      if (!guess.segment_class || guess.second) return;
      summaries.push_back(
          {prefix,
           *guess.segment_class,
           {Code::draft_summary, span, {to_string(prefix), guess.because.front().arguments[0]}}});
    };
    for (std::size_t d = 0; d < site_.devices.size(); ++d) {
      const Device& device = site_.devices[d].device;
      for (const StaticRoute& route : device.static_routes) {
        if (!route.discard) add(d, route.prefix, route.source.text, route.source.span);
      }
      for (const NamedAddresses& named : device.named_addresses) {
        if (named.addresses.size() != 1) continue;
        const std::vector<Prefix> exact = prefixes_of(named.addresses.front());
        if (exact.size() == 1) add(d, exact.front(), named.name, named.source.span);
      }
    }
    // The widest first: the narrower ones are then inside.
    std::ranges::stable_sort(summaries, {}, [](const Summary& each) { return each.prefix.length; });
    return summaries;
  }

  /// A plan of addresses gives each class one range; networks that are not configured yet are inside it.
  void widen_to_summaries() {
    for (const Summary& summary : summaries()) {
      const auto of_class = by_class_.find(summary.segment_class);
      if (of_class == by_class_.end()) continue;
      const std::size_t s = of_class->second;
      const std::vector<Prefix> own = claims_.prefixes_of(s);
      const bool widens = std::ranges::any_of(
          own, [&](const Prefix& each) { return summary.prefix.contains(each) && summary.prefix != each; });
      const bool known =
          std::ranges::any_of(own, [&](const Prefix& each) { return each.contains(summary.prefix); });
      if (!widens || known || claims_.is_others(summary.prefix, s)) continue;
      claims_.claim(summary.prefix, s);
      found_.segments[s].because.push_back(summary.because);
    }
  }

  /// The internet has every address that nobody else claims; where no segment is the internet, the first
  /// place with a default route.
  void give_rest() {
    std::optional<std::size_t> with_default;
    for (std::size_t s = 0; s < found_.segments.size(); ++s) {
      const bool leaves = std::ranges::any_of(
          places_[s], [](const Place* place) { return place->default_route || place->dynamic; });
      const bool is_internet = found_.segments[s].segment.segment_class == SegmentClass::internet;
      if (is_internet) with_default = s;
      if (!leaves || is_internet) continue;
      if (!with_default || !is_internet_segment(*with_default)) with_default = with_default.value_or(s);
    }
    if (!with_default) return;
    found_.segments[*with_default].segment.rest = true;
    if (!is_internet_segment(*with_default)) {
      found_.open.push_back(
          {Code::draft_default_route_elsewhere, {}, {found_.segments[*with_default].segment.name}});
    }
  }

  [[nodiscard]] bool is_internet_segment(std::size_t s) const {
    return found_.segments[s].segment.segment_class == SegmentClass::internet;
  }

  void set_prefixes(std::size_t s) {
    Segment& segment = found_.segments[s].segment;
    if (!segment.rest) segment.prefixes = claims_.prefixes_of(s);
    // IPv4 first, as people read them.
    std::ranges::stable_sort(segment.prefixes, {}, [](const Prefix& prefix) { return prefix.family(); });
  }

  void drop_without_addresses() {
    std::vector<DraftSegment> kept;
    for (std::size_t s = 0; s < found_.segments.size(); ++s) {
      DraftSegment& draft = found_.segments[s];
      if (draft.segment.rest || !draft.segment.prefixes.empty()) {
        kept.push_back(std::move(draft));
        continue;
      }
      const Place& place = *places_[s].front();
      found_.open.push_back({Code::draft_no_addresses,
                             site_.interface(place.front()).span,
                             {draft.segment.name, draft.segment.class_name, site_.spelled(place.front()),
                              std::to_string(place.gateways.size() + place.ports.size())}});
    }
    found_.segments = std::move(kept);
  }

  const Site& site_;
  std::vector<Guessed> guessed_;
  FoundSegments found_;
  std::vector<std::vector<const Place*>> places_;  // of each segment
  std::map<SegmentClass, std::size_t> by_class_;
  std::set<std::string> taken_names_;
  AddressClaims claims_;
};

}  // namespace

FoundSegments find_segments(const Site& site, const std::vector<Place>& places) {
  return SegmentFinder(site, places).run();
}

}  // namespace sekisho::draft
