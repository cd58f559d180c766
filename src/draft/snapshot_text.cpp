// The draft as a snapshot file: YAML in the order in which people read it, each guess with its reason.
#include <sekisho/draft/draft.hpp>

#include <sekisho/base/code.hpp>
#include <sekisho/model/text_encoding.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

namespace sekisho::draft {
namespace {

constexpr std::size_t widest = 110;  // of lists and comments

/// Text as a YAML scalar inside flow collections: plain where nothing in it could mean something else.
std::string scalar(const std::string& text) {
  const auto is_safe = [](unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '.' || c == '/' || c == '_' || c == '-' || c == ':' || c == ' ';
  };
  const bool plain = !text.empty() && std::ranges::all_of(text, is_safe) && text.front() != '-' &&
                     text.front() != ' ' && text.back() != ' ' && text.back() != ':' && text.front() != ':' &&
                     text.find(": ") == std::string::npos && text.find("::") == std::string::npos;
  // Words that YAML reads as something else than text.
  const bool is_word = text == "true" || text == "false" || text == "null" || text == "yes" || text == "no" ||
                       text == "on" || text == "off" || text == "rest";
  if (plain && !is_word) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') quoted += '\\';
    if (u >= 0x20 && u != 0x7f) quoted += c;
  }
  return quoted + "\"";
}

/// One line of any text: control characters would end the comment that it stands in.
std::string one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    line += u < 0x20 || u == 0x7f ? ' ' : c;
  }
  return line;
}

/// Configs may be in any encoding (Shift_JIS is common); a snapshot is UTF-8. What is not becomes `?`.
std::string as_utf8(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(std::string_view(text).substr(at));
    result += length == 0 ? "?" : text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return result;
}

/// Where to break a text that is to be `room` columns wide: at a blank or behind a Japanese mark, as late as
/// possible; its end where it fits or cannot be broken. Characters that are not ASCII count two columns.
std::size_t break_of(const std::string& text, std::size_t room) {
  std::size_t columns = 0;
  std::size_t last = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    const std::string_view character = std::string_view(text).substr(at, next - at);
    columns += character.size() == 1 ? 1 : 2;
    if (columns > room && last > 0) return last;
    if (character == " ") last = at;
    if (character == "、" || character == "。" || character == "）" || character == "」") last = next;
    at = next;
  }
  return text.size();
}

class SnapshotWriter {
 public:
  SnapshotWriter(const Draft& draft, Language language, const std::string& folder)
      : draft_(draft), language_(language), folder_(folder) {}

  std::string run() {
    comment("", say(Code::draft_head, {draft_.folder}));
    line("snapshot: 1");
    line("draft: true");
    line("name: " + scalar(name_of_folder()));
    line("model: " + std::string(assumed_model));
    write_open();
    write_devices();
    write_links();
    write_segments();
    write_hosts();
    write_channels();
    write_external_connections();
    return std::move(text_);
  }

 private:
  void line(const std::string& text = {}) { text_ += text + '\n'; }

  [[nodiscard]] std::string say(Code code, const std::vector<std::string>& arguments = {}) const {
    return one_line(sentence(code, arguments, language_));
  }
  [[nodiscard]] std::string say(const Diagnostic& reason) const { return say(reason.code, reason.arguments); }

  /// A comment, broken where it is long.
  void comment(const std::string& indent, const std::string& text) {
    std::string rest = text;
    bool first = true;
    while (!rest.empty()) {
      const std::size_t end = break_of(rest, widest - indent.size() - 4);
      line(indent + (first ? "# " : "#   ") + rest.substr(0, end));
      rest.erase(0, end);
      rest.erase(0, rest.find_first_not_of(' '));
      first = false;
    }
  }

  [[nodiscard]] std::string reasons(const Reasons& because) const {
    std::string text;
    for (const Diagnostic& reason : because) {
      const std::string next = say(reason);
      if (text.find(next) == std::string::npos) text += (text.empty() ? "" : "; ") + next;
    }
    return text;
  }

  [[nodiscard]] std::string place(const Span& span) const {
    return span.line > 0 ? " (" + relative(span.file) + ":" + std::to_string(span.line) + ")" : "";
  }

  [[nodiscard]] std::string relative(const std::string& path) const {
    std::error_code error;
    const std::filesystem::path base = folder_.empty() ? "." : folder_;
    const std::filesystem::path found = std::filesystem::relative(path, base, error);
    return error || found.empty() ? path : found.generic_string();
  }

  [[nodiscard]] std::string name_of_folder() const {
    std::error_code error;
    std::filesystem::path path = std::filesystem::absolute(draft_.folder, error).lexically_normal();
    if (!path.has_filename()) path = path.parent_path();
    const std::string name = path.filename().string();
    return name.empty() ? "draft" : name;
  }

  void write_open() {
    if (draft_.open.empty()) return;
    line();
    comment("", say(Code::draft_section_open));
    for (const Diagnostic& question : draft_.open)
      comment("", "- " + say(Code::draft_mark, {say(question)}) + place(question.span));
  }

  void write_devices() {
    line();
    line("devices:");
    for (const DraftDevice& device : draft_.devices) {
      line("  " + scalar(device.name) + ":");
      // One language stands for its family; it is said where it could not be told from the text.
      line("    language: " + scalar(device.language));
      line("    config: " + paths(device.configs));
      if (!device.tables.empty()) line("    routes: " + paths(device.tables));
    }
  }

