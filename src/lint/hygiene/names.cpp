// Names: used and not defined, defined and not used, two for the same.
#include "lint/findings.hpp"

#include <algorithm>
#include <map>

namespace sekisho::lint {
namespace {

bool is_filter(const std::string& kind) { return kind == "access-list" || kind == "chain"; }

void find_dangling(const Device& device, std::vector<Finding>& out) {
  for (const DanglingName& name : device.dangling) {
    const RuleSource source{name.span, "", ""};
    if (!name.defined) {
      out.push_back(finding(FindingKind::undefined_reference, Severity::warning, device, "", source,
                            Code::practice_undefined_name, {name.kind, name.name}));
    } else if (is_filter(name.kind)) {
      out.push_back(finding(FindingKind::unbound_filter, Severity::note, device, name.name, source,
                            Code::lint_unbound_filter, {name.kind, name.name}));
    } else {
      out.push_back(finding(FindingKind::unused_object, Severity::note, device, "", source,
                            Code::lint_unused_object, {name.kind, name.name}));
    }
  }
}

void find_duplicates(const Device& device, std::vector<Finding>& out) {
  std::map<std::vector<AddressRange>, const NamedAddresses*> known;
  for (const NamedAddresses& named : device.named_addresses) {
    std::vector<AddressRange> addresses = named.addresses;
    if (addresses.empty()) continue;
    std::sort(addresses.begin(), addresses.end());
    addresses.erase(std::unique(addresses.begin(), addresses.end()), addresses.end());
    const auto [first, fresh] = known.emplace(std::move(addresses), &named);
    if (fresh || first->second->name == named.name) continue;
    Finding found = finding(FindingKind::duplicate_object, Severity::note, device, "", named.source,
                            Code::lint_duplicate_object, {named.name, first->second->name});
    found.by.push_back(first->second->source);
    out.push_back(std::move(found));
  }
}

}  // namespace

void find_names(const Device& device, std::vector<Finding>& out) {
  find_dangling(device, out);
  find_duplicates(device, out);
}

}  // namespace sekisho::lint
