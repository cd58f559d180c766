#include "content/mail/smtp_session.hpp"

#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sekisho::content {
namespace {

// RFC 5321 section 4.5.3.1 asks for 512 bytes, extensions for some more; beyond it is no command.
constexpr std::size_t longest_line = 16'384;
constexpr std::size_t most_expected = 10'000;
constexpr std::size_t most_domains = 1000;
constexpr std::size_t most_mails = 10'000;  // of a session

// RFC 5321, 1870, 2034, 3030, 3207, 4954, 1985; Postfix's XCLIENT and XFORWARD.
constexpr std::array<std::string_view, 21> other_commands{
    "rset", "quit", "noop", "vrfy",    "expn",     "help",    "auth", "etrn", "turn", "atrn",  "starttls",
    "send", "soml", "saml", "xclient", "xforward", "xexch50", "verb", "onex", "burl", "x-exps"};

// `MAIL FROM:<user@example.com> SIZE=1` gives `example.com`; the null sender and a name alone give nothing.
std::string domain_of(std::string_view argument) {
  const std::size_t open = argument.find('<');
  const std::string_view path = open == std::string_view::npos ? argument.substr(argument.find(':') + 1)
                                                               : before(argument.substr(open + 1), '>');
  const std::size_t at = path.rfind('@');
  return at == std::string_view::npos ? "" : printable(lower(before(trimmed(path.substr(at + 1)), ' ')));
}

// A TLS record of a handshake (RFC 8446 section 5.1); no command begins like that.
bool is_tls(std::string_view bytes) { return bytes.starts_with('\x16'); }

// Without its line end, which need not be there.
std::string_view first_line(std::string_view bytes) {
  std::string_view line;
  return take_line(bytes, line) ? line : bytes;
}

// What people do not write at the beginning of a line of a mail.
bool is_surely_a_command(std::string_view line) {
  constexpr std::array<std::string_view, 6> starts{"mail from:", "rcpt to:", "ehlo ",
                                                   "helo ",      "lhlo ",    "bdat "};
  constexpr std::array<std::string_view, 5> wholes{"data", "rset", "quit", "starttls", "noop"};
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return starts_with_ignoring_case(line, start); }) ||
         std::find(wholes.begin(), wholes.end(), lower(line)) != wholes.end();
}

}  // namespace

void SmtpSession::add(const capture::Frame& frame, const capture::Datagram& segment, bool from_client) {
  if (from_client) {
    from_client_.add(frame, segment, client_);
  } else {
    from_server_.add(frame, segment, server_);
  }
}

void SmtpSession::end() {
  from_server_.end(server_);
  from_client_.end(client_);
  if (data_) end_mail(false);
  // Which of the two the server read, nobody knows who only listened.
  if (from_client_.conflicts() > 0) {
    for (Mail& mail : mails_) mail.content.add(MailRemark::sent_twice);
  }
}

MailSession SmtpSession::session() const {
  MailSession told;
  told.start_seen = from_client_.started();
  told.speaks_smtp = is_smtp_;
  told.encrypted_from = encrypted_from_;
  told.gaps = from_client_.gaps();
  told.conflicts = from_client_.conflicts();
  told.first_conflict = from_client_.first_conflict();
  told.mails = static_cast<std::uint32_t>(mails_.size());
  return told;
}

void SmtpSession::on_client_bytes(std::string_view bytes, const capture::Frame& frame) {
  if (!any_bytes_ && !from_client_.started()) {
    in_step_ = false;
    chunks_lost_ = true;
  }
  any_bytes_ = true;
  while (!bytes.empty() && mode_ != Mode::encrypted) {
    switch (mode_) {
      case Mode::after_data_command:
        // A client waits for the answer to DATA. Where it was not captured the mail is assumed; a refusal has
        // to show in what follows too, for the answer may be that to another command.
        mode_ = data_reply_.value_or(354) >= 400 && is_surely_a_command(first_line(bytes)) ? Mode::command
                                                                                           : Mode::mail;
        if (mode_ == Mode::mail) begin_mail(frame);
        break;
      case Mode::mail: add_to_mail(bytes, frame); break;
      case Mode::chunk: add_to_chunk(bytes, frame); break;
      case Mode::command: take_commands(bytes, frame); break;
      case Mode::encrypted: break;
    }
  }
}

