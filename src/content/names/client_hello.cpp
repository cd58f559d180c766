#include "content/names/client_hello.hpp"

namespace sekisho::content {
namespace {

constexpr std::size_t record_header = 5;

std::optional<std::string> read_server_name(Cursor in) {
  in.skip(2);  // length of the list
  const std::uint8_t kind = in.u8();
  const Bytes name = in.take(in.u16());
  if (!in.ok() || kind != 0 || name.empty()) return std::nullopt;
  std::string text = lower(printable(text_of(name)));
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

bool begins_client_hello(Bytes bytes) {
  return bytes.size() > record_header && bytes[0] == 0x16 && bytes[1] == 0x03 && bytes[record_header] == 1;
}

std::size_t client_hello_size(Bytes bytes) {
  Cursor in(bytes);
  in.skip(3);
  return record_header + in.u16();
}

std::optional<std::string> server_name(Bytes client_hello) {
  Cursor in(client_hello);
  in.skip(record_header);
  in.skip(4);   // type and length of the message
  in.skip(34);  // version, random
  in.skip(in.u8());
  in.skip(in.u16());
  in.skip(in.u8());
  in.skip(2);  // length of all extensions; a hello that is cut off still tells those in front
  while (in.left() >= 4) {
    const std::uint16_t type = in.u16();
    const Bytes value = in.take(in.u16());
    if (!in.ok()) break;
    if (type == 0) return read_server_name(Cursor(value));
  }
  return std::nullopt;
}

}  // namespace sekisho::content
