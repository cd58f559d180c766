// What a command is: its options, its help and its run. One file per command implements this.
#pragma once

#include "cli/session.hpp"

#include <sekisho/report/phrase.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): the name of the third party
class App;
}

namespace sekisho::cli {

class Command {
 public:
  virtual ~Command() = default;

  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual std::string arguments() const = 0;       // "SNAPSHOT [OPTION]...", for the usage line
  [[nodiscard]] virtual report::Phrase purpose() const = 0;      // one line
  [[nodiscard]] virtual report::Phrase explanation() const = 0;  // what it does and how to read it
  [[nodiscard]] virtual report::Phrase examples() const = 0;
  [[nodiscard]] virtual report::Phrase exit_statuses() const = 0;

  /// The formats that it writes; the first is the default.
  [[nodiscard]] virtual std::vector<Format> formats() const { return {Format::text, Format::json}; }

  /// Adds its options and arguments; they are stored as written, in the command.
  virtual void declare(CLI::App& app, Language language) = 0;

  /// Checks its arguments (usage errors go to the sink) before anything is read.
  virtual void check(DiagnosticSink& sink) = 0;

  /// Runs it; called only when check() found no error.
  [[nodiscard]] virtual int run(Session& session) = 0;
};

[[nodiscard]] std::unique_ptr<Command> init_command();
[[nodiscard]] std::unique_ptr<Command> verify_command();
[[nodiscard]] std::unique_ptr<Command> reach_command();
[[nodiscard]] std::unique_ptr<Command> trace_command();
[[nodiscard]] std::unique_ptr<Command> diff_command();
[[nodiscard]] std::unique_ptr<Command> explain_command();
[[nodiscard]] std::unique_ptr<Command> repair_command();
[[nodiscard]] std::unique_ptr<Command> lint_command();
[[nodiscard]] std::unique_ptr<Command> confirm_command();
[[nodiscard]] std::unique_ptr<Command> simplify_command();
[[nodiscard]] std::unique_ptr<Command> probe_plan_command();
[[nodiscard]] std::unique_ptr<Command> parse_command();
[[nodiscard]] std::unique_ptr<Command> flows_command();
[[nodiscard]] std::unique_ptr<Command> profiles_command();

/// All commands, in the order in which help lists them.
[[nodiscard]] std::vector<std::unique_ptr<Command>> all_commands();

}  // namespace sekisho::cli
