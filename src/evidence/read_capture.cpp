#include "evidence/reading.hpp"

#include <algorithm>

namespace sekisho::evidence {

Result<Capture> read_capture(const Network& network, const std::string& file, const std::string& point_name,
                             const capture::Progress& progress) {
  Reading reading;
  Capture capture;
  capture.file = file;
  Result<capture::Survey> survey = capture::survey(
      file, {}, reading.observers(), [&](capture::Flow&& flow) { capture.flows.push_back(std::move(flow)); },
      progress);
  if (!survey) return Failure{survey.reason()};
  capture.survey = std::move(survey).value();
  for (std::size_t i = 0; i < std::max<std::size_t>(capture.survey.interfaces.size(), 1); ++i) {
    const bool named = i < capture.survey.interfaces.size();
    capture.places.push_back(
        place_of(network, file, point_name, i, named ? capture.survey.interfaces[i].name : ""));
  }
  reading.describe(capture);
  return capture;
}

}  // namespace sekisho::evidence
