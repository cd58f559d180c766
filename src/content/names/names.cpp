#include "content/dns.hpp"
#include "content/http_heads.hpp"
#include "content/names/client_hello.hpp"
#include "content/names/tunnels.hpp"
#include "content/per_flow.hpp"
#include "content/text.hpp"

#include <sekisho/content/names.hpp>
#include <sekisho/content/stream.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace sekisho::content {
namespace {

using capture::Datagram;
using capture::Flow;
using capture::Frame;
using capture::Side;

constexpr std::uint16_t dns_port = 53;
constexpr std::size_t longest_hello = 16'384 + 5;  // one record (RFC 8446 section 5.1)
constexpr std::size_t most_answers = 16;

// Collects a stream's bytes until somebody takes them off its front.
class Collector final : public StreamReader {
 public:
  void on_bytes(std::string_view bytes, const Frame& /*frame*/) override {
    if (!lost_) bytes_ += bytes;
  }
  void on_gap(std::uint64_t /*count*/, const Frame& /*frame*/) override {
    lost_ = true;
    bytes_.clear();
  }

  [[nodiscard]] bool lost() const { return lost_; }
  [[nodiscard]] Bytes bytes() const { return bytes_of(bytes_); }
  void remove(std::size_t count) { bytes_.erase(0, count); }

 private:
  std::string bytes_;
  bool lost_ = false;
};

// A direction that is followed because a message may take several segments.
struct FollowedDirection {
  TcpStream stream;
  Collector collected;
};

struct WatchedConnection {
  std::unique_ptr<FollowedDirection> hello;  // a ClientHello that began in a packet
  Side hello_side = Side::opener;
  std::array<std::unique_ptr<FollowedDirection>, 2> dns;  // by side
};

bool is_dns(const Flow& flow, const Datagram& datagram) {
  return datagram.header.source_port == dns_port || datagram.header.destination_port == dns_port ||
         (flow.application && flow.application->name.starts_with("DNS") &&
          capture::is_by_content(*flow.application));
}

}  // namespace

bool is_within_domain(std::string_view name, std::string_view domain) {
  return name == domain || (name.size() > domain.size() && name.ends_with(domain) &&
                            name[name.size() - domain.size() - 1] == '.');
}

struct Names::State {
  explicit State(const NameLimits& limits) : most_names_(limits.names), tunnels_(limits.domains) {}

  void on_udp(const Frame& frame, const Datagram& datagram, const Flow& flow) {
    if (is_dns(flow, datagram)) on_dns(frame, datagram.payload, datagram);
  }

  void on_tcp(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    if (is_dns(flow, datagram)) return on_dns_segment(frame, datagram, flow, side);
    if (const HttpHead head = requests.add(datagram, flow, side); !head.lines.empty()) {
      const std::string_view host = before_port(head.new_field("host"));
      if (!host.empty()) add(frame, NameUse::http, lower(printable(host)), 0, datagram);
    } else if (begins_client_hello(datagram.payload)) {
      on_hello(frame, datagram, flow, side);
    } else if (WatchedConnection* watched = flows.find(flow)) {
      if (watched->hello_side == side) continue_hello(frame, datagram, *watched);
    }
  }

  [[nodiscard]] const NameResults& told() {
    results_.tunnels = tunnels_.found();
    results_.tunnels_incomplete = tunnels_.incomplete();
    return results_;
  }

  PerFlow<WatchedConnection> flows;
  HttpHeads requests{HttpHeads::Of::requests};

 private:
  using Key = std::tuple<NameUse, std::string, std::uint16_t, Address, Address, std::uint16_t>;

  // `host:8080`, `[2001:db8::1]:8080`.
  static std::string_view before_port(std::string_view host) {
    if (host.starts_with('[')) return before(host.substr(1), ']');
    return before(host, ':');
  }

  WatchedConnection& watch(const Flow& flow) {
    WatchedConnection* watched = flows.find(flow);
    return watched != nullptr ? *watched : flows.put(flow, std::make_unique<WatchedConnection>());
  }

  void on_hello(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    if (client_hello_size(datagram.payload) <= datagram.payload.size()) {
      add_server_name(frame, datagram.payload, datagram);
      return;
    }
    WatchedConnection& watched = watch(flow);
    watched.hello = std::make_unique<FollowedDirection>();
    watched.hello_side = side;
    continue_hello(frame, datagram, watched);
  }

  void continue_hello(const Frame& frame, const Datagram& datagram, WatchedConnection& watched) {
    if (!watched.hello) return;
    Collector& collected = watched.hello->collected;
    watched.hello->stream.add(frame, datagram, collected);
    const Bytes bytes = collected.bytes();
    if (!collected.lost() && bytes.size() < std::min(client_hello_size(bytes), longest_hello)) return;
    if (begins_client_hello(bytes)) add_server_name(frame, bytes, datagram);
    watched.hello.reset();
  }

