// The files of a folder of configs.
#pragma once

#include <sekisho/base/diagnostic.hpp>

#include <optional>
#include <string>
#include <vector>

namespace sekisho {

/// Regular files below a folder, sorted by path. Hidden files and folders and symbolic links are left out
/// (links may lead in circles). A folder that cannot be read is reported.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder, DiagnosticSink& sink);

/// The whole file, byte for byte. Nothing, and reported, when it cannot be read or is larger than any
/// config is.
[[nodiscard]] std::optional<std::string> read_config_file(const std::string& path, DiagnosticSink& sink);

}  // namespace sekisho
