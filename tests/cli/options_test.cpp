// The options that every command has: help, version, language, colour, output, detail.
#include "cli_run.hpp"

#include "cli/packet_options.hpp"
#include "cli/settings.hpp"

#include <sekisho/base/mac.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

cli::Environment with(const std::string& name, const std::string& value) {
  cli::Environment environment;
  environment.variables[name] = value;
  return environment;
}

/// A folder of its own, gone at the end.
class Folder {
 public:
  Folder()
      : path_(fs::temp_directory_path() /
              ("sekisho-cli-" + std::to_string(getpid()) + "-" + std::to_string(++made_))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  static inline int made_ = 0;
  fs::path path_;
};

TEST(Help, TeachesInBothLanguages) {
  for (const std::string command : {"verify", "reach", "trace", "parse"}) {
    const Outcome english = run({command, "--help"});
    EXPECT_EQ(english.status, 0);
    EXPECT_EQ(english.err, "");
    for (const char* part : {"Usage:", "Examples:", "Exit status:", "--format", "64"}) {
      EXPECT_TRUE(contains(english.out, part)) << command << " " << part;
    }
    const Outcome japanese = run({command, "--help", "--lang", "ja"});
    for (const char* part : {"使い方:", "例:", "終了ステータス:", "--format", "64"}) {
      EXPECT_TRUE(contains(japanese.out, part)) << command << " " << part;
    }
    EXPECT_EQ(run({"help", command}).out, english.out);
    EXPECT_EQ(run({command, "no-such.yaml", "-h"}).out, english.out);
  }
}

TEST(Help, OfTheProgramListsCommands) {
  const Outcome outcome = run({"--help"});
  EXPECT_EQ(outcome.status, 0);
  for (const char* part : {"verify", "reach", "trace", "parse", "70  internal error"}) {
    EXPECT_TRUE(contains(outcome.out, part)) << part;
  }
  EXPECT_EQ(run({"help"}).out, outcome.out);
  EXPECT_TRUE(contains(run({"--help", "--lang", "ja"}).out, "三層分離"));
}

TEST(Version, IsOneLine) {
  const Outcome outcome = run({"--version"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "sekisho " SEKISHO_VERSION "\n");
}

TEST(LanguageOf, OptionThenLocale) {
  using cli::language_of;
  EXPECT_EQ(language_of("", {}), Language::en);
  EXPECT_EQ(language_of("ja", {}), Language::ja);
  EXPECT_EQ(language_of("en", with("LANG", "ja_JP.UTF-8")), Language::en);
  EXPECT_EQ(language_of("", with("LANG", "ja_JP.UTF-8")), Language::ja);
  EXPECT_EQ(language_of("", with("LC_MESSAGES", "ja")), Language::ja);
  EXPECT_EQ(language_of("", with("LANG", "C.UTF-8")), Language::en);
  cli::Environment environment = with("LANG", "ja_JP.UTF-8");
  environment.variables["LC_ALL"] = "C";
  EXPECT_EQ(language_of("", environment), Language::en);
  environment.variables["LC_ALL"] = "";  // empty is unset
  EXPECT_EQ(language_of("", environment), Language::ja);
}

TEST(Colour, FollowsOptionTerminalAndNoColor) {
  const auto coloured = [](const std::string& option, bool terminal, const std::string& no_color,
                           const std::string& output) {
    cli::CommonArguments arguments;
    arguments.color = option;
    arguments.output = output;
    cli::Environment environment = with("NO_COLOR", no_color);
    environment.out_is_terminal = terminal;
    DiagnosticSink sink;
    return cli::settings_of(arguments, {cli::Format::text}, environment, sink).color;
  };
  EXPECT_TRUE(coloured("", true, "", ""));
  EXPECT_TRUE(coloured("auto", true, "", ""));
  EXPECT_FALSE(coloured("auto", false, "", ""));
  EXPECT_FALSE(coloured("auto", true, "1", ""));
  EXPECT_TRUE(coloured("always", false, "1", ""));
  EXPECT_FALSE(coloured("never", true, "", ""));
  EXPECT_FALSE(coloured("auto", true, "", "report.txt"));
}

TEST(Width, IsThatOfTheTerminalWithinReason) {
  const auto width = [](int columns, bool terminal) {
    cli::Environment environment;
    environment.out_is_terminal = terminal;
    environment.columns = columns;
    DiagnosticSink sink;
    return cli::settings_of({}, {cli::Format::text}, environment, sink).width;
  };
  EXPECT_EQ(width(200, false), 80);
  EXPECT_EQ(width(101, true), 100);
  EXPECT_EQ(width(20, true), 60);
  EXPECT_EQ(width(1000, true), 110);
}

TEST(Output, GoesToTheFile) {
  const Folder folder;
  const Outcome outcome = run({"--version", "-o", folder.file("v.txt")});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(read_file(folder.file("v.txt")), "sekisho " SEKISHO_VERSION "\n");
}

TEST(Output, UnwritableFileIsTold) {
  const Folder folder;
  for (const std::string& path : {folder.file("no/such/folder.txt"), folder.file("")}) {
    const Outcome outcome = run({"--version", "-o", path});
    EXPECT_EQ(outcome.status, 65) << path;
    EXPECT_TRUE(contains(outcome.err, "cannot write to")) << outcome.err;
  }
  if (fs::exists("/dev/full")) {
    EXPECT_EQ(run({"--version", "-o", "/dev/full"}).status, 65);
  }
}

TEST(Packets, Defaults) {
  const auto packet = [](cli::PacketArguments arguments) {
    arguments.source = arguments.source.empty() ? "10.0.0.1" : arguments.source;
    arguments.destination = arguments.destination.empty() ? "10.0.0.2" : arguments.destination;
    DiagnosticSink sink;
    const Packet made = cli::packet_of(arguments, "trace", sink);
    EXPECT_FALSE(sink.has_errors());
    return to_string(made);
  };
  cli::PacketArguments tcp;
  tcp.destination_port = "443";
  EXPECT_EQ(packet(tcp), "10.0.0.1:40000 -> 10.0.0.2:443 tcp [S]");
  tcp.flags = "sa";
  tcp.source_port = "80";
  tcp.vlan = "20";
  EXPECT_EQ(packet(tcp), "10.0.0.1:80 -> 10.0.0.2:443 tcp [SA] vlan 20");
  cli::PacketArguments icmp;
  icmp.protocol = "icmp";
  EXPECT_EQ(packet(icmp), "10.0.0.1 -> 10.0.0.2 icmp type 8 code 0");
  cli::PacketArguments unreachable;
  unreachable.icmp_type = "3";
  unreachable.icmp_code = "1";
  EXPECT_EQ(packet(unreachable), "10.0.0.1 -> 10.0.0.2 icmp type 3 code 1");
  cli::PacketArguments six;
  six.source = "2001:db8::1";
  six.destination = "2001:db8::2";
  six.icmp_type = "128";
  EXPECT_EQ(packet(six), "2001:db8::1 -> 2001:db8::2 icmpv6 type 128 code 0");
  cli::PacketArguments esp;
  esp.protocol = "50";
  EXPECT_EQ(packet(esp), "10.0.0.1 -> 10.0.0.2 esp");
}

TEST(Packets, FlagsAndMacs) {
  EXPECT_EQ(cli::parse_flags("S"), 0x02);
  EXPECT_EQ(cli::parse_flags("fpu"), 0x29);
  EXPECT_EQ(cli::parse_flags("none"), 0);
  EXPECT_EQ(cli::parse_flags("-"), 0);
  EXPECT_FALSE(cli::parse_flags(""));
  EXPECT_FALSE(cli::parse_flags("SYN"));
  for (const char* text : {"00:11:22:33:44:55", "00-11-22-33-44-55", "0011.2233.4455", "001122334455"}) {
    EXPECT_EQ(parse_mac(text), 0x001122334455U) << text;
  }
  EXPECT_EQ(parse_mac("AA:bb:CC:dd:EE:ff"), 0xaabbccddeeffU);
  for (const char* text :
       {"", "00:11:22:33:44", "00:11:22:33:44:55:66", "0:1:2:3:4:5", "gg:11:22:33:44:55"}) {
    EXPECT_FALSE(parse_mac(text)) << text;
  }
}

}  // namespace
}  // namespace sekisho::test