  void add_server_name(const Frame& frame, Bytes hello, const Datagram& datagram) {
    if (auto name = server_name(hello)) add(frame, NameUse::tls, std::move(*name), 0, datagram);
  }

  // RFC 1035 section 4.2.2: behind two bytes of length.
  void on_dns_segment(const Frame& frame, const Datagram& datagram, const Flow& flow, Side side) {
    auto& followed = watch(flow).dns[static_cast<std::size_t>(side)];
    if (!followed) followed = std::make_unique<FollowedDirection>();
    followed->stream.add(frame, datagram, followed->collected);
    for (;;) {
      Cursor in(followed->collected.bytes());
      const Bytes message = in.take(in.u16());
      if (!in.ok()) return;
      on_dns(frame, message, datagram);
      followed->collected.remove(message.size() + 2);
    }
  }

  void on_dns(const Frame& frame, Bytes bytes, const Datagram& datagram) {
    const auto message = read_dns(bytes);
    if (!message) return;
    const Packet& header = datagram.header;
    const Address& client = message->response ? header.destination : header.source;
    const Address& server = message->response ? header.source : header.destination;
    tunnels_.add(*message, client, server, frame);
    for (const DnsQuestion& question : message->questions) {
      if (!message->response) {
        add(frame, NameUse::dns, question.name, question.type, datagram);
        continue;
      }
      Key key{NameUse::dns, question.name, question.type, client, server, header.source_port};
      AskedName* asked = find(key);
      if (asked == nullptr) asked = put(std::move(key));
      if (asked == nullptr) continue;
      if (asked->seen.count == 0) asked->seen.add(frame);
      asked->answered = true;
      asked->reply_code = message->reply_code;
      add_answers(*asked, *message);
    }
  }

  static void add_answers(AskedName& asked, const DnsMessage& message) {
    for (const DnsRecord& record : message.records) {
      if (!record.address || asked.answers.size() >= most_answers) continue;
      if (std::find(asked.answers.begin(), asked.answers.end(), *record.address) == asked.answers.end()) {
        asked.answers.push_back(*record.address);
      }
    }
  }

  void add(const Frame& frame, NameUse use, std::string name, std::uint16_t type, const Datagram& datagram) {
    const Packet& header = datagram.header;
    Key key{use, std::move(name), type, header.source, header.destination, header.destination_port};
    AskedName* asked = find(key);
    if (asked == nullptr) asked = put(std::move(key));
    if (asked != nullptr) asked->seen.add(frame);
  }

  AskedName* find(const Key& key) {
    const auto known = places_.find(key);
    return known == places_.end() ? nullptr : &results_.names[known->second];
  }

  // Null when there is no room.
  AskedName* put(Key key) {
    if (results_.names.size() >= most_names_) {
      ++results_.more_names;
      return nullptr;
    }
    AskedName asked;
    std::tie(asked.use, asked.name, asked.type, asked.client, asked.server, asked.server_port) = key;
    places_.emplace(std::move(key), results_.names.size());
    results_.names.push_back(std::move(asked));
    return &results_.names.back();
  }

  std::size_t most_names_;
  TunnelWatch tunnels_;
  std::map<Key, std::size_t> places_;  // in results_.names
  NameResults results_;
};

Names::Names(const NameLimits& limits) : state_(std::make_unique<State>(limits)) {}
Names::~Names() = default;

void Names::on_packet(const Frame& frame, const Datagram& datagram, Flow& flow, Side side) {
  if (!datagram.has_transport || datagram.payload.empty()) return;
  if (flow.key.protocol == protocol::udp) state_->on_udp(frame, datagram, flow);
  if (flow.key.protocol == protocol::tcp) state_->on_tcp(frame, datagram, flow, side);
}
void Names::on_flow_end(Flow& flow) {
  state_->flows.drop(flow);
  state_->requests.drop(flow);
}
const NameResults& Names::results() const { return state_->told(); }

std::string_view name_of(NameUse use) {
  switch (use) {
    case NameUse::dns: return "dns";
    case NameUse::tls: return "tls";
    case NameUse::http: return "http";
  }
  return "";
}

std::string_view name_of(TunnelSign sign) {
  switch (sign) {
    case TunnelSign::long_names: return "long-names";
    case TunnelSign::many_names: return "many-names";
    case TunnelSign::large_answers: return "large-answers";
    case TunnelSign::unusual_types: return "unusual-types";
  }
  return "";
}

}  // namespace sekisho::content