void SmtpSession::on_client_gap(std::uint64_t count, const capture::Frame& frame) {
  switch (mode_) {
    case Mode::after_data_command:
      begin_mail(frame);
      mode_ = Mode::mail;
      data_->add_gap();
      break;
    case Mode::mail: data_->add_gap(); break;
    case Mode::chunk: lose_of_chunk(count); break;
    case Mode::command:
      line_.clear();
      in_step_ = false;
      chunks_lost_ = true;
      break;
    case Mode::encrypted: break;
  }
}

void SmtpSession::lose_of_chunk(std::uint64_t count) {
  data_->add_gap();
  const bool commands_too = count > chunk_left_;
  chunk_left_ -= std::min(chunk_left_, count);
  if (chunk_left_ > 0) return;
  mode_ = Mode::command;
  if (last_chunk_ || commands_too) end_mail(false);
  in_step_ = in_step_ && !commands_too;
  chunks_lost_ = chunks_lost_ || commands_too;
}

// Takes commands until one changes what follows it, or all bytes are used.
void SmtpSession::take_commands(std::string_view& bytes, const capture::Frame& frame) {
  while (!bytes.empty() && mode_ == Mode::command) {
    if (line_.empty() && is_tls(bytes)) {
      mode_ = Mode::encrypted;
      encrypted_from_ = frame.number;
      return;
    }
    const std::size_t end = bytes.find('\n');
    const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
    if (line_.size() + taken <= longest_line) {
      line_ += bytes.substr(0, taken);
    } else {
      line_too_long_ = true;
    }
    bytes.remove_prefix(taken);
    if (end == std::string_view::npos) return;
    std::string whole = std::exchange(line_, {});
    while (!whole.empty() && (whole.back() == '\n' || whole.back() == '\r')) whole.pop_back();
    if (std::exchange(line_too_long_, false)) whole.clear();
    on_command(whole, frame);
  }
}

void SmtpSession::on_command(std::string_view line, const capture::Frame& frame) {
  if (!in_step_ && !is_surely_a_command(line)) {
    on_text_out_of_step(line, frame);
    return;
  }
  if (std::exchange(auth_continues_, false)) return;  // what was asked for within AUTH
  const std::string command = lower(before(line, ' '));
  const std::string_view argument = line.substr(std::min(command.size() + 1, line.size()));
  if (command == "helo" || command == "ehlo" || command == "lhlo") {
    // LMTP answers once per recipient (RFC 2033 section 4.2): replies are not matched there.
    replies_lost_ = replies_lost_ || command == "lhlo";
    forget_envelope();
  } else if (command == "mail") {
    forget_envelope();
    chunks_lost_ = chunks_lost_ && data_ != nullptr;
    from_domain_ = domain_of(argument);
  } else if (command == "rcpt") {
    add_recipient(argument);
  } else if (command == "data") {
    data_reply_.reset();
    mode_ = Mode::after_data_command;
  } else if (command == "rset") {
    forget_envelope();
    data_.reset();
  } else if (command == "bdat") {
    begin_chunk(argument, frame);
  } else if (std::find(other_commands.begin(), other_commands.end(), command) == other_commands.end()) {
    expect(Expect::command);  // a mistake is answered as well
    return;
  }
  is_smtp_ = is_smtp_ || by_port_ || command != "quit";
  in_step_ = true;
  if (command != "bdat") expect(command == "data" ? Expect::data_command : Expect::command);
}

// It is in the middle of a mail whose beginning is not in the capture.
void SmtpSession::on_text_out_of_step(std::string_view line, const capture::Frame& frame) {
  if (!is_smtp_ && !by_port_) return;
  begin_mail(frame);
  data_->add_gap();
  mode_ = Mode::mail;
  std::string again(line);
  again += "\r\n";
  std::string_view bytes(again);
  add_to_mail(bytes, frame);
}

void SmtpSession::add_recipient(std::string_view argument) {
  ++recipients_;
  std::string domain = domain_of(argument);
  if (!domain.empty() && recipient_domains_.size() < most_domains)
    recipient_domains_.insert(std::move(domain));
}

