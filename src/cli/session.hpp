// One run of a command: its settings, where its output goes, and what it has reported.
#pragma once

#include "cli/settings.hpp"

#include <cstddef>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>

namespace sekisho::cli {

class Session {
 public:
  Session(Settings settings, std::ostream& out, std::ostream& err)
      : settings_(std::move(settings)), out_(out), err_(err) {}

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] Language language() const { return settings_.language; }

  /// Writes diagnostics to the error stream: notes with -v only, warnings unless -q, errors always.
  void print(const DiagnosticSink& sink);
  void print(Code code, const std::vector<std::string>& arguments);
  /// Draws a bar of how much of the work is done, over the one before; takes it away when all is done.
  /// `words` stand behind it, `done/all` where they are empty.
  void show_progress(std::size_t done, std::size_t all, const std::string& words = {});
  /// What does so without words, for work that reports how far it is; empty where no bar is wanted. Not to
  /// outlive the session.
  [[nodiscard]] std::function<void(std::size_t, std::size_t)> progress();

  /// Writes the report to its place. `status` when that worked, else unusable_input with a message.
  /// A reader that has closed the pipe has seen enough: no message, and the status stands.
  [[nodiscard]] int deliver(const std::string& text, int status);
  /// A report in parts, as they come: to its place, which is made with the first part.
  void deliver_part(const std::string& text);
  /// The last part was delivered. As deliver().
  [[nodiscard]] int end_delivery(int status);
  /// The same to the output stream, wherever -o leads.
  [[nodiscard]] int write(const std::string& text, int status);
  /// Writes a report for people to the error stream.
  void tell(const std::string& text);

  /// Writes a file; false, with a message, when that failed.
  [[nodiscard]] bool save(const std::string& path, const std::string& text);

 private:
  Settings settings_;
  std::ostream& out_;
  std::ostream& err_;
  std::ofstream parts_;  // of a report in parts that goes to a file
};

/// Calls `work`; what it throws becomes a message and exit status 70.
[[nodiscard]] int guarded(Session& session, const std::function<int()>& work);

}  // namespace sekisho::cli
