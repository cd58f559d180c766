#include "draft/closeness.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

namespace sekisho::test {
namespace {

using Names = std::set<std::string>;

std::string spelled(const InterfaceRef& ref) { return ref.device + ":" + ref.interface; }

std::string cable(const InterfaceRef& a, const InterfaceRef& b) {
  const std::string one = spelled(a);
  const std::string other = spelled(b);
  return std::min(one, other) + " -- " + std::max(one, other);
}

Names minus(const Names& all, const Names& some) {
  Names rest;
  std::ranges::set_difference(all, some, std::inserter(rest, rest.end()));
  return rest;
}

Names cables_of(const std::vector<draft::DraftLink>& links) {
  Names cables;
  for (const draft::DraftLink& link : links) {
    for (std::size_t a = 0; a < link.ends.size(); ++a) {
      for (std::size_t b = a + 1; b < link.ends.size(); ++b) cables.insert(cable(link.ends[a], link.ends[b]));
    }
  }
  return cables;
}

Names names_of(const std::vector<InterfaceRef>& refs) {
  Names names;
  for (const InterfaceRef& ref : refs) names.insert(spelled(ref));
  return names;
}

Names names_of(const std::vector<Prefix>& prefixes) {
  Names names;
  for (const Prefix& prefix : prefixes) names.insert(to_string(prefix));
  return names;
}

std::string joined(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "-" : text;
}

/// The draft's segment that is attached at most of the places where the other one is.
const Segment* counterpart(const draft::Draft& draft, const Segment& wanted) {
  const Names places = names_of(wanted.attached);
  const Segment* best = nullptr;
  std::size_t most = 0;
  for (const draft::DraftSegment& each : draft.segments) {
    const Names own = names_of(each.segment.attached);
    const std::size_t shared = places.size() - minus(places, own).size();
    if (shared <= most) continue;
    most = shared;
    best = &each.segment;
  }
  return best;
}

class Comparison {
 public:
  Comparison(const draft::Draft& draft, const Snapshot& by_hand) : draft_(draft), by_hand_(by_hand) {}

  std::string run() {
    compare_devices();
    compare_links();
    compare_segments();
    return figures_.str() + "\n" + details_.str();
  }

 private:
  void compare_devices() {
    std::map<std::string, std::string> found;
    for (const draft::DraftDevice& device : draft_.devices) found[device.name] = device.language;
    std::size_t devices = 0;
    std::size_t languages = 0;
    for (const SnapshotDevice& device : by_hand_.devices) {
      const auto same = found.find(device.name);
      if (same == found.end()) continue;
      ++devices;
      if (same->second == device.language) ++languages;
    }
    figures_ << "devices " << devices << " of " << by_hand_.devices.size() << ", made up "
             << found.size() - devices << ", languages right " << languages << "\n";
  }

  void compare_links() {
    Names wanted;
    for (const Link& link : by_hand_.links) wanted.insert(cable(link.a, link.b));
    const Names found = cables_of(draft_.links);
    const Names missed = minus(wanted, found);
    const Names extra = minus(found, wanted);
    figures_ << "links " << wanted.size() - missed.size() << " of " << wanted.size() << ", made up "
             << extra.size() << "\n";
    for (const std::string& link : missed) details_ << "link missed: " << link << "\n";
    for (const std::string& link : extra) details_ << "link made up: " << link << "\n";
  }

  void compare_segments() {
    std::map<std::string, int> classes{{"right", 0}, {"wrong", 0}, {"unknown", 0}, {"missed", 0}};
    int exact = 0;
    int places = 0;
    std::set<const Segment*> used;
    for (const Segment& wanted : by_hand_.segments) {
      const Segment* found = counterpart(draft_, wanted);
      used.insert(found);
      const std::string verdict = found == nullptr                         ? "missed"
                                  : found->class_name == wanted.class_name ? "right"
                                  : found->class_name == "unknown"         ? "unknown"
                                                                           : "wrong";
      ++classes[verdict];
      details_ << "segment " << wanted.name << " (" << wanted.class_name << "): " << verdict;
      if (found == nullptr) {
        details_ << "\n";
        continue;
      }
      details_ << ", as " << found->name << " (" << found->class_name << ")\n";
      const bool same_addresses =
          names_of(found->prefixes) == names_of(wanted.prefixes) && found->rest == wanted.rest;
      if (same_addresses) ++exact;
      if (!same_addresses) tell_difference("prefixes", names_of(wanted.prefixes), names_of(found->prefixes));
      if (names_of(found->attached) == names_of(wanted.attached)) ++places;
      tell_difference("attached", names_of(wanted.attached), names_of(found->attached));
    }
    int extra = 0;
    for (const draft::DraftSegment& each : draft_.segments) {
      if (used.contains(&each.segment)) continue;
      ++extra;
      details_ << "segment made up: " << each.segment.name << " (" << each.segment.class_name << ") "
               << joined(names_of(each.segment.prefixes)) << "\n";
    }
    figures_ << "segments " << by_hand_.segments.size() << ": class right " << classes["right"] << ", wrong "
             << classes["wrong"] << ", unknown " << classes["unknown"] << ", missed " << classes["missed"]
             << ", made up " << extra << "; addresses exact " << exact << ", attached exactly " << places
             << "\n";
  }

  void tell_difference(const std::string& what, const Names& wanted, const Names& found) {
    const Names missed = minus(wanted, found);
    const Names extra = minus(found, wanted);
    if (!missed.empty()) details_ << "  " << what << " missed: " << joined(missed) << "\n";
    if (!extra.empty()) details_ << "  " << what << " more: " << joined(extra) << "\n";
  }

  const draft::Draft& draft_;
  const Snapshot& by_hand_;
  std::ostringstream figures_;
  std::ostringstream details_;
};

}  // namespace

std::string closeness(const draft::Draft& draft, const Snapshot& by_hand) {
  return Comparison(draft, by_hand).run();
}

}  // namespace sekisho::test