// RFC 3030 section 2: BDAT size [LAST].
void SmtpSession::begin_chunk(std::string_view arguments, const capture::Frame& frame) {
  const std::string_view size = before(arguments, ' ');
  std::uint64_t bytes = 0;
  const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), bytes);
  if (error != std::errc{} || end != size.data() + size.size()) return;
  last_chunk_ = arguments.size() > size.size() && lower(trimmed(arguments.substr(size.size()))) == "last";
  chunk_left_ = bytes;
  if (!data_) {
    begin_mail(frame);
    if (chunks_lost_) data_->add_gap();  // others of this mail may have gone before
  }
  if (!last_chunk_) expect(Expect::command);
  if (bytes > 0) {
    mode_ = Mode::chunk;
  } else if (last_chunk_) {
    end_mail(true);
  }
}

void SmtpSession::begin_mail(const capture::Frame& frame) {
  is_smtp_ = true;
  data_ = std::make_unique<MailData>(room_);
  mail_ = {};
  mail_.first_frame = frame.number;
  mail_.time = frame.time;
}

void SmtpSession::add_to_mail(std::string_view& bytes, const capture::Frame& frame) {
  bytes.remove_prefix(data_->add_dotted(bytes));
  mail_.last_frame = frame.number;
  if (!data_->ended()) return;
  end_mail(true);
  mode_ = Mode::command;
  in_step_ = true;
}

void SmtpSession::add_to_chunk(std::string_view& bytes, const capture::Frame& frame) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, bytes.size()));
  data_->add_plain(bytes.substr(0, taken));
  bytes.remove_prefix(taken);
  chunk_left_ -= taken;
  mail_.last_frame = frame.number;
  if (chunk_left_ > 0) return;
  mode_ = Mode::command;
  if (last_chunk_) end_mail(true);
}

void SmtpSession::end_mail(bool seen_to_end) {
  const std::unique_ptr<MailData> data = std::move(data_);
  if (mails_.size() >= most_mails) {
    ++more_mails_;
    return;
  }
  mail_.from_domain = from_domain_;
  mail_.recipient_domains.assign(recipient_domains_.begin(), recipient_domains_.end());
  mail_.recipients = recipients_;
  mail_.bytes = data->bytes();
  mail_.last_frame = std::max(mail_.last_frame, mail_.first_frame);
  mail_.content = judge_mail(data->text(), data->whole() && seen_to_end);
  if (data->too_large()) mail_.content.add(MailRemark::too_large);
  if (data->doubtful_end()) mail_.content.add(MailRemark::ambiguous);
  mails_.push_back(std::move(mail_));
  expect(Expect::mail, mails_.size() - 1);
  forget_envelope();
}

void SmtpSession::forget_envelope() {
  from_domain_.clear();
  recipient_domains_.clear();
  recipients_ = 0;
}

void SmtpSession::expect(Expect what, std::size_t mail) {
  if (expected_.size() >= most_expected) replies_lost_ = true;
  if (!replies_lost_) expected_.push_back({what, mail});
}

void SmtpSession::on_server_bytes(std::string_view bytes) {
  while (!bytes.empty() && !replies_lost_ && mode_ != Mode::encrypted) {
    const std::size_t end = bytes.find('\n');
    const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
    if (reply_line_.size() < longest_line) reply_line_ += bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (end == std::string_view::npos) return;
    // RFC 5321 section 4.2: three digits, then a hyphen where more lines of the reply follow.
    const std::string line = std::exchange(reply_line_, {});
    std::uint16_t code = 0;
    const auto [stop, error] =
        std::from_chars(line.data(), line.data() + std::min<std::size_t>(line.size(), 3), code);
    if (error != std::errc{} || stop != line.data() + 3) continue;
    if (line.size() <= 3 || line[3] != '-') on_reply(code);
  }
}

void SmtpSession::on_reply(std::uint16_t code) {
  if (code == 220 && expected_.empty()) return;  // the greeting
  if (code == 334) {
    auth_continues_ = true;
    return;
  }
  if (expected_.empty()) {
    replies_lost_ = true;  // the session was not seen from its beginning
    return;
  }
  const Expected expected = expected_.front();
  expected_.pop_front();
  if (expected.what == Expect::data_command) data_reply_ = code;
  if (expected.what == Expect::mail) mails_[expected.mail].reply = code;
}

}  // namespace sekisho::content
