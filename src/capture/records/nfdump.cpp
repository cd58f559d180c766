// nfdump -o csv: NetFlow, IPFIX and sFlow as a collector has written them down, one record a direction.
//
// Columns are found by their names: those of nfdump 1.6 and early 1.7 (ts,te,td,sa,da,...), of 1.7 since csv
// became a format of chosen columns (firstSeen,duration,proto,srcAddr,...), and of its csv-fast. Times
// without a zone are those of the machine where nfdump ran. Sources: nfdump(1), and what output_csv.c and
// output_csv_fast.c write.
#include "capture/records/fields.hpp"
#include "capture/records/record_reader.hpp"
#include "capture/records/values.hpp"

#include <algorithm>
#include <array>

namespace sekisho::capture {
namespace {

/// What a column is called in 1.6 and in 1.7.
struct ColumnName {
  std::string_view older;
  std::string_view newer;
};
constexpr ColumnName first_seen{"ts", "firstSeen"};
constexpr ColumnName last_seen{"te", "lastSeen"};
constexpr ColumnName lasting{"td", "duration"};
constexpr ColumnName source_address{"sa", "srcAddr"};
constexpr ColumnName destination_address{"da", "dstAddr"};
constexpr ColumnName source_port{"sp", "srcPort"};
constexpr ColumnName destination_port{"dp", "dstPort"};
constexpr ColumnName ip_protocol{"pr", "proto"};
constexpr ColumnName all_flags{"flg", "flags"};
constexpr ColumnName packets{"ipkt", "packets"};
constexpr ColumnName octets{"ibyt", "bytes"};
constexpr ColumnName packets_back{"opkt", "outPackets"};
constexpr ColumnName octets_back{"obyt", "outBytes"};
constexpr ColumnName source_vlan{"svln", "srcVlan"};

constexpr char separator = ',';

bool has(const std::vector<std::string>& names, const ColumnName& column) {
  return std::ranges::find(names, column.older) != names.end() ||
         std::ranges::find(names, column.newer) != names.end();
}

bool is_header(const std::vector<std::string>& names) {
  return has(names, source_address) && has(names, destination_address) && has(names, ip_protocol) &&
         has(names, first_seen);
}

/// `...AP.SF`: from CWR to FIN; some versions put the bits as a number.
std::uint8_t flags_of(ValueReader& values, std::string_view name) {
  constexpr std::string_view letters = "CEUAPRSF";
  const std::string text = values.text(name).value_or("");
  if (const std::optional<std::uint64_t> number = number_of(text, 255))
    return static_cast<std::uint8_t>(*number);
  std::uint8_t flags = 0;
  for (const char letter : text) {
    const std::size_t place = letters.find(letter);
    if (letter == '.') continue;
    if (place == std::string_view::npos) {
      values.reject(name, "CEUAPRSF", text);
      return 0;
    }
    flags |= static_cast<std::uint8_t>(0x80U >> place);
  }
  return flags;
}

class CsvRows final : public RecordReader {
 public:
  [[nodiscard]] RecordFormat format() const override { return RecordFormat::nfdump; }

  Line read(std::string_view line, Record& record) override {
    if (line.empty() || line == "No matched flows") return Line::heading;
    if (line == "Summary") {
      names_.clear();  // totals follow, unless another header comes
      return Line::heading;
    }
    if (line.front() < '0' || line.front() > '9') {
      std::vector<std::string> names = names_of(line, separator);
      if (is_header(names)) {
        names_ = std::move(names);
        return Line::heading;
      }
    }
    if (names_.empty()) return Line::heading;
    Columns columns(names_);
    // Some versions end each row with a comma.
    if (line.ends_with(separator) && !columns.cut(line, separator)) line.remove_suffix(1);
    if (!columns.cut(line, separator))
      return bad({0, "", std::to_string(names_.size()) + " x \",\"", std::to_string(columns.count())});
    return read_row(columns, record);
  }

 private:
  [[nodiscard]] std::string_view name_of(const ColumnName& column) const {
    return std::ranges::find(names_, column.older) != names_.end() ? column.older : column.newer;
  }

  Line read_row(const Columns& columns, Record& record) {
    record = Record{};
    ValueReader values(columns);
    Flow& flow = record.flow;
    FlowKey& key = flow.key;
    values.ends(name_of(source_address), name_of(destination_address), key);
    key.protocol = values.protocol(name_of(ip_protocol), key.source.family);
    read_ports(values, key);
    flow.first = values.time(name_of(first_seen));
    flow.last = columns.text(name_of(last_seen)) ? values.time(name_of(last_seen))
                                                 : flow.first + values.duration(name_of(lasting));
    flow.last = std::max(flow.first, flow.last);
    flow.opener.packets = std::max<std::uint64_t>(values.count(name_of(packets)), 1);
    flow.opener.bytes = values.count(name_of(octets));
    flow.responder.packets = values.count(name_of(packets_back));
    flow.responder.bytes = values.count(name_of(octets_back));
    if (key.protocol == protocol::tcp) flow.opener.tcp_flags = flags_of(values, name_of(all_flags));
    add_tag(key, values.vlan(name_of(source_vlan)));
    if (!values.ok()) return bad(values.fault());
    record.one_way = flow.responder.packets == 0;
    if (!record.one_way) read_both_ways(flow);
    return Line::record;
  }

  /// A row of nfdump -B: what it counts as going out came back, with the flags of both sides in one. Which
  /// side opened the session nfdump tells by its ports.
  static void read_both_ways(Flow& flow) {
    flow.opener_guessed = true;
    constexpr std::uint8_t opened = tcp_flag::syn | tcp_flag::ack;
    flow.established =
        flow.key.protocol != protocol::tcp || (flow.opener.tcp_flags & (opened | tcp_flag::rst)) == opened;
    flow.responder.tcp_flags = flow.opener.tcp_flags;
  }

  /// Of ICMP the destination port is type times 256 plus code (Cisco, NetFlow v5), or both with a point.
  void read_ports(ValueReader& values, FlowKey& key) const {
    if (key.protocol == protocol::icmp || key.protocol == protocol::icmpv6) {
      const std::string text = values.text(name_of(destination_port)).value_or("0");
      const std::size_t point = text.find('.');
      if (point == std::string::npos) {
        const std::uint16_t both = values.port(name_of(destination_port));
        key.icmp_type = static_cast<std::uint8_t>(both >> 8);
        key.icmp_code = static_cast<std::uint8_t>(both & 0xff);
        return;
      }
      const std::optional<std::uint64_t> type = number_of(std::string_view(text).substr(0, point), 255);
      const std::optional<std::uint64_t> code = number_of(std::string_view(text).substr(point + 1), 255);
      if (!type || !code) return values.reject(name_of(destination_port), "8.0", text);
      key.icmp_type = static_cast<std::uint8_t>(*type);
      key.icmp_code = static_cast<std::uint8_t>(*code);
    } else if (has_ports(key.protocol)) {
      key.source_port = values.port(name_of(source_port));
      key.destination_port = values.port(name_of(destination_port));
    }
  }

  std::vector<std::string> names_;
};

}  // namespace

MadeRecordReader nfdump_reader(std::string_view first_line) {
  const bool matched_none = first_line == "No matched flows";
  if (!matched_none && !is_header(names_of(first_line, separator))) return MadeRecordReader(nullptr);
  return MadeRecordReader(std::make_unique<CsvRows>());
}

}  // namespace sekisho::capture
