// The text of one mail as it comes in after DATA or BDAT, up to its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sekisho::content {

/// How much may be kept of all mails that are being received, and of each.
struct MailRoom {
  std::size_t of_one = 0;
  std::size_t left = 0;
};

class MailData {
 public:
  explicit MailData(MailRoom& room) : room_(room) {}
  MailData(const MailData&) = delete;
  MailData& operator=(const MailData&) = delete;
  ~MailData() { room_.left += text_.size(); }

  /// Takes what follows DATA, dots to be removed (RFC 5321 section 4.5.2), up to the line with a lone dot.
  /// Gives how many bytes belong to the mail, its end included.
  std::size_t add_dotted(std::string_view bytes);
  /// Takes bytes of a BDAT chunk (RFC 3030): as they are.
  void add_plain(std::string_view bytes);
  /// Bytes are missing here; what follows is not kept.
  void add_gap() { whole_ = false; }

  [[nodiscard]] bool ended() const { return state_ == State::ended; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }  // seen, kept or not
  [[nodiscard]] bool whole() const { return whole_; }           // nothing is missing before the end
  [[nodiscard]] bool too_large() const { return too_large_; }
  /// A line with a lone dot whose line ends are not CR LF: the end for some servers and not for others, which
  /// smuggles mails (CVE-2023-51764, CVE-2023-51765 and others of that year).
  [[nodiscard]] bool doubtful_end() const { return doubtful_end_; }

 private:
  enum class State : unsigned char { line_start, text, cr, dot, dot_cr, ended };

  void step(char c);
  void keep(char c);

  MailRoom& room_;
  std::string text_;
  std::uint64_t bytes_ = 0;
  State state_ = State::line_start;
  std::uint32_t tail_ = 0x0d0a;  // the last four bytes on the wire
  bool whole_ = true;
  bool too_large_ = false;
  bool doubtful_end_ = false;
};

}  // namespace sekisho::content
