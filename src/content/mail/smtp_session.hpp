// One SMTP connection (RFC 5321): both directions put in order, commands and replies, and the mails in it.
#pragma once

#include "content/mail/mail_data.hpp"

#include <sekisho/content/mail.hpp>
#include <sekisho/content/stream.hpp>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::content {

class SmtpSession {
 public:
  /// `by_port`: taken for SMTP without having seen any of it.
  SmtpSession(MailRoom& room, bool by_port)
      : room_(room), client_(*this), server_(*this), by_port_(by_port) {}
  SmtpSession(const SmtpSession&) = delete;
  SmtpSession& operator=(const SmtpSession&) = delete;

  void add(const capture::Frame& frame, const capture::Datagram& segment, bool from_client);
  void end();

  /// A command that only SMTP knows was seen, or a mail: what was taken for SMTP by its looks is it.
  [[nodiscard]] bool is_smtp() const { return is_smtp_; }
  /// The client sent anything at all.
  [[nodiscard]] bool any_bytes() const { return any_bytes_; }
  /// Only after end(): without the fields that tell the flow.
  [[nodiscard]] MailSession session() const;
  [[nodiscard]] std::vector<Mail>& mails() { return mails_; }
  [[nodiscard]] std::uint64_t more_mails() const { return more_mails_; }  // that were not read

 private:
  // What the next bytes of the client are.
  enum class Mode : std::uint8_t { command, after_data_command, mail, chunk, encrypted };
  enum class Expect : std::uint8_t { command, data_command, mail };
  struct Expected {
    Expect what;
    std::size_t mail = 0;  // index, of a mail's end
  };
  class Client final : public StreamReader {
   public:
    explicit Client(SmtpSession& session) : session_(session) {}
    void on_bytes(std::string_view bytes, const capture::Frame& frame) override {
      session_.on_client_bytes(bytes, frame);
    }
    void on_gap(std::uint64_t count, const capture::Frame& frame) override {
      session_.on_client_gap(count, frame);
    }

   private:
    SmtpSession& session_;
  };
  class Server final : public StreamReader {
   public:
    explicit Server(SmtpSession& session) : session_(session) {}
    void on_bytes(std::string_view bytes, const capture::Frame& /*frame*/) override {
      session_.on_server_bytes(bytes);
    }
    void on_gap(std::uint64_t /*count*/, const capture::Frame& /*frame*/) override {
      session_.replies_lost_ = true;
    }

   private:
    SmtpSession& session_;
  };

  void on_client_bytes(std::string_view bytes, const capture::Frame& frame);
  void on_client_gap(std::uint64_t count, const capture::Frame& frame);
  void lose_of_chunk(std::uint64_t count);
  void take_commands(std::string_view& bytes, const capture::Frame& frame);
  void on_command(std::string_view line, const capture::Frame& frame);
  void on_text_out_of_step(std::string_view line, const capture::Frame& frame);
  void begin_chunk(std::string_view arguments, const capture::Frame& frame);
  void add_recipient(std::string_view argument);
  void begin_mail(const capture::Frame& frame);
  void add_to_mail(std::string_view& bytes, const capture::Frame& frame);
  void add_to_chunk(std::string_view& bytes, const capture::Frame& frame);
  void end_mail(bool seen_to_end);
  void forget_envelope();
  void expect(Expect what, std::size_t mail = 0);

  void on_server_bytes(std::string_view bytes);
  void on_reply(std::uint16_t code);

  MailRoom& room_;
  Client client_;
  Server server_;
  TcpStream from_client_;
  TcpStream from_server_;

  bool by_port_;
  Mode mode_ = Mode::command;
  bool is_smtp_ = false;
  bool any_bytes_ = false;  // of the client
  bool in_step_ = true;     // what the client sends is known to be a command; not after a gap
  std::string line_;        // of the client, not whole yet
  bool line_too_long_ = false;
  std::uint64_t encrypted_from_ = 0;
  std::uint64_t chunk_left_ = 0;
  bool chunks_lost_ = false;     // before the next MAIL: what begins may be the middle of a mail
  bool auth_continues_ = false;  // the server asked for more (334): the next line is no command
  bool last_chunk_ = false;

  std::string from_domain_;  // the envelope
  std::set<std::string> recipient_domains_;
  std::uint32_t recipients_ = 0;
  std::unique_ptr<MailData> data_;  // of the mail being sent
  Mail mail_;
  std::vector<Mail> mails_;
  std::uint64_t more_mails_ = 0;

  std::string reply_line_;
  std::deque<Expected> expected_;
  bool replies_lost_ = false;                // which reply answers what is not known any more
  std::optional<std::uint16_t> data_reply_;  // to DATA
};

}  // namespace sekisho::content
