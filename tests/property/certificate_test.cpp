// Certificates of whatever is proved on random networks and on the shipped topologies hold for the
// independent checker, and changed ones do not: bytes at random, and changes that are made with the digest
// anew, so that the checker has to find them by what they say.
#include "check/check.hpp"
#include "random_network.hpp"
#include "support/data.hpp"

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/proof/certificate.hpp>
#include <sekisho/proof/checker.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iterator>
#include <sstream>

namespace sekisho {
namespace {

using testing::Features;
using Json = nlohmann::ordered_json;

const Date date{2026, 11, 21};

/// Every ordered pair of segments, and every segment to every device.
std::vector<Requirement> all_pairs(const Network& network, Semantics semantics) {
  std::vector<Requirement> result;
  const auto add = [&](RequirementKind kind, const std::string& from, const std::string& to) {
    Requirement requirement;
    requirement.id = from + ">" + to;
    requirement.kind = kind;
    requirement.semantics = semantics;
    requirement.from = from;
    requirement.to = to;
    result.push_back(requirement);
  };
  for (const Segment& from : network.snapshot.segments) {
    for (const Segment& to : network.snapshot.segments) {
      if (from.name != to.name) add(RequirementKind::separation, from.name, to.name);
    }
    for (const Device& device : network.devices) add(RequirementKind::devices, from.name, device.name);
  }
  return result;
}

struct Certified {
  ModelFile model;
  CertificateText text;
  std::size_t proofs = 0;
};

Certified certified(std::uint32_t seed, const Features& features, Semantics semantics) {
  testing::RandomNetwork net = testing::random_network(seed, features);
  Certified result;
  result.model = {date, "all-pairs", std::move(net.network), std::move(net.routes), {}};
  result.model.requirements = all_pairs(result.model.network, semantics);
  Checker checker(result.model.network, result.model.routes, date, 1);
  std::vector<RequirementResult> results;
  for (const Requirement& each : result.model.requirements) {
    results.push_back(checker.check(each));
    result.proofs += results.back().verdict == Verdict::proved ? 1 : 0;
  }
  Result<CertificateText> text = certify(result.model, results, "city.model");
  EXPECT_TRUE(text.ok());
  if (text) result.text = std::move(text).value();
  return result;
}

/// What the checker says; empty when all holds.
std::string objection(const std::string& certificate_text, const std::string& model_text) {
  const Result<check::Certificate> certificate = check::read_certificate(certificate_text);
  if (!certificate) return certificate.reason();
  if (certificate.value().model_sha256 != sha256_hex(model_text)) return "another model";
  const Result<ModelFile> model = read_model(model_text);
  if (!model) return model.reason();
  const std::vector<Diagnostic> wrong = check::check(certificate.value(), model.value());
  return wrong.empty() ? "" : render(wrong.front(), Language::en);
}

std::string objection(const CertificateText& text) { return objection(text.certificate, text.model); }

/// The document as text with a digest that fits.
std::string sealed(Json document) {
  document.erase("sha256");
  std::string text = "{";
  for (const auto& [key, value] : document.items())
    text += (text.size() == 1 ? "\"" : ",\n\"") + key + "\":" + value.dump();
  return text + ",\n\"sha256\":\"" + sha256_hex(text) + "\"}\n";
}

Features everything() {
  Features features;
  features.lists = true;
  features.pools = true;
  return features;
}

TEST(Certificates, OfRandomNetworksHold) {
  const int networks = test::scaled(150);
  std::size_t proofs = 0;
  for (int i = 0; i < networks; ++i) {
    const auto seed = static_cast<std::uint32_t>(4000 + i);
    const Semantics semantics = i % 3 == 0 ? Semantics::session : Semantics::packet;
    const Certified each = certified(seed, everything(), semantics);
    ASSERT_EQ(objection(each.text), "") << "seed " << seed;
    proofs += each.proofs;
  }
  std::cout << networks << " networks, " << proofs << " proofs\n";
  EXPECT_GT(proofs, static_cast<std::size_t>(networks));
}

/// Rules that look into tables, routes of one family unknown, source checks that are open.
TEST(Certificates, OfNetworksWithRuleTablesHold) {
  Features features = everything();
  features.rule_tables = true;
  for (int i = 0; i < test::scaled(60); ++i) {
    const auto seed = static_cast<std::uint32_t>(7000 + i);
    const Certified made = certified(seed, features, i % 2 == 0 ? Semantics::packet : Semantics::session);
    ASSERT_EQ(objection(made.text), "") << "seed " << seed;
  }
}

TEST(Certificates, ModelsComeBackAsTheyWere) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    const Certified each = certified(seed, everything(), Semantics::packet);
    const Result<ModelFile> model = read_model(each.text.model);
    ASSERT_TRUE(model.ok()) << model.reason();
    ASSERT_EQ(write_model(model.value()), each.text.model) << "seed " << seed;
  }
}

