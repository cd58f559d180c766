#include <sekisho/live/file_ring.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <limits>

namespace sekisho::live {

Result<bool> FileRing::begin_file() {
  std::error_code error;
  std::filesystem::create_directories(options_.folder, error);
  if (error) return Failure{options_.folder + ": " + error.message()};
  const std::string path =
      (std::filesystem::path(options_.folder) / fmt::format("capture-{:06}.pcapng", ++begun_)).string();
  Result<capture::CaptureWriter> writer = capture::CaptureWriter::create(path);
  if (!writer) return Failure{path + ": " + writer.reason()};
  writer_ = std::move(writer).value();
  writer_->add_interface(interface_);
  files_.push_back(path);
  while (files_.size() > options_.most_files) {
    std::filesystem::remove(files_.front(), error);  // one that somebody has taken away is gone already
    files_.pop_front();
  }
  return true;
}

Result<bool> FileRing::add(const capture::Frame& frame) {
  if (writer_ && writer_->size() >= options_.file_bytes) {
    if (Result<bool> closed = close(); !closed) return closed;
  }
  if (!writer_) {
    if (Result<bool> begun = begin_file(); !begun) return begun;
  }
  writer_->add(frame, 0, std::numeric_limits<std::size_t>::max());
  return true;
}

Result<bool> FileRing::close() {
  if (!writer_) return true;
  const bool whole = writer_->close();
  writer_.reset();
  if (!whole) return Failure{files_.back()};
  return true;
}

}  // namespace sekisho::live
