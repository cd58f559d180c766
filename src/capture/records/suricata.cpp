// Suricata's eve.json: events of type flow (both directions) and netflow (one event a direction); all others
// are passed over. Sources: the Suricata user guide, "Eve JSON Format" (event type flow, tcp flags in
// hexadecimal, flow.state), and what output-json-flow.c and output-json-netflow.c write.
#include "capture/records/fields.hpp"
#include "capture/records/json_fields.hpp"
#include "capture/records/record_reader.hpp"
#include "capture/records/values.hpp"

#include <algorithm>

namespace sekisho::capture {
namespace {

constexpr std::uint8_t accepts = tcp_flag::syn | tcp_flag::ack;

std::uint8_t flags_of(ValueReader& values, std::string_view name) {
  const std::optional<std::string> text = values.text(name);
  if (!text) return 0;
  const std::optional<std::uint8_t> flags = hex_byte_of(*text);
  if (!flags) values.reject(name, "00-ff", *text);
  return flags.value_or(0);
}

/// Who sends, and what is common to both kinds of events.
void read_key(const JsonFields& fields, ValueReader& values, Flow& flow) {
  FlowKey& key = flow.key;
  values.ends("src_ip", "dest_ip", key);
  key.protocol = values.protocol("proto", key.source.family);
  if (key.protocol == protocol::icmp || key.protocol == protocol::icmpv6) {
    key.icmp_type = values.byte("icmp_type");
    key.icmp_code = values.byte("icmp_code");
  } else if (has_ports(key.protocol)) {
    key.source_port = values.port("src_port");
    key.destination_port = values.port("dest_port");
  }
  for (const std::uint64_t vlan : fields.numbers("vlan"))
    add_tag(key, static_cast<std::uint16_t>(vlan & 0xfff));
  const std::string application = fields.text("app_proto").value_or("");
  if (application != "failed" && application != "unknown") flow.application = application_named(application);
}

/// Without the flags of its packets Suricata did not follow the session, and knows no more than who sent.
void read_session(const JsonFields& fields, ValueReader& values, Flow& flow) {
  const bool both_sent = flow.opener.packets > 0 && flow.responder.packets > 0;
  if (flow.key.protocol != protocol::tcp) {
    flow.established = both_sent;
    return;
  }
  flow.opener.tcp_flags = flags_of(values, "tcp.tcp_flags_ts");
  flow.responder.tcp_flags = flags_of(values, "tcp.tcp_flags_tc");
  flow.handshake_seen =
      (flow.opener.tcp_flags & tcp_flag::syn) != 0 && (flow.responder.tcp_flags & accepts) == accepts;
  const bool flags_known = (flow.opener.tcp_flags | flow.responder.tcp_flags) != 0;
  const bool called_established = fields.text("flow.state") == "established";
  flow.established = flags_known ? flow.handshake_seen && (flow.opener.tcp_flags & tcp_flag::ack) != 0
                                 : both_sent && called_established;
  if (flags_known && !flow.established && both_sent && called_established)
    flow.established = fields.text("tcp.state") == "established";  // picked up in the middle
}

RecordReader::Line read_flow(const JsonFields& fields, ValueReader& values, Record& record) {
  Flow& flow = record.flow;
  read_key(fields, values, flow);
  flow.first = values.time("flow.start");
  flow.last = fields.has("flow.end") ? values.time("flow.end") : flow.first;
  flow.opener.packets = values.count("flow.pkts_toserver");
  flow.opener.bytes = values.count("flow.bytes_toserver");
  flow.responder.packets = values.count("flow.pkts_toclient");
  flow.responder.bytes = values.count("flow.bytes_toclient");
  read_session(fields, values, flow);
  return RecordReader::Line::record;
}

RecordReader::Line read_netflow(const JsonFields& fields, ValueReader& values, Record& record) {
  Flow& flow = record.flow;
  record.one_way = true;
  record.in_order = true;  // the event of the client is written before that of the server
  read_key(fields, values, flow);
  flow.first = values.time("netflow.start");
  flow.last = fields.has("netflow.end") ? values.time("netflow.end") : flow.first;
  flow.opener.packets = values.count("netflow.pkts");
  flow.opener.bytes = values.count("netflow.bytes");
  if (flow.key.protocol == protocol::tcp) flow.opener.tcp_flags = flags_of(values, "tcp.tcp_flags");
  return RecordReader::Line::record;
}

class EveLines final : public RecordReader {
 public:
  [[nodiscard]] RecordFormat format() const override { return RecordFormat::suricata; }

  Line read(std::string_view line, Record& record) override {
    if (line.empty()) return Line::heading;
    const std::optional<JsonFields> fields = JsonFields::parse(line);
    if (!fields) return bad({0, "", "JSON", std::string(line.substr(0, 60))});
    const std::optional<std::string> type = fields->text("event_type");
    const bool whole = type == "flow";
    // Where both are written, netflow events tell the same flows again.
    has_flows_ = has_flows_ || whole;
    if (!whole && (type != "netflow" || has_flows_)) return Line::skipped;
    record = Record{};
    ValueReader values(*fields);
    const Line read = whole ? read_flow(*fields, values, record) : read_netflow(*fields, values, record);
    return values.ok() ? read : bad(values.fault());
  }

 private:
  bool has_flows_ = false;
};

}  // namespace

MadeRecordReader suricata_reader(std::string_view first_line) {
  if (!first_line.starts_with('{')) return MadeRecordReader(nullptr);
  const std::optional<JsonFields> fields = JsonFields::parse(first_line);
  if (!fields || !fields->has("event_type")) return MadeRecordReader(nullptr);
  return MadeRecordReader(std::make_unique<EveLines>());
}

}  // namespace sekisho::capture
