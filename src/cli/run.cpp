// From arguments to a command: parsing, usage errors, help, and the run itself.
//
// CLI11 does the parsing. What is wrong is told in the words of our own catalogue and in the user's
// language, so every value is taken as text and checked behind the parser.
#include "cli/run.hpp"

#include "cli/command.hpp"
#include "cli/help.hpp"

#include <sekisho/base/code.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace sekisho::cli {
namespace {

using Commands = std::vector<std::unique_ptr<Command>>;
using report::Phrase;

void declare_common(CLI::App& program, CommonArguments& arguments, Language language) {
  const auto text = [&](Phrase phrase) { return report::say(phrase, language); };
  const auto option = [&](const char* names, std::string& value, const char* type, Phrase phrase) {
    program.add_option(names, value, text(phrase))
        ->type_name(type)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  };
  program.set_help_flag();
  option("-f,--format", arguments.format, "text|json", Phrase::help_format);
  option("-o,--output", arguments.output, "FILE", Phrase::help_output);
  option("--lang", arguments.language, "ja|en", Phrase::help_lang);
  option("--color", arguments.color, "auto|always|never", Phrase::help_color);
  option("--date", arguments.date, "YYYY-MM-DD", Phrase::help_date);
  option("-j,--jobs", arguments.jobs, "N", Phrase::help_jobs);
  program.add_flag("-q,--quiet", arguments.quiet, text(Phrase::help_quiet));
  program.add_flag("-v,--verbose", arguments.verbose, text(Phrase::help_verbose));
  program.add_flag("-h,--help", arguments.help, text(Phrase::help_help));
  program.add_flag("--version", arguments.version, text(Phrase::help_version));
}

std::string names_of(const Commands& commands) {
  std::string names;
  for (const auto& command : commands) names += (names.empty() ? "" : ", ") + command->name();
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

void report_unknown_command(const std::string& found, const Commands& commands, DiagnosticSink& sink) {
  std::vector<std::string> known;
  for (const auto& command : commands) known.push_back(command->name());
  const std::string near = nearest_name(found, known);
  if (near.empty()) {
    sink.report(Code::unknown_command, {}, {found, names_of(commands)});
  } else {
    sink.report(Code::unknown_command_near, {}, {found, near});
  }
}

/// The first argument that nobody took: a mistyped option, else one argument too many.
void report_leftover(const std::vector<std::string>& leftover, const CLI::App& program, const CLI::App* app,
                     const Commands& commands, DiagnosticSink& sink) {
  const auto is_option = [](const std::string& text) { return text.size() > 1 && text.front() == '-'; };
  const auto option = std::ranges::find_if(leftover, is_option);
  if (option == leftover.end()) {
    if (app == nullptr) {
      report_unknown_command(leftover.front(), commands, sink);
    } else {
      sink.report(Code::excess_argument, {}, {leftover.front(), app->get_name()});
    }
    return;
  }
  const std::string name = option->substr(0, option->find('='));
  std::vector<std::string> known = option_names(program);
  if (app != nullptr) {
    for (std::string& other : option_names(*app)) known.push_back(std::move(other));
  }
  const std::string near = nearest_name(name, known);
  if (near.empty()) {
    sink.report(Code::unknown_option, {}, {name, app == nullptr ? "" : app->get_name()});
  } else {
    sink.report(Code::unknown_option_near, {}, {name, near});
  }
}

/// CLI11 takes the next argument as a value whatever it is; `-o --quiet` is a value forgotten.
void report_swallowed_options(const CLI::App& app, const std::vector<std::string>& known,
                              DiagnosticSink& sink) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) continue;
    for (const std::string& value : option->results()) {
      if (std::ranges::find(known, value) == known.end()) continue;
      sink.report(Code::missing_value, {}, {"--" + option->get_lnames().front()});
    }
  }
}

/// Parses; what CLI11 refuses is a value that is missing or not wanted.
void parse_arguments(CLI::App& program, const std::vector<std::string>& args, DiagnosticSink& sink) {
  const auto option_of = [](const std::string& message) { return message.substr(0, message.find(':')); };
  std::vector<std::string> reversed(args.rbegin(), args.rend());  // as CLI::App::parse wants them
  try {
    program.parse(reversed);
  } catch (const CLI::ArgumentMismatch& error) {
    sink.report(Code::missing_value, {}, {option_of(error.what())});
  } catch (const CLI::ParseError& error) {
    sink.report(Code::unwanted_value, {}, {option_of(error.what())});
  }
}

struct Chosen {
  Command* command = nullptr;
  CLI::App* app = nullptr;
};

