#include "capture/conversation_table.hpp"

#include <sekisho/base/packet.hpp>

#include <sstream>
#include <stdexcept>

namespace sekisho::test {
namespace {

End read_end(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  const auto address = Address::parse(text.substr(0, colon));
  if (colon == std::string::npos || !address) throw std::runtime_error("no end of a conversation: " + text);
  return {*address, static_cast<std::uint16_t>(std::stoul(text.substr(colon + 1)))};
}

struct Bytes {
  std::uint64_t fewest = 0;
  std::uint64_t most = 0;
};

Bytes read_bytes(std::istringstream& line) {
  std::uint64_t number = 0;
  std::string unit;
  if (!(line >> number >> unit)) throw std::runtime_error("no count of bytes: " + line.str());
  if (unit == "bytes") return {number, number};
  if (unit == "kB") return {number * 1000, number * 1000 + 999};
  if (unit == "MB") return {number * 1000000, number * 1000000 + 999999};
  throw std::runtime_error("no unit of bytes: " + unit);
}

Ends ends_of(std::string protocol, const End& one, const End& other) {
  return one < other ? Ends{std::move(protocol), one, other} : Ends{std::move(protocol), other, one};
}

void read_row(const std::string& protocol, const std::string& text, Exchanges& exchanges) {
  std::istringstream line(text);
  std::string left;
  std::string arrow;
  std::string right;
  std::uint64_t to_left = 0;
  std::uint64_t to_right = 0;
  std::uint64_t total = 0;
  line >> left >> arrow >> right >> to_left;
  (void)read_bytes(line);
  line >> to_right;
  (void)read_bytes(line);
  line >> total;
  const Bytes bytes = read_bytes(line);
  if (!line || arrow != "<->" || total != to_left + to_right) throw std::runtime_error("no row: " + text);
  const End one = read_end(left);
  const End other = read_end(right);
  Exchange& exchange = exchanges[ends_of(protocol, one, other)];
  const bool left_is_lesser = one < other;
  exchange.from_lesser += left_is_lesser ? to_right : to_left;
  exchange.from_greater += left_is_lesser ? to_left : to_right;
  exchange.fewest_bytes += bytes.fewest;
  exchange.most_bytes += bytes.most;
  ++exchange.conversations;
}

}  // namespace

std::string to_string(const Ends& ends) {
  const auto end_text = [](const End& end) {
    return sekisho::to_string(end.address) + " " + std::to_string(end.port);
  };
  return ends.protocol + " " + end_text(ends.lesser) + " - " + end_text(ends.greater);
}

Exchanges read_tshark(const std::string& text) {
  Exchanges exchanges;
  std::string protocol;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("TCP Conversations")) protocol = "tcp";
    if (line.starts_with("UDP Conversations")) protocol = "udp";
    if (line.find("<->") != std::string::npos) read_row(protocol, line, exchanges);
  }
  return exchanges;
}

void add_flow(Exchanges& exchanges, const capture::Flow& flow) {
  const capture::FlowKey& key = flow.key;
  if ((key.protocol != protocol::tcp && key.protocol != protocol::udp) || !flow.ports_known) return;
  const auto frames = [](const capture::Traffic& traffic) { return traffic.packets - traffic.fragments; };
  const auto bytes = [](const capture::Traffic& traffic) { return traffic.bytes - traffic.fragment_bytes; };
  if (frames(flow.opener) + frames(flow.responder) == 0) return;
  const End one{key.source, key.source_port};
  const End other{key.destination, key.destination_port};
  Exchange& exchange = exchanges[ends_of(protocol_name(key.protocol), one, other)];
  const bool opener_is_lesser = one < other;
  exchange.from_lesser += frames(opener_is_lesser ? flow.opener : flow.responder);
  exchange.from_greater += frames(opener_is_lesser ? flow.responder : flow.opener);
  const std::uint64_t all = bytes(flow.opener) + bytes(flow.responder);
  exchange.fewest_bytes += all;
  exchange.most_bytes += all;
  ++exchange.conversations;
}

}  // namespace sekisho::test
