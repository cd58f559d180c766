// YAML as a tree: positions, aliases, limits, and no crash on anything.
#include <sekisho/base/code.hpp>
#include <sekisho/model/text_encoding.hpp>
#include <sekisho/model/yaml_tree.hpp>
#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <gmock/gmock.h>

#include <random>

namespace sekisho::test {
namespace {

using yaml::Kind;
using yaml::Node;

/// `kind@line:column`, with what is inside: one line to compare.
std::string dump(const Node& node) {
  std::string text = '@' + std::to_string(node.line) + ':' + std::to_string(node.column);
  switch (node.kind) {
    case Kind::null: return "null" + text;
    case Kind::scalar: return (node.quoted ? "'" + node.text + "'" : node.text) + text;
    case Kind::list:
      text = "[" + text;
      for (const yaml::NodePtr& item : node.items) text += ' ' + dump(*item);
      return text + ']';
    case Kind::map:
      text = "{" + text;
      for (const yaml::Entry& entry : node.entries) text += ' ' + dump(*entry.key) + '=' + dump(*entry.value);
      return text + '}';
  }
  return text;
}

struct TreeCase {
  std::string text;
  std::string expected;
};

TEST(YamlTree, KeepsPositionsInCharacters) {
  const std::vector<TreeCase> cases{
      {"a: b\n", "{@1:1 a@1:1=b@1:4}"},
      {"a:\n  - 'b'\n  - \"c\"\n", "{@1:1 a@1:1=[@2:3 'b'@2:5 'c'@3:5]}"},
      {"{ja: かしわぎ市, en: K}\n", "{@1:1 ja@1:2=かしわぎ市@1:6 en@1:13=K@1:17}"},
      {"市: 𠮷, x\nb: c", "{@1:1 市@1:1=𠮷, x@1:4 b@2:1=c@2:4}"},
      {"a:\nb: ~\nc: null\nd: 'null'\n",
       "{@1:1 a@1:1=null@1:1 b@2:1=null@2:1 c@3:1=null@3:1 d@4:1='null'@4:4}"},
      {"x: &p {a: 1}\ny: *p\n", "{@1:1 x@1:1={@1:4 a@1:8=1@1:11} y@2:1={@1:4 a@1:8=1@1:11}}"},
      {"a: 1\r\nb: 2\r\n", "{@1:1 a@1:1=1@1:4 b@2:1=2@2:4}"},
      {"\xef\xbb\xbf"
       "a: 1\n",
       "{@1:1 a@1:1=1@1:4}"},
      {"a: 1\na: 2\n", "{@1:1 a@1:1=1@1:4 a@2:1=2@2:4}"},
      {"[core-sw:Gi1/0/1, a:b]\n", "[@1:1 core-sw:Gi1/0/1@1:2 a:b@1:19]"},
      {"", "null@1:1"},
  };
  for (const TreeCase& test : cases) {
    DiagnosticSink sink;
    const yaml::NodePtr root = yaml::parse(test.text, "t.yaml", sink);
    ASSERT_NE(root, nullptr) << test.text;
    EXPECT_EQ(dump(*root), test.expected) << test.text;
    EXPECT_TRUE(sink.all().empty()) << test.text;
  }
}

TEST(YamlTree, AliasesShareANode) {
  DiagnosticSink sink;
  const yaml::NodePtr root = yaml::parse("[&a [x, y], *a, *a]", "t.yaml", sink);
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(root->items[0], root->items[2]);
  EXPECT_EQ(root->size, 10U);
}

TEST(YamlTree, DepthGrowsThroughAliases) {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string n = std::to_string(i);
    text += "a" + n + ": &a" + n + " [*a" + std::to_string(i - 1) + "]\n";
  }
  DiagnosticSink sink;
  EXPECT_EQ(yaml::parse(text, "t.yaml", sink), nullptr);
  ASSERT_EQ(sink.all().size(), 1U);
  EXPECT_EQ(sink.all()[0].code, Code::yaml_too_deep);
}

TEST(YamlTree, RefusesAHugeFile) {
  DiagnosticSink sink;
  const yaml::Limits limits{.bytes = 10};
  EXPECT_NE(yaml::parse("a: 4567890", "t.yaml", sink, limits), nullptr);
  EXPECT_EQ(yaml::parse("a: 45678901", "t.yaml", sink, limits), nullptr);
  EXPECT_THAT(summary(sink), testing::ElementsAre("file_too_large 0:0 10"));
  const TemporaryFolder folder;
  DiagnosticSink file_sink;
  EXPECT_EQ(yaml::parse_file(folder.write("big.yaml", std::string(1000, '#')), file_sink, limits), nullptr);
  EXPECT_THAT(summary(file_sink), testing::ElementsAre("file_too_large 0:0 10"));
}

TEST(YamlTree, AnEndlessFileEnds) {
  DiagnosticSink sink;
  EXPECT_EQ(yaml::parse_file("/dev/zero", sink, {.bytes = 1 << 20}), nullptr);
  EXPECT_TRUE(sink.has_errors());
}

TEST(TextEncoding, AgreesWithThePatternOfRfc3629) {
  // Every lead byte with every second byte, and enough continuation bytes behind.
  for (int lead = 0; lead < 256; ++lead) {
    for (int second = 0; second < 256; ++second) {
      const std::string text{static_cast<char>(lead), static_cast<char>(second), '\x80', '\x80'};
      const bool tail = second >= 0x80 && second <= 0xbf;
      std::size_t expected = 0;
      if (lead < 0x80) expected = 1;
      if (lead >= 0xc2 && lead <= 0xdf && tail) expected = 2;
      if (lead >= 0xe0 && lead <= 0xef && tail) expected = 3;
      if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) expected = 0;
      if (lead >= 0xf0 && lead <= 0xf4 && tail) expected = 4;
      if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) expected = 0;
      EXPECT_EQ(character_length(text), expected) << lead << ' ' << second;
    }
  }
}