Chosen chosen_of(CLI::App& program, const Commands& commands) {
  for (const auto& command : commands) {
    CLI::App* app = program.get_subcommand(command->name());
    if (app->parsed()) return {command.get(), app};
  }
  return {};
}

/// The formats of the command; without one, those that every command writes.
std::vector<Format> formats_of(const Chosen& chosen) {
  if (chosen.command != nullptr) return chosen.command->formats();
  return {Format::text, Format::json};
}

/// `text|json`, as help shows them.
std::string names_of(const std::vector<Format>& formats) {
  std::string names;
  for (const Format format : formats) names += (names.empty() ? "" : "|") + name_of(format);
  return names;
}

/// `sekisho help verify` is `sekisho verify --help`.
std::vector<std::string> without_help_command(std::vector<std::string> args) {
  if (args.empty() || args.front() != "help") return args;
  args.erase(args.begin());
  args.emplace_back("--help");
  return args;
}

int run_parsed(CLI::App& program, const Chosen& chosen, const Commands& commands,
               const CommonArguments& arguments, Session& session, DiagnosticSink& sink) {
  const Language language = session.language();
  if (arguments.version) return session.deliver("sekisho " SEKISHO_VERSION "\n", exit_status::success);
  if (arguments.help && chosen.command == nullptr && program.remaining_size(true) == 0) {
    return session.deliver(program_help(program, commands, language), exit_status::success);
  }
  if (arguments.help && chosen.command != nullptr) {
    const std::string help = command_help(program, *chosen.app, *chosen.command, language);
    return session.deliver(help, exit_status::success);
  }
  const std::vector<std::string> leftover = program.remaining(true);
  if (!leftover.empty()) {
    report_leftover(leftover, program, chosen.app, commands, sink);
  } else if (chosen.command == nullptr) {
    sink.report(Code::no_command, {}, {names_of(commands)});
  } else if (!sink.has_errors()) {
    chosen.command->check(sink);
  }
  session.print(sink);
  if (sink.has_errors()) return exit_status::usage;
  return chosen.command->run(session);
}

}  // namespace

const std::vector<std::string>& environment_variables() {
  static const std::vector<std::string> names{"LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR",
                                              "TERM",   "LOGNAME",     "USER"};
  return names;
}

std::vector<std::unique_ptr<Command>> all_commands() {
  Commands commands;
  commands.push_back(init_command());
  commands.push_back(verify_command());
  commands.push_back(reach_command());
  commands.push_back(trace_command());
  commands.push_back(diff_command());
  commands.push_back(explain_command());
  commands.push_back(repair_command());
  commands.push_back(lint_command());
  commands.push_back(confirm_command());
  commands.push_back(simplify_command());
  commands.push_back(probe_plan_command());
  commands.push_back(parse_command());
  commands.push_back(flows_command());
  commands.push_back(profiles_command());
  return commands;
}

int run(const std::vector<std::string>& given, std::ostream& out, std::ostream& err,
        const Environment& environment) {
  const std::vector<std::string> args = without_help_command(given);
  const Language language = language_of(language_argument(args), environment);
  Settings defaults;
  defaults.language = language;
  Session failing(defaults, out, err);
  return guarded(failing, [&] {
    const Commands commands = all_commands();
    CommonArguments arguments;
    CLI::App program("", "sekisho");
    program.allow_extras();
    program.require_subcommand(0, 1);
    declare_common(program, arguments, language);
    for (const auto& command : commands) {
      CLI::App* app = program.add_subcommand(command->name());
      app->set_help_flag();
      app->allow_extras();
      app->fallthrough();
      command->declare(*app, language);
    }
    DiagnosticSink sink;
    parse_arguments(program, args, sink);
    if (sink.has_errors()) arguments.language = language_argument(args);  // may not have been reached
    std::vector<std::string> known = option_names(program);
    for (const CLI::App* app : program.get_subcommands()) {
      for (std::string& name : option_names(*app)) known.push_back(std::move(name));
      report_swallowed_options(*app, known, sink);
    }
    report_swallowed_options(program, known, sink);
    const Chosen chosen = chosen_of(program, commands);
    const std::vector<Format> formats = formats_of(chosen);
    program.get_option("--format")->type_name(names_of(formats));
    const Settings settings = settings_of(arguments, formats, environment, sink);
    Session session(settings, out, err);
    if (sink.has_errors()) {
      session.print(sink);
      return exit_status::usage;
    }
    return run_parsed(program, chosen, commands, arguments, session, sink);
  });
}

}  // namespace sekisho::cli
