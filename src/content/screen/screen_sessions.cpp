// Which flows are screen sessions: by their first bytes, by their ports where the protocol shows nothing, or
// by what nDPI says of them.
#include "content/per_flow.hpp"
#include "content/screen/dialogue.hpp"
#include "content/text.hpp"

#include <sekisho/content/stream.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sekisho::content {
namespace {

using capture::Datagram;
using capture::Flow;
using capture::Frame;
using capture::Side;
using namespace std::string_view_literals;

// Whose first packets carried none of the signatures is no screen session by content.
constexpr std::uint8_t packets_to_show = 4;

struct FollowedScreen final : StreamReader {
  std::optional<ScreenSession> session;
  std::unique_ptr<ScreenDialogue> dialogue;  // null: nothing to be read, or all was
  TcpStream from_client;
  TcpStream from_server;
  Side client = Side::opener;
  bool client_speaks = false;  // whose bytes come in now
  std::uint8_t looked_at = 0;
  std::uint64_t encrypted_from = 0;  // frame, where it is not told by its content what it is

  void on_bytes(std::string_view bytes, const Frame& frame) override {
    if (!dialogue) return;
    if (client_speaks) {
      dialogue->on_client_bytes(bytes, frame);
    } else {
      dialogue->on_server_bytes(bytes, frame);
    }
  }
  void on_gap(std::uint64_t /*count*/, const Frame& /*frame*/) override {
    if (dialogue) dialogue->on_gap();
  }
  void add(const Frame& frame, const Datagram& datagram, bool by_client) {
    client_speaks = by_client;
    (by_client ? from_client : from_server).add(frame, datagram, *this);
  }
};

struct Look {
  ScreenProtocol protocol;
  bool by_client;  // sent by the client
};

std::optional<Look> look_at(std::string_view bytes) {
  // TPKT with an X.224 connection request or confirm: RFC 1006, [MS-RDPBCGR] section 2.2.1.1.
  if (bytes.size() >= 11 && bytes.starts_with("\x03\x00"sv)) {
    if (bytes[5] == '\xe0') return Look{ScreenProtocol::rdp, true};
    if (bytes[5] == '\xd0') return Look{ScreenProtocol::rdp, false};
  }
  if (bytes.starts_with("RFB 00") && bytes.size() >= 12 && bytes[7] == '.')
    return Look{ScreenProtocol::vnc, false};
  // ICA greets from the server; its Common Gateway Protocol from the client.
  if (bytes.starts_with("\x7f\x7fICA"sv)) return Look{ScreenProtocol::ica, false};
  if (bytes.starts_with("\x1a"
                        "CGP/01"sv))
    return Look{ScreenProtocol::ica, true};
  return std::nullopt;
}

// IANA's registry of ports; 22443: VMware Horizon, "Network Ports", Blast Extreme. 8443 says nothing: half of
// all web servers have it too.
std::optional<ScreenProtocol> protocol_by_port(const Flow& flow) {
  struct Known {
    std::uint16_t port;
    ScreenProtocol protocol;
  };
  constexpr std::array known{
      Known{3389, ScreenProtocol::rdp},     Known{1494, ScreenProtocol::ica},
      Known{2598, ScreenProtocol::ica},     Known{4172, ScreenProtocol::pcoip},
      Known{22'443, ScreenProtocol::blast}, Known{5900, ScreenProtocol::vnc},
  };
  for (const Known& candidate : known) {
    if (flow.key.destination_port == candidate.port) return candidate.protocol;
  }
  return std::nullopt;
}

std::optional<ScreenProtocol> protocol_by_application(const Flow& flow) {
  struct Known {
    std::string_view name;
    ScreenProtocol protocol;
  };
  constexpr std::array known{Known{"RDP", ScreenProtocol::rdp}, Known{"VNC", ScreenProtocol::vnc},
                             Known{"Citrix", ScreenProtocol::ica}};
  if (!flow.application || !capture::is_by_content(*flow.application)) return std::nullopt;
  for (const Known& candidate : known) {
    const std::string& name = flow.application->name;
    if (name == candidate.name || name.ends_with("." + std::string(candidate.name)))
      return candidate.protocol;
  }
  return std::nullopt;
}

}  // namespace

void ScreenDialogue::note(SideChannelKind kind, std::string_view name, std::uint64_t frame, bool used) {
  for (SideChannel& channel : session_.channels) {
    if (channel.name != name) continue;
    if (used && !channel.used) channel.frame = frame;
    channel.used = channel.used || used;
    return;
  }
  session_.channels.push_back({kind, std::string(name), frame, used});
}

struct ScreenSessions::State {
  explicit State(std::size_t most) : most_sessions(most) {}

