// What is one plain text, and what only looks like it.
#include <sekisho/content/mail.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sekisho::content {
namespace {

using enum MailRemark;
using enum MailJudgement;

struct MailCase {
  std::string name;
  std::string message;  // line ends as LF; sent as CR LF
  MailJudgement judgement;
  std::vector<MailRemark> remarks;
};
void PrintTo(const MailCase& tested, std::ostream* out) { *out << tested.name; }

std::string with_crlf(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '\n' ? "\r\n" : std::string(1, c);
  return result;
}

const std::string headers = "From: a@example.jp\nTo: b@example.jp\nSubject: x\nMIME-Version: 1.0\n";

std::vector<MailCase> cases() {
  const std::string zip = "UEsDBBQAAAAIAAAAIQBHXM9bDAAAAAoAAAAFAAAAYS50eHTLSM3JyVcoyC8qSgUA\n";
  std::string noise;
  for (int i = 0; i < 12; ++i) noise += "QWxsIHdvcmsgYW5kIG5vIHBsYXkgbWFrZXMgSmFjayBhIGR1bGwgYm95IQoxxx\n";
  return {
      {"PlainText", headers + "Content-Type: text/plain; charset=utf-8\n\nGood day.\n", plain_text_only, {}},
      {"NoMimeHeaders", "From: a@example.jp\n\nGood day.\n", plain_text_only, {}},
      {"EmptyBody", "From: a@example.jp\n\n", plain_text_only, {}},
      {"Iso2022Jp",
       headers + "Content-Type: text/plain; charset=ISO-2022-JP\n\n\x1b$B$3$s\x1b(B\n",
       plain_text_only,
       {}},
      {"QuotedPrintable",
       headers + "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n=E3=81=82\n",
       plain_text_only,
       {}},
      {"Base64Text",
       headers + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8gd29ybGQK\n",
       plain_text_only,
       {}},
      {"Html", headers + "Content-Type: text/html\n\n<p>hello</p>\n", more_than_text, {html}},
      {"HtmlDeclaredPlain",
       headers + "Content-Type: text/plain\n\n<html><script>x</script></html>\n",
       more_than_text,
       {html}},
      {"Alternative",
       headers +
           "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\na\n--b\n"
           "Content-Type: text/html\n\n<p>a\n--b--\n",
       more_than_text,
       {html, several_parts}},
      {"OnePartOfMultipart",
       headers + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\na\n--b--\n",
       more_than_text,
       {several_parts}},
      {"Attachment",
       headers + "Content-Type: application/zip; name=\"x.zip\"\nContent-Transfer-Encoding: base64\n\n" + zip,
       more_than_text,
       {attachment}},
      {"TextAsAttachment",
       headers + "Content-Type: text/plain\nContent-Disposition: attachment\n\na\n",
       more_than_text,
       {attachment}},
      {"NamedText", headers + "Content-Type: text/plain; name=a.bat\n\necho\n", more_than_text, {attachment}},
      {"Calendar",
       headers + "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n",
       more_than_text,
       {attachment}},
      {"Nested",
       headers + "Content-Type: message/rfc822\n\nFrom: c@example.jp\n\nhello\n",
       more_than_text,
       {nested_message}},
      {"ZipDeclaredText",
       headers + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + zip,
       more_than_text,
       {hidden_file, binary_text}},
      {"Uuencode", headers + "\nsee\nbegin 644 a.exe\n#0V%T\n`\nend\n", more_than_text, {encoded_file}},
      {"TheWordBegin", headers + "\nbegin 644 times\nwith this.\n", plain_text_only, {}},
      {"Base64OfAZipInText", headers + "\nsee\n\n" + zip, more_than_text, {encoded_file}},
      {"QuotedBase64OfAZip", headers + "\n> " + zip, more_than_text, {encoded_file}},
      {"LongBase64OfNothingKnown", headers + "\n" + noise, unknown, {encoded_text}},
      {"Yenc", headers + "\n=ybegin line=128 size=3 name=a.bin\nxxx\n", more_than_text, {encoded_file}},
      {"BinaryText", headers + std::string("\nab\0cd\n", 7), more_than_text, {binary_text}},
      {"Pgp",
       headers + "\n-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n",
       unknown,
       {encrypted_mail}},
      {"Smime",
       headers + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIIB\n",
       more_than_text,
       {attachment, encrypted_mail}},
      {"TwoContentTypes",
       headers + "Content-Type: text/plain\nContent-Type: text/html\n\n<p>a\n",
       more_than_text,
       {html, ambiguous}},
      {"LineThatIsNoHeader", headers + "oops\nContent-Type: text/plain\n\na\n", unknown, {ambiguous}},
      {"SpaceBeforeColon", headers + "Content-Type : text/html\n\n<p>a\n", more_than_text, {html, ambiguous}},
      {"UnknownEncoding", headers + "Content-Transfer-Encoding: x-zebra\n\na\n", unknown, {ambiguous}},
      {"TextBehindPadding",
       headers + "Content-Transfer-Encoding: base64\n\naGVsbG8=\naGVsbG8gd29ybGQK\n",
       unknown,
       {ambiguous}},
      {"NoBoundary",
       headers + "Content-Type: multipart/mixed\n\na\n",
       more_than_text,
       {several_parts, ambiguous}},
      {"Empty", "", unknown, {ambiguous}},
  };
}

class JudgeMail : public testing::TestWithParam<MailCase> {};

TEST_P(JudgeMail, Judges) {
  const MailContent content = judge_mail(with_crlf(GetParam().message), true);
  std::vector<std::string> names;
  for (const MailRemark remark : content.remarks) names.emplace_back(name_of(remark));
  EXPECT_EQ(content.remarks, GetParam().remarks) << testing::PrintToString(names);
  EXPECT_EQ(name_of(content.judgement), name_of(GetParam().judgement));
}

INSTANTIATE_TEST_SUITE_P(Mails, JudgeMail, testing::ValuesIn(cases()),
                         [](const auto& info) { return info.param.name; });

TEST(JudgeMailParts, TellsTypesSizesAndExtensions) {
  const MailContent content = judge_mail(
      with_crlf(headers +
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nabc\n--b\n"
                "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
                "Content-Disposition: attachment; filename=\"Yamada.Taro.PDF\"\n\nJVBERi0xLjQK\n--b--\n"),
      true);
  ASSERT_EQ(content.parts.size(), 2U);
  EXPECT_EQ(content.parts[0].content_type, "text/plain");
  EXPECT_EQ(content.parts[0].size, 3U);
  EXPECT_EQ(content.parts[1].content_type, "application/octet-stream");
  EXPECT_EQ(content.parts[1].transfer_encoding, "base64");
  EXPECT_EQ(content.parts[1].extension, "pdf");
  EXPECT_EQ(content.parts[1].found, "pdf");
  EXPECT_EQ(content.parts[1].size, 9U);
}

// What is missing could be anything; what is there is there.
TEST(JudgeMailParts, NeverPassesHalfAMail) {
  const MailContent half = judge_mail(with_crlf("From: a@example.jp\n\nGood d"), false);
  EXPECT_EQ(half.judgement, unknown);
  EXPECT_THAT(half.remarks, testing::ElementsAre(incomplete));
  EXPECT_EQ(judge_mail(with_crlf(headers + "Content-Type: text/html\n\n<p>"), false).judgement,
            more_than_text);
}

TEST(JudgeMailParts, SurvivesDeepNesting) {
  std::string message = headers;
  for (int i = 0; i < 5000; ++i) {
    message += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" +
               std::to_string(i) + "\n";
  }
  EXPECT_EQ(judge_mail(with_crlf(message), true).judgement, more_than_text);
}

}  // namespace
}  // namespace sekisho::content
