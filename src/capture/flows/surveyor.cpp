#include "capture/flows/flow_table.hpp"
#include "capture/flows/tcp_session.hpp"
#include "capture/records/survey_records.hpp"

#include <sekisho/capture/survey.hpp>

#include <algorithm>

namespace sekisho::capture {
namespace {

/// A share of all flows is handed over at once when room is needed: looking for the oldest one each time
/// would cost more than the packets themselves.
constexpr std::size_t evicted_share = 16;

FlowQuery query_of(const FlowTable& table, const Frame& frame, const DecodedFrame& decoded,
                   const Datagram& datagram) {
  FlowQuery query;
  const Packet& header = datagram.header;
  query.key.source = header.source;
  query.key.destination = header.destination;
  query.key.protocol = header.protocol;
  query.key.source_port = header.source_port;
  query.key.destination_port = header.destination_port;
  query.key.icmp_type = header.icmp_type;
  query.key.icmp_code = header.icmp_code;
  query.key.icmp_id = datagram.icmp_id;
  query.key.tags = decoded.tags;
  query.key.tag_count = static_cast<std::uint8_t>(decoded.tag_count);
  query.key.tunnel = datagram.tunnel;
  query.key.tunnel_id = datagram.tunnel_id;
  if (datagram.tunnel != Tunnel::none) query.key.inner_vlan = header.vlan;
  query.key.interface = frame.interface;
  table.prepare(query);
  return query;
}

/// The SYN's sender opens a session, also where its answer was captured first.
bool is_answer(const Datagram& datagram) {
  constexpr std::uint8_t answer = tcp_flag::syn | tcp_flag::ack;
  return datagram.header.protocol == protocol::tcp && (datagram.header.tcp_flags & answer) == answer;
}

/// A packet that may be the first answer in a flow, and is not rather the other end's own opening: between
/// two ports that are the same, as of NTP or IKE, nothing tells one from the other.
bool may_answer(const Datagram& datagram) {
  const Packet& header = datagram.header;
  if (!datagram.has_transport) return false;
  constexpr std::uint8_t opening = tcp_flag::syn | tcp_flag::ack;
  if (header.protocol == protocol::tcp) return (header.tcp_flags & opening) != tcp_flag::syn;
  if (header.protocol == protocol::icmp || header.protocol == protocol::icmpv6)
    return datagram.icmp_id != 0 && header.icmp_type != 8 && header.icmp_type != 128;
  return has_ports(header.protocol) && header.source_port != header.destination_port;
}

void count(Traffic& traffic, const Frame& frame, const Datagram& datagram) {
  traffic.packets += 1U + datagram.held_frames;
  traffic.bytes += std::uint64_t{frame.wire_length} + datagram.held_bytes;
  traffic.fragments += datagram.held_frames;
  traffic.fragment_bytes += datagram.held_bytes;
  if (datagram.is_fragment) {
    ++traffic.fragments;
    traffic.fragment_bytes += frame.wire_length;
  } else {
    traffic.payload_bytes += datagram.payload_length;
  }
  traffic.tcp_flags |= datagram.header.tcp_flags;
  if (traffic.first_frame == 0) traffic.first_frame = frame.number;
  traffic.last_frame = frame.number;
  if (traffic.source_mac == 0) traffic.source_mac = datagram.header.source_mac;
}

}  // namespace

struct Surveyor::State {
  State(const SurveyOptions& options, std::span<Observer* const> looking_on, FlowSink flow_sink)
      : table(options.most_flows),
        observers(looking_on.begin(), looking_on.end()),
        sink(std::move(flow_sink)) {}

  Decoder decoder;
  FlowTable table;
  std::vector<Observer*> observers;
  FlowSink sink;
  Survey survey;
  std::uint64_t packets = 0;
  std::array<std::uint64_t, 32> fault_counts{};

