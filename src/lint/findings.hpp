// Findings being collected, and what each check looks at.
#pragma once

#include "lint/crossings.hpp"
#include "lint/filters.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/lint/lint.hpp>

#include <string>
#include <utility>
#include <vector>

namespace sekisho::lint {

/// What checks look at.
struct Subject {
  const Network& network;
  const std::vector<DeviceRoutes>* routes;  // null: configs alone
  LintOptions options;
  const Crossings& crossings;

  [[nodiscard]] bool has_segments() const { return routes != nullptr && !network.snapshot.segments.empty(); }
};

/// A finding about lines of a device; `filter` may be empty.
[[nodiscard]] Finding finding(FindingKind kind, Severity severity, const Device& device, std::string filter,
                              const RuleSource& rule, Code code, std::vector<std::string> arguments = {});

/// How bad it is that a rule lets more through than it seems to be for: an error where it opens a way between
/// my-number systems and others, a warning where it opens one between other segments, else a note. Without
/// segments: `by_form`. Notes in the finding what it opens.
void grade(Finding& finding, const Subject& subject, Severity by_form);

// The checks, each of one kind or of several that are found together.
void find_rule_relations(const Subject& subject, const Device& device, const ListedFilter& listed,
                         std::vector<Finding>& out);
void find_wide_permits(const Subject& subject, const Device& device, const ListedFilter& listed,
                       std::vector<Finding>& out);
void find_schedules(const Subject& subject, const Device& device, const ListedFilter& listed,
                    std::vector<Finding>& out);
void find_names(const Device& device, std::vector<Finding>& out);
void find_unfiltered_interfaces(const Subject& subject, DeviceIndex device, std::vector<Finding>& out);
void find_exposed_management(const Device& device, std::vector<Finding>& out);
void find_practices(const Subject& subject, std::vector<Finding>& out);
void find_expired_exceptions(const Subject& subject, std::vector<Finding>& out);

/// Marks what the snapshot says is known, and adds what is wrong with its saying so.
void suppress(const Subject& subject, std::vector<Finding>& findings);

}  // namespace sekisho::lint
