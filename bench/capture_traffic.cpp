#include "capture_traffic.hpp"

#include <fstream>

namespace sekisho::bench {
namespace {

constexpr std::size_t headers = 14 + 20 + 20;
constexpr std::size_t most_data = 1400;

void put_u16(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint64_t value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}
void put_u32(std::vector<std::uint8_t>& bytes, std::size_t at, std::uint64_t value) {
  put_u16(bytes, at, value >> 16);
  put_u16(bytes, at + 2, value);
}

}  // namespace

Traffic::Traffic(const TrafficShape& shape)
    : shape_(shape), random_(shape.seed), bytes_(headers + most_data, 'x') {
  put_u16(bytes_, 0, 0x0200);
  put_u32(bytes_, 2, 2);
  put_u16(bytes_, 6, 0x0200);
  put_u32(bytes_, 8, 1);
  put_u16(bytes_, 12, 0x0800);
  put_u16(bytes_, 14, 0x4500);
  put_u32(bytes_, 18, 0);
  put_u32(bytes_, 22, 0x40060000);  // hop limit 64, TCP
  put_u32(bytes_, 46, 0x50101000);  // header of 20 bytes, ACK
  put_u32(bytes_, 50, 0);
}

bool Traffic::next(capture::Frame& frame) {
  if (made_ == shape_.packets) return false;
  const std::uint64_t draw = random_();
  const std::uint64_t flow = (draw >> 8) % shape_.flows;
  const bool back = (draw & 1) != 0;
  constexpr std::size_t data_sizes[] = {0, 0, 100, most_data};
  const std::size_t data = data_sizes[draw >> 1 & 3];
  const std::uint64_t client = 0x0a010000 + flow % 65536;
  const std::uint64_t server = 0x0a020000 + flow / 65536 * 16 + flow % 16;
  const std::uint64_t client_port = 1024 + flow % 60000;
  put_u16(bytes_, 16, 40 + data);
  put_u32(bytes_, 26, back ? server : client);
  put_u32(bytes_, 30, back ? client : server);
  put_u16(bytes_, 34, back ? 443 : client_port);
  put_u16(bytes_, 36, back ? client_port : 443);
  put_u32(bytes_, 38, made_);
  frame.number = ++made_;
  frame.time =
      capture::Timestamp(std::chrono::seconds(1'700'000'000) + std::chrono::microseconds(10) * made_);
  frame.bytes = std::span(bytes_).first(headers + data);
  frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size());
  return true;
}

bool write_traffic(const TrafficShape& shape, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  const auto put = [&file](std::uint64_t value) {
    for (int shift = 0; shift < 32; shift += 8) file.put(static_cast<char>(value >> shift));
  };
  for (const std::uint64_t word : {0xa1b2c3d4UL, 0x00040002UL, 0UL, 0UL, 65535UL, 1UL}) put(word);
  Traffic traffic(shape);
  capture::Frame frame;
  while (traffic.next(frame)) {
    const auto since_1970 =
        std::chrono::duration_cast<std::chrono::microseconds>(frame.time.time_since_epoch());
    put(static_cast<std::uint64_t>(since_1970.count() / 1'000'000));
    put(static_cast<std::uint64_t>(since_1970.count() % 1'000'000));
    put(frame.bytes.size());
    put(frame.wire_length);
    file.write(reinterpret_cast<const char*>(frame.bytes.data()),
               static_cast<std::streamsize>(frame.bytes.size()));
  }
  file.close();
  return !file.fail();
}

}  // namespace sekisho::bench
