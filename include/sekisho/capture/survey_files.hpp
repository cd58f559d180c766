// Several captures side by side.
#pragma once

#include <sekisho/capture/survey.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::capture {

struct SurveyedFile {
  Survey survey;        // `file` is set even when the file could not be read
  std::string refusal;  // why it cannot be read at all; empty: it was read
  std::vector<Flow>
      flows;  // in the order of their first frames, as far as none was handed over before the end
};

/// The observers of one file; made in the thread that reads it.
using MakeObservers = std::function<std::vector<std::unique_ptr<Observer>>()>;

/// Surveys each file, on as many threads as `jobs` (0: as many as there are processors), and gives what came
/// out in the order of `paths`, whatever the threads did. `progress` counts all files together; it is called
/// from any of the threads, one at a time.
[[nodiscard]] std::vector<SurveyedFile> survey_files(const std::vector<std::string>& paths,
                                                     const SurveyOptions& options, int jobs,
                                                     const MakeObservers& make_observers = {},
                                                     const Progress& progress = {});

}  // namespace sekisho::capture
