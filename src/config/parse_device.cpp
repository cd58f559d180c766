// A device that is described by several files: the languages of a family, one after the other.
#include <sekisho/config/parse.hpp>

#include <cassert>
#include <utility>

namespace sekisho::config {
namespace {

/// Has `language` read its files among `files`; their reports go to the same places of `reports`.
void extend_by(const LanguageEntry& language, const std::vector<DeviceFile>& files, Device& device,
               std::vector<FileReport>& reports) {
  std::vector<ConfigText> own;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].language->name != language.name) continue;
    own.push_back(files[i].config);
    places.push_back(i);
  }
  if (own.empty()) return;
  std::vector<FileReport> read = language.extend(own, device);
  assert(read.size() == own.size());
  for (std::size_t i = 0; i < places.size(); ++i) reports[places[i]] = std::move(read[i]);
}

}  // namespace

bool combine(const LanguageEntry& a, const LanguageEntry& b) {
  return !a.family.empty() && a.family == b.family;
}

ParsedDevice parse_device(const std::vector<DeviceFile>& files) {
  ParsedDevice parsed;
  if (files.size() == 1 && files.front().language->extend == nullptr) {
    const DeviceFile& only = files.front();
    ParsedConfig config = parse(*only.language, only.config.text, only.config.file);
    parsed.device = std::move(config.device);
    parsed.reports.push_back(std::move(config.report));
    return parsed;
  }
  parsed.reports.resize(files.size());
  for (const LanguageEntry& language : languages()) {
    if (language.extend != nullptr) extend_by(language, files, parsed.device, parsed.reports);
  }
  parsed.device.language = files.front().language->family;
  for (const DeviceFile& file : files) parsed.device.files.push_back(file.config.file);
  if (parsed.device.name.empty()) parsed.device.name = parsed.device.hostname;
  return parsed;
}

}  // namespace sekisho::config
