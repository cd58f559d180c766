// The mails that a capture carries by SMTP, and whether they are what a text-only path lets through.
//
// Addresses of people, subjects, file names and bodies are personal data: of a mail its shape is kept, of an
// address the domain, of a file name what stands behind its last dot.
#pragma once

#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::content {

/// What speaks against a mail being one plain text.
enum class MailRemark : std::uint8_t {
#define SEKISHO_MAIL_REMARK(enumerator, name, effect) enumerator,
#include <sekisho/content/mail_remarks.def>
#undef SEKISHO_MAIL_REMARK
};

/// `attachment`, `html`, ...: stable, for JSON.
[[nodiscard]] std::string_view name_of(MailRemark remark);

enum class MailJudgement : std::uint8_t {
  plain_text_only,  // one part of plain text, seen whole
  more_than_text,   // a remark says what
  unknown,          // encrypted, not seen whole, or not understood: never a pass
};

[[nodiscard]] std::string_view name_of(MailJudgement judgement);  // "plain-text-only", ...

/// A leaf of a mail's tree of parts.
struct MailPart {
  std::string content_type;       // as declared, lower case, without parameters: "text/plain"
  std::string extension;          // of its file name, lower case: "xlsx"; empty where it has none
  std::string transfer_encoding;  // as declared: "base64"; empty where nothing is
  std::string found;  // what its decoded bytes begin like: "zip", "pdf", "exe", ...; empty: nothing known
  std::uint64_t size = 0;  // decoded bytes
};

struct MailContent {
  MailJudgement judgement = MailJudgement::unknown;
  std::vector<MailRemark> remarks;  // each once, in the order of the enumeration
  std::vector<MailPart> parts;      // the first 100

  [[nodiscard]] bool has(MailRemark remark) const;
  /// With what it makes of the judgement.
  void add(MailRemark remark);
};

/// Judges one mail (RFC 5322, RFC 2045) as it follows the DATA command, dots removed. `whole`: false when
/// bytes of it are missing; then it is at best `unknown`.
[[nodiscard]] MailContent judge_mail(std::string_view message, bool whole);

/// A mail as it went over the wire.
struct Mail {
  capture::FlowKey flow;
  capture::Side sender = capture::Side::opener;  // the SMTP client
  std::uint64_t first_frame = 0;                 // of its content
  std::uint64_t last_frame = 0;
  capture::Timestamp time;                     // of `first_frame`
  std::string from_domain;                     // of the envelope; empty: not seen, or the null sender
  std::vector<std::string> recipient_domains;  // of the envelope, each once, sorted
  std::uint32_t recipients = 0;                // as named, accepted or not
  std::uint16_t reply = 0;                     // of the server to the mail: 250; 0: not seen
  std::uint64_t bytes = 0;                     // seen of it
  MailContent content;
};

/// An SMTP session. One in which STARTTLS was accepted, or that began in TLS, carries mails nobody can look
/// at.
struct MailSession {
  capture::FlowKey flow;
  std::uint64_t first_frame = 0;
  capture::Timestamp first;
  capture::Side client = capture::Side::opener;
  bool start_seen = false;  // from its first byte
  /// A command of SMTP was seen, or a mail. False: something else came to a port of SMTP, or TLS did at once.
  bool speaks_smtp = false;
  std::uint64_t encrypted_from = 0;  // frame; 0: in clear to the end
  std::uint64_t gaps = 0;            // bytes are missing at so many places
  std::uint64_t conflicts = 0;       // segments sent again with other bytes: an evasion, or a broken sender
  std::uint64_t first_conflict = 0;  // frame
  std::uint32_t mails = 0;           // seen in clear
};

struct MailResults {
  std::vector<MailSession> sessions;
  std::vector<Mail> mails;
  std::uint64_t more_sessions = 0;  // beyond MailLimits, neither listed nor read
  std::uint64_t more_mails = 0;     // beyond MailLimits, not listed
};

struct MailLimits {
  std::size_t mail_bytes =
      32 << 20;  // of one mail; what is longer is judged by its beginning, at best unknown
  std::size_t bytes_at_once = 256 << 20;  // of all mails that are being received
  std::size_t sessions = 100'000;
  std::size_t mails = 100'000;
};

/// Follows flows to port 25, 465, 587 and 2525, and any other whose first bytes greet as SMTP does or that
/// Flow::application calls SMTP (put Applications before it).
class MailReader final : public capture::Observer {
 public:
  explicit MailReader(const MailLimits& limits = {});
  MailReader(const MailReader&) = delete;
  MailReader& operator=(const MailReader&) = delete;
  ~MailReader() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  /// Complete when all flows have ended.
  [[nodiscard]] const MailResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
