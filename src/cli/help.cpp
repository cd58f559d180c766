#include "cli/help.hpp"

#include <sekisho/report/display.hpp>

#include <CLI/CLI.hpp>

namespace sekisho::cli {
namespace {

using report::Phrase;
using report::say;

constexpr int help_width = 80;
constexpr int option_column = 26;

/// A name on the left and its text wrapped on the right; a long name has a line of its own.
void write_entry(std::string& help, const std::string& name, const std::string& text) {
  std::string lead = "  " + name;
  if (report::display_width(lead) + 2 > option_column) {
    help += lead + "\n";
    lead.clear();
  }
  for (const std::string& line : report::wrap(text, help_width - option_column)) {
    help += report::pad(lead, option_column) + line + "\n";
    lead.clear();
  }
}

void write_paragraph(std::string& help, const std::string& text) {
  for (const std::string& line : report::wrap(text, help_width)) help += line + "\n";
}

/// Text whose lines are kept as they are, indented by two.
void write_lines(std::string& help, const std::string& text) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    help += "  " + text.substr(start, end - start) + "\n";
    start = end + 1;
  }
}

std::string names_of(const CLI::Option& option) {
  std::string names;
  for (const std::string& name : option.get_snames()) names += (names.empty() ? "-" : ", -") + name;
  for (const std::string& name : option.get_lnames()) names += (names.empty() ? "--" : ", --") + name;
  const std::string value = option.get_type_size() == 0 ? std::string() : option.get_type_name();
  return value.empty() ? names : names + " " + value;
}

void write_options(std::string& help, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) write_entry(help, names_of(*option), option->get_description());
  }
}

bool has_options(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) return true;
  }
  return false;
}

}  // namespace

std::string program_help(const CLI::App& program, const std::vector<std::unique_ptr<Command>>& commands,
                         Language language) {
  std::string help;
  write_paragraph(help, say(Phrase::help_program_purpose, language));
  help += "\n" + say(Phrase::help_usage, language) + "\n  sekisho " +
          say(Phrase::help_program_arguments, language) + "\n";
  help += "\n" + say(Phrase::help_commands, language) + "\n";
  for (const auto& command : commands) write_entry(help, command->name(), say(command->purpose(), language));
  help += "\n" + say(Phrase::help_common_options, language) + "\n";
  write_options(help, program);
  help += "\n" + say(Phrase::help_examples, language) + "\n";
  write_lines(help, say(Phrase::help_program_examples, language));
  help += "\n" + say(Phrase::help_exit_statuses, language) + "\n";
  write_lines(help, say(Phrase::help_program_exit, language));
  help += "\n";
  write_paragraph(help, say(Phrase::help_program_more, language));
  return help;
}

std::string command_help(const CLI::App& program, const CLI::App& app, const Command& command,
                         Language language) {
  std::string help;
  write_paragraph(help, "sekisho " + command.name() + " - " + say(command.purpose(), language));
  help += "\n" + say(Phrase::help_usage, language) + "\n  sekisho " + command.name() + " " +
          command.arguments() + "\n\n";
  write_paragraph(help, say(command.explanation(), language));
  help += "\n" + say(Phrase::help_examples, language) + "\n";
  write_lines(help, say(command.examples(), language));
  if (has_options(app)) {
    help += "\n" + say(Phrase::help_options, language) + "\n";
    write_options(help, app);
  }
  help += "\n" + say(Phrase::help_common_options, language) + "\n";
  write_options(help, program);
  help += "\n" + say(Phrase::help_exit_statuses, language) + "\n";
  write_lines(help, say(command.exit_statuses(), language));
  return help;
}

}  // namespace sekisho::cli
