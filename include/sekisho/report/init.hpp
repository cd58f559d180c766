// The report of `init`: what was found in a folder of configs, and what a person has to confirm first.
#pragma once

#include <sekisho/draft/draft.hpp>
#include <sekisho/report/options.hpp>

#include <string>

namespace sekisho::report {

/// What the report is about: the draft, and the file that it was written to (empty: standard output).
struct InitInput {
  const draft::Draft* draft = nullptr;
  std::string snapshot_file;
};

[[nodiscard]] std::string init_text(const InitInput& input, const TextOptions& options);
/// `yaml`: the draft as a snapshot, which the object carries too.
[[nodiscard]] std::string init_json(const InitInput& input, const std::string& yaml,
                                    const JsonOptions& options);

}  // namespace sekisho::report
