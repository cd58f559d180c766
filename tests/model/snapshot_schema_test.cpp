// The JSON Schema and the loader say the same about the form of a snapshot.
#include "model/diagnostic_cases.hpp"
#include "model/snapshot_files.hpp"
#include "support/data.hpp"

#include <sekisho/base/code.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <sstream>

#include <sys/wait.h>

namespace sekisho::test {
namespace {

std::filesystem::path schema_path() { return source_root() / "docs/schemas/snapshot.schema.json"; }

/// Runs the checker; its exit status and what it printed.
std::pair<int, std::string> check_schema(const std::string& list) {
  const std::string script = (source_root() / "tests/model/check_schema.py").string();
  const std::string command = "python3 '" + script + "' '" + schema_path().string() + "' '" + list + "' 2>&1";
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return {127, "cannot run python3"};
  std::string output;
  std::array<char, 4096> block{};
  for (std::size_t n = 0; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
    output.append(block.data(), n);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, output};
}

void expect_as_listed(const std::string& list) {
  const auto [status, output] = check_schema(list);
  if (status == 77 || status == 127) GTEST_SKIP() << "needs python3-jsonschema and python3-yaml: " << output;
  EXPECT_EQ(status, 0) << output;
}

std::vector<std::string> shipped_snapshots() {
  std::vector<std::string> paths;
  const std::filesystem::path root = source_root() / "topologies";
  if (!std::filesystem::exists(root)) return paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "snapshot.yaml") paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

TEST(SnapshotSchema, AcceptsTheShippedSnapshots) {
  std::string list;
  for (const std::string& path : shipped_snapshots()) list += "accept " + path + '\n';
  if (list.empty()) GTEST_SKIP() << "no snapshots under topologies/";
  const TemporaryFolder folder;
  expect_as_listed(folder.write("list", list));
}

TEST(SnapshotLoad, AcceptsTheShippedSnapshots) {
  for (const std::string& path : shipped_snapshots()) {
    DiagnosticSink sink;
    EXPECT_TRUE(load_snapshot(path, sink)) << path;
    EXPECT_FALSE(sink.has_errors()) << path << '\n' << testing::PrintToString(summary(sink));
  }
}

/// Faults of form, which a schema sees. All others need names, addresses or files, or are warnings.
bool is_fault_of_form(std::string_view expected) {
  static const std::set<std::string_view> codes{
      "missing_key",
      "unknown_key",
      "expected_map",
      "expected_list",
      "expected_text",
      "expected_boolean",
      "bad_name",
      "bad_link",
      "capture_place",
      "empty_list",
      "bad_interface_reference",
      "bad_service",
      "bad_port",
      "bad_icmp_type",
      "unknown_sanitizer",
      "unsupported_version",
      "bad_sha256",
  };
  const std::string_view code = expected.substr(0, expected.find(' '));
  // `any/1`, `esp/1`, `tcp/65536` and reversed ranges have the right form.
  static const std::set<std::string_view> well_formed{
      "bad_service esp/1", "bad_service any/1", "bad_port 65536", "bad_port 90-80", "bad_icmp_type 256"};
  if (expected.starts_with("bad_protocol 256")) return true;
  if (expected.find(".direction |") != std::string_view::npos) return true;
  if (code == "bad_date") return expected != "bad_date 2027-02-29" && expected != "bad_date 2027-13-01";
  return codes.contains(code) && !well_formed.contains(expected);
}

/// What PyYAML, a YAML 1.1 reader, takes otherwise: repeated keys, merge keys, keys that are lists.
bool reads_alike(const SnapshotCase& test) {
  if (test.name == "merge_key" || test.name.find("is_list") != std::string::npos) {
    return test.text.find('?') == std::string::npos && test.text.find("<<") == std::string::npos;
  }
  return true;
}

TEST(SnapshotSchema, SeesTheFaultsOfForm) {
  const TemporaryFolder folder;
  std::string list;
  for (const auto* cases : {&file_cases(), &topology_cases(), &register_cases()}) {
    for (const SnapshotCase& test : *cases) {
      const bool unreadable = test.expected[0].starts_with("yaml_") ||
                              test.expected[0].starts_with("not_utf8") ||
                              test.expected[0].starts_with("control_");
      if (unreadable || !reads_alike(test)) continue;
      const bool reject = std::ranges::any_of(test.expected, is_fault_of_form);
      const std::string path = folder.write(test.name + ".yaml", Marked(test.text).text);
      list += (reject ? "reject " : "accept ") + path + '\n';
    }
  }
  expect_as_listed(folder.write("list", list));
}

/// The keys that the loader names as possible at the place where `{KEY}` stands.
std::set<std::string> keys_of_the_loader(std::string text) {
  const std::string key = "qqqqqqqqqqqq";  // near to nothing, so that all keys are listed
  text.replace(text.find("{KEY}"), 5, key + ": x");
  const Loaded loaded = load_text(text);
  for (const Diagnostic& diagnostic : loaded.sink.all()) {
    if (diagnostic.code != Code::unknown_key || diagnostic.arguments[0] != key) continue;
    std::set<std::string> keys;
    std::istringstream names(diagnostic.arguments[2]);
    for (std::string name; std::getline(names >> std::ws, name, ',');) keys.insert(name);
    return keys;
  }
  return {};
}

std::set<std::string> keys_of(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.at("properties").items()) keys.insert(key);
  return keys;
}

TEST(SnapshotSchema, HasTheKeysOfTheLoader) {
  const auto schema = nlohmann::json::parse(read_file(schema_path()));
  const nlohmann::json& defs = schema.at("$defs");
  const std::vector<std::pair<std::string, nlohmann::json>> places{
      {"{KEY}\n", schema},
      {"name: {{KEY}}\n", defs.at("local_text").at("anyOf").at(1)},
      {"devices: {a: {{KEY}}}\n", defs.at("device")},
      {"segments: {a: {{KEY}}}\n", defs.at("segment")},
      {"hosts: {a: {{KEY}}}\n", defs.at("host")},
      {"channels: [{{KEY}}]\n", defs.at("channel")},
      {"channels: [{from: {{KEY}}}]\n", defs.at("end").at("anyOf").at(1)},
      {"exceptions: [{{KEY}}]\n", defs.at("exception")},
      {"exceptions: [{to: {{KEY}}}]\n", defs.at("end").at("anyOf").at(1)},
      {"attestations: [{{KEY}}]\n", defs.at("attestation")},
      {"external_connections: [{{KEY}}]\n", defs.at("external_connection")},
      {"inventory: [{{KEY}}]\n", defs.at("inventory_entry")},
      {"captures: [{{KEY}}]\n", defs.at("capture_point")},
      {"captures: [{mirror: {{KEY}}}]\n", defs.at("capture_point").at("properties").at("mirror")},
  };
  for (const auto& [text, object] : places) EXPECT_EQ(keys_of_the_loader(text), keys_of(object)) << text;
}

TEST(SnapshotSchema, NeedsTheKeysThatTheLoaderNeeds) {
  const auto schema = nlohmann::json::parse(read_file(schema_path()));
  const std::vector<std::pair<std::string, nlohmann::json>> places{
      {"{}", schema},
      {"devices: {a: {}}", schema.at("$defs").at("device")},
      {"segments: {a: {}}", schema.at("$defs").at("segment")},
      {"hosts: {a: {}}", schema.at("$defs").at("host")},
      {"channels: [{}]", schema.at("$defs").at("channel")},
      {"exceptions: [{}]", schema.at("$defs").at("exception")},
      {"attestations: [{}]", schema.at("$defs").at("attestation")},
      {"external_connections: [{}]", schema.at("$defs").at("external_connection")},
      {"inventory: [{}]", schema.at("$defs").at("inventory_entry")},
      {"captures: [{}]", schema.at("$defs").at("capture_point")},
  };
  for (const auto& [text, object] : places) {
    std::set<std::string> needed;
    const Loaded loaded = load_text(text);
    for (const Diagnostic& diagnostic : loaded.sink.all()) {
      const bool of_the_place = text == "{}" || diagnostic.arguments[0] != "snapshot";
      if (diagnostic.code == Code::missing_key && of_the_place) needed.insert(diagnostic.arguments[1]);
    }
    const auto& required = object.at("required");
    EXPECT_EQ(needed, std::set<std::string>(required.begin(), required.end())) << text;
  }
}

}  // namespace
}  // namespace sekisho::test