  void on_packet(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    if (!datagram.has_transport || datagram.payload.empty()) return;
    FollowedScreen* followed = flows.find(flow);
    if (followed == nullptr) followed = &flows.put(flow, std::make_unique<FollowedScreen>());
    if (!followed->session) look(*followed, frame, datagram, flow, side);
    if (!followed->dialogue) return;
    followed->add(frame, datagram, side == followed->client);
    if (followed->dialogue->done()) followed->dialogue.reset();
  }

  void on_flow_end(const Flow& flow) {
    FollowedScreen* followed = flows.find(flow);
    if (followed == nullptr) return;
    if (!followed->session) begin_without_content(*followed, flow);
    if (followed->session) {
      followed->client_speaks = true;
      followed->from_client.end(*followed);
      followed->session->flow = flow.key;
      if (results.sessions.size() < most_sessions) {
        results.sessions.push_back(std::move(*followed->session));
      } else {
        ++results.more_sessions;
      }
    }
    flows.drop(flow);
  }

  std::size_t most_sessions;
  PerFlow<FollowedScreen> flows;
  ScreenResults results;

 private:
  void look(FollowedScreen& followed, const Frame& frame, const Datagram& datagram, const Flow& flow,
            Side side) {
    if (followed.looked_at >= packets_to_show) return;
    ++followed.looked_at;
    const bool tcp = flow.key.protocol == protocol::tcp;
    if (const auto found = tcp ? look_at(text_of(datagram.payload)) : std::nullopt) {
      begin(followed, found->protocol, flow);
      followed.session->by_content = true;
      const bool by_opener = side == Side::opener;
      followed.client = found->by_client == by_opener ? Side::opener : Side::responder;
      if (found->protocol == ScreenProtocol::rdp) followed.dialogue = new_rdp_dialogue(*followed.session);
      if (found->protocol == ScreenProtocol::vnc) followed.dialogue = new_vnc_dialogue(*followed.session);
      return;
    }
    // A TLS handshake; and what comes by UDP is encrypted in all of these protocols.
    const bool encrypted = !tcp || text_of(datagram.payload).starts_with("\x16\x03");
    if (encrypted && followed.encrypted_from == 0) followed.encrypted_from = frame.number;
  }

  static void begin_without_content(FollowedScreen& followed, const Flow& flow) {
    const auto by_application = protocol_by_application(flow);
    const auto protocol = by_application ? by_application : protocol_by_port(flow);
    if (!protocol) return;
    begin(followed, *protocol, flow);
    followed.session->encrypted_from = followed.encrypted_from;
  }

  static void begin(FollowedScreen& followed, ScreenProtocol protocol, const Flow& flow) {
    followed.session.emplace();
    followed.session->protocol = protocol;
    const std::uint64_t opener = flow.opener.first_frame;
    const std::uint64_t responder = flow.responder.first_frame;
    followed.session->first_frame =
        opener == 0 || (responder != 0 && responder < opener) ? responder : opener;
    followed.session->first = flow.first;
  }
};

ScreenSessions::ScreenSessions(std::size_t most_sessions) : state_(std::make_unique<State>(most_sessions)) {}
ScreenSessions::~ScreenSessions() = default;

void ScreenSessions::on_packet(const Frame& frame, const Datagram& datagram, Flow& flow, Side side) {
  state_->on_packet(frame, datagram, flow, side);
}
void ScreenSessions::on_flow_end(Flow& flow) { state_->on_flow_end(flow); }
const ScreenResults& ScreenSessions::results() const { return state_->results; }

std::string_view name_of(ScreenProtocol protocol) {
  switch (protocol) {
    case ScreenProtocol::rdp: return "rdp";
    case ScreenProtocol::ica: return "ica";
    case ScreenProtocol::pcoip: return "pcoip";
    case ScreenProtocol::blast: return "blast";
    case ScreenProtocol::vnc: return "vnc";
  }
  return "";
}

std::string_view name_of(SideChannelKind kind) {
  switch (kind) {
    case SideChannelKind::devices: return "devices";
    case SideChannelKind::drives: return "drives";
    case SideChannelKind::printers: return "printers";
    case SideChannelKind::ports: return "ports";
    case SideChannelKind::smart_cards: return "smart-cards";
    case SideChannelKind::usb: return "usb";
    case SideChannelKind::clipboard: return "clipboard";
    case SideChannelKind::sound: return "sound";
    case SideChannelKind::dynamic: return "dynamic";
    case SideChannelKind::file_transfer: return "file-transfer";
    case SideChannelKind::remote_program: return "remote-program";
    case SideChannelKind::other: return "other";
  }
  return "";
}

bool can_carry_files(SideChannelKind kind) {
  return kind != SideChannelKind::sound && kind != SideChannelKind::remote_program &&
         kind != SideChannelKind::smart_cards;
}

}  // namespace sekisho::content
