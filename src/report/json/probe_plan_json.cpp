// The report of `probe-plan` as JSON, schema sekisho/probe-plan/1.
#include "report/json_values.hpp"
#include "report/words.hpp"

#include <sekisho/report/probe_plan.hpp>

namespace sekisho::report {
namespace {

Json json_of_probe(const probe::Probe& probe) {
  Json json;
  json["id"] = probe.id;
  json["purpose"] = name_of(probe.purpose);
  if (!probe.channel.empty()) json["channel"] = probe.channel;
  json["requirements"] = probe.requirements;
  json["from"] = probe.from;
  json["to"] = probe.to;
  json["near"] = Json::array();
  for (const InterfaceRef& each : probe.near) json["near"].push_back(each.device + ':' + each.interface);
  json["flow"] = json_of(probe.packet);
  json["expected"] = name_of(probe.expected);
  if (probe.expected == probe::Expected::arrives) json["arrives_as"] = json_of(probe.arrives_as);
  if (!probe.stopped_by.empty()) json["stopped_by"] = probe.stopped_by;
  if (probe.stop) {
    json["stage"] = stage_name(probe.stop->stage);
    if (probe.stop->rule) json["rule"] = json_of(*probe.stop->rule);
  }
  json["disposition"] = name_of(probe.disposition);
  return json;
}

}  // namespace

std::string probe_plan_json(const ProbePlanInput& input, const JsonOptions& options) {
  Json json = json_head("probe-plan", options);
  json["snapshot"] = input.snapshot->file;
  if (!input.pcap.empty()) json["pcap"] = input.pcap;
  json["probes"] = Json::array();
  for (const probe::Probe& each : input.plan->probes) json["probes"].push_back(json_of_probe(each));
  json["untested"] = Json::array();
  for (const probe::Untested& each : input.plan->untested)
    json["untested"].push_back({{"requirement", each.requirement}, {"about_packets", each.about_packets}});
  return written(json);
}

}  // namespace sekisho::report
