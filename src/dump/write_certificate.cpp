#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/dump/model_file.hpp>

#include <nlohmann/json.hpp>

namespace sekisho::dump {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Place& place) {
  const Json gateway = place.gateway ? Json(to_string(*place.gateway)) : Json(nullptr);
  return Json::array(
      {place_names[static_cast<std::size_t>(place.kind)], place.owner, place.interface, gateway});
}

Json json_of(const CertificateFile::Sets& sets) {
  Json result = Json::array();
  for (const auto& [place, set] : sets) result.push_back(Json::array({json_of(place), set}));
  return result;
}

Json json_of(const CertificateFile::Node& node) {
  return std::to_string(node.bit) + " " + std::to_string(node.zero) + " " + std::to_string(node.one);
}

Json json_of(const CertificateFile::Run& run) {
  return {{"from", run.from},
          {"own_addresses", run.own_addresses},
          {"without_sanitizers", run.without_sanitizers},
          {"any_routing", run.any_routing},
          {"labels", run.labels},
          {"reached", json_of(run.reached)}};
}

Json json_of(const CertificateFile::Answers& answers) {
  return {{"run", answers.run},
          {"target", json_of(answers.target)},
          {"leading", json_of(answers.leading)},
          {"reached", json_of(answers.reached)}};
}

Json json_of(const CertificateFile::Claim& claim) {
  return {{"id", claim.requirement},
          {"assurance", claim.assurance},
          {"runs", claim.runs},
          {"answers", claim.answers}};
}

/// A list with one element a line.
template <typename List>
std::string lines_of(const List& list) {
  std::string text = "[";
  for (const auto& each : list) text += (text.size() == 1 ? "\n" : ",\n") + json_of(each).dump();
  return text + "]";
}

}  // namespace

std::string write_certificate(const CertificateFile& certificate) {
  std::string text = "{\"schema\":\"sekisho/certificate/4\",\n\"model\":";
  text += Json({{"file", certificate.model_file}, {"sha256", certificate.model_sha256}}).dump();
  text += ",\n\"fields\":" + Json(header_fields).dump();
  text += ",\n\"nodes\":" + lines_of(certificate.nodes);
  text += ",\n\"runs\":" + lines_of(certificate.runs);
  text += ",\n\"answers\":" + lines_of(certificate.answers);
  text += ",\n\"requirements\":" + lines_of(certificate.claims);
  return text + ",\n\"sha256\":\"" + sha256_hex(text) + "\"}\n";
}

}  // namespace sekisho::dump
