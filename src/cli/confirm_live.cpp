#include "cli/confirm_live.hpp"

#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/evidence/watch.hpp>
#include <sekisho/live/file_ring.hpp>
#include <sekisho/live/live_capture.hpp>
#include <sekisho/live/rights.hpp>
#include <sekisho/report/confirm.hpp>
#include <sekisho/report/phrase.hpp>

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>

namespace sekisho::cli {
namespace {

using Clock = std::chrono::steady_clock;
using report::Phrase;

/// The capture that a signal ends. A handler gets no argument.
std::atomic<live::LiveCapture*> running = nullptr;

extern "C" void end_capture(int /*signal*/) {
  if (live::LiveCapture* capture = running.load()) capture->stop();
}

/// Ends `capture` on SIGINT and SIGTERM while it lives.
class EndedBySignals {
 public:
  explicit EndedBySignals(live::LiveCapture& capture) {
    running = &capture;
    interrupt_ = std::signal(SIGINT, end_capture);
    terminate_ = std::signal(SIGTERM, end_capture);
  }
  ~EndedBySignals() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGTERM, terminate_);
    running = nullptr;
  }
  EndedBySignals(const EndedBySignals&) = delete;
  EndedBySignals& operator=(const EndedBySignals&) = delete;

 private:
  using Handler = void (*)(int);
  Handler interrupt_ = SIG_DFL;
  Handler terminate_ = SIG_DFL;
};

/// How often open flows are judged: seldom enough that judging takes a tenth of the time at most.
class Pace {
 public:
  [[nodiscard]] bool is_due() const { return Clock::now() >= next_; }
  void took(Clock::duration duration) {
    next_ = Clock::now() + std::max<Clock::duration>(std::chrono::seconds(1), duration * 10);
  }

 private:
  Clock::time_point next_ = Clock::now() + std::chrono::seconds(1);
};

/// Makes a place where files are to be written when the rights are those of `user`.
bool prepare_folder(const std::string& folder, const std::string& user, Session& session) {
  if (folder.empty()) return true;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const Result<bool> given = error ? Failure{error.message()} : live::give_to_user(folder, user);
  if (!given) session.print(Code::output_unwritable, {folder, given.reason()});
  return given.ok();
}

/// Gives up the rights that only opening the interface needed. False when the process must not go on.
bool give_up_rights(const std::string& user, Session& session) {
  if (const Result<bool> became = live::become_user(user); !became) {
    session.print(Code::live_unusable, {"--user " + user, became.reason()});
    return false;
  }
  if (const Result<bool> confined = live::confine(); !confined)
    session.print(Code::live_rights_kept, {confined.reason()});
  return true;
}

/// A capture that is going on.
class LiveRun {
 public:
  /// `ring`, `evidence`: null where nothing is to be kept.
  LiveRun(live::LiveCapture& capture, evidence::Watch& watch, live::FileRing* ring,
          evidence::LiveEvidence* evidence, Session& session)
      : capture_(capture), watch_(watch), ring_(ring), evidence_(evidence), session_(session) {}

  /// Until the time is over or the capture ends; 0: no time. False when packets could not be kept.
  [[nodiscard]] bool run(int seconds) {
    const Clock::time_point end = Clock::now() + std::chrono::seconds(seconds);
    capture::Frame frame;
    while (seconds == 0 || Clock::now() < end) {
      const live::LiveCapture::Event event = capture_.next(frame);
      if (event == live::LiveCapture::Event::ended) break;
      if (event == live::LiveCapture::Event::frame && !take(frame)) return false;
      if (pace_.is_due() && !tell_news()) return false;
    }
    watch_.end();
    if (!tell_news()) return false;
    return ring_ == nullptr || is_kept(ring_->close(), "--keep");
  }

 private:
  [[nodiscard]] bool take(const capture::Frame& frame) {
    watch_.add(frame);
    return ring_ == nullptr || is_kept(ring_->add(frame), "--keep");
  }

  [[nodiscard]] bool is_kept(const Result<bool>& kept, const char* option) {
    if (!kept) session_.print(Code::output_unwritable, {option, kept.reason()});
    return kept.ok();
  }

