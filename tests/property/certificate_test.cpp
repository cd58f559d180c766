// Certificates of whatever is proved on random networks and on the shipped topologies hold for the
// independent checker. Changed ones do not: certificate_changes_test.cpp.
#include "certified.hpp"
#include "support/data.hpp"

#include <sekisho/pipeline/pipeline.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace sekisho {
namespace {

TEST(Certificates, OfRandomNetworksHold) {
  const int networks = test::scaled(150);
  std::size_t proofs = 0;
  std::size_t unanswered = 0;
  for (int i = 0; i < networks; ++i) {
    const auto seed = static_cast<std::uint32_t>(4000 + i);
    const Semantics semantics = i % 3 == 0 ? Semantics::packet : Semantics::session;
    const Certified each = certified(seed, everything(), semantics);
    ASSERT_EQ(objection(each.text), "") << "seed " << seed;
    proofs += each.proofs;
    unanswered += each.unanswered;
  }
  std::cout << networks << " networks, " << proofs << " proofs, " << unanswered << " for want of answers\n";
  EXPECT_GT(proofs, static_cast<std::size_t>(networks));
  // How many a part of the networks shows is chance.
  if (test::scale() >= 1) {
    EXPECT_GT(unanswered, static_cast<std::size_t>(networks) / 2);
  }
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

TEST(Certificates, FieldsAreThoseOfPackets) {
  const std::array<Field, field_count> fields = {
      Field::origin,    Field::family,           Field::destination,     Field::source,
      Field::protocol,  Field::destination_port, Field::source_port,     Field::icmp_type,
      Field::icmp_code, Field::tcp_flags,        Field::state,           Field::mark,
      Field::vlan,      Field::source_mac,       Field::destination_mac,
  };
  ASSERT_EQ(dump::header_fields.size(), fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i)
    EXPECT_EQ(dump::header_fields[i].second, Layout::full().width(fields[i])) << dump::header_fields[i].first;
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
  options.date = certified_on;
  const std::optional<VerifyResult> result = verify(*loaded, options, sink);
  ASSERT_TRUE(result.has_value());
  const Result<CertificateText> text = certify(*loaded, options, *result, "city.model");
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(objection(text.value()), "");
  const Result<dump::CertificateFile> certificate = dump::read_certificate(text.value().certificate);
  ASSERT_TRUE(certificate.ok());
  // All that is proved not to get through: what has to get through, devices' settings are no matter of it.
  const auto claimed = std::ranges::count_if(result->requirements, [](const RequirementResult& each) {
    const RequirementKind kind = each.requirement.kind;
    return each.verdict == Verdict::proved &&
           (kind == RequirementKind::separation || kind == RequirementKind::devices ||
            kind == RequirementKind::relays);
  });
  EXPECT_EQ(certificate.value().claims.size(), static_cast<std::size_t>(claimed));
}

INSTANTIATE_TEST_SUITE_P(Shipped, TopologyCertificates, ::testing::ValuesIn(test::part_of(topologies(), 0)),
                         [](const auto& each) {
                           const std::filesystem::path root = SEKISHO_SOURCE_DIR "/topologies";
                           std::string name = std::filesystem::relative(each.param, root).generic_string();
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == '-' || c == '/'; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace sekisho
