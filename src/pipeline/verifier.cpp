#include <sekisho/pipeline/verifier.hpp>

#include "requirements.hpp"
#include "since_approval.hpp"

#include <chrono>
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

std::vector<std::string> texts_of(const std::vector<std::string>& paths) {
  std::vector<std::string> texts;
  for (const std::string& path : paths) texts.push_back(text_of(path));
  return texts;
}

}  // namespace

Verifier::Verifier(std::string snapshot_path, VerifyOptions options)
    : options_(std::move(options)), reader_(std::move(snapshot_path)) {}

std::vector<std::string> Verifier::files() const {
  std::vector<std::string> files = reader_.files();
  if (from_folder_) files.insert(files.end(), from_folder_->files.begin(), from_folder_->files.end());
  return files;
}

bool Verifier::is_stale() const {
  return reader_.is_stale() || (from_folder_ && profile_texts_ != texts_of(from_folder_->files));
}

bool Verifier::read_network(DiagnosticSink& sink) {
  const NetworkReader::Outcome outcome = reader_.read(sink);
  if (outcome == NetworkReader::Outcome::unusable || sink.has_errors()) {
    pool_.reset();
    return false;
  }
  if (outcome == NetworkReader::Outcome::read_anew) pool_.reset();
  if (!pool_) {
    pool_.emplace(loaded().network, loaded().routes, options_.date,
                  CubeLimits(options_.cube_limit, options_.blamed_cube_limit), options_.jobs,
                  CheckerPool::Use::again);
  } else if (!reader_.changed_devices().empty()) {
    pool_->network_changed(reader_.changed_devices());
  }
  return true;
}

const Policies* Verifier::policies(DiagnosticSink& sink) {
  const Snapshot& snapshot = loaded().network.snapshot;
  if (!options_.policy_folder.empty()) {
    from_folder_ = find_policies(snapshot, options_.policy_folder, sink);
    if (!from_folder_) return nullptr;
    profile_texts_ = texts_of(from_folder_->files);
    return &*from_folder_;
  }
  if (!builtin_ || builtin_policy_ != snapshot.policy || builtin_model_ != snapshot.model) {
    builtin_ = find_policies(snapshot, "", sink);
    builtin_policy_ = snapshot.policy;
    builtin_model_ = snapshot.model;
  }
  return builtin_ ? &*builtin_ : nullptr;
}

std::vector<Requirement> Verifier::requirements(const Policies& named, DiagnosticSink& sink) const {
  if (sink.has_errors()) return {};
  return pipeline::selected(compile(named, loaded().network.snapshot, sink), options_.only, sink);
}

audit::Subject Verifier::subject() const {
  return {loaded().network, loaded().routes, options_.date, options_.jobs};
}

std::optional<VerifyResult> Verifier::run(DiagnosticSink& sink) {
  if (!read_network(sink)) return std::nullopt;
  const auto start = std::chrono::steady_clock::now();
  const Policies* named = policies(sink);
  if (named == nullptr) return std::nullopt;
  const std::vector<Requirement> all = requirements(*named, sink);
  if (all.empty()) return std::nullopt;
  VerifyResult result = pipeline::empty_result(loaded().network.snapshot, *named, options_.date);
  const std::optional<compare::StateDifference> changed =
      pipeline::since_approval(loaded(), all, options_.date);
  audit::Subject with_changes = subject();
  with_changes.since_approval = changed ? &*changed : nullptr;
  result.requirements = pipeline::decide(all, *pool_, with_changes, options_.progress);
  pipeline::count(result);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return result;
}

std::optional<std::vector<RequirementResult>> Verifier::run_some(
    const std::function<bool(const Requirement&)>& is_wanted, DiagnosticSink& sink) {
  if (!read_network(sink)) return std::nullopt;
  const Policies* named = policies(sink);
  if (named == nullptr) return std::nullopt;
  std::vector<Requirement> some = requirements(*named, sink);
  if (some.empty()) return std::nullopt;
  std::erase_if(some,
                [&](const Requirement& each) { return !is_about_packets(each.kind) || !is_wanted(each); });
  return pipeline::decide(some, *pool_, subject(), {});
}

}  // namespace sekisho
