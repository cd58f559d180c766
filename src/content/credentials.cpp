// A credential is recognised where it is sent and forgotten at once: no secret is stored, not even to
// compare. Lines are read where they begin in a packet, which they do but for those typed letter by letter;
// of such sessions (telnet, rlogin) the session itself is the finding.
#include "content/http_heads.hpp"
#include "content/per_flow.hpp"
#include "content/text.hpp"

#include <sekisho/content/credentials.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace sekisho::content {
namespace {

using capture::Datagram;
using capture::Flow;
using capture::Frame;
using capture::Side;

// What a server's greeting, or its port where the greeting was not captured, says of the lines to come.
enum class LineProtocol : std::uint8_t { unknown, ftp_or_smtp, pop3, imap };

struct WatchedLogin {
  LineProtocol lines = LineProtocol::unknown;
  bool anonymous = false;                // the last USER of FTP
  std::array<std::size_t, 16> places{};  // by kind: index in the results, plus one
};

LineProtocol protocol_of_greeting(std::string_view bytes) {
  if (bytes.starts_with("220")) return LineProtocol::ftp_or_smtp;
  if (bytes.starts_with("+OK")) return LineProtocol::pop3;
  return bytes.starts_with("* OK") ? LineProtocol::imap : LineProtocol::unknown;
}

LineProtocol protocol_of_port(std::uint16_t port) {
  switch (port) {
    case 21:
    case 25:
    case 587: return LineProtocol::ftp_or_smtp;
    case 110: return LineProtocol::pop3;
    case 143: return LineProtocol::imap;
    default: return LineProtocol::unknown;
  }
}

bool is_application(const Flow& flow, std::string_view name) {
  return flow.application && flow.application->name.starts_with(name);
}

// The mechanisms that send the password itself (RFC 4616; LOGIN by custom).
bool names_plain_mechanism(std::string_view line) {
  return starts_with_ignoring_case(line, "plain") || starts_with_ignoring_case(line, "login");
}

// RFC 854: IAC, then WILL, WONT, DO or DONT and an option that somebody registered.
bool is_telnet_negotiation(Bytes payload) {
  return payload.size() >= 3 && payload[0] == 0xff && payload[1] >= 0xfb && payload[1] <= 0xfe &&
         payload[2] < 50;
}

// The value of a BER element with that tag (ITU-T X.690 section 8.1), its length in at most two bytes behind
// the first; what was cut off of it is left out. Another tag, and nothing more can be read.
Bytes read_ber(Cursor& in, std::uint8_t tag) {
  const bool wanted = in.u8() == tag;
  std::size_t length = in.u8();
  if (length == 0x81) {
    length = in.u8();
  } else if (length == 0x82) {
    length = in.u16();
  }
  if (!wanted || length > 0xffff) in.skip(in.left() + 1);
  return in.take(std::min(length, in.left()));
}

// RFC 1157 section 4, RFC 1901: version 0 or 1, then the community.
bool is_snmp_with_community(Bytes payload) {
  Cursor message(payload);
  Cursor in(read_ber(message, 0x30));
  const Bytes version = read_ber(in, 0x02);
  const Bytes community = read_ber(in, 0x04);
  return in.ok() && version.size() == 1 && version[0] <= 1 && !community.empty() && in.left() > 0;
}

// RFC 4511 section 4.2: message id, bind request with version, name and, by tag 0, a password.
bool is_ldap_simple_bind(Bytes payload) {
  Cursor message(payload);
  Cursor in(read_ber(message, 0x30));
  (void)read_ber(in, 0x02);
  Cursor bind(read_ber(in, 0x60));
  const Bytes version = read_ber(bind, 0x02);
  (void)read_ber(bind, 0x04);
  const Bytes password = read_ber(bind, 0x80);
  return bind.ok() && version.size() == 1 && version[0] >= 2 && version[0] <= 3 && !password.empty();
}

constexpr std::array credential_names{
#define SEKISHO_CREDENTIAL(enumerator, name) std::string_view(name),
#include <sekisho/content/credentials.def>
#undef SEKISHO_CREDENTIAL
};

}  // namespace

struct Credentials::State {
  explicit State(std::size_t most) : most_credentials(most) {}

  void on_packet(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    if (!datagram.has_transport || datagram.payload.empty()) return;
    if (flow.key.protocol == protocol::udp) {
      const bool snmp_port = flow.key.destination_port == 161 || flow.key.destination_port == 162;
      if ((snmp_port || is_application(flow, "SNMP")) && is_snmp_with_community(datagram.payload)) {
        add(CredentialKind::snmp_community, frame, flow, side);
      }
    }
    if (flow.key.protocol == protocol::tcp) on_segment(frame, datagram, flow, side);
  }

  std::size_t most_credentials;
  PerFlow<WatchedLogin> flows;
  HttpHeads requests{HttpHeads::Of::requests};
  CredentialResults results;

