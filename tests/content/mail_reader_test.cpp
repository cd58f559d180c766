// SMTP sessions of all shapes, made by hand.
#include "conversation.hpp"

#include <sekisho/content/mail.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace sekisho::content {
namespace {

using test::client;
using test::Conversation;
using test::server;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string text_mail = "From: a@example.jp\r\nSubject: x\r\n\r\nGood day.\r\n";

Conversation& greet(Conversation& session) {
  session.open().say(server, "220 mx.example.jp ESMTP\r\n").say(client, "EHLO relay.example.jp\r\n");
  return session.say(server, "250-mx.example.jp\r\n250 STARTTLS\r\n");
}

Conversation& envelope(Conversation& session) {
  session.say(client, "MAIL FROM:<taro@city.example.jp> SIZE=100\r\n").say(server, "250 ok\r\n");
  session.say(client, "RCPT TO:<a@pref.example.jp>\r\n").say(server, "250 ok\r\n");
  session.say(client, "RCPT TO:<b@PREF.example.jp>\r\n").say(server, "250 ok\r\n");
  return session;
}

TEST(MailReader, ReadsAMail) {
  MailReader reader;
  Conversation session({&reader}, 25);
  envelope(greet(session)).say(client, "DATA\r\n").say(server, "354 go on\r\n");
  session.say(client, text_mail);
  const std::uint64_t first = session.frame();
  session.say(client, "..a line with a dot\r\n.\r\n");
  const std::uint64_t last = session.frame();
  session.say(server, "250 queued\r\n").say(client, "QUIT\r\n").say(server, "221 bye\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  const Mail& mail = reader.results().mails[0];
  EXPECT_EQ(mail.content.judgement, MailJudgement::plain_text_only);
  EXPECT_THAT(mail.content.remarks, IsEmpty());
  EXPECT_EQ(mail.first_frame, first);
  EXPECT_EQ(mail.last_frame, last);
  EXPECT_EQ(mail.from_domain, "city.example.jp");
  EXPECT_THAT(mail.recipient_domains, ElementsAre("pref.example.jp"));
  EXPECT_EQ(mail.recipients, 2U);
  EXPECT_EQ(mail.reply, 250);
  ASSERT_EQ(mail.content.parts.size(), 1U);
  EXPECT_EQ(mail.content.parts[0].size, std::string("Good day.\r\n.a line with a dot\r\n").size());
  ASSERT_EQ(reader.results().sessions.size(), 1U);
  EXPECT_TRUE(reader.results().sessions[0].start_seen);
  EXPECT_TRUE(reader.results().sessions[0].speaks_smtp);
  EXPECT_EQ(reader.results().sessions[0].mails, 1U);
}

// Every way to cut the client's bytes into segments gives the same mail.
TEST(MailReader, DoesNotCareForSegments) {
  const std::string said = "EHLO r\r\nMAIL FROM:<a@b.jp>\r\nRCPT TO:<c@d.jp>\r\nDATA\r\n";
  const std::string mail = text_mail + "..\r\n.\r\nQUIT\r\n";
  for (std::size_t size = 1; size < 20; ++size) {
    MailReader reader;
    Conversation session({&reader}, 25);
    session.open().say(server, "220 x\r\n");
    for (std::size_t at = 0; at < said.size(); at += size)
      session.say(client, std::string_view(said).substr(at, size));
    session.say(server, "250 x\r\n250 x\r\n250 x\r\n354 x\r\n");
    for (std::size_t at = 0; at < mail.size(); at += size)
      session.say(client, std::string_view(mail).substr(at, size));
    session.say(server, "250 x\r\n221 x\r\n").end();
    ASSERT_EQ(reader.results().mails.size(), 1U) << size;
    EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::plain_text_only) << size;
    EXPECT_EQ(reader.results().mails[0].reply, 250) << size;
  }
}

TEST(MailReader, ReadsSeveralMailsOfASession) {
  MailReader reader;
  Conversation session({&reader}, 25);
  greet(session);
  for (int i = 0; i < 3; ++i) {
    envelope(session).say(client, "DATA\r\n").say(server, "354 go on\r\n");
    session.say(client, text_mail + ".\r\n").say(server, i == 1 ? "550 no\r\n" : "250 queued\r\n");
  }
  session.end();
  ASSERT_EQ(reader.results().mails.size(), 3U);
  EXPECT_EQ(reader.results().mails[1].reply, 550);
  EXPECT_EQ(reader.results().mails[2].reply, 250);
}

TEST(MailReader, KnowsThatARefusedDataCarriesNoMail) {
  MailReader reader;
  Conversation session({&reader}, 25);
  envelope(greet(session)).say(client, "DATA\r\n").say(server, "503 no\r\n");
  session.say(client, "QUIT\r\n").say(server, "221 bye\r\n").end();
  EXPECT_THAT(reader.results().mails, IsEmpty());
}

TEST(MailReader, ReadsChunks) {
  MailReader reader;
  Conversation session({&reader}, 25);
  envelope(greet(session)).say(client, "BDAT 10\r\n" + text_mail.substr(0, 10));
  session.say(server, "250 ok\r\n")
      .say(client, "BDAT " + std::to_string(text_mail.size() - 10) + " LAST\r\n");
  session.say(client, text_mail.substr(10)).say(server, "250 queued\r\n").say(client, "QUIT\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::plain_text_only);
  EXPECT_EQ(reader.results().mails[0].bytes, text_mail.size());
  EXPECT_EQ(reader.results().mails[0].reply, 250);
}

// The end of a chunk, or a whole one, is missing: what follows is not the whole mail.
TEST(MailReader, DoesNotPassTheRestOfAChunkedMail) {
  for (const std::size_t lost : {6U, 20U, 40U}) {
    MailReader reader;
    Conversation session({&reader}, 25);
    envelope(greet(session)).say(client, "BDAT 10\r\nabcd").lose(client, lost);
    session.say(client, "BDAT " + std::to_string(text_mail.size()) + " LAST\r\n" + text_mail).end();
    ASSERT_FALSE(reader.results().mails.empty()) << lost;
    for (const Mail& mail : reader.results().mails)
      EXPECT_EQ(mail.content.judgement, MailJudgement::unknown) << lost;
  }
}

// Answers are counted: one to a mistake is not that to DATA.
TEST(MailReader, IsNotLedAstrayByMistakes) {
  MailReader reader;
  Conversation session({&reader}, 25);
  greet(session).say(client, "MAIL FROM:<a@b.jp>\r\nRCPT TO:<c@d.jp>\r\nRCPT TO:<e@f.jp>\r\nFOO\r\nDATA\r\n");
  session.say(server, "250 ok\r\n250 ok\r\n550 no\r\n500 what\r\n354 go on\r\n");
  session.say(client, text_mail + ".\r\n").say(server, "250 queued\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_EQ(reader.results().mails[0].reply, 250);
}

TEST(MailReader, TakesNoAnswerWithinAuthForACommand) {
  MailReader reader;
  Conversation session({&reader}, 587);
  greet(session).say(client, "AUTH LOGIN\r\n").say(server, "334 VXNlcm5hbWU6\r\n").say(client, "DATA\r\n");
  session.say(server, "334 UGFzc3dvcmQ6\r\n").say(client, "c2VjcmV0\r\n").say(server, "235 ok\r\n");
  envelope(session).say(client, "DATA\r\n").say(server, "354 go on\r\n").say(client, text_mail + ".\r\n");
  session.say(server, "250 queued\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::plain_text_only);
  EXPECT_EQ(reader.results().mails[0].reply, 250);
}

TEST(MailReader, SeesNothingBehindStartTls) {
  MailReader reader;
  Conversation session({&reader}, 587);
  greet(session).say(client, "STARTTLS\r\n").say(server, "220 go on\r\n");
  session.say(client, std::string_view("\x16\x03\x01\x00\x05hello", 10));
  const std::uint64_t encrypted = session.frame();
  session.say(client, "DATA\r\n" + text_mail + ".\r\n").end();
  EXPECT_THAT(reader.results().mails, IsEmpty());
  ASSERT_EQ(reader.results().sessions.size(), 1U);
  EXPECT_EQ(reader.results().sessions[0].encrypted_from, encrypted);
}

TEST(MailReader, ReadsOnWhenStartTlsIsRefused) {
  MailReader reader;
  Conversation session({&reader}, 25);
  greet(session).say(client, "STARTTLS\r\n").say(server, "454 not now\r\n");
  envelope(session)
      .say(client, "DATA\r\n")
      .say(server, "354 go on\r\n")
      .say(client, text_mail + ".\r\n")
      .end();
  EXPECT_EQ(reader.results().mails.size(), 1U);
}

TEST(MailReader, DoesNotPassAMailWithAGap) {
  MailReader reader;
  Conversation session({&reader}, 25);
  envelope(greet(session)).say(client, "DATA\r\n").say(server, "354 go on\r\n").say(client, text_mail);
  session.lose(client, 1000).say(client, "the end\r\n.\r\n").say(server, "250 queued\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::unknown);
  EXPECT_THAT(reader.results().mails[0].content.remarks, ElementsAre(MailRemark::incomplete));
  EXPECT_EQ(reader.results().sessions[0].gaps, 1U);
}

TEST(MailReader, DoesNotPassAMailWithoutItsBeginning) {
  MailReader reader;
  Conversation session({&reader}, 25);
  session.say(client, "in the middle of a text\r\nHelp me\r\n.\r\n").say(server, "250 queued\r\n");
  envelope(session)
      .say(client, "DATA\r\n")
      .say(server, "354 go on\r\n")
      .say(client, text_mail + ".\r\n")
      .end();
  ASSERT_EQ(reader.results().mails.size(), 2U);
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::unknown);
  EXPECT_EQ(reader.results().mails[1].content.judgement, MailJudgement::plain_text_only);
  EXPECT_FALSE(reader.results().sessions[0].start_seen);
}

TEST(MailReader, DoesNotPassAMailSentTwiceWithOtherBytes) {
  MailReader reader;
  Conversation session({&reader}, 25);
  greet(session);
  const std::string start = "MAIL FROM:<a@b.jp>\r\nRCPT TO:<c@d.jp>\r\nDATA\r\n";
  session.say(client, start).say(server, "250 ok\r\n250 ok\r\n354 go on\r\n");
  const std::string said = "EHLO relay.example.jp\r\n" + start;
  session.say(client, text_mail);
  session.segment(client, static_cast<std::uint32_t>(said.size()), "Content-Type: text/html\r\n");
  session.say(client, ".\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_THAT(reader.results().mails[0].content.remarks, ElementsAre(MailRemark::sent_twice));
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::unknown);
  EXPECT_EQ(reader.results().sessions[0].conflicts, 1U);
}

// Some servers end the mail here, others go on: what follows is another mail or part of this one.
TEST(MailReader, NotesDoubtfulEnds) {
  for (const std::string end : {"\n.\r\n", "\n.\n", "\r\n.\n", "\r.\r"}) {
    MailReader reader;
    Conversation session({&reader}, 25);
    envelope(greet(session)).say(client, "DATA\r\n").say(server, "354 go on\r\n");
    session.say(client, text_mail + "a" + end + "MAIL FROM:<x@y>\r\n.\r\n").end();
    ASSERT_EQ(reader.results().mails.size(), 1U);
    EXPECT_TRUE(reader.results().mails[0].content.has(MailRemark::ambiguous)) << testing::PrintToString(end);
    EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::unknown);
  }
}

TEST(MailReader, FindsSmtpOnOtherPorts) {
  MailReader reader;
  Conversation session({&reader}, 8025);
  session.open().say(server, "220 hello\r\n").say(client, "EHLO r\r\n").say(server, "250 x\r\n");
  envelope(session).say(client, "DATA\r\n").say(server, "354 x\r\n").say(client, text_mail + ".\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::plain_text_only);
}

TEST(MailReader, LeavesOtherProtocolsAlone) {
  MailReader reader;
  Conversation ftp({&reader}, 21);
  ftp.open()
      .say(server, "220 FTP\r\n")
      .say(client, "USER a\r\n")
      .say(server, "331 x\r\n")
      .say(client, "PASS b\r\n")
      .end();
  Conversation knocked({&reader}, 25);
  knocked.open().end();
  EXPECT_THAT(reader.results().sessions, IsEmpty());
}

TEST(MailReader, TellsWhatOnAPortOfSmtpIsNone) {
  MailReader reader;
  Conversation session({&reader}, 25);
  session.open().say(client, "\x01\x02\x03\x04").say(server, "\x05").end();
  ASSERT_EQ(reader.results().sessions.size(), 1U);
  EXPECT_FALSE(reader.results().sessions[0].speaks_smtp);
  EXPECT_THAT(reader.results().mails, IsEmpty());
}

TEST(MailReader, JudgesTooLargeMailsByTheirBeginning) {
  MailLimits limits;
  limits.mail_bytes = 100;
  MailReader reader(limits);
  Conversation session({&reader}, 25);
  envelope(greet(session)).say(client, "DATA\r\n").say(server, "354 go on\r\n");
  for (int i = 0; i < 10; ++i) session.say(client, text_mail);
  session.say(client, ".\r\n").end();
  ASSERT_EQ(reader.results().mails.size(), 1U);
  EXPECT_THAT(reader.results().mails[0].content.remarks, ElementsAre(MailRemark::too_large));
  EXPECT_EQ(reader.results().mails[0].content.judgement, MailJudgement::unknown);
}

}  // namespace
}  // namespace sekisho::content
