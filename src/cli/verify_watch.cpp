#include "cli/verify_watch.hpp"

#include "cli/file_watch.hpp"

#include <sekisho/base/code.hpp>

#include <sekisho/pipeline/verifier.hpp>
#include <sekisho/report/verify.hpp>

#include <optional>
#include <utility>

namespace sekisho::cli {
namespace {

class VerifyWatch {
 public:
  VerifyWatch(const std::string& snapshot, const VerifyOptions& options, Session& session)
      : session_(session), verifier_(snapshot, options) {}

  int run() {
    const int interrupt = session_.settings().interrupts ? session_.settings().interrupts() : -1;
    FileWatch watch;
    int status = 0;
    do {
      status = verify_once();
      if (std::string cause; !watch.follow(verifier_.files(), cause)) {
        session_.print(Code::file_unreadable, {cause, "inotify"});
        return exit_status::unusable_input;
      }
      // What was saved between the reading and the watching has no event; and a save that changes nothing
      // is no reason to run.
    } while (is_stale() || wait_for_change(watch, interrupt));
    return status;
  }

 private:
  [[nodiscard]] bool is_stale() const { return is_usable_ && verifier_.is_stale(); }

  [[nodiscard]] bool wait_for_change(FileWatch& watch, int interrupt) const {
    while (watch.wait(interrupt)) {
      if (!is_usable_ || verifier_.is_stale()) return true;
    }
    return false;
  }

  int verify_once() {
    DiagnosticSink sink;
    std::optional<VerifyResult> result = verifier_.run(sink);
    session_.print(sink);
    is_usable_ = false;
    if (!result || sink.has_errors()) return exit_status::unusable_input;
    is_usable_ = true;
    const LoadedNetwork& loaded = verifier_.loaded();
    const report::VerifyInput input{&*result, &loaded.network.snapshot, &loaded.files};
    const int status = session_.deliver(report_of(input), report::exit_status_of(*result));
    shown_ = std::move(result);
    return status;
  }

  [[nodiscard]] std::string report_of(const report::VerifyInput& input) const {
    const Settings& settings = session_.settings();
    if (settings.format == Format::json) {
      report::JsonOptions options = settings.json();
      options.on_one_line = true;
      return report::verify_json(input, options);
    }
    if (!shown_) return report::verify_text(input, settings.text());
    return report::verify_changes_text(*shown_, input, settings.text());
  }

  Session& session_;
  Verifier verifier_;
  bool is_usable_ = false;             // the input of the last run
  std::optional<VerifyResult> shown_;  // the last result that was reported
};

}  // namespace

int watch_and_verify(const std::string& snapshot, const VerifyOptions& options, Session& session) {
  return VerifyWatch(snapshot, options, session).run();
}

}  // namespace sekisho::cli
