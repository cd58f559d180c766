// No clause is left out: the built-in profiles hold exactly the clauses that are listed.
#include <sekisho/policy/profile.hpp>

#include "support/data.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace sekisho::test {
namespace {

std::set<std::string> listed() {
  std::set<std::string> ids;
  std::ifstream file(source_root() / "tests/policy/clauses.txt");
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') ids.insert(line);
  }
  return ids;
}

std::vector<Profile> profiles() {
  std::vector<Profile> result;
  for (const std::string& name : builtin_profiles()) {
    DiagnosticSink sink;
    std::optional<Profile> profile = find_profile(name, "", {}, sink);
    EXPECT_TRUE(profile.has_value()) << name;
    if (profile && profile->kind != ProfileKind::base) result.push_back(std::move(*profile));
  }
  return result;
}

TEST(Clauses, AreExactlyThoseListed) {
  std::set<std::string> held;
  for (const Profile& profile : profiles()) {
    for (const Clause& clause : profile.clauses) held.insert(clause.id);
  }
  EXPECT_EQ(held, listed());
}

TEST(Clauses, SpeakBothLanguages) {
  const auto both = [](const LocalText& text) { return text.en.empty() == text.ja.empty(); };
  for (const Profile& profile : profiles()) {
    for (const Clause& clause : profile.clauses) {
      EXPECT_FALSE(clause.term.ja.empty() || clause.term.en.empty()) << clause.id;
      EXPECT_FALSE(clause.demand.ja.empty() || clause.demand.en.empty()) << clause.id;
      EXPECT_TRUE(both(clause.attest)) << clause.id;
      EXPECT_TRUE(both(clause.not_checkable)) << clause.id;
    }
    for (const ProfileRow& row : profile.rows)
      EXPECT_FALSE(row.title.ja.empty() || row.title.en.empty()) << row.id;
  }
}

TEST(Clauses, IdsOfRequirementsAreOneProfilesOwn) {
  std::set<std::string> seen;
  for (const Profile& profile : profiles()) {
    for (const ProfileRow& row : profile.rows) EXPECT_TRUE(seen.insert(row.id).second) << row.id;
    for (const Clause& clause : profile.clauses)
      EXPECT_TRUE(seen.insert(clause.attestation_id).second) << clause.attestation_id;
  }
}

/// The clause ids in the first column of the tables of a page: `x-2-8..10` stands for three of them,
/// `F1` for a row of each model. Text after the last number of a range is none.
std::set<std::string> ids_of_tables(const std::string& path) {
  std::set<std::string> ids;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ")) continue;
    const std::string cell = line.substr(2, line.find(" |", 2) - 2);
    if (cell.size() >= 2 && cell[0] == 'F' && cell.find_first_not_of("0123456789", 1) == std::string::npos) {
      for (const char* model : {"alpha", "alpha-prime", "beta", "beta-prime"})
        ids.insert("guideline-" + std::string(model) + "/" + cell);
      continue;
    }
    std::string rest = cell;
    while (!rest.empty()) {
      const std::size_t end = rest.find(" / ");
      const std::string id = rest.substr(0, end);
      rest = end == std::string::npos ? "" : rest.substr(end + 3);
      const bool of_policy = std::ranges::any_of(
          std::vector<std::string>{"shiroishi-", "sendai-", "noshiro-", "shibata-", "yonago-"},
          [&](const std::string& prefix) { return id.starts_with(prefix); });
      if (!of_policy) continue;
      const std::size_t dots = id.find("..");
      const std::size_t number = id.rfind('-') + 1;
      if (dots == std::string::npos || id.starts_with("shiroishi-")) {
        ids.insert(id);
        continue;
      }
      for (int i = std::stoi(id.substr(number, dots - number)); i <= std::stoi(id.substr(dots + 2)); ++i)
        ids.insert(id.substr(0, number) + std::to_string(i));
    }
  }
  return ids;
}

TEST(Clauses, AreThoseOfTheDomainStudy) {
  const std::filesystem::path page = data_root().parent_path() / "domain.md";
  if (!std::filesystem::exists(page)) GTEST_SKIP() << "no " << page;
  EXPECT_EQ(ids_of_tables(page.string()), listed());
}

}  // namespace
}  // namespace sekisho::test