 private:
  void on_segment(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    const std::string_view bytes = text_of(datagram.payload);
    WatchedLogin* watched = flows.find(flow);
    if (watched == nullptr) {
      watched = &flows.put(flow, std::make_unique<WatchedLogin>());
      watched->lines = protocol_of_port(flow.key.destination_port);
    }
    if (side == Side::responder && watched->lines == LineProtocol::unknown) {
      watched->lines = protocol_of_greeting(bytes);
    }
    if (is_telnet_negotiation(datagram.payload) || flow.key.destination_port == 23) {
      add(CredentialKind::telnet, frame, flow, side);
    }
    if (flow.key.destination_port == 513 && side == Side::opener && bytes.front() == '\0') {
      add(CredentialKind::rlogin, frame, flow, side);
    }
    if (is_ldap_simple_bind(datagram.payload)) add(CredentialKind::ldap_simple_bind, frame, flow, side);
    const HttpHead head = requests.add(datagram, flow, side);
    if (starts_with_ignoring_case(head.new_field("authorization"), "basic ") ||
        starts_with_ignoring_case(head.new_field("proxy-authorization"), "basic ")) {
      add(CredentialKind::http_basic, frame, flow, side);
    }
    if (side == Side::opener && watched->lines != LineProtocol::unknown)
      on_lines(bytes, frame, flow, *watched);
  }

  void on_lines(std::string_view bytes, const Frame& frame, const Flow& flow, WatchedLogin& watched) {
    constexpr int most_lines = 100;
    std::string_view line;
    for (int i = 0; i < most_lines && take_line(bytes, line); ++i) {
      switch (watched.lines) {
        case LineProtocol::ftp_or_smtp: on_ftp_or_smtp_line(line, frame, flow, watched); break;
        case LineProtocol::pop3:
          if (starts_with_ignoring_case(line, "pass ") ||
              (starts_with_ignoring_case(line, "auth ") && names_plain_mechanism(line.substr(5)))) {
            add(CredentialKind::pop3_password, frame, flow, Side::opener);
          }
          break;
        case LineProtocol::imap: on_imap_line(line, frame, flow); break;
        case LineProtocol::unknown: break;
      }
    }
  }

  void on_ftp_or_smtp_line(std::string_view line, const Frame& frame, const Flow& flow,
                           WatchedLogin& watched) {
    if (starts_with_ignoring_case(line, "user ")) {
      const std::string user = lower(trimmed(line.substr(5)));
      watched.anonymous = user == "anonymous" || user == "ftp";  // RFC 1635
    }
    if (starts_with_ignoring_case(line, "pass ") && !watched.anonymous) {
      add(CredentialKind::ftp_password, frame, flow, Side::opener);
    }
    if (starts_with_ignoring_case(line, "auth ") && names_plain_mechanism(line.substr(5))) {
      add(CredentialKind::smtp_auth, frame, flow, Side::opener);
    }
  }

  // RFC 9051 section 2.2.1: a tag, then the command.
  void on_imap_line(std::string_view line, const Frame& frame, const Flow& flow) {
    const std::string_view command = line.substr(std::min(before(line, ' ').size() + 1, line.size()));
    constexpr std::string_view authenticate = "authenticate ";
    if (starts_with_ignoring_case(command, "login ") ||
        (starts_with_ignoring_case(command, authenticate) &&
         names_plain_mechanism(command.substr(authenticate.size())))) {
      add(CredentialKind::imap_login, frame, flow, Side::opener);
    }
  }

  void add(CredentialKind kind, const Frame& frame, const Flow& flow, Side side) {
    WatchedLogin* watched = flows.find(flow);
    if (watched == nullptr) watched = &flows.put(flow, std::make_unique<WatchedLogin>());
    std::size_t& place = watched->places[static_cast<std::size_t>(kind)];
    if (place == 0) {
      if (results.credentials.size() >= most_credentials) {
        ++results.more_credentials;
        return;
      }
      results.credentials.push_back({kind, flow.key, side, {}});
      place = results.credentials.size();
    }
    results.credentials[place - 1].seen.add(frame);
  }
};

Credentials::Credentials(std::size_t most_credentials) : state_(std::make_unique<State>(most_credentials)) {}
Credentials::~Credentials() = default;

void Credentials::on_packet(const Frame& frame, const Datagram& datagram, Flow& flow, Side side) {
  state_->on_packet(frame, datagram, flow, side);
}
void Credentials::on_flow_end(Flow& flow) {
  state_->flows.drop(flow);
  state_->requests.drop(flow);
}
const CredentialResults& Credentials::results() const { return state_->results; }

std::string_view name_of(CredentialKind kind) { return credential_names[static_cast<std::size_t>(kind)]; }

}  // namespace sekisho::content