TEST(Certificates, AChangedByteIsRefused) {
  std::mt19937 random(3);
  const Certified good = certified(4001, everything(), Semantics::packet);
  ASSERT_EQ(objection(good.text), "");
  for (int i = 0; i < 3000; ++i) {
    CertificateText changed = good.text;
    std::string& text = random() % 2 == 0 ? changed.certificate : changed.model;
    char& byte = text[random() % text.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 127));
    ASSERT_NE(objection(changed), "") << "change " << i;
  }
}

/// The words of a node, and back: its field, then children and the values between them.
std::vector<std::string> words_of(const std::string& node) {
  std::istringstream text(node);
  return {std::istream_iterator<std::string>(text), {}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) text += " " + words[i];
  return text;
}

/// A change that takes something from what the certificate holds, or claims it of something else.
std::string change(std::mt19937& random, Json& document) {
  Json& runs = document["runs"];
  Json& run = runs[random() % runs.size()];
  switch (random() % 5) {
    case 0: {
      Json& reached = run["reached"];
      reached.erase(reached.begin() + static_cast<int>(random() % reached.size()));
      return "a place dropped";
    }
    case 1: {
      Json& nodes = document["nodes"];
      if (nodes.empty()) return "";
      Json& node = nodes[random() % nodes.size()];
      std::vector<std::string> words = words_of(node.get<std::string>());
      std::string& child = words[1 + random() % (words.size() / 2) * 2];
      if (child == "0") return "";
      child = "0";
      node = joined(words);
      return "a set made smaller";
    }
    case 2: {
      Json& claims = document["requirements"];
      Json& claim = claims[random() % claims.size()];
      claim["id"] = claim["id"].get<std::string>() + "x";
      return "a requirement renamed";
    }
    case 3: {
      Json& claims = document["requirements"];
      Json& claim = claims[random() % claims.size()];
      if (claim["run"].is_null()) return "";
      claim["assurance"] = claim["assurance"] == "any-routing" ? "current-routing" : "any-routing";
      return "another assurance";
    }
    default: {  // senders of one label get another, with other channels
      Json& labels = run["labels"];
      if (labels.size() < 2) return "";
      const std::size_t taker = random() % labels.size();
      const std::size_t giver = (taker + 1 + random() % (labels.size() - 1)) % labels.size();
      labels[taker] = labels[giver];
      return "a channel given away";
    }
  }
}

TEST(Certificates, AChangeWithItsDigestIsRefused) {
  std::mt19937 random(5);
  const int networks = test::scaled(40);
  int changes = 0;
  for (int i = 0; i < networks; ++i) {
    const auto seed = static_cast<std::uint32_t>(5000 + i);
    const Certified good = certified(seed, everything(), Semantics::packet);
    const Json document = Json::parse(good.text.certificate);
    ASSERT_EQ(objection(sealed(document), good.text.model), "") << "seed " << seed;
    if (document["runs"].empty()) continue;
    for (int j = 0; j < 60; ++j) {
      Json changed = document;
      const std::string what = change(random, changed);
      if (what.empty()) continue;
      ++changes;
      ASSERT_NE(objection(sealed(changed), good.text.model), "") << "seed " << seed << ": " << what;
    }
  }
  std::cout << changes << " changes\n";
  EXPECT_GT(changes, networks * 20);
}

class TopologyCertificates : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> topologies() {
  const std::filesystem::path root = std::filesystem::path(SEKISHO_SOURCE_DIR) / "topologies";
  std::vector<std::string> result;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "snapshot.yaml") result.push_back(entry.path().parent_path().string());
  }
  std::sort(result.begin(), result.end());
  return result;
}

TEST_P(TopologyCertificates, Hold) {
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(GetParam() + "/snapshot.yaml", sink);
  ASSERT_TRUE(loaded.has_value());
  VerifyOptions options;
  options.date = date;
  const std::optional<VerifyResult> result = verify(*loaded, options, sink);
  ASSERT_TRUE(result.has_value());
  const Result<CertificateText> text = certify(*loaded, options, *result, "city.model");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(objection(text.value()), "");
  const Result<check::Certificate> certificate = check::read_certificate(text.value().certificate);
  ASSERT_TRUE(certificate.ok());
  EXPECT_EQ(certificate.value().claims.size() + certificate.value().uncertified.size(),
            static_cast<std::size_t>(result->proved));
}

INSTANTIATE_TEST_SUITE_P(Shipped, TopologyCertificates, ::testing::ValuesIn(topologies()),
                         [](const auto& each) {
                           const std::filesystem::path root = SEKISHO_SOURCE_DIR "/topologies";
                           std::string name = std::filesystem::relative(each.param, root).generic_string();
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace sekisho
