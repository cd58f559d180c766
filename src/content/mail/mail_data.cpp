#include "content/mail/mail_data.hpp"

namespace sekisho::content {

std::size_t MailData::add_dotted(std::string_view bytes) {
  std::size_t used = 0;
  while (used < bytes.size() && !ended()) step(bytes[used++]);
  bytes_ += used;
  return used;
}

void MailData::add_plain(std::string_view bytes) {
  for (const char c : bytes) keep(c);
  bytes_ += bytes.size();
}

void MailData::step(char c) {
  tail_ = tail_ << 8 | static_cast<unsigned char>(c);
  const std::uint32_t last_three = tail_ & 0xff'ffff;
  const bool sure_end = state_ == State::dot_cr && c == '\n';
  doubtful_end_ =
      doubtful_end_ || last_three == 0x0a2e0a || last_three == 0x0d2e0d || (tail_ == 0x0a2e0d0a && !sure_end);
  switch (state_) {
    case State::line_start:
      if (c == '.') {
        state_ = State::dot;
        return;
      }
      break;
    case State::dot:
      if (c == '\r') {
        state_ = State::dot_cr;
        return;
      }
      break;  // the dot was put there by the sender, and goes
    case State::dot_cr:
      if (c == '\n') {
        state_ = State::ended;
        return;
      }
      keep('\r');
      break;
    case State::cr:
      if (c == '\n') {
        keep(c);
        state_ = State::line_start;
        return;
      }
      break;
    case State::text:
    case State::ended: break;
  }
  keep(c);
  state_ = c == '\r' ? State::cr : State::text;
}

void MailData::keep(char c) {
  if (!whole_ || too_large_) return;
  if (room_.left == 0 || text_.size() >= room_.of_one) {
    too_large_ = true;
    return;
  }
  --room_.left;
  text_ += c;
}

}  // namespace sekisho::content
