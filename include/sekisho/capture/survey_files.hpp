// Several captures side by side.
#pragma once

#include <sekisho/capture/survey.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::capture {

/// Takes what comes of several captures. All but observers_of() is called in the thread that called
/// survey_files(), one file after the other in their order, whatever the threads that read them do.
class SurveyTaker {
 public:
  virtual ~SurveyTaker() = default;
  /// Who looks on while a file is read. Called in the thread that reads it; they are of that file alone and
  /// live until end().
  virtual std::vector<Observer*> observers_of(std::size_t /*file*/) { return {}; }
  /// Some flows, as they ended. `interfaces`: those of the file that were told of so far.
  virtual void take(std::size_t file, std::vector<Flow> flows, const std::vector<Interface>& interfaces) = 0;
  /// No more flows of this file. A failure says why it cannot be read at all.
  virtual void end(std::size_t file, Result<Survey> survey) = 0;
};

/// Surveys each file, on as many threads as `jobs` (0: as many as there are processors). Of a file that is
/// read before its turn comes a bounded number of flows waits. `progress` counts all files together; it is
/// called from any of the threads, one at a time.
void survey_files(const std::vector<std::string>& paths, const SurveyOptions& options, int jobs,
                  SurveyTaker& taker, const Progress& progress = {});

struct SurveyedFile {
  Survey survey;        // `file` is set even when the file could not be read
  std::string refusal;  // why it cannot be read at all; empty: it was read
  std::vector<Flow>
      flows;  // in the order of their first frames, as far as none was handed over before the end
};

/// The observers of one file; made in the thread that reads it.
using MakeObservers = std::function<std::vector<std::unique_ptr<Observer>>()>;

/// The same, with all flows kept.
[[nodiscard]] std::vector<SurveyedFile> survey_files(const std::vector<std::string>& paths,
                                                     const SurveyOptions& options, int jobs,
                                                     const MakeObservers& make_observers = {},
                                                     const Progress& progress = {});

}  // namespace sekisho::capture
