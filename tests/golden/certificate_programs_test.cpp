// The two programs as a user has them: `sekisho verify --certificate`, then `sekisho-check`.
#include "check_cli/run.hpp"
#include "cli/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace sekisho {
namespace {

using ::testing::HasSubstr;

const std::string city = std::string(SEKISHO_SOURCE_DIR) + "/topologies/sample-city/snapshot.yaml";
const std::string broken = std::string(SEKISHO_SOURCE_DIR) + "/topologies/broken/policy-order/snapshot.yaml";

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome checked(const std::vector<std::string>& args, const std::string& locale = "C") {
  std::ostringstream out;
  std::ostringstream err;
  Outcome outcome;
  outcome.status = check_cli::run(args, locale, out, err);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

class CertificatePrograms : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("sekisho-certificate-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    certificate_ = (folder_ / "city.cert").string();
    std::ostringstream out;
    std::ostringstream err;
    const int status =
        cli::run({"verify", city, "--date", "2026-11-21", "-q", "--certificate", certificate_}, out, err, {});
    ASSERT_EQ(status, 0) << err.str();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::string certificate_;
};

TEST_F(CertificatePrograms, TheCertificateOfTheSampleCityHolds) {
  const Outcome outcome = checked({certificate_});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("The certificate holds"));
  EXPECT_THAT(outcome.out, HasSubstr("excepted, or left out):\n  ALPHA-MN-LG:mn>lg\n"));
  EXPECT_THAT(checked({certificate_}, "ja_JP.UTF-8").out, HasSubstr("証明書は有効です"));
  EXPECT_THAT(checked({certificate_, "--lang", "ja"}).out, HasSubstr("--snapshot"));
}

TEST_F(CertificatePrograms, TheSnapshotMustGiveTheSameModel) {
  EXPECT_EQ(checked({certificate_, "--snapshot", city}).status, 0);
  const Outcome other = checked({certificate_, "--snapshot", broken});
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.err, HasSubstr("another model"));
}

TEST_F(CertificatePrograms, AChangedModelIsRefused) {
  std::ofstream(certificate_ + ".model", std::ios::app) << " ";
  const Outcome outcome = checked({certificate_});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, HasSubstr("digest"));
}

TEST_F(CertificatePrograms, AChangedCertificateIsRefused) {
  std::fstream file(certificate_, std::ios::in | std::ios::out);
  file.seekp(1000);
  file << "~";
  file.close();
  EXPECT_EQ(checked({certificate_}).status, 1);
}

TEST_F(CertificatePrograms, WrongUseAndMissingFilesAreSaid) {
  EXPECT_EQ(checked({}).status, 64);
  EXPECT_EQ(checked({certificate_, "--unknown"}).status, 64);
  EXPECT_EQ(checked({certificate_, "--lang", "fr"}).status, 64);
  EXPECT_EQ(checked({(folder_ / "none.cert").string()}).status, 65);
  std::filesystem::remove(certificate_ + ".model");
  EXPECT_EQ(checked({certificate_}).status, 65);
  EXPECT_EQ(checked({certificate_, "--snapshot", "none.yaml"}).status, 65);
}

}  // namespace
}  // namespace sekisho
