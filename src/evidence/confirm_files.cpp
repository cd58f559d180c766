#include "evidence/judgement.hpp"
#include "evidence/reading.hpp"

#include <sekisho/capture/survey_files.hpp>

#include <algorithm>
#include <memory>

namespace sekisho::evidence {
namespace {

class FileJudge final : public capture::SurveyTaker {
 public:
  FileJudge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
            const std::vector<CaptureSource>& sources, const ConfirmOptions& options)
      : network_(loaded.network),
        sources_(sources),
        judgement_(loaded, requirements, options),
        captures_(sources.size()),
        readings_(sources.size()),
        refusals_(sources.size()) {
    for (std::size_t i = 0; i < sources.size(); ++i) captures_[i].file = sources[i].file;
  }

  std::vector<capture::Observer*> observers_of(std::size_t file) override {
    readings_[file] = std::make_unique<Reading>();
    const auto observers = readings_[file]->observers();
    return {observers.begin(), observers.end()};
  }

  void take(std::size_t file, std::vector<capture::Flow> flows,
            const std::vector<capture::Interface>& interfaces) override {
    place(file, interfaces);
    for (const capture::Flow& flow : flows) judgement_.take(captures_[file], flow);
  }

  void end(std::size_t file, Result<capture::Survey> survey) override {
    if (survey) {
      captures_[file].survey = std::move(survey).value();
      place(file, captures_[file].survey.interfaces);
      readings_[file]->describe(captures_[file]);
    } else {
      refusals_[file] = survey.reason();
    }
    readings_[file].reset();
  }

  [[nodiscard]] ConfirmedFiles result() {
    // Flows are known by the capture they are of, which so has to stay where it is: what was read stands
    // among what was not.
    return {judgement_.result(captures_), std::move(refusals_)};
  }

 private:
  void place(std::size_t file, const std::vector<capture::Interface>& interfaces) {
    std::vector<Place>& places = captures_[file].places;
    for (std::size_t i = places.size(); i < std::max<std::size_t>(interfaces.size(), 1); ++i) {
      places.push_back(place_of(network_, sources_[file].file, sources_[file].point, i,
                                i < interfaces.size() ? interfaces[i].name : ""));
    }
  }

  const Network& network_;
  const std::vector<CaptureSource>& sources_;
  Judgement judgement_;
  std::vector<Capture> captures_;
  std::vector<std::unique_ptr<Reading>> readings_;
  std::vector<std::string> refusals_;
};

}  // namespace

ConfirmedFiles confirm_files(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                             const std::vector<CaptureSource>& sources, const ConfirmOptions& options,
                             int jobs, const capture::Progress& progress) {
  std::vector<std::string> paths;
  for (const CaptureSource& source : sources) paths.push_back(source.file);
  FileJudge judge(loaded, requirements, sources, options);
  capture::survey_files(paths, {}, jobs, judge, progress);
  return judge.result();
}

}  // namespace sekisho::evidence
