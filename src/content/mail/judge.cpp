// The tree of a mail's parts is GMime's; what is left to be seen here is what the tree does not tell: bytes
// that are not what their part declares, and places where mail programs would build another tree.
#include "content/mail/base64.hpp"
#include "content/mail/file_kind.hpp"
#include "content/mail/text_tricks.hpp"
#include "content/text.hpp"

#include <sekisho/content/mail.hpp>

#include <gmime/gmime.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <set>
#include <utility>

namespace sekisho::content {
namespace {

constexpr std::size_t most_parts = 100;
constexpr int deepest = 100;
constexpr std::size_t longest_word = 100;  // of what a mail declares about itself

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename Object>
using Owned = std::unique_ptr<Object, Unref>;

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

constexpr std::array remark_names{
#define SEKISHO_MAIL_REMARK(enumerator, name, effect) std::string_view(name),
#include <sekisho/content/mail_remarks.def>
#undef SEKISHO_MAIL_REMARK
};
constexpr std::array remark_effects{
#define SEKISHO_MAIL_REMARK(enumerator, name, effect) MailJudgement::effect,
#include <sekisho/content/mail_remarks.def>
#undef SEKISHO_MAIL_REMARK
};

std::string word(const char* text) { return text == nullptr ? "" : printable(lower(text), longest_word); }

// Everything GMime says of the input but what is harmless: bytes above 127 in a header, which Japanese mail
// programs of old write, and addresses and words in headers that nobody takes for content.
bool is_ambiguity(GMimeParserWarning warning) {
  return warning != GMIME_WARN_UNENCODED_8BIT_HEADER && warning != GMIME_WARN_INVALID_RFC2047_HEADER_VALUE &&
         warning != GMIME_WARN_INVALID_ADDRESS_LIST && warning != GMIME_WARN_DUPLICATED_HEADER;
}

void on_warning(gint64 /*offset*/, GMimeParserWarning warning, const gchar* /*item*/, gpointer ambiguous) {
  if (is_ambiguity(warning)) *static_cast<bool*>(ambiguous) = true;
}

std::string all_bytes(GMimeStream* stream) {
  std::string bytes;
  std::array<char, 16'384> block;
  g_mime_stream_reset(stream);
  for (;;) {
    const ssize_t got = g_mime_stream_read(stream, block.data(), block.size());
    if (got <= 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
}

class Judge {
 public:
  void judge(std::string_view message) {
    examine_headers(message);
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(message.data(), message.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const std::unique_ptr<GMimeParserOptions, FreeOptions> options(g_mime_parser_options_new());
    bool ambiguous = false;
    g_mime_parser_options_set_warning_callback(options.get(), on_warning, &ambiguous);
    const Owned<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), options.get()));
    if (parsed) visit(g_mime_message_get_mime_part(parsed.get()), 0);
    if (ambiguous || !parsed || content_.parts.empty()) remark(MailRemark::ambiguous);
  }

  void remark(MailRemark remark) { remarks_.insert(remark); }

  [[nodiscard]] MailContent result() && {
    content_.remarks.assign(remarks_.begin(), remarks_.end());
    content_.judgement = judgement_of(content_.remarks);
    return std::move(content_);
  }

  static MailJudgement judgement_of(const std::vector<MailRemark>& remarks) {
    MailJudgement judgement = MailJudgement::plain_text_only;
    for (const MailRemark remark : remarks) {
      const MailJudgement effect = remark_effects[static_cast<std::size_t>(remark)];
      if (effect == MailJudgement::more_than_text) return effect;
      judgement = effect;
    }
    return judgement;
  }

 private:
  // Two of a kind, or a line that is no header: the first one counts for some programs, the last for others.
  void examine_headers(std::string_view message) {
    std::array<int, 4> seen{};
    constexpr std::array<std::string_view, 4> names{"content-type", "content-transfer-encoding",
                                                    "content-disposition", "mime-version"};
    std::string_view line;
    while (take_line(message, line) && !line.empty()) {
      if (line.find('\0') != std::string_view::npos) remark(MailRemark::ambiguous);
      if (line.front() == ' ' || line.front() == '\t') continue;
      const std::string_view name = before(line, ':');
      if (name.size() == line.size() || name.find_first_of(" \t") != std::string_view::npos) {
        remark(MailRemark::ambiguous);
      }
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (lower(trimmed(name)) == names[i] && ++seen[i] > 1) remark(MailRemark::ambiguous);
      }
    }
  }

  void visit(GMimeObject* object, int depth) {
    if (content_.parts.size() >= most_parts) return;  // of a mail that is long found out
    if (object == nullptr || depth > deepest) {
      remark(MailRemark::ambiguous);
      return;
    }
    if (GMIME_IS_MESSAGE_PART(object)) {
      remark(MailRemark::nested_message);
      GMimeMessage* nested = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
      visit(nested == nullptr ? nullptr : g_mime_message_get_mime_part(nested), depth + 1);
    } else if (GMIME_IS_MULTIPART(object)) {
      remark(MailRemark::several_parts);
      if (GMIME_IS_MULTIPART_ENCRYPTED(object)) remark(MailRemark::encrypted_mail);
      GMimeMultipart* multipart = GMIME_MULTIPART(object);
      for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
        visit(g_mime_multipart_get_part(multipart, i), depth + 1);
      }
    } else if (GMIME_IS_PART(object)) {
      if (GMIME_IS_MESSAGE_PARTIAL(object)) remark(MailRemark::nested_message);
      examine_part(GMIME_PART(object));
    } else {
      remark(MailRemark::ambiguous);
    }
  }

