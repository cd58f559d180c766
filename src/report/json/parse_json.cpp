// The report of `parse` as JSON, schema sekisho/parse/1.
#include "report/json_values.hpp"

#include <sekisho/report/parse.hpp>

namespace sekisho::report {
namespace {

Json issue_json(const config::LineIssue& issue, Language language) {
  Json json;
  json["line"] = issue.line;
  json["class"] = config::name_of(issue.line_class);
  json["text"] = issue.text;
  json["code"] = name_of(issue.code);
  json["message"] = sentence(issue.code, issue.arguments, language);
  return json;
}

}  // namespace

std::string parse_json(const std::vector<config::FileReport>& files, const std::vector<std::string>& left_out,
                       const JsonOptions& options) {
  Json json = json_head("parse", options);
  json["lines"] = json_of_lines(files);
  json["files"] = Json::array();
  for (const config::FileReport& file : files) {
    Json entry;
    entry["file"] = file.file;
    entry["language"] = file.language;
    entry["device"] = file.device;
    entry["lines"] = json_of_lines({&file, 1});
    entry["issues"] = Json::array();
    for (const config::LineIssue& issue : file.issues)
      entry["issues"].push_back(issue_json(issue, options.language));
    json["files"].push_back(std::move(entry));
  }
  json["left_out"] = left_out;
  return written(json);
}

}  // namespace sekisho::report
