// Which flows are read as mail: those to the ports of SMTP from their first packet on, others from the packet
// that looks like SMTP.
#include "content/mail/smtp_session.hpp"
#include "content/per_flow.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sekisho::content {
namespace {

using capture::Datagram;
using capture::Flow;
using capture::Frame;
using capture::Side;

// 25 and 587: RFC 5321, RFC 6409; 465: RFC 8314, in TLS from the beginning; 2525: by custom.
constexpr std::array<std::uint16_t, 4> smtp_ports{25, 465, 587, 2525};

bool is_smtp_port(std::uint16_t port) {
  return std::find(smtp_ports.begin(), smtp_ports.end(), port) != smtp_ports.end();
}

// The first packets that are looked at for a greeting: of a flow that is none of mail, nothing is kept.
constexpr std::uint8_t packets_to_greet = 6;

struct FollowedMail {
  std::unique_ptr<SmtpSession> session;  // null: not decided, or not SMTP
  bool by_port = false;
  bool client_known = false;
  Side client = Side::opener;
  std::uint8_t looked_at = 0;
  std::uint64_t first_frame = 0;
  capture::Timestamp first;
};

// Who sent these bytes, if it is SMTP: nothing where it does not look like it.
enum class Looks : std::uint8_t { nothing, client, server };

Looks looks_of(std::string_view bytes) {
  for (const std::string_view start : {"ehlo ", "helo ", "lhlo ", "mail from:"}) {
    if (starts_with_ignoring_case(bytes, start)) return Looks::client;
  }
  // FTP greets with 220 as well.
  const bool greets = bytes.starts_with("220 ") || bytes.starts_with("220-");
  return greets && bytes.find("SMTP") != std::string_view::npos ? Looks::server : Looks::nothing;
}

bool is_called_smtp(const Flow& flow) {
  return flow.application && flow.application->name.starts_with("SMTP") &&
         capture::is_by_content(*flow.application);
}

Side other(Side side) { return side == Side::opener ? Side::responder : Side::opener; }

}  // namespace

struct MailReader::State {
  explicit State(const MailLimits& wanted) : limits(wanted), room{wanted.mail_bytes, wanted.bytes_at_once} {}

  void on_packet(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    if (flow.key.protocol != protocol::tcp || !datagram.has_transport) return;
    FollowedMail* followed = flows.find(flow);
    if (followed == nullptr) followed = &begin(flow);
    if (!followed->session && !decide(*followed, datagram, flow, side)) return;
    if (followed->first_frame == 0) {
      followed->first_frame = frame.number;
      followed->first = frame.time;
    }
    // Until there is data, a SYN captured late may still turn the flow around.
    if (!followed->client_known && followed->by_port) followed->client = client_by_port(flow);
    if (!datagram.payload.empty()) followed->client_known = true;
    followed->session->add(frame, datagram, side == followed->client);
  }

  void on_flow_end(const Flow& flow) {
    if (FollowedMail* followed = flows.find(flow)) {
      if (followed->session) finish(*followed, flow);
      flows.drop(flow);
    }
  }

  MailLimits limits;
  MailRoom room;  // outlives the sessions
  PerFlow<FollowedMail> flows;
  std::size_t open_sessions = 0;
  MailResults results;

 private:
  static Side client_by_port(const Flow& flow) {
    return is_smtp_port(flow.key.source_port) && !is_smtp_port(flow.key.destination_port) ? Side::responder
                                                                                          : Side::opener;
  }

  FollowedMail& begin(const Flow& flow) {
    FollowedMail& followed = flows.put(flow, std::make_unique<FollowedMail>());
    followed.by_port = is_smtp_port(flow.key.destination_port) || is_smtp_port(flow.key.source_port);
    if (followed.by_port) open(followed);
    return followed;
  }

  // False when this is no mail, or not yet.
  bool decide(FollowedMail& followed, const Datagram& datagram, const Flow& flow, Side side) {
    if (followed.looked_at >= packets_to_greet || datagram.payload.empty()) return false;
    ++followed.looked_at;
    const Looks looks = looks_of(text_of(datagram.payload));
    if (looks == Looks::nothing && !is_called_smtp(flow)) return false;
    followed.looked_at = packets_to_greet;
    followed.client = looks == Looks::nothing ? Side::opener : looks == Looks::client ? side : other(side);
    return open(followed);
  }

  bool open(FollowedMail& followed) {
    if (results.sessions.size() + open_sessions >= limits.sessions) {
      ++results.more_sessions;
      followed.looked_at = packets_to_greet;
      return false;
    }
    followed.session = std::make_unique<SmtpSession>(room, followed.by_port);
    ++open_sessions;
    return true;
  }

  void finish(FollowedMail& followed, const Flow& flow) {
    SmtpSession& smtp = *followed.session;
    smtp.end();
    --open_sessions;
    MailSession session = smtp.session();
    // A port that was knocked at is no session; nor is what looked like SMTP for a moment.
    const bool by_port_and_more = followed.by_port && (smtp.any_bytes() || session.gaps > 0);
    if (!smtp.is_smtp() && !by_port_and_more) return;
    session.flow = flow.key;
    session.first_frame = followed.first_frame;
    session.first = followed.first;
    session.client = followed.client;
    session.start_seen = session.start_seen || flow.handshake_seen;
    results.more_mails += smtp.more_mails();
    for (Mail& mail : smtp.mails()) {
      if (results.mails.size() >= limits.mails) {
        ++results.more_mails;
        continue;
      }
      mail.flow = flow.key;
      mail.sender = followed.client;
      results.mails.push_back(std::move(mail));
    }
    results.sessions.push_back(session);
  }
};

MailReader::MailReader(const MailLimits& limits) : state_(std::make_unique<State>(limits)) {}
MailReader::~MailReader() = default;

void MailReader::on_packet(const Frame& frame, const Datagram& datagram, Flow& flow, Side side) {
  state_->on_packet(frame, datagram, flow, side);
}
void MailReader::on_flow_end(Flow& flow) { state_->on_flow_end(flow); }
const MailResults& MailReader::results() const { return state_->results; }

}  // namespace sekisho::content
