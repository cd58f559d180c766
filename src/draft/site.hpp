// Everything that was read of a folder of configs: what the steps of drafting look at.
#pragma once

#include <sekisho/draft/draft.hpp>

#include <sekisho/config/parse.hpp>
#include <sekisho/model/network.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::draft {

/// A config file in a known language.
struct ConfigFile {
  std::string path;
  std::string text;
  const config::LanguageEntry* language = nullptr;
};

/// The files of a folder, told apart.
struct ConfigFiles {
  std::vector<ConfigFile> configs;
  std::vector<ConfigFile> tables;  // routing tables as devices print them; `language` knows how to read it
  std::vector<std::string> left_out;
};

struct FoundDevice {
  DraftDevice draft;
  Device device;
  std::map<std::string, std::vector<std::string>> lines;  // of each config file, by path
};

struct Site {
  std::vector<FoundDevice> devices;

  [[nodiscard]] const Device& device(const Attachment& at) const { return devices[at.device].device; }
  [[nodiscard]] const Interface& interface(const Attachment& at) const {
    return device(at).interfaces[at.interface];
  }
  [[nodiscard]] InterfaceRef ref(const Attachment& at) const {
    return {devices[at.device].draft.name, interface(at).name, {}};
  }
  /// `core-sw:Vlan20`.
  [[nodiscard]] std::string spelled(const Attachment& at) const;

  /// What the administrator wrote about a construct: its description, alias, comment and name lines.
  [[nodiscard]] std::vector<std::string> remarks(std::size_t device, const Span& span) const;
};

// config_files.cpp
/// Reads and tells apart all files below `folder`. What is left out is reported, file by file.
[[nodiscard]] ConfigFiles find_config_files(const std::string& folder, DiagnosticSink& sink);

// found_devices.cpp
/// Groups files into devices and reads them. Each device has a name of its own. What may be two versions of
/// one device is reported, and the later file counts.
[[nodiscard]] Site find_devices(const ConfigFiles& files, DiagnosticSink& sink);

/// The devices joined by `links`; segments are none.
[[nodiscard]] Network join(const Site& site, const std::vector<DraftLink>& links);

}  // namespace sekisho::draft
