// Access to the device itself over HTTP and SNMP, its name, and broadcasts that it forwards.
#include "config/cisco_ios/names.hpp"
#include "config/cisco_ios/settings.hpp"

#include <algorithm>

namespace sekisho::config::ios {
namespace {

AccessClass access_class(const Arguments& arguments, std::size_t capture, Family family) {
  return {arguments.text(capture), arguments.line(), family};
}

/// `snmp-server community X [view V] [ro|rw] [ipv6 LIST] [LIST]`.
void snmp_community(IosReader& reader, const Arguments& arguments) {
  const Statement& statement = arguments.statement();
  AccessClass v4{{}, arguments.line(), Family::v4};  // no list: open to all who know the community
  AccessClass v6{{}, arguments.line(), Family::v6};
  for (std::size_t at = arguments.index(0) + 1; at < statement.size(); ++at) {
    const std::string_view word = statement.word(at);
    if (same_text(word, "view")) {
      ++at;
    } else if (same_text(word, "ipv6")) {
      v6.list = statement.word(++at);
    } else if (!same_text(word, "ro") && !same_text(word, "rw")) {
      v4.list = word;
    }
  }
  reader.config.snmp_access.push_back(v4);
  reader.config.snmp_access.push_back(v6);
  remember(reader, arguments, {FactKind::service, "snmp-v2c", {}, {}, {}});
  if (secret_kind(statement, arguments.index(0)) == "default")
    remember(reader, arguments, {FactKind::credential, "default", "community", {}, {}});
  for (const AccessClass& access : {v4, v6}) {
    if (!access.list.empty())
      remember(reader, arguments, {FactKind::administrator_source, access.list, "snmp", {}, {}});
  }
}

/// `snmp-server group G v3 noauth|auth|priv`: the least that a request must bring along.
void snmp_group(IosReader& reader, const Arguments& arguments) {
  const bool noauth = same_text(arguments.word(1), "noauth");
  remember(reader, arguments, {FactKind::service, noauth ? "snmp-v3-noauth" : "snmp-v3", {}, {}, {}});
}

/// `snmp-server user U G v3 [encrypted] auth md5|sha X [priv des|3des|aes [128] X]`.
void snmp_user(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> words = words_from(arguments, 0);
  for (std::size_t at = 0; at + 1 < words.size(); ++at) {
    if (words[at] != "auth" && words[at] != "priv") continue;
    const std::string bits = words[at + 1] == "aes" && at + 2 < words.size() ? words[at + 2] : "";
    const std::string name = algorithm_name(words[at + 1] + bits);
    if (!name.empty())
      remember(reader, arguments, {FactKind::algorithm, name, "snmp user " + arguments.text(0), {}, {}});
  }
}

void http_access(IosReader& reader, const Arguments& arguments, std::size_t capture, Family family) {
  reader.config.http_access.push_back(access_class(arguments, capture, family));
  remember(reader, arguments, {FactKind::administrator_source, arguments.text(capture), "http", {}, {}});
}

/// `ip http tls-version TLSv1.2`, `ip http secure-ciphersuite aes-128-cbc-sha ...`.
void http_algorithms(IosReader& reader, const Arguments& arguments) {
  for (std::string word : words_from(arguments, arguments.index(0))) {
    const bool version = word.starts_with("tlsv");
    if (version) word = "tls" + word.substr(std::string_view("tlsv").size());
    // Of a suite the cipher is told; its hash only authenticates.
    const std::string name = version ? word : algorithm_name(word);
    if (!name.empty()) remember(reader, arguments, {FactKind::algorithm, name, "https", {}, {}});
  }
}

}  // namespace

IosRows management_rows() {
  return {
      Spell::used("ip http access-class [ipv4] <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    http_access(reader, arguments, 1, Family::v4);
                  }),
      Spell::used("ip http access-class ipv6 <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    http_access(reader, arguments, 0, Family::v6);
                  }),
      Spell::used("no ip http access-class ...",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.http_access.clear();
                    forget(reader, arguments);
                  }),
      Spell::used("ip http server",
                  [](IosReader& reader, const Arguments& arguments) {
                    remember(reader, arguments, {FactKind::service, "http", {}, {}, {}});
                  }),
      Spell::used("no ip http server", forget),
      Spell::used("ip http secure-server",
                  [](IosReader& reader, const Arguments& arguments) {
                    remember(reader, arguments, {FactKind::service, "https", {}, {}, {}});
                  }),
      Spell::used("no ip http secure-server", forget),
      Spell::used("ip http tls-version <text>", http_algorithms),
      Spell::used("no ip http tls-version ...", forget),
      Spell::used("ip http secure-ciphersuite <text>", http_algorithms),
      Spell::used("no ip http secure-ciphersuite ...", forget),
      Spell::irrelevant("ip http ..."),
      Spell::used("snmp-server community <text>", snmp_community),
      Spell::used("no snmp-server community ...", forget),
      Spell::used("no snmp-server",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.snmp_access.clear();
                    forget(reader, arguments);
                  }),
      Spell::used("snmp-server group <word> v3 <word> ...", snmp_group),
      Spell::used("no snmp-server group ...", forget),
      Spell::irrelevant("snmp-server group ..."),
      Spell::used("snmp-server user <word> <text>", snmp_user),
      Spell::used("no snmp-server user ...", forget),
      Spell::irrelevant("snmp-server ..."),
      Spell::used(
          "hostname <word>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.hostname = arguments.text(0); }),
      // Names with blanks are refused by the device; the first word is what it would show.
      Spell::used(
          "hostname <text>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.hostname = arguments.text(0); }),
      Spell::used(
          "version <text>",
          [](IosReader& reader, const Arguments& arguments) { reader.config.version = arguments.text(0); }),
      // UDP broadcasts that `ip helper-address` forwards.
      Spell::used("ip forward-protocol udp",
                  [](IosReader& reader, const Arguments&) { reader.config.forward_udp = true; }),
      Spell::used("ip forward-protocol udp <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    if (const auto port = parse_port(arguments.word(0), protocol::udp)) {
                      reader.config.forwarded_udp.push_back(*port);
                    }
                  }),
      Spell::used("no ip forward-protocol udp",
                  [](IosReader& reader, const Arguments&) { reader.config.forward_udp = false; }),
      Spell::used("no ip forward-protocol udp <word>",
                  [](IosReader& reader, const Arguments& arguments) {
                    if (const auto port = parse_port(arguments.word(0), protocol::udp)) {
                      reader.config.forwarded_udp_off.push_back(*port);
                    }
                  }),
      Spell::irrelevant("ip forward-protocol ..."),
  };
}

}  // namespace sekisho::config::ios
