#include "audit/practices/approved_changes.hpp"

#include <algorithm>
#include <optional>

namespace sekisho::audit {
namespace {

using namespace compare;

constexpr std::size_t lines_named = 20;  // of one file
constexpr std::size_t ways_named = 20;

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "-" : text;
}

/// The codes of a filter that permits more, and of one that permits less.
struct FilterCodes {
  Code opened;
  Code closed;
};

FilterCodes codes_of(FilterKind kind) {
  switch (kind) {
    case FilterKind::list: break;
    case FilterKind::policies: return {Code::practice_policies_opened, Code::practice_policies_closed};
    case FilterKind::local: return {Code::practice_local_opened, Code::practice_local_closed};
  }
  return {Code::practice_filter_opened, Code::practice_filter_closed};
}

/// The rule of today that decides on the example; the whole config where none does.
RuleSource deciding_rule(const Device& device, const FilterFlow& flow) {
  for (const FilterDecisionLine& line : flow.after) {
    if (line.source.span.line > 0) return line.source;
  }
  return whole_config(device);
}

void tell(const Device& device, const FilterDifference& filter, Findings& findings) {
  const std::string name = filter.kind == FilterKind::list ? filter.name : listed(filter.where);
  if (filter.bound_before != filter.bound_after)
    findings.fails(device, Code::practice_filter_moved,
                   {name, listed(filter.bound_before), listed(filter.bound_after)}, whole_config(device));
  const FilterCodes codes = codes_of(filter.kind);
  const auto tell_flow = [&](const std::optional<FilterFlow>& flow, Code code) {
    if (!flow) return;
    findings.fails(device, code, {name}, deciding_rule(device, *flow),
                   ReasonPackets{flow->packets, flow->example});
  };
  tell_flow(filter.opened, codes.opened);
  tell_flow(filter.closed, codes.closed);
}

Code code_of(FileEffect effect) {
  switch (effect) {
    case FileEffect::none: return Code::practice_text_changed;
    case FileEffect::unclear: return Code::practice_change_unclear;
    case FileEffect::settings: return Code::practice_settings_changed;
    case FileEffect::passing: break;
  }
  return Code::practice_passing_changed;
}

/// False: no packet is known to pass otherwise, and no setting of the model to be another.
bool does_something(const FileDifference& file) {
  return file.effect == FileEffect::passing || file.effect == FileEffect::settings || !file.parts.empty();
}

void tell_lines(const Device& device, const FileDifference& file, Findings& findings) {
  std::size_t named = 0;
  for (const ChangedLine& line : file.lines) {
    if (line.text.find_first_not_of(" \t\r") == std::string::npos || ++named > lines_named) continue;
    findings.remark(device, line.is_added ? Code::practice_line_added : Code::practice_line_removed, {},
                    {line.span, line.text, ""});
  }
  if (named > lines_named)
    findings.remark(device, Code::practice_more_lines, {std::to_string(named - lines_named)},
                    {{file.new_file.empty() ? file.old_file : file.new_file, 1}, "", ""});
}

/// The line that a flow owes to the change; else any that it passes.
const BlamedRule* telling_line(const Flow& flow) {
  const auto changed = std::ranges::find_if(flow.lines, &PassingLine::is_changed);
  if (changed != flow.lines.end()) return &changed->rule;
  return flow.lines.empty() ? nullptr : &flow.lines.front().rule;
}

}  // namespace

void tell_changes(const Device& device, const ApprovedState& state, const StateDifference& changed,
                  Findings& findings) {
  const std::string date = to_string(*state.date);
  bool any_line = false;
  for (const FileDifference& file : changed.files) {
    if (file.device != device.name) continue;
    any_line = true;
    const RuleSource at{{file.new_file.empty() ? file.old_file : file.new_file, 1}, "", ""};
    const std::vector<std::string> arguments{date, state.record, std::to_string(file.removed),
                                             std::to_string(file.added)};
    if (does_something(file) || !changed.pairs_compared) {
      findings.fails(device, code_of(file.effect), arguments, at);
    } else {
      findings.unknown(device, code_of(file.effect), arguments, at);
    }
    tell_lines(device, file, findings);
  }
  if (!any_line)
    findings.unknown(device, Code::practice_secrets_changed, {date, state.record}, whole_config(device));
  for (const FilterDifference& filter : changed.filters) {
    if (filter.device == device.name) tell(device, filter, findings);
  }
}

void tell_other_ways(const Subject& subject, const StateDifference& changed, Findings& findings) {
  std::size_t named = 0;
  const auto tell_way = [&](const PairDifference& pair, const std::optional<Flow>& flow, Code code) {
    if (!flow || !flow->own_addresses || ++named > ways_named) return;
    const BlamedRule* line = telling_line(*flow);
    const std::optional<DeviceIndex> device =
        line == nullptr ? std::nullopt : subject.network.find_device(line->device);
    std::optional<Packet> example;
    if (flow->example) example = flow->example->sent;
    const ReasonPackets packets{flow->packets, example};
    if (device) {
      findings.fails(subject.network.devices[*device], code, {pair.from, pair.to}, line->source, packets);
    } else {
      findings.fails(code, {pair.from, pair.to}, {}, packets);
    }
  };
  for (const PairDifference& pair : changed.pairs) tell_way(pair, pair.opened, Code::practice_way_opened);
  for (const PairDifference& pair : changed.pairs) tell_way(pair, pair.closed, Code::practice_way_closed);
  if (named > ways_named) findings.remark(Code::practice_more_ways, {std::to_string(named - ways_named)}, {});
}

}  // namespace sekisho::audit
