#include <sekisho/content/stream.hpp>

#include <algorithm>

namespace sekisho::content {
namespace {

// No receiver takes what is further ahead: the largest window (RFC 7323 section 2.3).
constexpr std::uint64_t largest_window = std::uint64_t{1} << 30;

}  // namespace

void TcpStream::add(const capture::Frame& frame, const capture::Datagram& segment, StreamReader& reader) {
  const bool syn = (segment.header.tcp_flags & tcp_flag::syn) != 0;
  const bool fin = (segment.header.tcp_flags & tcp_flag::fin) != 0;
  if ((segment.header.tcp_flags & tcp_flag::rst) != 0) return;  // what it carries is a reason, not data
  const std::uint64_t length = segment.payload_length;
  if (!syn && !fin && length == 0) return;

  const std::uint32_t sequence = segment.tcp_sequence + (syn ? 1 : 0);  // a SYN takes a number of its own
  if (!known_ || (syn && !delivered_)) {
    // Far from zero, so that positions before it are positive too.
    next_ = (std::uint64_t{1} << 32) + sequence;
    known_ = true;
    started_ = syn;
  }
  const auto ahead = static_cast<std::int32_t>(sequence - static_cast<std::uint32_t>(next_));
  const std::uint64_t position = next_ + static_cast<std::uint64_t>(static_cast<std::int64_t>(ahead));
  if (ahead > 0 && static_cast<std::uint64_t>(ahead) > largest_window) return;
  if (fin) fin_ = position + length;

  const std::string_view bytes(reinterpret_cast<const char*>(segment.payload.data()),
                               std::min<std::size_t>(segment.payload.size(), length));
  // A keep-alive repeats the last byte, or what stands for it (RFC 9293 section 3.8.4).
  const bool keep_alive = length == 1 && position + 1 == next_;
  if (position < next_ && !keep_alive) compare(position, bytes, frame);
  if (length > 0 && position + length > next_) {
    const std::uint64_t known = position < next_ ? next_ - position : 0;
    keep(position + known, bytes.substr(std::min<std::size_t>(known, bytes.size())), length - known, frame);
  }
  deliver_waiting(reader);
  while (waiting_bytes_ > limits_.waiting_bytes || waiting_.size() > limits_.waiting_segments)
    pass_gap(reader);
  finished_ = fin_ != 0 && next_ >= fin_;
}

void TcpStream::end(StreamReader& reader) {
  while (!waiting_.empty()) pass_gap(reader);
}

// Keeps those stretches of a segment that no earlier segment holds.
void TcpStream::keep(std::uint64_t position, std::string_view bytes, std::uint64_t length,
                     const capture::Frame& frame) {
  while (length > 0) {
    auto behind = waiting_.upper_bound(position);
    std::uint64_t taken = behind == waiting_.end() ? length : std::min(length, behind->first - position);
    if (behind != waiting_.begin() &&
        std::prev(behind)->first + std::prev(behind)->second.length > position) {
      const auto& [start, earlier] = *std::prev(behind);
      taken = std::min(length, start + earlier.length - position);
      const std::size_t offset = position - start;
      const std::string_view held =
          offset < earlier.bytes.size() ? std::string_view(earlier.bytes).substr(offset) : std::string_view();
      const std::size_t common = std::min({held.size(), bytes.size(), static_cast<std::size_t>(taken)});
      if (held.substr(0, common) != bytes.substr(0, common)) note_conflict(frame);
    } else {
      Waiting waiting{std::string(bytes.substr(0, taken)), taken, frame};
      waiting.frame.bytes = {};
      waiting_bytes_ += waiting.bytes.size();
      waiting_.emplace_hint(behind, position, std::move(waiting));
    }
    position += taken;
    length -= taken;
    bytes.remove_prefix(std::min<std::size_t>(taken, bytes.size()));
  }
}

// With what was delivered already, as far as that is remembered.
void TcpStream::compare(std::uint64_t position, std::string_view bytes, const capture::Frame& frame) {
  const std::uint64_t oldest = next_ - remembered_.size();
  if (position < oldest) {
    bytes.remove_prefix(std::min<std::size_t>(oldest - position, bytes.size()));
    position = oldest;
  }
  const std::string_view held =
      std::string_view(remembered_).substr(std::min(position - oldest, remembered_.size()));
  const std::size_t common = std::min(held.size(), bytes.size());
  if (held.substr(0, common) != bytes.substr(0, common)) note_conflict(frame);
}

void TcpStream::note_conflict(const capture::Frame& frame) {
  if (conflicts_++ == 0) first_conflict_ = frame.number;
}

void TcpStream::deliver_waiting(StreamReader& reader) {
  while (!waiting_.empty() && waiting_.begin()->first == next_) {
    const Waiting first = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    waiting_bytes_ -= first.bytes.size();
    deliver(first, reader);
  }
}

void TcpStream::deliver(const Waiting& segment, StreamReader& reader) {
  delivered_ = true;
  next_ += segment.length;
  if (!segment.bytes.empty()) {
    remembered_ += segment.bytes;
    if (remembered_.size() > 2 * limits_.remembered_bytes) {
      remembered_.erase(0, remembered_.size() - limits_.remembered_bytes);
    }
    reader.on_bytes(segment.bytes, segment.frame);
  }
  if (segment.bytes.size() < segment.length) {
    ++gaps_;
    remembered_.clear();
    reader.on_gap(segment.length - segment.bytes.size(), segment.frame);
  }
}

void TcpStream::pass_gap(StreamReader& reader) {
  if (waiting_.empty()) return;
  const std::uint64_t missing = waiting_.begin()->first - next_;
  const capture::Frame frame = waiting_.begin()->second.frame;
  next_ += missing;
  ++gaps_;
  delivered_ = true;
  remembered_.clear();
  reader.on_gap(missing, frame);
  deliver_waiting(reader);
}

}  // namespace sekisho::content
