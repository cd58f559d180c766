// Values of the public types as JSON; every report is built of these. Keys: docs/json.md.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/report/options.hpp>

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <vector>

namespace sekisho::report {

// Keys keep the order in which a reader wants them; the same run gives the same bytes.
using Json = nlohmann::ordered_json;

/// `object[key]`, `key_ja` and `key_en`.
void put_local(Json& object, const std::string& key, const LocalText& text, Language language);

[[nodiscard]] Json json_of(const Packet& packet);
[[nodiscard]] Json json_of(const RuleSource& rule);
[[nodiscard]] Json json_of(const TraceHop& hop, Language language);
[[nodiscard]] Json json_of(const TracePath& path, Language language);
[[nodiscard]] Json json_of_hops(const std::vector<TraceHop>& hops, Language language);
[[nodiscard]] Json json_of(const BlamedRule& rule);
[[nodiscard]] Json json_of(const Reason& reason, Language language);
/// The four members that say which packets: `certain`, `possible`, and whether each is complete.
void put_cubes(Json& json, const FlowCubes& cubes);
/// Cubes, each of one family and one protocol.
[[nodiscard]] Json json_of(const std::vector<Cube>& cubes);
/// Line counts: total and one per class.
[[nodiscard]] Json json_of_lines(std::span<const config::FileReport> files);
[[nodiscard]] Json json_of_date(const std::optional<Date>& date);  // null when absent

/// `"schema": "sekisho/<command>/1"` and the program that wrote it.
[[nodiscard]] Json json_head(const std::string& command, const JsonOptions& options);

/// The document, indented, with a newline at its end. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string written(const Json& document, bool on_one_line = false);

}  // namespace sekisho::report
