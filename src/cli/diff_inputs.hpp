// What `diff` compares: snapshots, configs and folders of configs.
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/loading/load.hpp>

#include <optional>
#include <string>

namespace sekisho::cli {

struct DiffSide {
  LoadedNetwork loaded;
  bool is_snapshot = false;  // else there are devices only: no links, no segments, no policy
};

/// Reads a snapshot (.yaml, .yml), a config in any language that is known, or a folder of configs. Nothing,
/// and reported, when it is not usable.
[[nodiscard]] std::optional<DiffSide> load_side(const std::string& path, DiagnosticSink& sink);

/// Two configs by themselves are two states of one device, whatever their hostnames: the old one gets the
/// name of the new one.
void match_single_configs(DiffSide& before, const DiffSide& after);

}  // namespace sekisho::cli
