#include "config/cisco_ios/settings.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace sekisho::config::ios {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
  return result;
}

/// The command with one blank between words and one behind, so that a beginning ends with a word.
std::string command_of(const Statement& statement) {
  std::string text;
  for (const Word& word : statement.words) text += lower(word.text) + ' ';
  return text;
}

/// Passwords and communities that everybody tries first.
constexpr std::array well_known{"public", "private", "cisco", "admin", "password", "cisco123", "class"};

/// The number behind the last `group` or `-` of `text`.
std::string digits_behind(std::string_view text, std::string_view start) {
  const std::size_t at = text.find(start);
  if (at == std::string_view::npos) return {};
  std::string digits;
  for (const char c : text.substr(at + start.size())) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
    digits += c;
  }
  return digits;
}

std::string aes_name(std::string_view word) {
  std::string bits;
  for (const std::string_view size : {"256", "192", "128"}) {
    if (word.find(size) != std::string_view::npos) bits = size;
  }
  const bool gcm = word.find("gcm") != std::string_view::npos;
  return "aes" + (bits.empty() ? "128" : bits) + (gcm ? "-gcm" : "");
}

}  // namespace

void remember(IosReader& reader, const Arguments& arguments, NewSetting setting) {
  reader.config.settings.push_back({setting.kind, std::move(setting.value), std::move(setting.scope),
                                    std::move(setting.interface), std::move(setting.vrf),
                                    command_of(arguments.statement()), arguments.line()});
}

void forget(IosReader& reader, const Arguments& arguments) {
  const std::string command = command_of(arguments.statement());
  const auto begins = [&](const std::string& other) { return other.starts_with(command); };
  std::erase_if(reader.config.settings, [&](const IosSetting& setting) { return begins(setting.command); });
  std::erase_if(reader.config.refused, begins);
  if (arguments.statement().mood == Mood::negated) reader.config.refused.push_back(command);
}

std::vector<std::string> names_from(const Arguments& arguments, std::size_t at) {
  std::vector<std::string> words;
  const Statement& statement = arguments.statement();
  for (; at < statement.size(); ++at) words.emplace_back(statement.word(at));
  return words;
}

std::vector<std::string> words_from(const Arguments& arguments, std::size_t at) {
  std::vector<std::string> words = names_from(arguments, at);
  for (std::string& word : words) word = lower(word);
  return words;
}

std::string secret_kind(const Statement& statement, std::size_t at) {
  const std::string_view type = statement.word(at);
  const bool typed = type.size() == 1 && at + 1 < statement.size();
  if (typed && (type == "6" || type == "7")) return "reversible";
  if (typed && type != "0") return "hashed";
  const std::string secret = lower(statement.word(typed ? at + 1 : at));
  return std::ranges::find(well_known, secret) == well_known.end() ? "plain" : "default";
}

std::string algorithm_name(std::string_view word) {
  const std::string text = lower(word);
  const auto has = [&](std::string_view part) { return text.find(part) != std::string::npos; };
  if (const std::string group = digits_behind(text, "diffie-hellman-group"); !group.empty())
    return "dh" + group;
  if (has("gmac") || has("null")) return "null";  // GMAC authenticates and does not encrypt
  if (has("3des")) return "3des";
  if (has("aes")) return aes_name(text);
  if (has("gcm")) return aes_name(text);
  if (has("rc4")) return "rc4";
  if (has("md5")) return "md5";
  for (const std::string_view bits : {"512", "384", "256"}) {
    if (has("sha") && has(bits)) return "sha" + std::string(bits);
  }
  if (has("sha")) return "sha1";
  if (has("des")) return "des";
  if (has("seal")) return "seal";
  return {};
}

}  // namespace sekisho::config::ios
