#include "check/certificate.hpp"

#include <sekisho/dump/model_file.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace sekisho::check {

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

std::size_t next_number(std::string_view& line) {
  const std::string_view word = next_word(line);
  std::size_t number = 0;
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

class CertificateReader {
 public:
  explicit CertificateReader(const Json& json) : json_(json) {}

  Certificate read() {
    Json fields = Json::array();
    for (std::size_t i = 0; i < field_names.size(); ++i)
      fields.push_back(Json::array({field_names[i], field_widths[i]}));
    need(json_.at("fields") == fields, "the fields that this program knows");
    certificate_.model_file = json_.at("model").at("file").get<std::string>();
    certificate_.model_sha256 = json_.at("model").at("sha256").get<std::string>();
    for (const Json& node : json_.at("nodes")) sets_.push_back(node_of(node.get_ref<const std::string&>()));
    for (const Json& run : json_.at("runs")) certificate_.runs.push_back(run_of(run));
    for (const Json& claim : json_.at("requirements")) certificate_.claims.push_back(claim_of(claim));
    certificate_.uncertified = json_.at("uncertified").get<std::vector<std::string>>();
    return std::move(certificate_);
  }

 private:
  /// A field, then sets and the last values that lead to them. They are sets before it, of fields behind its
  /// own; so a set is what it says it is.
  HeaderSet node_of(std::string_view line) {
    Headers& headers = *certificate_.headers;
    const std::size_t field = next_number(line);
    need(field < headers.field_count() && !line.empty(), "a node of a known field");
    std::vector<Part> parts;
    while (!line.empty()) {
      const std::size_t child = next_number(line);
      need(child < sets_.size() && headers.field_of(sets_[child].id()) > field,
           "sets before it that ask later fields");
      // No value is written behind the last set: it is the field's greatest.
      parts.push_back({next_value(line, headers.width(field)), sets_[child].id()});
      need(parts.size() == 1 || parts[parts.size() - 2].last < parts.back().last,
           "values in ascending order");
    }
    return headers.node(field, std::move(parts));
  }

  static Place place_of(const Json& json) {
    Place place;
    const auto* const name = std::find(place_names.begin(), place_names.end(), json.at(0).get<std::string>());
    need(name != place_names.end(), "a known kind of place");
    place.kind = static_cast<Place::Kind>(name - place_names.begin());
    place.owner = json.at(1).get<std::size_t>();
    place.interface = json.at(2).get<std::size_t>();
    if (!json.at(3).is_null()) place.gateway = Address::parse(json.at(3).get<std::string>());
    return place;
  }

  Run run_of(const Json& json) const {
    Run run;
    run.from = json.at("from").get<std::size_t>();
    run.own_addresses = json.at("own_addresses").get<bool>();
    run.any_routing = json.at("any_routing").get<bool>();
    for (const Json& senders : json.at("labels")) run.labels.push_back(sets_.at(senders.get<std::size_t>()));
    need(run.labels.size() <= certificate_.headers->greatest(field::origin), "labels that fit their field");
    for (const Json& each : json.at("reached"))
      run.reached[place_of(each.at(0))] = sets_.at(each.at(1).get<std::size_t>());
    return run;
  }

  Claim claim_of(const Json& json) const {
    Claim claim{json.at("id").get<std::string>(), json.at("assurance").get<std::string>(), {}};
    if (!json.at("run").is_null()) claim.run = json.at("run").get<std::size_t>();
    need(!claim.run || *claim.run < certificate_.runs.size(), "runs that are there");
    return claim;
  }

  const Json& json_;
  Certificate certificate_;
  std::vector<HeaderSet> sets_{certificate_.headers->none(), certificate_.headers->all()};
};

}  // namespace

Result<Certificate> read_certificate(std::string_view text) {
  try {
    const Json json = Json::parse(std::string(digested(text)) + "}");
    need(json.at("schema") == "sekisho/certificate/2", "schema sekisho/certificate/2");
    return CertificateReader(json).read();
  } catch (const Refusal& refusal) {
    return Failure{refusal.reason};
  } catch (const Json::exception& error) {
    return Failure{error.what()};
  } catch (const std::out_of_range&) {
    return Failure{"expected sets that are there"};
  } catch (const SetsTooLarge&) {
    return Failure{"expected sets that are not too large"};
  }
}

}  // namespace sekisho::check
