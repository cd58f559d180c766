// Changed certificates are refused: bytes at random, and changes that are made with the digest anew, so that
// the checker has to find them by what they say.
#include "certified.hpp"
#include "support/data.hpp"

#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

namespace sekisho {
namespace {

TEST(Certificates, AChangedByteIsRefused) {
  std::mt19937 random(3);
  const Certified good = certified(4001, everything(), Semantics::packet);
  ASSERT_EQ(objection(good.text), "");
  for (int i = 0; i < test::scaled(3000); ++i) {
    CertificateText changed = good.text;
    std::string& text = random() % 2 == 0 ? changed.certificate : changed.model;
    char& byte = text[random() % text.size()];
    byte = static_cast<char>(byte ^ static_cast<char>(1 + random() % 127));
    ASSERT_NE(objection(changed), "") << "change " << i;
  }
}

/// The words of a node, and back: a bit of the header, and two sets.
std::vector<std::string> words_of(const std::string& node) {
  std::istringstream text(node);
  return {std::istream_iterator<std::string>(text), {}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) text += " " + words[i];
  return text;
}

/// Takes one element out of a list, if there is one.
bool dropped(std::mt19937& random, Json& list) {
  if (list.empty()) return false;
  list.erase(list.begin() + static_cast<int>(random() % list.size()));
  return true;
}

/// A change that takes something from what the certificate holds, or claims it of something else.
std::string change(std::mt19937& random, Json& document) {
  Json& runs = document["runs"];
  Json& run = runs[random() % runs.size()];
  switch (random() % 9) {
    case 0: return dropped(random, run["reached"]) ? "a place dropped" : "";
    case 1: {
      Json& nodes = document["nodes"];
      if (nodes.empty()) return "";
      Json& node = nodes[random() % nodes.size()];
      std::vector<std::string> words = words_of(node.get<std::string>());
      std::string& child = words[1 + random() % 2];
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
      if (claim["runs"].empty()) return "";
      claim["assurance"] = claim["assurance"] == "any-routing" ? "current-routing" : "any-routing";
      return "another assurance";
    }
    case 4: {
      Json& claims = document["requirements"];
      return dropped(random, claims[random() % claims.size()]["runs"]) ? "an opener dropped" : "";
    }
    case 5: {
      Json& claims = document["requirements"];
      return dropped(random, claims[random() % claims.size()]["answers"]) ? "answers dropped" : "";
    }
    case 6: {
      Json& answers = document["answers"];
      if (answers.empty()) return "";
      Json& one = answers[random() % answers.size()];
      return dropped(random, one["leading"]) ? "packets that are answered dropped" : "";
    }
    case 7: {
      Json& answers = document["answers"];
      if (answers.empty()) return "";
      Json& one = answers[random() % answers.size()];
      return dropped(random, one["reached"]) ? "a place of answers dropped" : "";
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
  std::map<std::string, int> changes;
  for (int i = 0; i < networks; ++i) {
    const auto seed = static_cast<std::uint32_t>(5000 + i);
    const Semantics semantics = i % 3 == 0 ? Semantics::packet : Semantics::session;
    const Certified good = certified(seed, everything(), semantics);
    const Json document = Json::parse(good.text.certificate);
    ASSERT_EQ(objection(sealed(document), good.text.model), "") << "seed " << seed;
    if (document["runs"].empty()) continue;
    for (int j = 0; j < 60; ++j) {
      Json changed = document;
      const std::string what = change(random, changed);
      if (what.empty()) continue;
      ++changes[what];
      ASSERT_NE(objection(sealed(changed), good.text.model), "") << "seed " << seed << ": " << what;
    }
  }
  int all = 0;
  for (const auto& [what, count] : changes) {
    std::cout << what << ": " << count << "\n";
    all += count;
  }
  EXPECT_GT(all, networks * 20);
  // A part of the networks need not have something of each kind to change.
  if (test::scale() >= 1) {
    EXPECT_EQ(changes.size(), 9U) << "each kind of change";
  }
}

}  // namespace
}  // namespace sekisho
