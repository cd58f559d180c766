#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/dump/model_file.hpp>

#include <nlohmann/json.hpp>

namespace sekisho::dump {

namespace {

using Json = nlohmann::ordered_json;

/// The first hexadecimal digits of a value of so many bits; those that would follow are all f.
std::string leading_digits(Bits128 value, int bits) {
  std::string text;
  for (int shift = (bits + 3) / 4 * 4 - 4; shift >= 0; shift -= 4)
    text += "0123456789abcdef"[static_cast<unsigned>(value >> shift & 15)];
  while (!text.empty() && text.back() == 'f') text.pop_back();
  return text;
}

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
template <typename List, typename Write>
std::string lines_of(const List& list, Write write) {
  std::string text = "[";
  for (const auto& each : list) text += (text.size() == 1 ? "\n" : ",\n") + write(each).dump();
  return text + "]";
}

template <typename List>
std::string lines_of(const List& list) {
  return lines_of(list, [](const auto& each) { return json_of(each); });
}

}  // namespace

std::string write_certificate(const CertificateFile& certificate) {
  const auto node = [&](const CertificateFile::Node& each) {
    std::string text = std::to_string(each.field);
    for (const CertificateFile::Node::Part& part : each.parts) {
      text += " " + std::to_string(part.child);
      if (&part != &each.parts.back())
        text += " " + leading_digits(part.last, certificate.fields[each.field].second);
    }
    return Json(text);
  };
  std::string text = "{\"schema\":\"sekisho/certificate/3\",\n\"model\":";
  text += Json({{"file", certificate.model_file}, {"sha256", certificate.model_sha256}}).dump();
  text += ",\n\"fields\":" + Json(certificate.fields).dump();
  text += ",\n\"nodes\":" + lines_of(certificate.nodes, node);
  text += ",\n\"runs\":" + lines_of(certificate.runs);
  text += ",\n\"answers\":" + lines_of(certificate.answers);
  text += ",\n\"requirements\":" + lines_of(certificate.claims);
  return text + ",\n\"sha256\":\"" + sha256_hex(text) + "\"}\n";
}

}  // namespace sekisho::dump
