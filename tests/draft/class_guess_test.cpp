// Words, and the classes that they speak for.
#include "draft/class_guess.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using draft::Facing;
using draft::guess_class;

struct WordCase {
  std::string text;
  Facing facing;
  std::string expected;  // empty: no class
};

std::string guessed(const WordCase& test) {
  const draft::ClassGuess guess = guess_class({{test.text, 1, "sw:Vlan1", {}}}, test.facing);
  return guess.segment_class ? std::string(name_of(*guess.segment_class)) : "";
}

TEST(ClassWords, SpeakForClasses) {
  const std::vector<WordCase> cases{
      {"住基端末", Facing::inside, "my-number"},
      {"税務課", Facing::inside, "my-number"},
      {"戸籍サーバ", Facing::inside, "my-number"},
      {"基幹系", Facing::inside, "my-number"},
      {"マイナンバー利用事務系", Facing::inside, "my-number"},
      {"MN-SERVER", Facing::inside, "my-number"},
      {"LGWAN接続系", Facing::inside, "lgwan"},
      {"LGWAN接続系", Facing::outside, ""},  // the segment of the organisation is never outside
      {"LGWAN網", Facing::outside, "lgwan-network"},
      {"内部情報系", Facing::inside, "lgwan"},
      {"財務会計", Facing::inside, "lgwan"},
      {"グループウェア", Facing::inside, "lgwan"},
      {"インターネット接続系", Facing::inside, "internet-zone"},
      {"インターネット回線 ONU", Facing::outside, "internet"},
      {"IN tanmatsu", Facing::inside, "internet-zone"},
      {"printers in room 3", Facing::inside, ""},  // `in` is an ordinary word
      {"DMZ", Facing::inside, "dmz"},
      {"公開サーバ", Facing::inside, "dmz"},
      {"監視カメラ", Facing::inside, "standalone"},
      {"BOUSAI-CAMERA", Facing::inside, "standalone"},
      {"校務系", Facing::inside, "standalone"},
      {"来庁者用Wi-Fi", Facing::inside, "guest"},
      {"Guest WLAN", Facing::inside, "guest"},
      {"free wifi", Facing::inside, "guest"},
      {"管理VLAN99", Facing::inside, "management"},
      {"KANRI", Facing::inside, "management"},
      {"mgmt", Facing::inside, "management"},
      {"県セキュリティクラウド", Facing::outside, "security-cloud"},
      {"ガバメントクラウド 専用回線", Facing::outside, "government-cloud"},
      {"保守事業者 閉域VPN", Facing::inside, "partner"},
      {"SSL-VPN テレワーク", Facing::outside, "remote-access"},
      {"PPPoE", Facing::outside, "internet"},
      {"Vlan20", Facing::inside, ""},
      {"", Facing::inside, ""},
  };
  for (const WordCase& test : cases) EXPECT_EQ(guessed(test), test.expected) << test.text;
}

TEST(ClassWords, TheCloserClueWins) {
  const draft::ClassGuess guess =
      guess_class({{"guest Wi-Fi", 4, "sw:Vlan700", {}}, {"IN", 2, "sw:Vlan700", {}}}, Facing::inside);
  EXPECT_EQ(guess.segment_class, SegmentClass::guest);
  EXPECT_FALSE(guess.second);
}

TEST(ClassWords, ANearTieIsSaid) {
  const draft::ClassGuess guess =
      guess_class({{"DMZ", 4, "fw:port4", {}}, {"guest", 4, "fw:port4", {}}}, Facing::inside);
  EXPECT_TRUE(guess.second);
  EXPECT_EQ(guess.because.size(), 2U);
}

}  // namespace
}  // namespace sekisho::test
