#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/dump/model_file.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <limits>

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

/// Takes a value of a field: its first hexadecimal digits; those that are left out are all f.
Bits128 next_value(std::string_view& line, int bits) {
  std::string word(next_word(line));
  const auto digits = static_cast<std::size_t>((bits + 3) / 4);
  need(word.size() <= digits, "no more digits than the field has");
  word.resize(digits, 'f');
  Bits128 value = 0;
  for (const char& c : word) {
    unsigned digit = 0;
    need(std::from_chars(&c, &c + 1, digit, 16).ptr == &c + 1, "hexadecimal digits");
    value = value << 4 | digit;
  }
  return value & low_ones(bits);
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

CertificateFile::Node node_of(std::string_view line, const std::vector<std::pair<std::string, int>>& fields) {
  CertificateFile::Node node{next_number(line), {}};
  need(node.field < fields.size() && !line.empty(), "a node of a known field");
  while (!line.empty()) {
    const CertificateFile::Set child = next_number(line);
    // No value is written behind the last set: it is the field's greatest.
    node.parts.push_back({next_value(line, fields[node.field].second), child});
  }
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
  for (const Json& each : json)
    result.emplace_back(place_of(each.at(0)), number_of<CertificateFile::Set>(each.at(1)));
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
  need(json.at("schema") == "sekisho/certificate/3", "schema sekisho/certificate/3");
  CertificateFile result;
  result.model_file = json.at("model").at("file").get<std::string>();
  result.model_sha256 = json.at("model").at("sha256").get<std::string>();
  for (const Json& field : json.at("fields")) {
    result.fields.emplace_back(field.at(0).get<std::string>(), number_of<int>(field.at(1)));
    need(result.fields.back().second <= 128, "fields of 128 bits at most");
  }
  for (const Json& node : json.at("nodes"))
    result.nodes.push_back(node_of(node.get_ref<const std::string&>(), result.fields));
  for (const Json& run : json.at("runs")) result.runs.push_back(run_of(run));
  for (const Json& answers : json.at("answers")) result.answers.push_back(answers_of(answers));
  for (const Json& claim : json.at("requirements")) result.claims.push_back(claim_of(claim));
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
