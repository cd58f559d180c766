// Algorithms that VPNs and the device's own services accept, and gateways that let users in from outside.
// Source: Cisco IOS Security Command Reference, the commands of these names; Cisco IOS SSL VPN, Easy VPN and
// FlexVPN Configuration Guides.
#include "config/cisco_ios/settings.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>

namespace sekisho::config::ios {
namespace {

void nothing(IosReader&, const Arguments&) {}

bool is_number(std::string_view word) { return parse_number(word).has_value(); }

void accept_algorithm(IosReader& reader, const Arguments& arguments, const std::string& scope,
                      const std::string& name) {
  if (!name.empty()) remember(reader, arguments, {FactKind::algorithm, name, scope, {}, {}});
}

/// All algorithms from the first capture on; a number is the key length of the word before it.
void accept_all(IosReader& reader, const Arguments& arguments, const std::string& scope) {
  const std::vector<std::string> words = words_from(arguments, arguments.index(0));
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::string word = words[at];
    if (at + 1 < words.size() && is_number(words[at + 1])) word += '-' + words[++at];
    accept_algorithm(reader, arguments, scope, algorithm_name(word));
  }
}

void in_scope(IosReader& reader, const Arguments& arguments) { accept_all(reader, arguments, reader.scope); }

/// `group 14 19 20`.
void groups_in_scope(IosReader& reader, const Arguments& arguments) {
  for (const std::string& word : words_from(arguments, arguments.index(0)))
    accept_algorithm(reader, arguments, reader.scope, "dh" + word);
}

/// `set pfs [group14]`; alone it asks for group 1 ("set pfs").
void forward_secrecy(IosReader& reader, const Arguments& arguments) {
  const std::string group = arguments.has(0) ? words_from(arguments, arguments.index(0)).front() : "group1";
  accept_algorithm(reader, arguments, reader.scope,
                   "dh" + group.substr(group.starts_with("group") ? std::string_view("group").size() : 0));
}

// --- crypto isakmp policy

IsakmpPolicy& policy(IosReader& reader) { return reader.config.isakmp_policies.back(); }

std::string joined(const Arguments& arguments) {
  std::string name;
  for (const std::string& word : words_from(arguments, arguments.index(0)))
    name += (name.empty() ? "" : "-") + word;
  return name;
}

void open_isakmp(IosReader& reader, const Arguments& arguments) {
  reader.scope = "isakmp policy " + arguments.text(0);
  std::erase_if(reader.config.isakmp_policies,
                [&](const IsakmpPolicy& each) { return each.name == reader.scope; });
  IsakmpPolicy added;
  added.name = reader.scope;
  added.line = arguments.line();
  reader.config.isakmp_policies.push_back(added);
}

const IosMode& isakmp_mode() {
  static const IosMode mode(
      "isakmp policy",
      {Spell::used(
           "encr <text>",
           [](IosReader& reader, const Arguments& arguments) {
             policy(reader).encryption = SettingText{algorithm_name(joined(arguments)), arguments.line()};
           }),
       Spell::used(
           "encryption <text>",
           [](IosReader& reader, const Arguments& arguments) {
             policy(reader).encryption = SettingText{algorithm_name(joined(arguments)), arguments.line()};
           }),
       Spell::used("hash <word>",
                   [](IosReader& reader, const Arguments& arguments) {
                     policy(reader).hash = SettingText{algorithm_name(arguments.word(0)), arguments.line()};
                   }),
       Spell::used("group <word>",
                   [](IosReader& reader, const Arguments& arguments) {
                     policy(reader).group = SettingText{"dh" + arguments.text(0), arguments.line()};
                   }),
       Spell::used("authentication <word>",
                   [](IosReader& reader, const Arguments& arguments) {
                     policy(reader).shared_key = same_text(arguments.word(0), "pre-share");
                   })},
      Spell::irrelevant("..."));
  return mode;
}

// --- proposals, transform sets, maps

const IosMode& ikev2_proposal_mode() {
  static const IosMode mode(
      "ikev2 proposal",
      {Spell::used("encryption <text>", in_scope), Spell::used("integrity <text>", in_scope),
       Spell::used("prf <text>", in_scope), Spell::used("group <text>", groups_in_scope)},
      Spell::irrelevant("..."));
  return mode;
}

/// Blocks whose lines say nothing of the device's management.
const IosMode& silent_mode() {
  static const IosMode mode("ipsec", {}, Spell::irrelevant("..."));
  return mode;
}

/// `crypto map`, `crypto dynamic-map`, `crypto ipsec profile`.
const IosMode& map_mode() {
  static const IosMode mode("crypto map", {Spell::used("set pfs [<word>]", forward_secrecy)},
                            Spell::irrelevant("..."));
  return mode;
}

void open_map(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> words = words_from(arguments, 1);
  const std::vector<std::string> names = names_from(arguments, 1);
  const bool is_map = words.front() == "map" || words.front() == "dynamic-map";
  reader.scope.clear();
  for (std::size_t at = 0; at < 3 && at < words.size(); ++at) {
    if (!is_map && at == 0) continue;  // ipsec
    reader.scope += (reader.scope.empty() ? "" : " ") + names[at];
  }
  reader.config.asks_for_ike =
      reader.config.asks_for_ike || words.front() != "map" || words.back() == "ipsec-isakmp";
}

IosRows algorithm_rows() {
  return {
      Spell::enters("crypto isakmp policy <number>", isakmp_mode, open_isakmp),
      Spell::used("no crypto isakmp policy <number>",
                  [](IosReader& reader, const Arguments& arguments) {
                    open_isakmp(reader, arguments);
                    reader.config.isakmp_policies.pop_back();
                  }),
      Spell::used("crypto isakmp aggressive-mode disable",
                  [](IosReader& reader, const Arguments&) { reader.config.aggressive_mode = false; }),
      Spell::used("no crypto isakmp aggressive-mode disable",
                  [](IosReader& reader, const Arguments&) { reader.config.aggressive_mode = true; }),
      Spell::enters("crypto ikev2 proposal <word>", ikev2_proposal_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      reader.scope = "ikev2 proposal " + arguments.text(0);
                      reader.config.has_ikev2_proposal = true;
                    }),
      Spell::used("no crypto ikev2 proposal ...", nothing),
      Spell::enters("crypto ipsec transform-set <word> <text>", silent_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      Arguments transforms = arguments;
                      transforms.set(0, arguments.index(1));
                      accept_all(reader, transforms, "transform-set " + arguments.text(0));
                    }),
      Spell::used("no crypto ipsec transform-set ...", forget),
      Spell::enters("crypto ipsec profile <word>", map_mode, open_map),
      Spell::used("no crypto ipsec profile ...", nothing),
      Spell::enters("crypto map <word> <number> ...", map_mode, open_map),
      Spell::enters("crypto dynamic-map <word> <number>", map_mode, open_map),
      Spell::used("no crypto map ...", nothing),
      Spell::used("no crypto dynamic-map ...", nothing),
      Spell::used("ip ssh version <number>",
                  [](IosReader& reader, const Arguments& arguments) {
                    accept_algorithm(reader, arguments, "ssh", "ssh" + arguments.text(0));
                  }),
      Spell::used("no ip ssh version ...", forget),
      Spell::used("ip ssh server algorithm encryption <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    reader.config.ssh_ciphers_named = true;
                    for (const std::string& word : words_from(arguments, arguments.index(0)))
                      accept_algorithm(reader, arguments, "ssh", algorithm_name(word));
                  }),
      Spell::used("ip ssh server algorithm mac <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    for (const std::string& word : words_from(arguments, arguments.index(0)))
                      accept_algorithm(reader, arguments, "ssh", algorithm_name(word));
                  }),
      Spell::used("ip ssh server algorithm kex <text>",
                  [](IosReader& reader, const Arguments& arguments) {
                    for (const std::string& word : words_from(arguments, arguments.index(0))) {
                      const std::string name = algorithm_name(word);
                      if (name.starts_with("dh")) accept_algorithm(reader, arguments, "ssh", name);
                    }
                  }),
      Spell::used("no ip ssh server algorithm ...", forget),
      Spell::irrelevant("ip ssh server algorithm ..."),
  };
}