  /// `carrier`: the packet of the tunnel that it is in; null where it is in none.
  void add_packet(const Frame& frame, const DecodedFrame& decoded, const Datagram& datagram,
                  const Datagram* carrier);
  OpenFlow& begin(FlowQuery query, const Frame& frame, const Datagram& datagram, Side& side);
  void count_quoted(const Frame& frame, const DecodedFrame& decoded, const Datagram& datagram);
  void hand_over(OpenFlow& open);
  /// Several, in the order in which they began.
  void hand_over(std::vector<OpenFlow*> open);
  void evict();
  void count_frame(const Frame& frame, const DecodedFrame& decoded);
};

void Surveyor::State::count_frame(const Frame& frame, const DecodedFrame& decoded) {
  if (survey.frames == 0 || frame.time < survey.first) survey.first = frame.time;
  if (survey.frames == 0 || frame.time > survey.last) survey.last = frame.time;
  ++survey.frames;
  survey.bytes += frame.wire_length;
  if (frame.bytes.size() < frame.wire_length) ++survey.truncated;
  if (decoded.fault != DecodeFault::none) {
    ++fault_counts[static_cast<std::size_t>(decoded.fault)];
    if (decoded.fault == DecodeFault::link_type_unread) {
      ++survey.unread_links[static_cast<std::uint16_t>(frame.link_type)];
    }
  } else if (decoded.datagram_count == 0) {
    ++survey.not_ip;
  }
}

OpenFlow& Surveyor::State::begin(FlowQuery query, const Frame& frame, const Datagram& datagram, Side& side) {
  if (table.full()) evict();
  side = Side::opener;
  if (is_answer(datagram)) {
    std::swap(query.key.source, query.key.destination);
    std::swap(query.key.source_port, query.key.destination_port);
    side = Side::responder;
  }
  OpenFlow& open = table.add(query);
  open.flow.first = frame.time;
  open.flow.last = frame.time;
  open.flow.ports_known = datagram.has_transport;
  return open;
}

void Surveyor::State::add_packet(const Frame& frame, const DecodedFrame& decoded, const Datagram& datagram,
                                 const Datagram* carrier) {
  if (datagram.is_fragment && !datagram.has_transport) {
    ++survey.lost_fragments;
    return;
  }
  survey.lost_fragments -= datagram.held_frames;
  const FlowQuery query = query_of(table, frame, decoded, datagram);
  const bool tcp = datagram.header.protocol == protocol::tcp && datagram.has_transport;
  Side side = Side::opener;
  OpenFlow* open = table.find(query, side);
  if (open != nullptr && tcp && begins_another_session(*open, datagram, side)) {
    hand_over(*open);
    open = nullptr;
  }
  if (open == nullptr && may_answer(datagram)) {
    open = table.join(query);
    if (open != nullptr) side = Side::responder;
  }
  if (open == nullptr) {
    open = &begin(query, frame, datagram, side);
    if (carrier != nullptr)
      open->flow.rare = std::make_shared<const RareDetails>(
          RareDetails{TunnelEnds{carrier->header.source, carrier->header.destination}, {}});
  }

  Flow& flow = open->flow;
  open->last_packet = ++packets;
  flow.first = std::min(flow.first, frame.time);
  flow.last = std::max(flow.last, frame.time);
  if (datagram.fragments > 1 || datagram.is_fragment) flow.fragmented = true;
  count(side == Side::opener ? flow.opener : flow.responder, frame, datagram);
  if (tcp) {
    follow_tcp(*open, datagram, side);
  } else {
    flow.established = flow.opener.packets > 0 && flow.responder.packets > 0;
  }
  if (datagram.is_fragment) return;
  for (Observer* observer : observers) observer->on_packet(frame, datagram, flow, side);
}

void Surveyor::State::count_quoted(const Frame& frame, const DecodedFrame& decoded,
                                   const Datagram& datagram) {
  if (!datagram.has_transport) return;
  Side side = Side::opener;
  OpenFlow* open = table.find(query_of(table, frame, decoded, datagram), side);
  if (open == nullptr) return;
  ++open->flow.icmp_errors;
  if (open->flow.first_icmp_error == 0) open->flow.first_icmp_error = frame.number;
}

void Surveyor::State::hand_over(OpenFlow& open) {
  for (Observer* observer : observers) observer->on_flow_end(open.flow);
  ++survey.flows;
  table.remove(open);
  sink(std::move(open.flow));
}

void Surveyor::State::hand_over(std::vector<OpenFlow*> open) {
  std::sort(open.begin(), open.end(),
            [](const OpenFlow* one, const OpenFlow* other) { return one->number < other->number; });
  for (OpenFlow* flow : open) hand_over(*flow);
}

void Surveyor::State::evict() {
  survey.flows_evicted = true;
  std::vector<OpenFlow*> open = table.all();
  const std::size_t count = std::max<std::size_t>(open.size() / evicted_share, 1);
  const auto idle_longer = [](const OpenFlow* one, const OpenFlow* other) {
    return one->last_packet < other->last_packet;
  };
  std::nth_element(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(count - 1), open.end(),
                   idle_longer);
  open.resize(count);
  std::sort(open.begin(), open.end(), idle_longer);
  for (OpenFlow* flow : open) hand_over(*flow);
}

Surveyor::Surveyor(const SurveyOptions& options, std::span<Observer* const> observers, FlowSink sink)
    : state_(std::make_unique<State>(options, observers, std::move(sink))) {}
Surveyor::~Surveyor() = default;

void Surveyor::add(const Frame& frame) {
  State& state = *state_;
  const DecodedFrame& decoded = state.decoder.decode(frame);
  state.count_frame(frame, decoded);
  for (Observer* observer : state.observers) observer->on_frame(frame, decoded);
  const Datagram* outer = nullptr;
  for (const Datagram& datagram : decoded.packets()) {
    if (datagram.quoted) {
      state.count_quoted(frame, decoded, datagram);
      continue;
    }
    state.add_packet(frame, decoded, datagram, datagram.tunnel == Tunnel::none ? nullptr : outer);
    outer = &datagram;
  }
}

void Surveyor::flush_idle(Timestamp before) {
  std::vector<OpenFlow*> idle = state_->table.all();
  idle.erase(std::remove_if(idle.begin(), idle.end(),
                            [before](const OpenFlow* open) { return open->flow.last >= before; }),
             idle.end());
  state_->hand_over(std::move(idle));
}

Survey Surveyor::finish() {
  state_->hand_over(state_->table.all());
  Survey survey = std::move(state_->survey);
  for (std::size_t i = 0; i < state_->fault_counts.size(); ++i) {
    if (state_->fault_counts[i] > 0) survey.faults[static_cast<DecodeFault>(i)] = state_->fault_counts[i];
  }
  return survey;
}

Result<Survey> survey(const std::string& path, const SurveyOptions& options,
                      std::span<Observer* const> observers, const FlowSink& sink, const Progress& progress) {
  constexpr std::uint64_t frames_between_reports = 1 << 14;
  constexpr std::size_t first_look = 8;
  auto stream = ByteStream::open(path);
  if (!stream) return Failure{stream.reason()};
  ByteStream bytes = std::move(stream).value();
  if (may_be_records(bytes.peek(first_look))) {
    Result<Survey> records = survey_records(std::move(bytes), options, sink, progress);
    if (!records) return records;
    Survey result = std::move(records).value();
    result.file = path;
    return result;
  }
  auto opened = CaptureFile::open(std::move(bytes));
  if (!opened) return Failure{opened.reason()};
  CaptureFile file = std::move(opened).value();
  Surveyor surveyor(options, observers, sink);
  Frame frame;
  std::size_t interfaces = 0;
  while (file.next(frame)) {
    for (; interfaces < file.interfaces().size(); ++interfaces) {
      for (Observer* observer : observers)
        observer->on_interface(file.interfaces()[interfaces], static_cast<std::uint32_t>(interfaces));
    }
    surveyor.add(frame);
    if (progress && frame.number % frames_between_reports == 0)
      progress(file.bytes_read(), file.bytes_total());
  }
  if (progress) progress(file.bytes_read(), file.bytes_total());
  Survey result = surveyor.finish();
  result.file = path;
  result.interfaces = file.interfaces();
  result.end = file.end();
  result.fault = file.fault();
  return result;
}

}  // namespace sekisho::capture
