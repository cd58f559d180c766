#include "check/run.hpp"

#include "check/check.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/loading/load.hpp>
#include <sekisho/policy/profile.hpp>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

namespace sekisho::check {

namespace {

constexpr const char* usage =
    "sekisho-check CERTIFICATE [--snapshot SNAPSHOT] [--policies FOLDER] [--lang ja|en]\n";

struct Arguments {
  std::string certificate;
  std::string snapshot;
  std::string policies;
  Language language = Language::en;
};

std::optional<Arguments> arguments_of(const std::vector<std::string>& args, const std::string& locale) {
  Arguments result;
  if (locale.substr(0, 2) == "ja") result.language = Language::ja;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool has_value = i + 1 < args.size();
    if (args[i] == "--snapshot" && has_value) {
      result.snapshot = args[++i];
    } else if (args[i] == "--policies" && has_value) {
      result.policies = args[++i];
    } else if (args[i] == "--lang" && has_value && (args[i + 1] == "ja" || args[i + 1] == "en")) {
      result.language = args[++i] == "ja" ? Language::ja : Language::en;
    } else if (args[i].substr(0, 1) != "-" && result.certificate.empty()) {
      result.certificate = args[i];
    } else {
      return std::nullopt;
    }
  }
  return result.certificate.empty() ? std::nullopt : std::optional(result);
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
  Program(const Arguments& arguments, std::ostream& out, std::ostream& err)
      : arguments_(arguments), out_(out), err_(err) {}

  int run() {
    DiagnosticSink sink;
    const int status = checked(sink);
    for (const Diagnostic& each : sink.all()) {
      if (severity_of(each.code) == Severity::error) err_ << render(each, arguments_.language) << '\n';
    }
    return status;
  }

 private:
  static constexpr int refused = 1;
  static constexpr int unusable = 65;

  int checked(DiagnosticSink& sink) {
    const std::optional<std::string> text = read_file(arguments_.certificate, sink);
    if (!text) return unusable;
    const Result<Certificate> certificate = read_certificate(*text);
    if (!certificate) return refuse(Code::certificate_unreadable, certificate.reason(), sink);
    const auto beside = std::filesystem::path(arguments_.certificate).parent_path();
    const std::string model_path =
        (beside / std::filesystem::path(certificate.value().model_file).filename()).string();
    const std::optional<std::string> model_text = read_file(model_path, sink);
    if (!model_text) return unusable;
    const std::string digest = sha256_hex(*model_text);
    if (digest != certificate.value().model_sha256) {
      sink.report(Code::certificate_other_model, {model_path, 0, 0, 0},
                  {digest, certificate.value().model_sha256});
      return refused;
    }
    const Result<ModelFile> model = read_model(*model_text);
    if (!model) return refuse(Code::model_unreadable, model.reason(), sink);
    return against(certificate.value(), model.value(), *model_text, sink);
  }

  int refuse(Code code, const std::string& reason, DiagnosticSink& sink) const {
    sink.report(code, {arguments_.certificate, 0, 0, 0}, {reason});
    return refused;
  }

  int against(const Certificate& certificate, const ModelFile& model, const std::string& model_text,
              DiagnosticSink& sink) {
    if (!arguments_.snapshot.empty()) {
      const std::optional<std::string> today = model_of(arguments_, model, sink);
      if (!today) return unusable;
      if (*today != model_text) {
        sink.report(Code::certificate_other_snapshot, {arguments_.certificate, 0, 0, 0},
                    {arguments_.snapshot});
        return refused;
      }
    }
    const std::vector<Diagnostic> wrong = check(certificate, model);
    for (const Diagnostic& each : wrong)
      sink.report(each.code, {arguments_.certificate, 0, 0, 0}, each.arguments);
    say(certificate, model, wrong.empty());
    if (!wrong.empty()) return refused;
    return certificate.uncertified.empty() ? 0 : 2;
  }

  void say(const Certificate& certificate, const ModelFile& model, bool holds) {
    const bool japanese = arguments_.language == Language::ja;
    const std::size_t claims = certificate.claims.size();
    const std::size_t all = model.requirements.size();
    if (japanese) {
      out_ << (holds ? "証明書は有効です" : "証明書は無効です") << ": " << all << " 件の要件のうち " << claims
           << " 件の証明を検査しました。\n";
    } else {
      out_ << (holds ? "The certificate holds" : "The certificate is refused") << ": proofs of " << claims
           << " of " << all << " requirements were checked.\n";
    }
    if (arguments_.snapshot.empty()) {
      out_
          << (japanese
                  ? "対象はモデルのファイルです。いまの設定と一致するかは --snapshot で検査できます。\n"
                  : "They are about the model file; --snapshot checks that it is that of today's configs.\n");
    }
    if (certificate.uncertified.empty()) return;
    out_ << (japanese ? "証明書に含められない証明（検査していません）:\n"
                      : "Proved, but not in the certificate (not checked):\n");
    for (const std::string& each : certificate.uncertified) out_ << "  " << each << '\n';
  }

  const Arguments& arguments_;
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace

int run(const std::vector<std::string>& args, const std::string& locale, std::ostream& out,
        std::ostream& err) {
  const std::optional<Arguments> arguments = arguments_of(args, locale);
  if (!arguments) {
    err << usage;
    return 64;
  }
  return Program(*arguments, out, err).run();
}

}  // namespace sekisho::check