// --- remote access

void open_gateway(IosReader& reader, const Arguments& arguments, std::string_view kind) {
  reader.scope = arguments.text(0);
  remember(reader, arguments, {FactKind::remote_access, std::string(kind), reader.scope, {}, {}});
}

void split_tunnel(IosReader& reader, const Arguments& arguments) {
  remember(reader, arguments, {FactKind::split_tunnel, arguments.text(0), reader.scope, {}, {}});
}

/// Easy VPN: `crypto isakmp client configuration group G`. Its `acl` names what goes through the tunnel.
const IosMode& easy_vpn_mode() {
  static const IosMode mode("isakmp client group", {Spell::used("acl <word>", split_tunnel)},
                            Spell::irrelevant("..."));
  return mode;
}

void client_login(IosReader& reader, const std::string& list, const std::string& scope) {
  reader.config.client_logins.push_back({list, scope});
}

const IosMode& isakmp_profile_mode() {
  static const IosMode mode("isakmp profile",
                            {Spell::used("client authentication list <word>",
                                         [](IosReader& reader, const Arguments& arguments) {
                                           client_login(reader, arguments.text(0), {});
                                         })},
                            Spell::irrelevant("..."));
  return mode;
}

const IosMode& webvpn_policy_mode() {
  static const IosMode mode("webvpn policy group",
                            {Spell::used("svc split include <ipv4> ...", split_tunnel),
                             Spell::used("svc split include acl <word>", split_tunnel)},
                            Spell::irrelevant("..."));
  return mode;
}

