#include "check_cli/run.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/check/check.hpp>
#include <sekisho/loading/load.hpp>
#include <sekisho/policy/profile.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>

namespace sekisho::check_cli {

namespace {

constexpr const char* usage =
    "sekisho-check CERTIFICATE [--snapshot SNAPSHOT] [--policies FOLDER] [--lang ja|en]\n";

struct Arguments {
  std::string certificate;
  std::string snapshot;
  std::string policies;
  std::string language;
};

/// Nothing when they are not those of the usage.
std::optional<Arguments> arguments_of(const std::vector<std::string>& args, const std::string& locale) {
  Arguments result{"", "", "", locale.substr(0, 2) == "ja" ? "ja" : "en"};
  const std::map<std::string, std::string*> options{
      {"--snapshot", &result.snapshot}, {"--policies", &result.policies}, {"--lang", &result.language}};
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto option = options.find(args[i]);
    if (option != options.end() && i + 1 < args.size()) {
      *option->second = args[++i];
    } else if (args[i].substr(0, 1) != "-" && result.certificate.empty()) {
      result.certificate = args[i];
    } else {
      return std::nullopt;
    }
  }
  const bool known_language = result.language == "ja" || result.language == "en";
  return result.certificate.empty() || !known_language ? std::nullopt : std::optional(result);
}

std::optional<std::string> read_file(const std::string& path, DiagnosticSink& sink) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  if (file) text << file.rdbuf();
  if (!file.is_open() || file.bad()) {
    sink.report(Code::file_unreadable, {}, {path, std::generic_category().message(errno)});
    return std::nullopt;
  }
  return text.str();
}

/// The model that a snapshot gives today, on the day of the certificate.
std::optional<std::string> model_of(const Arguments& arguments, const ModelFile& certified,
                                    DiagnosticSink& sink) {
  std::optional<LoadedNetwork> loaded = load_network(arguments.snapshot, sink);
  if (!loaded || sink.has_errors()) return std::nullopt;
  const Snapshot& snapshot = loaded->network.snapshot;
  const std::optional<Policies> policies = find_policies(snapshot, arguments.policies, sink);
  if (!policies) return std::nullopt;
  std::vector<Requirement> requirements = compile(*policies, snapshot, sink);
  return write_model({certified.date, policies->name(), std::move(loaded->network), std::move(loaded->routes),
                      std::move(requirements)});
}

class Program {
 public:
  Program(const Arguments& arguments, std::ostream& out)
      : arguments_(arguments),
        out_(out),
        language_(arguments.language == "ja" ? Language::ja : Language::en) {}

  int run(std::ostream& err) {
    const int status = checked();
    for (const Diagnostic& each : sink_.all()) {
      if (severity_of(each.code) == Severity::error) err << render(each, language_) << '\n';
    }
    return status;
  }

 private:
  static constexpr int refused = 1;
  static constexpr int unusable = 65;

  int checked() {
    const std::optional<std::string> text = read_file(arguments_.certificate, sink_);
    if (!text) return unusable;
    const Result<dump::CertificateFile> certificate = dump::read_certificate(*text);
    if (!certificate) return refuse(Code::certificate_unreadable, {certificate.reason()});
    const std::string& wanted = certificate.value().model_sha256;
    const auto beside = std::filesystem::path(arguments_.certificate).parent_path();
    const auto model_file = beside / std::filesystem::path(certificate.value().model_file).filename();
    const std::optional<std::string> model_text = read_file(model_file.string(), sink_);
    if (!model_text) return unusable;
    const std::string digest = sha256_hex(*model_text);
    if (digest != wanted) return refuse(Code::certificate_other_model, {digest, wanted});
    const Result<ModelFile> model = read_model(*model_text);
    if (!model) return refuse(Code::model_unreadable, {model.reason()});
    if (!arguments_.snapshot.empty()) {
      const std::optional<std::string> today = model_of(arguments_, model.value(), sink_);
      if (!today) return unusable;
      if (*today != *model_text) return refuse(Code::certificate_other_snapshot, {arguments_.snapshot});
    }
    return against(certificate.value(), model.value());
  }

  int refuse(Code code, const std::vector<std::string>& arguments) {
    sink_.report(code, {arguments_.certificate, 0, 0, 0}, arguments);
    return refused;
  }

  int against(const dump::CertificateFile& certificate, const ModelFile& model) {
    const std::vector<Diagnostic> wrong = check::check(certificate, model);
    for (const Diagnostic& each : wrong) refuse(each.code, each.arguments);
    std::set<std::string_view> claimed;
    for (const dump::CertificateFile::Claim& each : certificate.claims) claimed.insert(each.requirement);
    std::vector<std::string> left_out;
    std::vector<std::string> not_about;  // a certificate is about what does not get through
    for (const Requirement& each : model.requirements) {
      if (each.kind == RequirementKind::channels)
        not_about.push_back(each.id);
      else if (!claimed.contains(each.id))
        left_out.push_back(each.id);
    }
    say(wrong.empty() ? Code::certificate_holds : Code::certificate_refused,
        {std::to_string(certificate.claims.size()),
         std::to_string(model.requirements.size() - not_about.size())});
    if (arguments_.snapshot.empty()) say(Code::certificate_of_model_only, {});
    list(Code::certificate_leaves_out, left_out);
    list(Code::certificate_not_about, not_about);
    return wrong.empty() ? 0 : refused;
  }

  void list(Code heading, const std::vector<std::string>& ids) {
    if (!ids.empty()) say(heading, {});
    for (const std::string& each : ids) out_ << "  " << each << '\n';
  }

  void say(Code code, const std::vector<std::string>& arguments) {
    out_ << sentence(code, arguments, language_) << '\n';
  }

  const Arguments& arguments_;
  std::ostream& out_;
  Language language_;
  DiagnosticSink sink_;
};

}  // namespace

int run(const std::vector<std::string>& args, const std::string& locale, std::ostream& out,
        std::ostream& err) {
  const std::optional<Arguments> arguments = arguments_of(args, locale);
  if (!arguments) {
    err << usage;
    return 64;
  }
  return Program(*arguments, out).run(err);
}

}  // namespace sekisho::check_cli
