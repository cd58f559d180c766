// From files to devices: which files are of one device, what it is called, and which of several versions
// of its config counts.
#include "draft/file_names.hpp"

#include <sekisho/base/code.hpp>
#include "draft/site.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <sstream>
#include <utility>

namespace sekisho::draft {
namespace {

/// Files that are read as one device.
struct Group {
  std::string key;
  std::vector<const ConfigFile*> files;
};

/// A language of a family has its files in pieces, told apart by folder, by the device in the file's name and
/// by its date; every other file is a device.
std::vector<Group> groups_of(const std::vector<ConfigFile>& configs) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> by_key;
  for (const ConfigFile& file : configs) {
    std::string key = file.path;
    if (!file.language->family.empty()) {
      const FileName name = read_file_name(file.path);
      key = std::filesystem::path(file.path).parent_path().string() + '/' +
            std::string(file.language->family) + '/' + lower(name.device) + '/' + name.date;
    }
    const auto [found, is_new] = by_key.emplace(key, groups.size());
    if (is_new) groups.push_back({key, {}});
    groups[found->second].files.push_back(&file);
  }
  return groups;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return lines;
}

/// The hostname, else the device in the file's name, else the folder.
std::string name_for(const Device& device, const std::string& path) {
  std::string name = device.hostname;
  if (name.empty()) name = read_file_name(path).device;
  if (name.empty()) name = folder_name(path);
  if (name.empty()) name = std::filesystem::path(path).stem().string();
  std::ranges::replace(name, ':', '-');
  return name.empty() ? "device" : name;
}

FoundDevice read_group(const Group& group) {
  std::vector<config::DeviceFile> files;
  for (const ConfigFile* file : group.files) files.push_back({file->language, {file->text, file->path}});
  FoundDevice found;
  found.device = config::parse_device(files).device;
  const config::LanguageEntry& language = *group.files.front()->language;
  found.draft.language = std::string(language.name);
  for (const ConfigFile* file : group.files) {
    found.draft.configs.push_back(file->path);
    found.lines[file->path] = lines_of(file->text);
  }
  found.draft.name = name_for(found.device, found.draft.configs.front());
  found.device.name = found.draft.name;
  return found;
}

std::set<Address> addresses_of(const Device& device) {
  std::set<Address> addresses;
  for (const Interface& interface : device.interfaces) {
    for (const InterfaceAddress& address : interface.addresses) addresses.insert(address.address);
  }
  return addresses;
}

/// Two configs of one name are two versions of one device when they share at least half of the addresses of
/// the one that has fewer, or have none at all.
bool are_versions(const FoundDevice& a, const FoundDevice& b) {
  if (lower(a.draft.name) != lower(b.draft.name) || a.device.language != b.device.language) return false;
  const std::set<Address> of_a = addresses_of(a.device);
  const std::set<Address> of_b = addresses_of(b.device);
  const auto shared = std::ranges::count_if(of_a, [&](const Address& each) { return of_b.contains(each); });
  return static_cast<std::size_t>(shared) * 2 >= std::min(of_a.size(), of_b.size());
}

/// Of two versions, the one that lies less deep counts (older ones are put into folders), else the one whose
/// name comes later (names end in dates).
bool counts_before(const FoundDevice& a, const FoundDevice& b) {
  const auto depth = [](const FoundDevice& device) {
    return std::ranges::count(device.draft.configs.front(), '/');
  };
  if (depth(a) != depth(b)) return depth(a) < depth(b);
  return a.draft.configs.front() > b.draft.configs.front();
}

/// Leaves one version of each device; the others are reported.
void drop_other_versions(std::vector<FoundDevice>& devices, DiagnosticSink& sink) {
  std::vector<FoundDevice> kept;
  std::map<std::string, std::vector<std::size_t>> by_name;
  for (FoundDevice& device : devices) {
    std::vector<std::size_t>& same_name = by_name[lower(device.draft.name)];
    const auto known =
        std::ranges::find_if(same_name, [&](std::size_t i) { return are_versions(kept[i], device); });
    if (known == same_name.end()) {
      same_name.push_back(kept.size());
      kept.push_back(std::move(device));
      continue;
    }
    if (counts_before(device, kept[*known])) std::swap(device, kept[*known]);
    sink.report(Code::draft_other_version, {device.draft.configs.front()},
                {device.draft.name, kept[*known].draft.configs.front()});
  }
  devices = std::move(kept);
}

/// Devices that share a hostname are told apart by file, then by folder, then by number.
void make_names_unique(std::vector<FoundDevice>& devices, DiagnosticSink& sink) {
  std::set<std::string> taken;
  for (FoundDevice& device : devices) {
    const std::string wanted = device.draft.name;
    const std::string& path = device.draft.configs.front();
    std::vector<std::string> candidates{wanted, read_file_name(path).device, folder_name(path)};
    for (const std::string& part : std::vector<std::string>(candidates.begin() + 1, candidates.end()))
      candidates.push_back(wanted + "-" + part);
    std::string name;
    for (const std::string& candidate : candidates) {
      const bool usable = !candidate.empty() && candidate.find(':') == std::string::npos;
      if (name.empty() && usable && !taken.contains(lower(candidate))) name = candidate;
    }
    for (int number = 2; name.empty(); ++number) {
      const std::string candidate = wanted + "-" + std::to_string(number);
      if (!taken.contains(lower(candidate))) name = candidate;
    }
    if (name != wanted) sink.report(Code::draft_name_taken, {path}, {wanted, name});
    taken.insert(lower(name));
    device.draft.name = name;
    device.device.name = name;
  }
}

/// The device that a routing table is of: the one whose name is in the table's name; where that says no
/// device, the one that its folder is called by, or whose config is in a folder of that name. Null when there
/// is none, or more than one.
FoundDevice* owner_of(const ConfigFile& table, Site& site) {
  const std::string by_file = lower(read_file_name(table.path).device);
  const std::string by_folder = lower(folder_name(table.path));
  FoundDevice* owner = nullptr;
  for (FoundDevice& device : site.devices) {
    const config::LanguageEntry* language = config::find_language(device.draft.language);
    if (language == nullptr || language->read_table != table.language->read_table) continue;
    const std::string name = lower(device.draft.name);
    const bool is_named = !by_file.empty() && name == by_file;
    const bool is_in_folder =
        by_file.empty() && !by_folder.empty() &&
        (name == by_folder || lower(folder_name(device.draft.configs.front())) == by_folder);
    if (!is_named && !is_in_folder) continue;
    if (owner != nullptr) return nullptr;
    owner = &device;
  }
  return owner;
}

void add_tables(Site& site, const std::vector<ConfigFile>& tables, DiagnosticSink& sink) {
  for (const ConfigFile& table : tables) {
    FoundDevice* owner = owner_of(table, site);
    if (owner == nullptr) {
      sink.report(Code::draft_table_without_device, {table.path});
      continue;
    }
    owner->draft.tables.push_back(table.path);
    DiagnosticSink ignored;  // the loader of the snapshot says what is wrong with it
    (void)table.language->read_table(table.text, table.path, owner->device, ignored);
  }
}

}  // namespace

