#include <sekisho/pipeline/verifier.hpp>

#include "requirements.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

namespace sekisho {

namespace {

/// The contents of a file; empty when there is none.
std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace

Verifier::Verifier(std::string snapshot_path, VerifyOptions options)
    : options_(std::move(options)), reader_(std::move(snapshot_path)) {}

std::optional<std::string> Verifier::profile_file() const {
  const std::string& policy = loaded().network.snapshot.policy;
  if (options_.policy_folder.empty() || policy.empty()) return std::nullopt;
  return (std::filesystem::path(options_.policy_folder) / (policy + ".yaml")).string();
}

std::vector<std::string> Verifier::files() const {
  std::vector<std::string> files = reader_.files();
  if (const std::optional<std::string> file = profile_file()) files.push_back(*file);
  return files;
}

bool Verifier::is_stale() const {
  const std::optional<std::string> file = profile_file();
  return reader_.is_stale() || (file && text_of(*file) != profile_text_);
}

bool Verifier::read_network(DiagnosticSink& sink) {
  const NetworkReader::Outcome outcome = reader_.read(sink);
  if (outcome == NetworkReader::Outcome::unusable || sink.has_errors()) {
    pool_.reset();
    return false;
  }
  if (outcome == NetworkReader::Outcome::read_anew) pool_.reset();
  if (!pool_) {
    pool_.emplace(loaded().network, loaded().routes, options_.date, options_.cube_limit, options_.jobs,
                  CheckerPool::Use::again);
  } else if (!reader_.changed_devices().empty()) {
    pool_->network_changed(reader_.changed_devices());
  }
  return true;
}

const Profile* Verifier::profile(DiagnosticSink& sink) {
  const Snapshot& snapshot = loaded().network.snapshot;
  const Span asked_at{snapshot.file, 1, 0, 0};
  if (!options_.policy_folder.empty()) {
    if (const std::optional<std::string> file = profile_file()) profile_text_ = text_of(*file);
    from_folder_ = find_profile(snapshot.policy, options_.policy_folder, asked_at, sink);
    return from_folder_ ? &*from_folder_ : nullptr;
  }
  if (!builtin_ || builtin_->name != snapshot.policy)
    builtin_ = find_profile(snapshot.policy, "", asked_at, sink);
  return builtin_ ? &*builtin_ : nullptr;
}

std::optional<VerifyResult> Verifier::run(DiagnosticSink& sink) {
  if (!read_network(sink)) return std::nullopt;
  const auto start = std::chrono::steady_clock::now();
  const Profile* policy = profile(sink);
  if (policy == nullptr || sink.has_errors()) return std::nullopt;
  const Snapshot& snapshot = loaded().network.snapshot;
  const std::vector<Requirement> requirements =
      pipeline::selected(compile(*policy, snapshot), options_.only, sink);
  if (requirements.empty()) return std::nullopt;
  VerifyResult result = pipeline::empty_result(snapshot, *policy, options_.date);
  result.requirements = pool_->check(requirements, options_.progress);
  pipeline::count(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace sekisho
