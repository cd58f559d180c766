// Zeek's conn.log, as its ASCII writer leaves it (tab-separated under a header, or an object of JSON a line).
// Sources: the Zeek documentation, "conn.log" (base/protocols/conn/main.zeek: fields, conn_state, history),
// "Zeek Log Formats and Inspection" (header lines), policy/protocols/conn/vlan-logging (vlan, inner_vlan).
#include "capture/records/fields.hpp"
#include "capture/records/json_fields.hpp"
#include "capture/records/record_reader.hpp"
#include "capture/records/values.hpp"

#include <algorithm>
#include <array>

namespace sekisho::capture {
namespace {

/// Letters of `history`, upper case for the originator. `^` (the direction was turned round), `c`, `t`, `g`,
/// `w` and `x` tell of no flags.
struct HistoryFlags {
  char letter;
  std::uint8_t flags;
};
constexpr std::array<HistoryFlags, 8> history_flags{{{'s', tcp_flag::syn},
                                                     {'h', tcp_flag::syn | tcp_flag::ack},
                                                     {'a', tcp_flag::ack},
                                                     {'d', tcp_flag::ack},
                                                     {'f', tcp_flag::fin | tcp_flag::ack},
                                                     {'r', tcp_flag::rst},
                                                     {'i', tcp_flag::fin | tcp_flag::rst},
                                                     {'q', tcp_flag::syn | tcp_flag::fin}}};

struct History {
  std::uint8_t originator = 0;  // flags
  std::uint8_t responder = 0;
  bool originator_sent = false;  // anything
  bool responder_sent = false;
  bool data_both_ways = false;
  bool turned = false;
};

History history_of(std::string_view text) {
  History history;
  for (const char letter : text) {
    const bool upper = letter >= 'A' && letter <= 'Z';
    const char lower = upper ? static_cast<char>(letter - 'A' + 'a') : letter;
    if (letter == '^') history.turned = true;
    const auto* row = std::ranges::find(history_flags, lower, &HistoryFlags::letter);
    if (row == history_flags.end()) continue;
    (upper ? history.originator : history.responder) |= row->flags;
    (upper ? history.originator_sent : history.responder_sent) = true;
  }
  history.data_both_ways =
      text.find('D') != std::string_view::npos && text.find('d') != std::string_view::npos;
  return history;
}

/// States of TCP in which both ends were seen to open the session: S1, SF, S2, S3, RSTO, RSTR.
bool is_opened(std::string_view state) {
  static constexpr std::array<std::string_view, 6> opened{"S1", "SF", "S2", "S3", "RSTO", "RSTR"};
  return std::ranges::find(opened, state) != opened.end();
}

void read_state(ValueReader& values, Flow& flow) {
  const std::string state = values.text("conn_state").value_or("");
  const History history = history_of(values.text("history").value_or(""));
  // Where counting was switched off, the history tells at least who sent anything.
  if (flow.opener.packets == 0 && (history.originator_sent || !history.responder_sent))
    flow.opener.packets = 1;
  if (flow.responder.packets == 0 && history.responder_sent) flow.responder.packets = 1;
  flow.opener_guessed = history.turned;
  if (flow.key.protocol != protocol::tcp) {
    flow.established = flow.opener.packets > 0 && flow.responder.packets > 0;
    return;
  }
  flow.opener.tcp_flags = history.originator;
  flow.responder.tcp_flags = history.responder;
  constexpr std::uint8_t accepts = tcp_flag::syn | tcp_flag::ack;
  flow.handshake_seen = is_opened(state) || ((history.originator & tcp_flag::syn) != 0 &&
                                             (history.responder & accepts) == accepts);
  flow.established = is_opened(state) || (history.data_both_ways && state != "REJ");
  // Without a history the state alone tells that the opening was seen.
  if (flow.handshake_seen) {
    flow.opener.tcp_flags |= tcp_flag::syn;
    flow.responder.tcp_flags |= accepts;
  } else if (state == "S0" || state == "REJ" || state == "SH" || state == "RSTOS0") {
    flow.opener.tcp_flags |= tcp_flag::syn;
  }
}

/// `ssl,http`, `-ssl` for one that turned out not to be it: the first that is meant.
std::string first_service(std::string_view services) {
  for (const std::string& each : names_of(services, ',')) {
    if (!each.empty() && !each.starts_with('-')) return each;
  }
  return {};
}

RecordReader::Line read_connection(const Fields& fields, Record& record, BadRecord& fault) {
  ValueReader values(fields);
  Flow& flow = record.flow;
  flow = Flow{};
  FlowKey& key = flow.key;
  values.ends("id.orig_h", "id.resp_h", key);
  std::string protocol_field = "proto";
  if (fields.text("proto") == "unknown_transport") {
    // Newer versions tell the number beside it.
    if (!fields.text("ip_proto")) return RecordReader::Line::skipped;
    protocol_field = "ip_proto";
  }
  key.protocol = values.protocol(protocol_field, key.source.family);
  const std::uint16_t originator_port = values.port("id.orig_p");
  const std::uint16_t responder_port = values.port("id.resp_p");
  if (key.protocol == protocol::icmp || key.protocol == protocol::icmpv6) {
    key.icmp_type = static_cast<std::uint8_t>(originator_port);  // Zeek's "ports" of ICMP
    key.icmp_code = static_cast<std::uint8_t>(responder_port);
  } else if (has_ports(key.protocol)) {
    key.source_port = originator_port;
    key.destination_port = responder_port;
  }
  flow.first = values.time("ts");
  flow.last = flow.first + values.duration("duration");
  flow.opener.packets = values.count("orig_pkts");
  flow.opener.bytes = values.count("orig_ip_bytes");
  flow.opener.payload_bytes = values.count("orig_bytes");
  flow.responder.packets = values.count("resp_pkts");
  flow.responder.bytes = values.count("resp_ip_bytes");
  flow.responder.payload_bytes = values.count("resp_bytes");
  add_tag(key, values.vlan("vlan"));
  add_tag(key, values.vlan("inner_vlan"));
  const std::string parents = fields.text("tunnel_parents").value_or("");
  if (!parents.empty() && parents != "(empty)") key.tunnel = Tunnel::unnamed;
  read_state(values, flow);
  flow.application = application_named(first_service(fields.text("service").value_or("")));
  if (values.ok()) return RecordReader::Line::record;
  fault = values.fault();
  return RecordReader::Line::bad;
}

/// `\x09` and the like in a header.
std::optional<char> separator_of(std::string_view text) {
  if (text.size() == 1) return text.front();
  if (!text.starts_with("\\x")) return std::nullopt;
  const std::optional<std::uint8_t> code = hex_byte_of(text.substr(2));
  if (!code) return std::nullopt;
  return static_cast<char>(*code);
}

class TabSeparated final : public RecordReader {
 public:
  [[nodiscard]] RecordFormat format() const override { return RecordFormat::zeek; }

