// The files that a run rests on, by their digests, for reports that are filed as evidence.
#pragma once

#include <sekisho/report/verify.hpp>

#include <vector>

namespace sekisho::cli {

/// The snapshot, then the configs and tables of its devices in their order, each once. Read anew: a file
/// that was changed while the run lasted shows by a digest that is not that of the archived file.
[[nodiscard]] std::vector<report::InputFile> input_files(const Snapshot& snapshot);

}  // namespace sekisho::cli
