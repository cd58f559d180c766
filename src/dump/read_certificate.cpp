#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/dump/model_file.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>

namespace sekisho::dump {

namespace {

using Json = nlohmann::json;

/// Why the text is no certificate; thrown up to read_certificate() and no further.
struct Refusal {
  std::string reason;
};

void need(bool holds, const char* expected) {
  if (!holds) throw Refusal{std::string("expected ") + expected};
}

/// The part of the text that the digest on its last line is about.
std::string_view digested(std::string_view text) {
  const std::string_view mark = ",\n\"sha256\":\"";
  const std::size_t at = text.rfind(mark);
  need(at != std::string_view::npos, "a digest on the last line");
  const std::string_view digest = text.substr(at + mark.size());
  need(digest == sha256_hex(text.substr(0, at)) + "\"}\n", "the digest of the text before it");
  return text.substr(0, at);
}

/// Takes the first of the words that are left of a line.
std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

std::uint32_t next_number(std::string_view& line) {
  const std::string_view word = next_word(line);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  need(error == std::errc{} && end == word.data() + word.size(), "a number");
  return number;
}

/// Whole numbers that are not negative; the library would convert any.
template <typename Number>
Number number_of(const Json& json) {
  need(json.is_number_unsigned(), "indexes");
  const auto number = json.get<std::uint64_t>();
  need(number <= static_cast<std::uint64_t>(std::numeric_limits<Number>::max()), "indexes in range");
  return static_cast<Number>(number);
}

template <typename Number>
std::vector<Number> numbers_of(const Json& json) {
  std::vector<Number> result;
  for (const Json& each : json) result.push_back(number_of<Number>(each));
  return result;
}

CertificateFile::Node node_of(std::string_view line) {
  const CertificateFile::Node node{next_number(line), next_number(line), next_number(line)};
  need(line.empty(), "three numbers in a node");
  return node;
}

Place place_of(const Json& json) {
  Place place;
  const auto* const name = std::find(place_names.begin(), place_names.end(), json.at(0).get<std::string>());
  need(name != place_names.end(), "a known kind of place");
  place.kind = static_cast<Place::Kind>(name - place_names.begin());
  place.owner = number_of<std::size_t>(json.at(1));
  place.interface = number_of<InterfaceIndex>(json.at(2));
  if (json.at(3).is_null()) return place;
  place.gateway = Address::parse(json.at(3).get<std::string>());
  need(place.gateway.has_value(), "addresses of gateways");
  return place;
}

CertificateFile::Sets sets_of(const Json& json) {
  CertificateFile::Sets result;
  for (const Json& each : json) {
    const auto set = number_of<CertificateFile::Set>(each.at(1));
    need(result.emplace(place_of(each.at(0)), set).second, "each place of an invariant once");
  }
  return result;
}

CertificateFile::Run run_of(const Json& json) {
  return {number_of<SegmentIndex>(json.at("from")),
          json.at("own_addresses").get<bool>(),
          json.at("without_sanitizers").get<bool>(),
          json.at("any_routing").get<bool>(),
          numbers_of<CertificateFile::Set>(json.at("labels")),
          sets_of(json.at("reached"))};
}

CertificateFile::Answers answers_of(const Json& json) {
  return {number_of<std::size_t>(json.at("run")), place_of(json.at("target")), sets_of(json.at("leading")),
          sets_of(json.at("reached"))};
}

CertificateFile::Claim claim_of(const Json& json) {
  return {json.at("id").get<std::string>(), json.at("assurance").get<std::string>(),
          numbers_of<std::size_t>(json.at("runs")), numbers_of<std::size_t>(json.at("answers"))};
}

CertificateFile certificate_of(const Json& json) {
  need(json.at("schema") == "sekisho/certificate/4", "schema sekisho/certificate/4");
  CertificateFile result;
  result.model_file = json.at("model").at("file").get<std::string>();
  result.model_sha256 = json.at("model").at("sha256").get<std::string>();
  need(json.at("fields") == Json(header_fields), "the fields that this program knows");
  for (const Json& node : json.at("nodes"))
    result.nodes.push_back(node_of(node.get_ref<const std::string&>()));
  for (const Json& run : json.at("runs")) result.runs.push_back(run_of(run));
  for (const Json& answers : json.at("answers")) result.answers.push_back(answers_of(answers));
  for (const Json& claim : json.at("requirements")) result.claims.push_back(claim_of(claim));
  for (const CertificateFile::Answers& each : result.answers)
    need(each.run < result.runs.size(), "runs that are there");
  std::set<std::string_view> claimed;
  for (const CertificateFile::Claim& claim : result.claims) {
    need(claimed.insert(claim.requirement).second, "each requirement once");
    for (const std::size_t run : claim.runs) need(run < result.runs.size(), "runs that are there");
    for (const std::size_t each : claim.answers) need(each < result.answers.size(), "answers that are there");
  }
  return result;
}

}  // namespace

Result<CertificateFile> read_certificate(std::string_view text) {
  try {
    return certificate_of(Json::parse(std::string(digested(text)) + "}"));
  } catch (const Refusal& refusal) {
    return Failure{refusal.reason};
  } catch (const Json::exception& error) {
    return Failure{error.what()};
  }
}

}  // namespace sekisho::dump