/// `webvpn context C` with `aaa authentication list L`, `authentication certificate [aaa]`, and split tunnels
/// in its policy groups.
const IosMode& webvpn_mode() {
  static const IosMode mode(
      "webvpn context",
      {Spell::used("aaa authentication list <word>",
                   [](IosReader& reader, const Arguments& arguments) {
                     client_login(reader, arguments.text(0), reader.scope);
                   }),
       Spell::used(
           "authentication certificate aaa",
           [](IosReader& reader, const Arguments& arguments) {
             remember(reader, arguments, {FactKind::second_factor, "certificate", reader.scope, {}, {}});
           }),
       Spell::enters("policy group <word>", webvpn_policy_mode, nothing)},
      Spell::irrelevant("..."));
  return mode;
}

/// FlexVPN for users: an IKEv2 profile that asks for EAP.
const IosMode& ikev2_profile_mode() {
  static const IosMode mode(
      "ikev2 profile",
      {Spell::used("authentication remote eap ...",
                   [](IosReader& reader, const Arguments& arguments) {
                     remember(reader, arguments, {FactKind::remote_access, "ipsec", reader.scope, {}, {}});
                   }),
       Spell::used("authentication remote anyconnect-eap ...",
                   [](IosReader& reader, const Arguments& arguments) {
                     remember(reader, arguments, {FactKind::remote_access, "ipsec", reader.scope, {}, {}});
                   }),
       Spell::used("aaa authentication eap|anyconnect-eap <word>",
                   [](IosReader& reader, const Arguments& arguments) {
                     client_login(reader, arguments.text(1), reader.scope);
                   })},
      Spell::irrelevant("..."));
  return mode;
}

const IosMode& ikev2_authorization_mode() {
  static const IosMode mode(
      "ikev2 authorization policy",
      {Spell::used("route set access-list <text>",
                   [](IosReader& reader, const Arguments& arguments) {
                     reader.config.pushed_routes.push_back({arguments.text(0), arguments.line()});
                   })},
      Spell::irrelevant("..."));
  return mode;
}

/// `vpdn-group G` and each line of its block: `protocol l2tp|pptp|any`.
void dial_in(IosReader& reader, const Arguments& arguments) {
  const std::vector<std::string> words = words_from(arguments, 0);
  if (words.size() < 2) return;
  if (words.front() == "vpdn-group") {
    reader.scope = arguments.text(0);
  } else if (words.front() == "protocol") {
    const std::string kind = words[1] == "any" ? "l2tp" : words[1];
    remember(reader, arguments, {FactKind::remote_access, kind, reader.scope, {}, {}});
  }
}

IosRows remote_access_rows() {
  return {
      Spell::enters(
          "crypto isakmp client configuration group <word>", easy_vpn_mode,
          [](IosReader& reader, const Arguments& arguments) { open_gateway(reader, arguments, "ipsec"); }),
      Spell::used("no crypto isakmp client configuration group ...", forget),
      Spell::enters("crypto isakmp profile <word>", isakmp_profile_mode, nothing),
      Spell::used("no crypto isakmp profile ...", nothing),
      Spell::used(
          "crypto map <word> client authentication list <word>",
          [](IosReader& reader, const Arguments& arguments) { client_login(reader, arguments.text(1), {}); }),
      Spell::enters("crypto ikev2 profile <word>", ikev2_profile_mode,
                    [](IosReader& reader, const Arguments& arguments) {
                      reader.scope = arguments.text(0);
                      reader.config.has_ikev2_profile = true;
                    }),
      Spell::used("no crypto ikev2 profile ...", nothing),
      Spell::enters("crypto ikev2 authorization policy <word>", ikev2_authorization_mode, nothing),
      Spell::used("no crypto ikev2 authorization policy ...", nothing),
      Spell::enters(
          "webvpn context <word>", webvpn_mode,
          [](IosReader& reader, const Arguments& arguments) { open_gateway(reader, arguments, "ssl-vpn"); }),
      Spell::used("no webvpn context ...", forget),
      // Remote users get addresses and sessions of their own: what they reach is not known.
      Spell::approximated_block("vpdn-group <word>", Code::not_modelled_routes, may_route, Reach::device,
                                dial_in),
  };
}

}  // namespace

IosRows vpn_rows() {
  IosRows rows = algorithm_rows();
  for (const IosRow& row : remote_access_rows()) rows.push_back(row);
  return rows;
}

}  // namespace sekisho::config::ios
