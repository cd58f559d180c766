// Files are read in blocks and not mapped into memory: a mapped file that somebody shortens while it is read
// ends the program by a signal, and one pass over the page cache is as quick this way.
#include "capture/files/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace sekisho::capture {
namespace {

std::string error_text(int number) { return std::generic_category().message(number); }

class PlainSource : public ByteSource {
 public:
  PlainSource(int descriptor, std::uint64_t total) : descriptor_(descriptor), total_(total) {}
  ~PlainSource() override { ::close(descriptor_); }

  std::size_t read(std::span<std::uint8_t> into) override {
    ssize_t got = 0;
    do {
      got = ::read(descriptor_, into.data(), into.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
      set_fault(error_text(errno));
      return 0;
    }
    read_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
  [[nodiscard]] std::uint64_t bytes_read() const override { return read_; }
  [[nodiscard]] std::uint64_t bytes_total() const override { return total_; }

 private:
  int descriptor_;
  std::uint64_t total_;
  std::uint64_t read_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Failure{error_text(errno)};
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  if (known && S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    return Failure{error_text(EISDIR)};
  }
  const bool regular = known && S_ISREG(status.st_mode);
  if (regular) (void)::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  std::unique_ptr<ByteSource> source =
      std::make_unique<PlainSource>(descriptor, regular ? static_cast<std::uint64_t>(status.st_size) : 0);
  return source;
}

}  // namespace sekisho::capture