  [[nodiscard]] bool tell_news() {
    const Clock::time_point start = Clock::now();
    for (const evidence::Finding& finding : watch_.news()) {
      (void)session_.write(report::confirm_finding_json(finding, session_.settings().json()), 0);
      if (evidence_ != nullptr && !is_kept(evidence_->write(finding), "--write-evidence")) return false;
    }
    pace_.took(Clock::now() - start);
    return true;
  }

  live::LiveCapture& capture_;
  evidence::Watch& watch_;
  live::FileRing* ring_;
  evidence::LiveEvidence* evidence_;
  Session& session_;
  Pace pace_;
};

}  // namespace

void LiveArguments::declare(CLI::App& app, Language language) {
  add_value(app, "--live", place_, "[POINT=]INTERFACE", report::say(Phrase::help_confirm_live, language));
  add_value(app, "--filter", filter_, "BPF", report::say(Phrase::help_confirm_filter, language));
  add_value(app, "--duration", duration_, "SECONDS", report::say(Phrase::help_confirm_duration, language));
  add_value(app, "--snaplen", snap_length_, "BYTES", report::say(Phrase::help_confirm_snaplen, language));
  add_value(app, "--user", user_, "USER", report::say(Phrase::help_confirm_user, language));
  add_value(app, "--keep", keep_folder_, "FOLDER", report::say(Phrase::help_confirm_keep, language));
  add_value(app, "--keep-mib", keep_mib_, "MIB", report::say(Phrase::help_confirm_keep_mib, language));
  add_value(app, "--keep-files", keep_files_, "N", report::say(Phrase::help_confirm_keep_files, language));
}

void LiveArguments::check(DiagnosticSink& sink) {
  const std::size_t equals = place_.find('=');
  if (equals != std::string::npos) point_ = place_.substr(0, equals);
  interface_ = equals == std::string::npos ? place_ : place_.substr(equals + 1);
  constexpr int most = 1'000'000;
  if (!duration_.empty()) seconds_ = read_number("--duration", duration_, 1, 100 * most, sink);
  snap_bytes_ = read_number("--snaplen", snap_length_, 64, 262'144, sink);
  file_mib_ = read_number("--keep-mib", keep_mib_, 1, most, sink);
  most_files_ = read_number("--keep-files", keep_files_, 1, most, sink);
}

std::optional<evidence::ConfirmResult> LiveArguments::capture(const LoadedNetwork& loaded,
                                                              const std::vector<Requirement>& requirements,
                                                              const evidence::KeepOptions& keep,
                                                              Session& session) const {
  live::LiveOptions options;
  options.interface = interface_;
  options.filter = filter_;
  options.snap_length = static_cast<std::uint32_t>(snap_bytes_);
  Result<live::LiveCapture> opened = live::LiveCapture::open(options);
  if (!opened) {
    session.print(Code::live_unusable, {interface_, opened.reason()});
    return std::nullopt;
  }
  live::LiveCapture capture = std::move(opened).value();
  for (const std::string& folder : {keep_folder_, keep.folder}) {
    if (!prepare_folder(folder, user_, session)) return std::nullopt;
  }
  if (!give_up_rights(user_, session)) return std::nullopt;
  session.print(Code::live_started, {interface_});

  evidence::LiveEvidence kept(keep, capture.interface());
  evidence::Watch watch(loaded, requirements, {session.settings().date}, capture.interface(), point_,
                        {&kept});
  live::FileRing ring(
      {keep_folder_, static_cast<std::uint64_t>(file_mib_) << 20, static_cast<std::size_t>(most_files_)},
      capture.interface());
  {
    const EndedBySignals signals(capture);
    LiveRun run(capture, watch, keep_folder_.empty() ? nullptr : &ring, keep.folder.empty() ? nullptr : &kept,
                session);
    if (!run.run(seconds_)) return std::nullopt;
  }
  if (!capture.fault().empty()) session.print(Code::live_unusable, {interface_, capture.fault()});
  const live::Counts counts = capture.counts();
  if (counts.dropped > 0)
    session.print(Code::live_dropped, {std::to_string(counts.dropped), std::to_string(counts.received)});
  return watch.result(counts.received, counts.dropped);
}

}  // namespace sekisho::cli
