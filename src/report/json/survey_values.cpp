#include "report/json/survey_values.hpp"

#include <sekisho/report/flows.hpp>

namespace sekisho::report {
namespace {

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json json_of(const capture::Interface& interface) {
  Json json;
  json["name"] = interface.name;
  json["description"] = interface.description;
  json["link_type"] = static_cast<unsigned>(interface.link_type);
  json["link_name"] = capture::name_of(interface.link_type);
  json["snap_length"] = interface.snap_length;
  json["received"] = or_null(interface.received);
  json["dropped"] = or_null(interface.dropped);
  return json;
}

Json json_of(const capture::RecordCounts& records) {
  if (records.format == capture::RecordFormat::none) return nullptr;
  return {{"format", capture::name_of(records.format)},
          {"lines", records.lines},
          {"records", records.records},
          {"skipped", records.skipped},
          {"bad", records.bad}};
}

}  // namespace

Json json_of(const capture::Survey& survey) {
  Json json;
  json["file"] = survey.file;
  json["frames"] = survey.frames;
  json["bytes"] = survey.bytes;
  json["first"] = survey.has_times() ? Json(capture::utc_text(survey.first)) : Json(nullptr);
  json["last"] = survey.has_times() ? Json(capture::utc_text(survey.last)) : Json(nullptr);
  json["flows"] = survey.flows;
  json["flows_evicted"] = survey.flows_evicted;
  json["truncated"] = survey.truncated;
  json["not_ip"] = survey.not_ip;
  json["lost_fragments"] = survey.lost_fragments;
  json["faults"] = Json::object();
  for (const auto& [fault, frames] : survey.faults)
    json["faults"][std::string(capture::name_of(fault))] = frames;
  json["unread_links"] = Json::array();
  for (const auto& [type, frames] : survey.unread_links) {
    json["unread_links"].push_back({{"link_type", type},
                                    {"link_name", capture::name_of(static_cast<capture::LinkType>(type))},
                                    {"frames", frames}});
  }
  json["interfaces"] = Json::array();
  for (const capture::Interface& interface : survey.interfaces)
    json["interfaces"].push_back(json_of(interface));
  json["end"] = name_of(survey.end);
  json["fault"] = survey.fault;
  json["records"] = json_of(survey.records);
  return json;
}

std::string_view name_of(capture::FileEnd end) {
  switch (end) {
    case capture::FileEnd::whole: return "whole";
    case capture::FileEnd::cut_off: return "cut-off";
    case capture::FileEnd::damaged: return "damaged";
  }
  return "";
}

}  // namespace sekisho::report
