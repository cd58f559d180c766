#include "texts.hpp"

#include <sekisho/compare/line_difference.hpp>

#include <algorithm>
#include <cstddef>
#include <filesystem>

namespace sekisho::compare {

namespace {

using config::FileReport;

std::string file_name(const FileReport& report) {
  return std::filesystem::path(report.file).filename().string();
}

/// The old file that `wanted` comes from: of the same device, of the same name if there is one.
const FileReport* origin_of(const FileReport& wanted, const std::vector<FileReport>& candidates,
                            const std::vector<const FileReport*>& taken) {
  const FileReport* found = nullptr;
  for (const FileReport& each : candidates) {
    const bool is_free = std::find(taken.begin(), taken.end(), &each) == taken.end();
    if (each.device != wanted.device || each.language != wanted.language || !is_free) continue;
    if (file_name(each) == file_name(wanted)) return &each;
    if (found == nullptr) found = &each;
  }
  return found;
}

}  // namespace

std::vector<FilePair> file_pairs(const std::vector<FileReport>& before,
                                 const std::vector<FileReport>& after) {
  std::vector<FilePair> pairs;
  std::vector<const FileReport*> taken;
  for (const FileReport& report : after) {
    FilePair pair;
    pair.device = report.device;
    pair.after = &report;
    pair.before = origin_of(report, before, taken);
    LineDifference lines = differing_lines(
        pair.before == nullptr ? std::vector<std::string>() : pair.before->masked, report.masked);
    pair.removed = std::move(lines.removed);
    pair.added = std::move(lines.added);
    if (pair.before != nullptr) taken.push_back(pair.before);
    pairs.push_back(std::move(pair));
  }
  for (const FileReport& report : before) {
    if (std::find(taken.begin(), taken.end(), &report) != taken.end()) continue;
    FilePair pair;
    pair.device = report.device;
    pair.before = &report;
    pair.removed.assign(report.masked.size(), true);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

void ChangedLines::add(const std::string& file, const std::vector<bool>& changed) { files_[file] = changed; }

bool ChangedLines::contains(const Span& span) const {
  const auto found = files_.find(span.file);
  if (found == files_.end() || span.line <= 0) return false;
  const auto first = static_cast<std::size_t>(span.line) - 1;
  const auto last = static_cast<std::size_t>(std::max(span.line, span.end_line));
  for (std::size_t line = first; line < std::min(last, found->second.size()); ++line) {
    if (found->second[line]) return true;
  }
  return false;
}

}  // namespace sekisho::compare
