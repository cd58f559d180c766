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

Bits128 value_of(const Json& json) {
  Bits128 value = 0;
  const auto text = json.get<std::string>();
  need(!text.empty() && text.size() <= 32, "a value of at most 32 hexadecimal digits");
  for (const char c : text) {
    unsigned digit = 0;
    need(std::from_chars(&c, &c + 1, digit, 16).ptr == &c + 1, "hexadecimal digits");
    value = value << 4 | digit;
  }
  return value;
}

class CertificateReader {
 public:
  explicit CertificateReader(const Json& json) : json_(json) {
    std::vector<FieldShape> fields;
    for (const Json& each : json.at("fields")) {
      const int bits = each.at(1).get<int>();
      need(bits > 0 && bits <= 128, "fields of 1 to 128 bits");
      fields.push_back({each.at(0).get<std::string>(), bits});
    }
    certificate_.sets = std::make_unique<HeaderSets>(std::move(fields));
    sets_ = {certificate_.sets->none(), certificate_.sets->all()};
  }

  Certificate read() {
    certificate_.model_file = json_.at("model").at("file").get<std::string>();
    certificate_.model_sha256 = json_.at("model").at("sha256").get<std::string>();
    for (const Json& node : json_.at("nodes")) sets_.push_back(node_of(node));
    for (const Json& run : json_.at("runs")) certificate_.runs.push_back(run_of(run));
    for (const Json& claim : json_.at("requirements")) certificate_.claims.push_back(claim_of(claim));
    certificate_.uncertified = json_.at("uncertified").get<std::vector<std::string>>();
    return std::move(certificate_);
  }

 private:
  HeaderSet set(const Json& id) const { return sets_.at(id.get<std::size_t>()); }

  /// A node leads to nodes before it, of fields behind its own; so a set is what it says it is.
  HeaderSet node_of(const Json& json) {
    HeaderSets& sets = *certificate_.sets;
    const auto field = json.at(0).get<std::size_t>();
    need(field < sets.fields().size() && json.at(1).size() >= 2, "a node of a known field");
    std::vector<Part> parts;
    for (const Json& part : json.at(1)) {
      const Bits128 last = value_of(part.at(0));
      const std::uint32_t child = set(part.at(1)).id();
      need((parts.empty() || last > parts.back().last) && last <= sets.greatest(field),
           "parts in ascending order");
      need(sets.field_of(child) > field, "children that ask later fields");
      parts.push_back({last, child});
    }
    need(parts.back().last == sets.greatest(field), "parts up to the greatest value");
    return {&sets, sets.node(field, std::move(parts))};
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
    for (const Json& label : json.at("labels"))
      run.labels.push_back({set(label.at(0)), label.at(1).get<std::vector<std::string>>()});
    for (const Json& each : json.at("reached")) run.reached[place_of(each.at(0))] = set(each.at(1));
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
  std::vector<HeaderSet> sets_;
};

}  // namespace

Result<Certificate> read_certificate(std::string_view text) {
  try {
    const Json json = Json::parse(std::string(digested(text)) + "}");
    need(json.at("schema") == "sekisho/certificate/1", "schema sekisho/certificate/1");
    return CertificateReader(json).read();
  } catch (const Refusal& refusal) {
    return Failure{refusal.reason};
  } catch (const Json::exception& error) {
    return Failure{error.what()};
  } catch (const std::out_of_range&) {
    return Failure{"expected sets that are there"};
  }
}

}  // namespace sekisho::check
