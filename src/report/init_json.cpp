// The report of `init` as JSON, schema sekisho/init/1.
#include "report/json_values.hpp"

#include <sekisho/report/init.hpp>

namespace sekisho::report {
namespace {

Json json_of(const draft::Reasons& reasons, Language language) {
  Json json = Json::array();
  for (const Diagnostic& reason : reasons) {
    Json entry;
    entry["code"] = name_of(reason.code);
    entry["message"] = sentence(reason.code, reason.arguments, language);
    entry["file"] = reason.span.file;
    entry["line"] = reason.span.line;
    json.push_back(std::move(entry));
  }
  return json;
}

Json json_of_ends(const std::vector<InterfaceRef>& refs) {
  Json json = Json::array();
  for (const InterfaceRef& ref : refs) json.push_back(ref.device + ":" + ref.interface);
  return json;
}

Json json_of(const draft::DraftDevice& device) {
  Json json;
  json["name"] = device.name;
  json["language"] = device.language;
  json["config"] = device.configs;
  json["routes"] = device.tables;
  return json;
}

Json json_of(const draft::DraftLink& link, Language language) {
  Json json;
  json["ends"] = json_of_ends(link.ends);
  json["confirmed"] = link.confirmed;
  json["reasons"] = json_of(link.because, language);
  return json;
}

Json json_of(const draft::DraftSegment& draft, Language language) {
  const Segment& segment = draft.segment;
  Json json;
  json["name"] = segment.name;
  json["class"] = segment.class_name;
  put_local(json, "label", segment.label, language);
  json["rest"] = segment.rest;
  json["prefixes"] = Json::array();
  for (const Prefix& prefix : segment.prefixes) json["prefixes"].push_back(to_string(prefix));
  json["networks"] = draft.subnets;
  json["attached"] = json_of_ends(segment.attached);
  json["reasons"] = json_of(draft.because, language);
  return json;
}

Json json_of(const draft::DraftHost& draft, Language language) {
  Json json;
  json["name"] = draft.host.name;
  put_local(json, "label", draft.host.label, language);
  json["segment"] = draft.host.segment;
  json["address"] = Json::array();
  for (const AddressRange& range : draft.host.addresses) json["address"].push_back(to_string(range));
  json["sanitizer"] = draft.host.sanitizer.empty() ? Json(nullptr) : Json(draft.host.sanitizer);
  json["reasons"] = json_of(draft.because, language);
  return json;
}

}  // namespace

std::string init_json(const InitInput& input, const std::string& yaml, const JsonOptions& options) {
  const draft::Draft& draft = *input.draft;
  Json json = json_head("init", options);
  json["folder"] = draft.folder;
  json["snapshot_file"] = input.snapshot_file.empty() ? Json(nullptr) : Json(input.snapshot_file);
  json["to_confirm"] = draft.to_confirm();
  json["open"] = json_of(draft.open, options.language);
  json["devices"] = Json::array();
  for (const draft::DraftDevice& device : draft.devices) json["devices"].push_back(json_of(device));
  json["links"] = Json::array();
  for (const draft::DraftLink& link : draft.links) json["links"].push_back(json_of(link, options.language));
  json["segments"] = Json::array();
  for (const draft::DraftSegment& each : draft.segments)
    json["segments"].push_back(json_of(each, options.language));
  json["hosts"] = Json::array();
  for (const draft::DraftHost& host : draft.hosts) json["hosts"].push_back(json_of(host, options.language));
  json["left_out"] = draft.left_out;
  json["snapshot"] = yaml;
  return written(json);
}

}  // namespace sekisho::report
