// What is read from real captures, as golden files in tests/content/captures/: mails, screen sessions, hosts,
// names, tunnels, clocks, credentials, one file for each capture that has any.
#include <sekisho/base/mac.hpp>
#include <sekisho/content/applications.hpp>
#include <sekisho/content/clocks.hpp>
#include <sekisho/content/credentials.hpp>
#include <sekisho/content/hosts.hpp>
#include <sekisho/content/mail.hpp>
#include <sekisho/content/names.hpp>
#include <sekisho/content/screen.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/data.hpp"

namespace sekisho::content {
namespace {

namespace fs = std::filesystem;

// Many of each kind say no more than a few.
constexpr std::size_t shown = 20;

std::string flow_text(const capture::FlowKey& flow) {
  return fmt::format("{}:{} -> {}:{}", to_string(flow.source), flow.source_port, to_string(flow.destination),
                     flow.destination_port);
}
std::string seen_text(const Occurrence& seen) {
  return fmt::format("frames {}-{} ({})", seen.first_frame, seen.last_frame, seen.count);
}

void print_mails(const MailResults& results, std::vector<std::string>& lines) {
  for (const MailSession& session : results.sessions) {
    lines.push_back(fmt::format("smtp {} frame {} start {} encrypted {} gaps {} conflicts {} mails {}",
                                flow_text(session.flow), session.first_frame, session.start_seen,
                                session.encrypted_from, session.gaps, session.conflicts, session.mails));
  }
  for (const Mail& mail : results.mails) {
    std::string remarks;
    for (const MailRemark remark : mail.content.remarks) remarks += fmt::format(" {}", name_of(remark));
    lines.push_back(fmt::format("mail {} frames {}-{} bytes {} from {} to {} ({}) reply {}: {}{}",
                                flow_text(mail.flow), mail.first_frame, mail.last_frame, mail.bytes,
                                mail.from_domain, fmt::join(mail.recipient_domains, ","), mail.recipients,
                                mail.reply, name_of(mail.content.judgement), remarks));
    for (const MailPart& part : mail.content.parts) {
      lines.push_back(fmt::format("  part {} .{} {} found '{}' size {}", part.content_type, part.extension,
                                  part.transfer_encoding, part.found, part.size));
    }
  }
}

void print_screens(const ScreenResults& results, std::vector<std::string>& lines) {
  for (const ScreenSession& session : results.sessions) {
    lines.push_back(fmt::format("screen {} {} frame {} by-content {} security '{}' encrypted {} channels {}",
                                name_of(session.protocol), flow_text(session.flow), session.first_frame,
                                session.by_content, session.security, session.encrypted_from,
                                session.channels_known ? "known" : "unknown"));
    for (const SideChannel& channel : session.channels) {
      lines.push_back(fmt::format("  channel {} '{}' frame {} used {}", name_of(channel.kind), channel.name,
                                  channel.frame, channel.used));
    }
  }
}

void print_hosts(const HostResults& results, std::vector<std::string>& lines) {
  for (const Sighting& sighting : results.sightings) {
    lines.push_back(fmt::format(
        "host {} {} {} name '{}' detail '{}' vlans [{}] if {} {}", name_of(sighting.kind),
        mac_text(sighting.mac), sighting.address ? to_string(*sighting.address) : "-", sighting.name,
        sighting.detail, fmt::join(sighting.vlans, ","), sighting.interface, seen_text(sighting.seen)));
  }
}

void print_names(const NameResults& results, std::vector<std::string>& lines) {
  for (const AskedName& asked : results.names) {
    std::string answers;
    for (const Address& answer : asked.answers) answers += " " + to_string(answer);
    lines.push_back(fmt::format("name {} {} type {} {} asks {}:{} answered {} code {}{} {}",
                                name_of(asked.use), asked.name, asked.type, to_string(asked.client),
                                to_string(asked.server), asked.server_port, asked.answered, asked.reply_code,
                                answers, seen_text(asked.seen)));
  }
}

void print_tunnels(const NameResults& results, std::vector<std::string>& lines) {
  for (const DnsTunnel& tunnel : results.tunnels) {
    std::string signs;
    for (const TunnelSign sign : tunnel.signs) signs += fmt::format(" {}", name_of(sign));
    lines.push_back(fmt::format("tunnel {} {} asks {}:{} questions {} names {} long {} answer bytes {} {}",
                                tunnel.domain, to_string(tunnel.client), to_string(tunnel.server), signs,
                                tunnel.questions, tunnel.distinct_names, tunnel.long_names,
                                tunnel.answer_bytes, seen_text(tunnel.seen)));
  }
}

void print_clocks(const ClockResults& results, std::vector<std::string>& lines) {
  for (const ClockReading& reading : results.readings) {
    lines.push_back(fmt::format("clock {} {} ahead {}..{} us unsynchronized {} {}", name_of(reading.source),
                                to_string(reading.host), reading.least.count() / 1000,
                                reading.greatest.count() / 1000, reading.unsynchronized,
                                seen_text(reading.seen)));
  }
}

void print_credentials(const CredentialResults& results, std::vector<std::string>& lines) {
  for (const CleartextCredential& credential : results.credentials) {
    lines.push_back(fmt::format(
        "credential {} {} by {} {}", name_of(credential.kind), flow_text(credential.flow),
        credential.sender == capture::Side::opener ? "opener" : "responder", seen_text(credential.seen)));
  }
}

// `print` adds lines; of more than `shown` the rest is counted.
template <typename Print, typename Results>
void show(const Print& print, const Results& results, std::string& text) {
  std::vector<std::string> lines;
  print(results, lines);
  for (std::size_t i = 0; i < std::min(lines.size(), shown); ++i) text += lines[i] + "\n";
  if (lines.size() > shown) text += fmt::format("... {} more lines\n", lines.size() - shown);
}

std::string read_capture(const fs::path& path) {
  Applications applications;
  MailReader mails;
  ScreenSessions screens;
  HostSightings hosts;
  Names names;
  Clocks clocks;
  Credentials credentials;
  const std::vector<capture::Observer*> observers{&applications, &mails,  &screens,    &hosts,
                                                  &names,        &clocks, &credentials};
  const auto survey = capture::survey(path.string(), {}, observers, [](capture::Flow&&) {});
  if (!survey) return "";
  std::string text;
  show(print_mails, mails.results(), text);
  show(print_screens, screens.results(), text);
  show(print_hosts, hosts.results(), text);
  show(print_names, names.results(), text);
  show(print_tunnels, names.results(), text);
  show(print_clocks, clocks.results(), text);
  show(print_credentials, credentials.results(), text);
  return text;
}

std::vector<fs::path> captures() {
  std::vector<fs::path> paths;
  const fs::path folder = test::data_root() / "captures";
  if (!fs::is_directory(folder)) return paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (entry.is_regular_file() && extension != ".md" && extension != ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

TEST(Captures, AreReadAsInTheGoldenFiles) {
  const fs::path goldens = test::source_root() / "tests" / "content" / "captures";
  const std::vector<fs::path> paths = captures();
  if (paths.empty()) GTEST_SKIP() << "no captures";
  for (const fs::path& path : paths) {
    SCOPED_TRACE(path.filename());
    const std::string text = read_capture(path);
    const fs::path golden = goldens / (path.filename().string() + ".txt");
    if (test::update_goldens()) {
      fs::remove(golden);
      if (!text.empty()) std::ofstream(golden) << text;
      continue;
    }
    EXPECT_EQ(text, fs::exists(golden) ? test::read_file(golden) : "");
  }
}

}  // namespace
}  // namespace sekisho::content
