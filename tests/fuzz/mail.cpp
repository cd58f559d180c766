// Any bytes are survived as a mail and as an SMTP session, however they are cut into segments; what is
// missing bytes never passes.
#include "content/conversation.hpp"

#include <sekisho/content/mail.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using sekisho::test::Conversation;

void require(bool holds) {
  if (!holds) std::abort();
}

// The client says the text in segments whose sizes come from the text; lines that begin with a digit are the
// server's.
void converse(std::string_view text, std::uint16_t port) {
  sekisho::content::MailLimits limits;
  limits.mail_bytes = 4096;
  limits.bytes_at_once = 8192;
  sekisho::content::MailReader reader(limits);
  Conversation session({&reader}, port);
  session.open();
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = std::min<std::size_t>(1 + first % 37 * (first % 5), text.size());
    const bool by_server = '2' <= first && first <= '5';
    if (first == 0xfe) session.lose(Conversation::client, 100);
    if (first == 0xfd) session.segment(Conversation::client, first, text.substr(0, size), size / 2);
    session.say(by_server ? Conversation::server : Conversation::client, text.substr(0, size));
    text.remove_prefix(size);
  }
  session.end();
  for (const auto& mail : reader.results().mails) {
    require(mail.content.judgement == sekisho::content::MailJudgement::plain_text_only ||
            !mail.content.remarks.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho::content;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  require(judge_mail(text, false).judgement != MailJudgement::plain_text_only);
  const MailContent whole = judge_mail(text, true);
  require(whole.judgement != MailJudgement::plain_text_only || whole.parts.size() == 1);
  converse(text, 25);
  converse(text, 8025);
  return 0;
}
