// Secrets never leave: an extractor that knows nothing of the masking code finds the secrets of all
// configs, and none of them may stand in anything that is shown.
#include "config/fortios_case.hpp"

#include "config/fortios/mask.hpp"
#include "support/data.hpp"

#include <regex>
#include <set>
#include <sstream>

namespace sekisho::test::fortios {
namespace {

TEST(FortiosSecrets, Lines) {
  const struct {
    const char* line;
    const char* shown;
  } cases[] = {
      {"    set password ENC SH2abc=", "    set password ********"},
      {"set psksecret \"plain text\"", "set psksecret ********"},
      {"set passwd foo", "set passwd ********"},
      {"set key ENC abc", "set key ********"},
      {"set auth-password ENC abc", "set auth-password ********"},
      {"set authentication-key abc", "set authentication-key ********"},
      {"set api-key ENC abc", "set api-key ********"},
      {"set passphrase abc", "set passphrase ********"},
      {"set something ENC abc", "set something ENC ********"},
      {"set private-key \"-----BEGIN ENCRYPTED PRIVATE KEY-----", "set private-key ********"},
      {"set certificate \"-----BEGIN CERTIFICATE-----", "set certificate \" ********"},
      {"-----END CERTIFICATE-----\"", "********"},
      {"set ppk-secret ENC abc", "set ppk-secret ********"},
      {"set ssh-public-key1 \"ssh-rsa AAAA\"", "set ssh-public-key1 ********"},
      {"set url \"https://user:pw@host/x\"", "set url \"https://********@host/x\""},
      {"append community-name public", "append community-name ********"},
      // What only sounds like a secret.
      {"set keylife 86400", "set keylife 86400"},
      {"set service \"SSH\" \"ENCODER\"", "set service \"SSH\" \"ENCODER\""},
      {"edit \"password-server\"", "edit \"password-server\""},
      {"set srcaddr \"secret-lab\"", "set srcaddr \"secret-lab\""},
      {"set password", "set password"},
      {"", ""},
  };
  for (const auto& row : cases) EXPECT_EQ(config::fortios::mask_line(row.line), row.shown);
}

TEST(FortiosSecrets, OfSeveralLinesAndOfOneSection) {
  const auto result = parsed(
      "config vpn certificate local\n"
      "    edit \"x\"\n"
      "        set private-key \"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
      "MIIFDjBABgkqhkiG9w0BBQ0w\n"
      "-----END ENCRYPTED PRIVATE KEY-----\"\n"
      "    next\n"
      "end\n"
      "config system snmp community\n"
      "    edit 1\n"
      "        set name \"publick\"\n"
      "    next\n"
      "end\n"
      "config firewall policy\n"
      "    edit 1\n"
      "        set flux ENC hidden-value\n"
      "    next\n"
      "end\n");
  EXPECT_EQ(result.report.masked[2], "        set private-key ********");
  EXPECT_EQ(result.report.masked[3], "********");
  EXPECT_EQ(result.report.masked[4], "********");
  EXPECT_EQ(result.report.masked[9], "        set name ********");
  for (const config::LineIssue& issue : result.report.issues) {
    EXPECT_EQ(issue.text.find("hidden-value"), std::string::npos) << issue.text;
  }
  for (const Rule& rule : result.device.forward_filter->rules) {
    EXPECT_EQ(rule.source.text.find("hidden-value"), std::string::npos);
  }
}

/// Values behind ENC, bodies of PEM blocks, and values of the keys that manuals call secret.
std::set<std::string> secrets_of(const std::string& text) {
  std::set<std::string> secrets;
  std::istringstream stream(text);
  std::string line;
  bool in_pem = false;
  static const std::regex value(
      R"(^\s*set\s+(password|passwd|psksecret|key|secret|private-key|auth-pwd|priv-pwd|passphrase|api-key|token)\s+(?:ENC\s+)?"?([^"\s]+))");
  static const std::regex encrypted(R"(\bENC\s+(\S+))");
  while (std::getline(stream, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::smatch found;
    if (line.find("-----BEGIN") != std::string::npos) {
      in_pem = true;
    } else if (line.find("-----END") != std::string::npos) {
      in_pem = false;
    } else if (in_pem && line.size() > 12) {
      secrets.insert(line);
    }
    if (std::regex_search(line, found, encrypted)) secrets.insert(found[1]);
    if (std::regex_search(line, found, value) && found[2] != "ENC") secrets.insert(found[2]);
  }
  // Too short to tell from ordinary text, and placeholders.
  std::erase_if(secrets, [](const std::string& secret) {
    return secret.size() < 8 || secret.find("removed") != std::string::npos || secret.starts_with("-----");
  });
  return secrets;
}

void expect_hidden(const std::set<std::string>& secrets, const std::string& shown, const std::string& where) {
  for (const std::string& secret : secrets) {
    EXPECT_EQ(shown.find(secret), std::string::npos) << "a secret of " << where << " is shown: " << shown;
  }
}

TEST(FortiosSecrets, OfTheCorpus) {
  const std::filesystem::path folder = data_root() / "configs" / "fortios";
  SEKISHO_NEEDS(folder);
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_file(entry.path());
    const std::set<std::string> secrets = secrets_of(text);
    count += secrets.size();
    if (secrets.empty()) continue;
    const config::ParsedConfig result = parsed(text);
    std::string shown;
    for (const std::string& line : result.report.masked) shown += line + "\n";
    for (const config::LineIssue& issue : result.report.issues) {
      shown += issue.text + "\n";
      for (const std::string& argument : issue.arguments) shown += argument + "\n";
    }
    for (const Rule& rule : result.device.forward_filter->rules) shown += rule.source.text + "\n";
    for (const Rule& rule : result.device.local_filter->rules) shown += rule.source.text + "\n";
    for (const NatRule& rule : result.device.destination_nat) shown += rule.source.text + "\n";
    for (const StaticRoute& route : result.device.static_routes) shown += route.source.text + "\n";
    for (const Uncertainty& uncertainty : result.device.uncertainties)
      shown += uncertainty.source.text + "\n";
    expect_hidden(secrets, shown, entry.path().filename().string());
  }
  EXPECT_GT(count, 10U);
}

}  // namespace
}  // namespace sekisho::test::fortios
