#include <sekisho/content/applications.hpp>
#include <sekisho/evidence/confirm.hpp>

#include <algorithm>
#include <array>

namespace sekisho::evidence {

Result<Capture> read_capture(const Network& network, const std::string& file, const std::string& point_name,
                             const capture::Progress& progress) {
  // Applications come first: others ask what a flow speaks.
  content::Applications applications;
  content::MailReader mails;
  content::ScreenSessions screens;
  content::Names names;
  content::Credentials credentials;
  content::HostSightings hosts;
  content::Clocks clocks;
  const std::array<capture::Observer*, 7> observers{&applications, &mails, &screens, &names,
                                                    &credentials,  &hosts, &clocks};
  Capture capture;
  capture.file = file;
  Result<capture::Survey> survey = capture::survey(
      file, {}, observers, [&](capture::Flow&& flow) { capture.flows.push_back(std::move(flow)); }, progress);
  if (!survey) return Failure{survey.reason()};
  capture.survey = std::move(survey).value();
  for (std::size_t i = 0; i < std::max<std::size_t>(capture.survey.interfaces.size(), 1); ++i) {
    const bool named = i < capture.survey.interfaces.size();
    capture.places.push_back(
        place_of(network, file, point_name, i, named ? capture.survey.interfaces[i].name : ""));
  }
  capture.mails = mails.results();
  capture.screens = screens.results();
  capture.names = names.results();
  capture.credentials = credentials.results();
  capture.hosts = hosts.results();
  capture.clocks = clocks.results();
  return capture;
}

}  // namespace sekisho::evidence
