#include "cli/captures.hpp"

#include "cli/record_faults.hpp"
#include "cli/transfer_rate.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <set>

namespace sekisho::cli {

bool find_point(const Snapshot& snapshot, const std::string& point, DiagnosticSink& sink) {
  if (std::ranges::find(snapshot.captures, point, &CapturePoint::name) != snapshot.captures.end())
    return true;
  std::vector<std::string> known;
  for (const CapturePoint& each : snapshot.captures) known.push_back(each.name);
  const std::string near = nearest_name(point, known);
  sink.report(Code::confirm_unknown_point, {}, {point, near.empty() ? "-" : near});
  return false;
}

std::vector<evidence::CaptureSource> named_captures(const std::vector<std::string>& arguments,
                                                    const Snapshot& snapshot, DiagnosticSink& sink) {
  std::vector<evidence::CaptureSource> wanted;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    const std::string point = equals == std::string::npos ? "" : argument.substr(0, equals);
    if (!point.empty() && !find_point(snapshot, point, sink)) continue;
    wanted.push_back({point, equals == std::string::npos ? argument : argument.substr(equals + 1)});
  }
  return wanted;
}

std::vector<evidence::CaptureSource> listed_captures(const Snapshot& snapshot, DiagnosticSink& sink) {
  std::vector<evidence::CaptureSource> wanted;
  std::set<std::string> listed;  // a file with several interfaces may be at several points
  for (const CapturePoint& point : snapshot.captures) {
    for (const std::string& file : point.files) {
      if (listed.insert(file).second) wanted.push_back({"", file});
    }
  }
  if (wanted.empty()) sink.report(Code::confirm_no_capture, {});
  return wanted;
}

std::optional<evidence::ConfirmResult> confirm_captures(const LoadedNetwork& loaded,
                                                        const std::vector<Requirement>& requirements,
                                                        const std::vector<evidence::CaptureSource>& wanted,
                                                        Session& session) {
  evidence::ConfirmedFiles confirmed =
      evidence::confirm_files(loaded, requirements, wanted, {session.settings().date},
                              session.settings().jobs, reading_progress(session));
  DiagnosticSink sink;
  bool sound = true;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const capture::Survey& survey = confirmed.result.coverage.surveys[i];
    if (!confirmed.refusals[i].empty()) {
      sink.report(Code::confirm_capture_unreadable, {}, {wanted[i].file, confirmed.refusals[i]});
      sound = false;
    } else if (survey.end != capture::FileEnd::whole) {
      sink.report(Code::confirm_capture_cut, {}, {wanted[i].file, survey.fault});
    }
    tell_bad_records(survey, sink);
  }
  session.print(sink);
  if (!sound) return std::nullopt;
  return std::move(confirmed.result);
}

}  // namespace sekisho::cli
