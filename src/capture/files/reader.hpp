// What the readers of the file formats have in common.
#pragma once

#include "capture/files/byte_stream.hpp"

#include <sekisho/capture/bytes.hpp>
#include <sekisho/capture/capture_file.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sekisho::capture {

/// A record that claims more than this makes no sense. libpcap's bound on pcapng blocks (sf-pcapng.c); its
/// bound on frames is 256 KiB, Wireshark's the same.
inline constexpr std::size_t most_record_bytes = std::size_t{1} << 24;

class CaptureFile::Reader {
 public:
  explicit Reader(ByteStream stream) : stream_(std::move(stream)) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  virtual ~Reader() = default;

  /// As CaptureFile::next(), but for the number of the frame.
  [[nodiscard]] virtual bool next(Frame& frame) = 0;

  [[nodiscard]] const std::vector<Interface>& interfaces() const { return interfaces_; }
  [[nodiscard]] FileEnd end() const { return end_; }
  [[nodiscard]] const std::string& fault() const { return fault_; }
  [[nodiscard]] const ByteStream& stream() const { return stream_; }

 protected:
  [[nodiscard]] ByteStream& bytes() { return stream_; }
  [[nodiscard]] std::vector<Interface>& all_interfaces() { return interfaces_; }

  /// The end of the file has come where a record should begin or go on; always false.
  bool ended(bool within_a_record);
  /// Nothing behind this point can be read; always false.
  bool damaged(std::string why);

 private:
  ByteStream stream_;
  std::vector<Interface> interfaces_;
  FileEnd end_ = FileEnd::whole;
  std::string fault_;
};

/// Each takes a stream that stands at the beginning of a file that looks like its format. A failure says why
/// it is none that can be read.
using MadeReader = Result<std::unique_ptr<CaptureFile::Reader>>;
[[nodiscard]] bool is_pcap(Bytes start);
[[nodiscard]] MadeReader read_pcap(ByteStream stream);
[[nodiscard]] bool is_pcapng(Bytes start);
[[nodiscard]] MadeReader read_pcapng(ByteStream stream);
[[nodiscard]] bool is_snoop(Bytes start);
[[nodiscard]] MadeReader read_snoop(ByteStream stream);

}  // namespace sekisho::capture
