#include "content/dns.hpp"

#include "content/address_bytes.hpp"

#include <algorithm>

namespace sekisho::content {
namespace {

constexpr std::size_t longest_name = 255;  // RFC 1035 section 2.3.4
constexpr std::size_t most_questions = 16;
constexpr std::size_t most_records = 256;

// Reads a name at `in`, following pointers (RFC 1035 section 4.1.4) backwards only, so that it ends.
bool read_name(Bytes message, std::size_t& position, std::string* name, std::string* wire_name) {
  std::size_t at = position;
  std::size_t earliest = position;
  bool followed = false;
  std::size_t length = 0;
  for (;;) {
    if (at >= message.size()) return false;
    const std::uint8_t octet = message[at];
    if ((octet & 0xc0) == 0xc0) {
      if (at + 1 >= message.size()) return false;
      const std::size_t target = (octet & 0x3fU) << 8 | message[at + 1];
      if (!followed) position = at + 2;
      followed = true;
      if (target >= earliest) return false;
      at = earliest = target;
      continue;
    }
    if ((octet & 0xc0) != 0) return false;
    ++at;
    if (octet == 0) break;
    length += octet + 1U;
    if (length > longest_name || at + octet > message.size()) return false;
    const std::string_view label = text_of(message.subspan(at, octet));
    if (name != nullptr) *name += (name->empty() ? "" : ".") + printable(lower(label));
    if (wire_name != nullptr) *wire_name += std::string(label) + '.';
    at += octet;
  }
  if (!followed) position = at;
  return true;
}

class Reader {
 public:
  explicit Reader(Bytes message) : message_(message) {}

  std::optional<DnsMessage> read() {
    Cursor header(message_);
    header.skip(2);
    const std::uint16_t flags = header.u16();
    const std::size_t questions = header.u16();
    std::size_t records = header.u16();
    records += header.u16();
    records += header.u16();
    if (!header.ok()) return std::nullopt;
    DnsMessage told;
    told.response = (flags & 0x8000) != 0;
    told.operation = flags >> 11 & 0xf;
    told.reply_code = flags & 0xf;
    // As much as a message can hold: else it is something else.
    if (questions > most_questions || records > message_.size() / 11 || questions + records == 0)
      return std::nullopt;
    for (std::size_t i = 0; i < questions; ++i) {
      if (!read_question(told)) return std::nullopt;
    }
    for (std::size_t i = 0; i < std::min(records, most_records); ++i) {
      if (!read_record(told)) break;
    }
    return told;
  }

 private:
  bool read_question(DnsMessage& told) {
    DnsQuestion question;
    if (!read_name(message_, position_, &question.name, &question.wire_name)) return false;
    Cursor in(message_.subspan(position_));
    question.type = in.u16();
    in.skip(2);
    position_ += 4;
    if (in.ok()) told.questions.push_back(std::move(question));
    return in.ok();
  }

  bool read_record(DnsMessage& told) {
    DnsRecord record;
    if (!read_name(message_, position_, &record.name, nullptr)) return false;
    Cursor in(message_.subspan(position_));
    record.type = in.u16();
    in.skip(6);  // class, time to live
    record.data = in.take(in.u16());
    if (!in.ok()) return false;
    Cursor data(record.data);
    if (record.type == dns_type::a && data.left() == 4) record.address = read_v4(data);
    if (record.type == dns_type::aaaa && data.left() == 16) record.address = read_v6(data);
    position_ += 10 + record.data.size();
    told.records.push_back(std::move(record));
    return true;
  }

  Bytes message_;
  std::size_t position_ = 12;
};

}  // namespace

std::optional<DnsMessage> read_dns(Bytes message) { return Reader(message).read(); }

}  // namespace sekisho::content
