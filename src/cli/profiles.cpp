// sekisho profiles: which policies there are, and how each clause of one is checked.
#include "cli/command.hpp"
#include "cli/value_options.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/policy/profile.hpp>
#include <sekisho/report/profiles.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>

namespace sekisho::cli {
namespace {

using report::Phrase;

class ProfilesCommand final : public Command {
 public:
  [[nodiscard]] std::string name() const override { return "profiles"; }
  [[nodiscard]] std::string arguments() const override { return "[NAME]... [--policies FOLDER]"; }
  [[nodiscard]] Phrase purpose() const override { return Phrase::help_profiles_purpose; }
  [[nodiscard]] Phrase explanation() const override { return Phrase::help_profiles_text; }
  [[nodiscard]] Phrase examples() const override { return Phrase::help_profiles_examples; }
  [[nodiscard]] Phrase exit_statuses() const override { return Phrase::help_profiles_exit; }

  void declare(CLI::App& app, Language language) override {
    app.add_option("NAME", names_);
    add_value(app, "--policies", policies_, "FOLDER", report::say(Phrase::help_policies, language));
  }

  void check(DiagnosticSink& /*sink*/) override {}

  [[nodiscard]] int run(Session& session) override {
    if (!policies_.empty() && !std::filesystem::is_directory(policies_)) {
      session.print(Code::file_unreadable, {policies_, "not a folder"});
      return exit_status::unusable_input;
    }
    DiagnosticSink sink;
    std::vector<Profile> profiles;
    for (const std::string& each : names_.empty() ? all_names() : names_) {
      std::optional<Profile> profile = find_profile(each, policies_, {}, sink);
      if (profile) profiles.push_back(std::move(*profile));
    }
    session.print(sink);
    const int status = sink.has_errors() ? exit_status::unusable_input : exit_status::success;
    return profiles.empty() ? status : session.deliver(text_of(profiles, session.settings()), status);
  }

 private:
  /// Those of the program and those of the folder.
  [[nodiscard]] std::vector<std::string> all_names() const {
    std::vector<std::string> names = builtin_profiles();
    std::error_code ignored;
    if (!policies_.empty()) {
      for (const auto& entry : std::filesystem::directory_iterator(policies_, ignored)) {
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
      }
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  [[nodiscard]] std::string text_of(const std::vector<Profile>& profiles, const Settings& settings) const {
    if (settings.format == Format::json) {
      return names_.empty() ? report::profile_list_json(profiles, settings.json())
                            : report::profiles_json(profiles, settings.json());
    }
    return names_.empty() ? report::profile_list_text(profiles, settings.text())
                          : report::profiles_text(profiles, settings.text());
  }

  std::vector<std::string> names_;
  std::string policies_;
};

}  // namespace

std::unique_ptr<Command> profiles_command() { return std::make_unique<ProfilesCommand>(); }

}  // namespace sekisho::cli