  Line read(std::string_view line, Record& record) override {
    if (line.empty()) return Line::heading;
    if (line.front() == '#') {
      read_header(line);
      return Line::heading;
    }
    if (other_log_) return Line::skipped;
    Columns columns(names_);
    columns.set_unset_mark(unset_);
    if (!columns.cut(line, separator_))
      return bad({0, "#fields", std::to_string(names_.size()), std::to_string(columns.count())});
    BadRecord fault;
    const Line read = read_connection(columns, record, fault);
    return read == Line::bad ? bad(fault) : read;
  }

 private:
  /// A file may hold several logs one behind the other, each with its header.
  void read_header(std::string_view line) {
    if (line.starts_with("#separator ")) {
      separator_ = separator_of(line.substr(11)).value_or('\t');
      return;
    }
    const std::size_t end = line.find(separator_);
    if (end == std::string_view::npos) return;
    const std::string_view name = line.substr(0, end);
    const std::string_view value = line.substr(end + 1);
    if (name == "#path") other_log_ = value != "conn";
    if (name == "#unset_field") unset_ = value;
    if (name == "#fields") names_ = names_of(value, separator_);
  }

  char separator_ = '\t';
  std::string unset_ = "-";
  std::vector<std::string> names_;
  bool other_log_ = false;
};

class JsonLines final : public RecordReader {
 public:
  [[nodiscard]] RecordFormat format() const override { return RecordFormat::zeek; }

  Line read(std::string_view line, Record& record) override {
    if (line.empty()) return Line::heading;
    const std::optional<JsonFields> fields = JsonFields::parse(line);
    if (!fields) return bad({0, "", "JSON", std::string(line.substr(0, 60))});
    const std::optional<std::string> path = fields->text("_path");
    if (path && *path != "conn") return Line::skipped;
    BadRecord fault;
    const Line read = read_connection(*fields, record, fault);
    return read == Line::bad ? bad(fault) : read;
  }
};

}  // namespace

MadeRecordReader zeek_reader(std::string_view first_line) {
  if (first_line.starts_with("#separator ")) return MadeRecordReader(std::make_unique<TabSeparated>());
  if (!first_line.starts_with('{')) return MadeRecordReader(nullptr);
  const std::optional<JsonFields> fields = JsonFields::parse(first_line);
  if (!fields || !(fields->has("id.orig_h") || fields->has("_path"))) return MadeRecordReader(nullptr);
  return MadeRecordReader(std::make_unique<JsonLines>());
}

}  // namespace sekisho::capture