std::string Site::spelled(const Attachment& at) const {
  return devices[at.device].draft.name + ':' + interface(at).name;
}

std::vector<std::string> Site::remarks(std::size_t device, const Span& span) const {
  std::vector<std::string> remarks;
  const auto file = devices[device].lines.find(span.file);
  if (file == devices[device].lines.end() || span.line <= 0) return remarks;
  const int end = std::max(span.line, span.end_line);
  for (int number = span.line; number <= end && number <= static_cast<int>(file->second.size()); ++number) {
    std::istringstream line(file->second[static_cast<std::size_t>(number) - 1]);
    std::string key;
    line >> key;
    if (key == "set") line >> key;
    const bool is_remark = key == "description" || key == "alias" || key == "comment" || key == "comments" ||
                           key == "remark" || key == "name";
    if (!is_remark) continue;
    std::string text;
    std::getline(line >> std::ws, text);
    std::erase(text, '"');
    std::erase(text, '\r');
    if (!text.empty()) remarks.push_back(std::move(text));
  }
  return remarks;
}

Site find_devices(const ConfigFiles& files, DiagnosticSink& sink) {
  Site site;
  for (const Group& group : groups_of(files.configs)) site.devices.push_back(read_group(group));
  drop_other_versions(site.devices, sink);
  make_names_unique(site.devices, sink);
  add_tables(site, files.tables, sink);
  return site;
}

Network join(const Site& site, const std::vector<DraftLink>& links) {
  Snapshot snapshot;
  std::vector<Device> devices;
  for (const FoundDevice& found : site.devices) {
    SnapshotDevice device;
    device.name = found.draft.name;
    device.language = found.draft.language;
    device.configs = found.draft.configs;
    snapshot.devices.push_back(std::move(device));
    devices.push_back(found.device);
  }
  int line = 0;
  for (const DraftLink& link : links) {
    ++line;  // ends of one medium share a span
    for (std::size_t a = 0; a < link.ends.size(); ++a) {
      for (std::size_t b = a + 1; b < link.ends.size(); ++b)
        snapshot.links.push_back({link.ends[a], link.ends[b], {"draft", line}, true});
    }
  }
  DiagnosticSink ignored;
  return build_network(std::move(snapshot), std::move(devices), ignored);
}

}  // namespace sekisho::draft
