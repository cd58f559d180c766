#include "cli/captures.hpp"

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

std::vector<WantedCapture> named_captures(const std::vector<std::string>& arguments, const Snapshot& snapshot,
                                          DiagnosticSink& sink) {
  std::vector<WantedCapture> wanted;
  for (const std::string& argument : arguments) {
    const std::size_t equals = argument.find('=');
    const std::string point = equals == std::string::npos ? "" : argument.substr(0, equals);
    if (!point.empty() && !find_point(snapshot, point, sink)) continue;
    wanted.push_back({point, equals == std::string::npos ? argument : argument.substr(equals + 1)});
  }
  return wanted;
}

std::vector<WantedCapture> listed_captures(const Snapshot& snapshot, DiagnosticSink& sink) {
  std::vector<WantedCapture> wanted;
  std::set<std::string> listed;  // a file with several interfaces may be at several points
  for (const CapturePoint& point : snapshot.captures) {
    for (const std::string& file : point.files) {
      if (listed.insert(file).second) wanted.push_back({"", file});
    }
  }
  if (wanted.empty()) sink.report(Code::confirm_no_capture, {});
  return wanted;
}

std::optional<std::vector<evidence::Capture>> read_captures(const Network& network,
                                                            const std::vector<WantedCapture>& wanted,
                                                            Session& session) {
  std::vector<evidence::Capture> captures;
  capture::Progress progress;
  if (session.settings().progress)
    progress = [&session](std::uint64_t done, std::uint64_t all) { session.show_progress(done, all); };
  for (const WantedCapture& each : wanted) {
    Result<evidence::Capture> capture = evidence::read_capture(network, each.file, each.point, progress);
    if (!capture) {
      session.print(Code::confirm_capture_unreadable, {each.file, capture.reason()});
      continue;
    }
    captures.push_back(std::move(capture).value());
    const capture::Survey& survey = captures.back().survey;
    if (survey.end != capture::FileEnd::whole)
      session.print(Code::confirm_capture_cut, {each.file, survey.fault});
  }
  if (captures.size() < wanted.size()) return std::nullopt;
  return captures;
}

}  // namespace sekisho::cli
