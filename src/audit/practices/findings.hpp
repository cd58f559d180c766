// What a check of a practice finds, and the verdict that follows from it.
#pragma once

#include <sekisho/audit/check.hpp>
#include <sekisho/base/code.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::audit {

class Findings {
 public:
  explicit Findings(const Requirement& requirement) { result_.requirement = requirement; }

  [[nodiscard]] const Requirement& requirement() const { return result_.requirement; }

  /// Something is not as demanded.
  void fails(const Device& device, Code code, std::vector<std::string> arguments, const RuleSource& at,
             std::optional<ReasonPackets> packets = std::nullopt) {
    broken_.push_back({device.name, {code, at.span, std::move(arguments)}, at.text, std::move(packets)});
  }
  /// The same, where no device is at fault but the snapshot, or the network as a whole.
  void fails(Code code, std::vector<std::string> arguments, const Span& at,
             std::optional<ReasonPackets> packets = std::nullopt) {
    broken_.push_back({"", {code, at, std::move(arguments)}, "", std::move(packets)});
  }
  /// Something cannot be told.
  void unknown(const Device& device, Code code, std::vector<std::string> arguments, const RuleSource& at) {
    doubtful_.push_back({device.name, {code, at.span, std::move(arguments)}, at.text});
  }
  void unknown(Code code, std::vector<std::string> arguments, const Span& at) {
    doubtful_.push_back({"", {code, at, std::move(arguments)}, ""});
  }

  /// What a reader wants to know besides; it changes no verdict.
  void remark(const Device& device, Code code, std::vector<std::string> arguments, const RuleSource& at) {
    remarks_.push_back({device.name, {code, at.span, std::move(arguments)}, at.text});
  }
  void remark(Code code, std::vector<std::string> arguments, const Span& at) {
    remarks_.push_back({"", {code, at, std::move(arguments)}, ""});
  }

  /// Takes out what an exception in force covers: all that is found of the devices that it names.
  void except(const Exception& exception) {
    const auto is_covered = [&](const Reason& each) {
      return std::ranges::find(exception.devices, each.device) != exception.devices.end();
    };
    if (std::erase_if(broken_, is_covered) + std::erase_if(doubtful_, is_covered) == 0) return;
    result_.exception = exception.id;
    remark(Code::reason_exception_in_force, {exception.id, to_string(*exception.expires)}, exception.span);
  }

  /// Violated by anything that fails, else unproved by anything unknown, else proved, or excepted where an
  /// exception has taken out the rest.
  [[nodiscard]] RequirementResult result() && {
    result_.verdict = !broken_.empty()             ? Verdict::violated
                      : !doubtful_.empty()         ? Verdict::unproved
                      : !result_.exception.empty() ? Verdict::excepted
                                                   : Verdict::proved;
    if (result_.verdict != Verdict::excepted) result_.exception.clear();
    result_.reasons = std::move(broken_);
    result_.reasons.insert(result_.reasons.end(), doubtful_.begin(), doubtful_.end());
    result_.reasons.insert(result_.reasons.end(), remarks_.begin(), remarks_.end());
    return std::move(result_);
  }

 private:
  RequirementResult result_;
  std::vector<Reason> broken_;
  std::vector<Reason> doubtful_;
  std::vector<Reason> remarks_;
};

/// The config as a whole, for what stands nowhere in it: its first line.
[[nodiscard]] RuleSource whole_config(const Device& device);

/// True when the language's reader looks for facts of that kind; else says that nothing is known.
bool knows(const Device& device, FactKind kind, Findings& findings);

/// Facts of one kind, in the order of the config.
[[nodiscard]] std::vector<const ManagementFact*> facts_of(const Device& device, FactKind kind);

/// False for a switch without an address of its own: nobody talks to it over the network. True where its
/// interfaces are not known.
[[nodiscard]] bool has_address(const Device& device);

/// The fact's scope, or the device's name where it has none: whom a sentence is about.
[[nodiscard]] const std::string& whose(const Device& device, const ManagementFact& fact);

}  // namespace sekisho::audit
