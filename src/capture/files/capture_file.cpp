#include <sekisho/capture/capture_file.hpp>

#include "capture/files/reader.hpp"

namespace sekisho::capture {

bool CaptureFile::Reader::ended(bool within_a_record) {
  if (!stream_.fault().empty()) {
    end_ = FileEnd::cut_off;
    fault_ = stream_.fault();
  } else if (within_a_record) {
    end_ = FileEnd::cut_off;
    fault_ = "the file ends within a record";
  }
  return false;
}

bool CaptureFile::Reader::damaged(std::string why) {
  end_ = FileEnd::damaged;
  fault_ = std::move(why);
  return false;
}

namespace {

constexpr std::size_t longest_magic = 8;

struct Format {
  bool (*is_it)(Bytes start);
  MadeReader (*read)(ByteStream stream);
};

constexpr Format formats[] = {
    {is_pcap, read_pcap},
    {is_pcapng, read_pcapng},
    {is_snoop, read_snoop},
};

}  // namespace

Result<CaptureFile> CaptureFile::open(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return Failure{stream.reason()};
  return open(std::move(stream).value());
}

Result<CaptureFile> CaptureFile::open(ByteStream bytes) {
  const Bytes start = bytes.peek(longest_magic);
  if (!bytes.fault().empty()) return Failure{bytes.fault()};
  if (start.empty()) return Failure{"the file is empty"};
  for (const Format& format : formats) {
    if (!format.is_it(start)) continue;
    auto reader = format.read(std::move(bytes));
    if (!reader) return Failure{reader.reason()};
    return CaptureFile(std::move(reader).value());
  }
  return Failure{"neither pcap, pcapng nor snoop"};
}

CaptureFile::CaptureFile(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
CaptureFile::CaptureFile(CaptureFile&&) noexcept = default;
CaptureFile& CaptureFile::operator=(CaptureFile&&) noexcept = default;
CaptureFile::~CaptureFile() = default;

bool CaptureFile::next(Frame& frame) {
  if (!reader_->next(frame)) return false;
  frame.number = ++frames_;
  return true;
}

const std::vector<Interface>& CaptureFile::interfaces() const { return reader_->interfaces(); }
FileEnd CaptureFile::end() const { return reader_->end(); }
const std::string& CaptureFile::fault() const { return reader_->fault(); }
std::uint64_t CaptureFile::bytes_read() const { return reader_->stream().bytes_read(); }
std::uint64_t CaptureFile::bytes_total() const { return reader_->stream().bytes_total(); }

}  // namespace sekisho::capture
