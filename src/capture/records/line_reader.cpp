#include "capture/records/line_reader.hpp"

#include <algorithm>
#include <cstring>

namespace sekisho::capture {
namespace {

constexpr std::size_t first_look = 4096;

}  // namespace

bool LineReader::next(std::string_view& line, bool& cut) {
  cut = false;
  for (std::size_t wanted = first_look;; wanted = std::min(wanted * 4, most_bytes)) {
    const Bytes bytes = stream_.peek(wanted);
    if (bytes.empty()) return false;
    const void* found = std::memchr(bytes.data(), '\n', bytes.size());
    const bool is_last = bytes.size() < wanted;
    if (found == nullptr && !is_last && wanted < most_bytes) continue;
    std::size_t length = bytes.size();
    if (found != nullptr)
      length = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data());
    cut = found == nullptr && !is_last;
    line = {reinterpret_cast<const char*>(bytes.data()), length};
    if (line.ends_with('\r')) line.remove_suffix(1);
    stream_.skip(length + (found != nullptr ? 1 : 0));
    return true;
  }
}

}  // namespace sekisho::capture
