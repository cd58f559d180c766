// Config files whose text changed, and what that comes to.
#include "report/text/diff_sections.hpp"

#include <sekisho/report/display.hpp>

namespace sekisho::report {
namespace {

using namespace compare;

Phrase part_phrase(DevicePart part) {
  switch (part) {
    case DevicePart::filters: return Phrase::diff_part_filters;
    case DevicePart::interfaces: return Phrase::diff_part_interfaces;
    case DevicePart::routes: return Phrase::diff_part_routes;
    case DevicePart::translation: return Phrase::diff_part_translation;
    case DevicePart::management: return Phrase::diff_part_management;
    case DevicePart::other: return Phrase::diff_part_other;
  }
  return Phrase::diff_part_other;
}

Tone tone_of(FileEffect effect) {
  switch (effect) {
    case FileEffect::none: return Tone::good;
    case FileEffect::unclear: return Tone::doubt;
    case FileEffect::settings: return Tone::plain;
    case FileEffect::passing: return Tone::strong;
  }
  return Tone::plain;
}

}  // namespace

std::string file_change_words(const FileDifference& difference, Language language) {
  const std::string removed = std::to_string(difference.removed);
  const std::string added = std::to_string(difference.added);
  if (difference.old_file.empty()) return say(Phrase::diff_file_new, language, {added});
  if (difference.new_file.empty()) return say(Phrase::diff_file_gone, language, {removed});
  return say(Phrase::diff_file_lines, language, {removed, added});
}

std::string effect_words(const FileDifference& difference, Language language) {
  std::string parts;
  for (const DevicePart part : difference.parts)
    parts +=
        (parts.empty() ? "" : say(Phrase::diff_list_separator, language)) + say(part_phrase(part), language);
  if (parts.empty()) parts = say(Phrase::diff_part_other, language);
  switch (difference.effect) {
    case FileEffect::none: return say(Phrase::diff_effect_none, language);
    case FileEffect::unclear: return say(Phrase::diff_effect_unclear, language);
    case FileEffect::settings: return say(Phrase::diff_effect_settings, language, {parts});
    case FileEffect::passing: return say(Phrase::diff_effect_passing, language, {parts});
  }
  return parts;
}

void write_files(Page& page, const DiffInput& input) {
  const std::vector<FileDifference>& files = input.comparison->files;
  if (files.empty()) return;
  page.line();
  page.heading(page.say(Phrase::diff_files_title, {std::to_string(files.size())}));
  for (const FileDifference& file : files) {
    const std::string& name = file.new_file.empty() ? file.old_file : file.new_file;
    page.paragraph(2, printable(file.device) + "  " + page.paint(Tone::faint, printable(name)));
    page.paragraph(4, file_change_words(file, page.language()));
    page.paragraph(4, effect_words(file, page.language()), tone_of(file.effect), "→ ");
  }
}

}  // namespace sekisho::report