  [[nodiscard]] std::string paths(const std::vector<std::string>& files) const {
    if (files.size() == 1) return scalar(relative(files.front()));
    std::string text;
    for (const std::string& file : files) text += (text.empty() ? "[" : ", ") + scalar(relative(file));
    return text + "]";
  }

  void write_links() {
    if (draft_.links.empty()) return;
    line();
    line("links:");
    for (const DraftLink& link : draft_.links) {
      std::string ends;
      for (const InterfaceRef& end : link.ends)
        ends += (ends.empty() ? "[" : ", ") + scalar(end.device + ":" + end.interface);
      ends += "]";
      const std::string why = reasons(link.because);
      comment("  ", say(link.confirmed ? Code::draft_mark_sure : Code::draft_mark, {why}));
      line(link.confirmed ? "  - " + ends : "  - {between: " + ends + ", confirmed: false}");
    }
  }

  void write_segments() {
    if (draft_.segments.empty()) return;
    line();
    line("segments:");
    std::optional<bool> outside;
    for (const DraftSegment& draft : draft_.segments) {
      line();
      if (outside != draft.segment.outside) {
        outside = draft.segment.outside;
        comment("  ", say(*outside ? Code::draft_section_outside : Code::draft_section_inside));
        line();
      }
      write_segment(draft);
    }
  }

  void write_segment(const DraftSegment& draft) {
    const Segment& segment = draft.segment;
    std::vector<std::string> said;
    for (const Diagnostic& reason : draft.because) {
      const std::string why = say(reason);
      if (std::ranges::find(said, why) != said.end()) continue;
      said.push_back(why);
      comment("  ", say(Code::draft_mark, {why}) + place(reason.span));
    }
    line("  " + scalar(segment.name) + ":");
    line("    class: " + scalar(segment.class_name));
    line("    label: {ja: " + scalar(segment.label.ja) + ", en: " + scalar(segment.label.en) + "}");
    if (segment.rest) {
      line("    prefixes: rest");
    } else {
      std::vector<std::string> prefixes;
      for (const Prefix& prefix : segment.prefixes) prefixes.push_back(scalar(to_string(prefix)));
      list("    prefixes: ", prefixes);
    }
    std::vector<std::string> attached;
    for (const InterfaceRef& ref : segment.attached)
      attached.push_back(scalar(ref.device + ":" + ref.interface));
    list("    attached: ", attached);
    line("    confirmed: false");
  }

  /// A flow list, on one line where it fits.
  void list(const std::string& key, const std::vector<std::string>& items) {
    std::string one;
    for (const std::string& item : items) one += (one.empty() ? "" : ", ") + item;
    if (key.size() + one.size() + 2 <= widest) {
      line(key + "[" + one + "]");
      return;
    }
    line(key + "[");
    const std::string indent(6, ' ');
    std::string row = indent;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string item = items[i] + (i + 1 < items.size() ? "," : "]");
      if (row.size() > indent.size() && row.size() + 1 + item.size() > widest) {
        line(row);
        row = indent;
      }
      row += (row.size() > indent.size() ? " " : "") + item;
    }
    line(row);
  }

  void write_hosts() {
    if (draft_.hosts.empty()) return;
    line();
    comment("", say(Code::draft_section_hosts));
    line("# hosts:");
    for (const DraftHost& draft : draft_.hosts) {
      const Host& host = draft.host;
      std::string text = "#   " + scalar(host.name) + ": {segment: " + scalar(host.segment) + ", address: [" +
                         scalar(to_string(host.addresses.front())) + "]";
      if (!host.sanitizer.empty()) text += ", sanitizer: " + host.sanitizer;
      const std::string& label = host.label.in(language_);
      if (!label.empty()) text += ", label: " + scalar(label);
      line(text + "}" +
           (host.sanitizer.empty() ? "" : "   # " + say(Code::draft_mark, {reasons(draft.because)})));
    }
  }

  void write_channels() {
    line();
    comment("", say(Code::draft_section_channels));
    line("# channels:");
    line(
        "#   - {id: CH-01, from: {segment: lg, hosts: [a]}, to: {segment: in, hosts: [b]}, services: "
        "[tcp/443],");
    line("#      method: specific, approved_by: ..., record: ..., expires: YYYY-MM-DD}");
  }

  /// One entry for each outside segment that is attached somewhere.
  void write_external_connections() {
    std::size_t count = 0;
    for (const DraftSegment& draft : draft_.segments) {
      const Segment& segment = draft.segment;
      if (!segment.outside || segment.attached.empty()) continue;
      if (count++ == 0) {
        line();
        comment("", say(Code::draft_section_connections));
        line("# external_connections:");
      }
      std::string places;
      for (const InterfaceRef& ref : segment.attached)
        places += (places.empty() ? "" : ", ") + scalar(ref.device + ":" + ref.interface);
      line(fmt::format("#   - {{id: EC-{:02}, to: {}, at: [{}],", count, scalar(segment.name), places));
      line("#      line: ..., purpose: ..., approved_by: ..., record: ..., expires: YYYY-MM-DD}");
    }
  }

  const Draft& draft_;
  Language language_;
  std::string folder_;
  std::string text_;
};

}  // namespace

std::string snapshot_text(const Draft& draft, Language language, const std::string& snapshot_folder) {
  return as_utf8(SnapshotWriter(draft, language, snapshot_folder).run());
}

}  // namespace sekisho::draft
