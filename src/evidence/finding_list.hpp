// Findings that are not about single flows, gathered: what is said twice is one finding, seen twice.
#pragma once

#include <sekisho/evidence/finding.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sekisho::evidence {

class FindingList {
 public:
  /// Adds what was seen to the finding with this message, making it where there is none.
  Finding& add(Kind kind, Severity severity, Diagnostic message, SeenFlow seen);

  /// How often the list was too long for a finding of its own, and one of the same kind took it.
  [[nodiscard]] std::uint64_t condensed() const { return condensed_; }

  [[nodiscard]] std::vector<Finding> take() { return std::move(findings_); }

 private:
  std::vector<Finding> findings_;
  std::map<std::pair<Code, std::vector<std::string>>, std::size_t> index_;
  std::uint64_t condensed_ = 0;

  static constexpr std::size_t most = 10'000;
};

}  // namespace sekisho::evidence
