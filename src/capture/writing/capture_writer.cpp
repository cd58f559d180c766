#include <sekisho/capture/capture_writer.hpp>

#include "capture/files/pcapng.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace sekisho::capture {
namespace {

constexpr char nanoseconds = 9;  // negative power of ten

/// Appends a number as this machine holds it; the magic tells readers which way that is.
template <typename Number>
void put(std::string& text, Number number) {
  const auto* bytes = reinterpret_cast<const char*>(&number);
  text.append(bytes, sizeof number);
}

void pad(std::string& text) { text.resize((text.size() + 3) / 4 * 4); }

void put_option(std::string& text, std::uint16_t code, std::string_view value) {
  constexpr std::size_t longest = 65535;
  value = value.substr(0, longest);
  put(text, code);
  put(text, static_cast<std::uint16_t>(value.size()));
  text += value;
  pad(text);
}

void end_options(std::string& text) { put(text, std::uint32_t{0}); }

}  // namespace

CaptureWriter::CaptureWriter(std::ofstream file) : file_(std::move(file)) {
  std::string body;
  put(body, pcapng::byte_order_magic);
  put(body, std::uint16_t{1});  // version 1.0
  put(body, std::uint16_t{0});
  put(body, ~std::uint64_t{0});  // length of the section: not said
  write_block(pcapng::section_header, body);
}

Result<CaptureWriter> CaptureWriter::create(const std::string& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!file) return Failure{std::generic_category().message(errno)};
  return CaptureWriter(std::move(file));
}

void CaptureWriter::write_block(std::uint32_t type, const std::string& body) {
  const auto length = static_cast<std::uint32_t>(body.size() + pcapng::block_frame);
  std::string block;
  put(block, type);
  put(block, length);
  block += body;
  put(block, length);
  file_.write(block.data(), static_cast<std::streamsize>(block.size()));
  size_ += block.size();
}

std::uint32_t CaptureWriter::add_interface(const Interface& interface) {
  std::string body;
  put(body, static_cast<std::uint16_t>(interface.link_type));
  put(body, std::uint16_t{0});
  put(body, interface.snap_length);
  if (!interface.name.empty()) put_option(body, pcapng::if_name, interface.name);
  if (!interface.description.empty()) put_option(body, pcapng::if_description, interface.description);
  put_option(body, pcapng::if_tsresol, std::string_view(&nanoseconds, 1));
  end_options(body);
  write_block(pcapng::interface_description, body);
  return interfaces_++;
}

void CaptureWriter::add(const Frame& frame, std::uint32_t interface, std::size_t most_bytes,
                        std::string_view comment) {
  const std::span<const std::uint8_t> kept = frame.bytes.first(std::min(frame.bytes.size(), most_bytes));
  const auto time = static_cast<std::uint64_t>(frame.time.time_since_epoch().count());
  std::string body;
  put(body, interface);
  put(body, static_cast<std::uint32_t>(time >> 32));
  put(body, static_cast<std::uint32_t>(time));
  put(body, static_cast<std::uint32_t>(kept.size()));
  put(body, frame.wire_length);
  body.append(reinterpret_cast<const char*>(kept.data()), kept.size());
  pad(body);
  if (!comment.empty()) {
    put_option(body, pcapng::opt_comment, comment);
    end_options(body);
  }
  write_block(pcapng::enhanced_packet, body);
}

bool CaptureWriter::close() {
  file_.close();
  return !file_.fail();
}

}  // namespace sekisho::capture