  void examine_part(GMimePart* part) {
    GMimeObject* object = GMIME_OBJECT(part);
    GMimeContentType* type = g_mime_object_get_content_type(object);
    MailPart told;
    const std::string media = word(g_mime_content_type_get_media_type(type));
    told.content_type = media + "/" + word(g_mime_content_type_get_media_subtype(type));
    told.transfer_encoding = word(g_mime_object_get_header(object, "Content-Transfer-Encoding"));
    const char* file_name = g_mime_part_get_filename(part);
    if (file_name != nullptr) told.extension = extension_of(file_name);

    const bool plain = told.content_type == "text/plain";
    const char* disposition = g_mime_object_get_disposition(object);
    if (!plain && told.content_type == "text/html") remark(MailRemark::html);
    if (media == "message") remark(MailRemark::nested_message);
    if ((!plain && told.content_type != "text/html") || file_name != nullptr ||
        (disposition != nullptr && word(disposition) != "inline")) {
      remark(MailRemark::attachment);
    }
    if (told.content_type.ends_with("pkcs7-mime") || told.content_type == "application/pgp-encrypted") {
      remark(MailRemark::encrypted_mail);
    }
    examine_bytes(part, plain, told);
    content_.parts.push_back(std::move(told));
  }

  // A person's name is as likely before the last dot as anything.
  static std::string extension_of(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    constexpr std::size_t longest_extension = 10;
    return dot == std::string_view::npos || file_name.size() - dot - 1 > longest_extension
               ? ""
               : printable(lower(file_name.substr(dot + 1)), longest_extension);
  }

  void examine_bytes(GMimePart* part, bool plain, MailPart& told) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (content == nullptr) return;
    const Owned<GMimeStream> decoded_stream(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, decoded_stream.get());
    const std::string decoded = all_bytes(decoded_stream.get());
    told.size = decoded.size();
    told.found = file_kind(decoded);
    examine_encoding(part, content, told);
    if (!plain) return;
    if (told.found == "html") {
      remark(MailRemark::html);
    } else if (!told.found.empty()) {
      remark(MailRemark::hidden_file);
    }
    if (has_binary_bytes(decoded)) remark(MailRemark::binary_text);
    switch (find_trick(decoded)) {
      case TextTrick::encoded_file: remark(MailRemark::encoded_file); break;
      case TextTrick::encoded_text: remark(MailRemark::encoded_text); break;
      case TextTrick::encrypted_text: remark(MailRemark::encrypted_mail); break;
      case TextTrick::none: break;
    }
  }

  void examine_encoding(GMimePart* part, GMimeDataWrapper* content, const MailPart& told) {
    switch (g_mime_part_get_content_encoding(part)) {
      case GMIME_CONTENT_ENCODING_UUENCODE: remark(MailRemark::encoded_file); break;
      case GMIME_CONTENT_ENCODING_DEFAULT:
        if (!told.transfer_encoding.empty())
          remark(MailRemark::ambiguous);  // a word that GMime does not know
        break;
      case GMIME_CONTENT_ENCODING_BASE64: {
        // Some decoders stop at padding or at a strange character, others go on.
        std::string digits = all_bytes(g_mime_data_wrapper_get_stream(content));
        digits.erase(std::remove_if(digits.begin(), digits.end(),
                                    [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }),
                     digits.end());
        if (!digits.empty() && !is_base64(digits)) remark(MailRemark::ambiguous);
        break;
      }
      case GMIME_CONTENT_ENCODING_7BIT:
      case GMIME_CONTENT_ENCODING_8BIT:
      case GMIME_CONTENT_ENCODING_BINARY:
      case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE: break;
    }
  }

  std::set<MailRemark> remarks_;
  MailContent content_;
};

}  // namespace

std::string_view name_of(MailRemark remark) { return remark_names[static_cast<std::size_t>(remark)]; }

std::string_view name_of(MailJudgement judgement) {
  switch (judgement) {
    case MailJudgement::plain_text_only: return "plain-text-only";
    case MailJudgement::more_than_text: return "more-than-text";
    case MailJudgement::unknown: break;
  }
  return "unknown";
}

bool MailContent::has(MailRemark remark) const {
  return std::find(remarks.begin(), remarks.end(), remark) != remarks.end();
}

void MailContent::add(MailRemark remark) {
  if (has(remark)) return;
  remarks.insert(std::lower_bound(remarks.begin(), remarks.end(), remark), remark);
  judgement = Judge::judgement_of(remarks);
}

MailContent judge_mail(std::string_view message, bool whole) {
  // GMime keeps tables of charsets for the whole process.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  static const bool initialised = (g_mime_init(), true);
  Judge judge;
  if (initialised && !message.empty()) judge.judge(message);
  if (!whole) {
    judge.remark(MailRemark::incomplete);
  } else if (message.empty()) {
    judge.remark(MailRemark::ambiguous);
  }
  return std::move(judge).result();
}

}  // namespace sekisho::content