TEST(TextEncoding, CountsCharacters) {
  EXPECT_EQ(count_characters("かしわぎ市"), 5);
  EXPECT_EQ(count_characters("a𠮷b"), 3);
}

/// Whatever is done to a snapshot, loading it ends, and says something when nothing could be read.
TEST(SnapshotFile, SurvivesMutation) {
  const std::string seed =
      "snapshot: 1\nname: {ja: 市, en: K}\ndevices: &d\n  sw: {config: [sw.cfg]}\n  fw: {config: fw.cfg}\n"
      "links:\n  - [sw:a, fw:b]\nsegments:\n  lg: {class: lgwan, prefixes: [10.2.0.0/16, "
      "\"2001:db8::/48\"],\n"
      "       attached: [sw:Vlan20]}\n  i: {class: internet, prefixes: rest, attached: [fw:w]}\nhosts:\n"
      "  h: {segment: lg, address: 10.2.0.1-10.2.0.9, sanitizer: mail-text}\nchannels:\n  - id: C\n"
      "    from: {segment: lg, hosts: [h]}\n    to: i\n    services: [tcp/25:1-9, icmp/8]\n    method: "
      "mail-text\n"
      "    expires: 2027-03-31\n";
  const std::string alphabet = "{}[]:,-&*!|>'\"%@`#?~ \n\t0a/.\xe5\x80";
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  const TemporaryFolder folder;
  for (int round = 0; round < scaled(3000); ++round) {
    std::string text = seed;
    const std::size_t edits = 1 + below(4);
    for (std::size_t e = 0; e < edits; ++e) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0: text[at] = alphabet[below(alphabet.size())]; break;
        case 1: text.insert(at, 1 + below(3), alphabet[below(alphabet.size())]); break;
        case 2: text.erase(at, 1 + below(5)); break;
        default: text.insert(at, text.substr(below(text.size()), below(30))); break;
      }
    }
    DiagnosticSink sink;
    // A new name each time: rewriting a file waits for the disk on some file systems.
    const std::string path = folder.write(std::to_string(round) + ".yaml", text);
    const std::optional<Snapshot> snapshot = load_snapshot(path, sink);
    std::filesystem::remove(path);
    ASSERT_TRUE(snapshot || sink.has_errors()) << text;
    for (const Diagnostic& diagnostic : sink.all()) {
      ASSERT_FALSE(render(diagnostic, Language::en).empty());
      ASSERT_GE(diagnostic.span.column, 0) << text;
    }
  }
}

}  // namespace
}  // namespace sekisho::test
