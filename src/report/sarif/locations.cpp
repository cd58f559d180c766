#include "report/sarif/locations.hpp"

#include <cctype>
#include <filesystem>

namespace sekisho::report::sarif {
namespace {

/// RFC 3986 section 2.3, and the slash between segments.
bool stands_for_itself(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-._~/").find(c) != std::string_view::npos;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : path) {
    if (stands_for_itself(c)) {
      text += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

}  // namespace

std::string uri_of(const std::string& path, const std::string& root) {
  namespace fs = std::filesystem;
  fs::path normal = fs::path(path).lexically_normal();
  if (normal.is_absolute() && !root.empty()) {
    const fs::path relative = normal.lexically_relative(fs::path(root).lexically_normal());
    if (!relative.empty() && *relative.begin() != "..") normal = relative;
  }
  const std::string text = percent_encoded(normal.generic_string());
  return normal.is_absolute() ? "file://" + text : text;
}

Json artifact_location(const std::string& path, const std::string& root) {
  Json json;
  json["uri"] = uri_of(path, root);
  if (!json["uri"].get<std::string>().starts_with("file:")) json["uriBaseId"] = "SRCROOT";
  return json;
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

Json physical_location(const Span& span, const std::string& root) {
  Json json;
  json["artifactLocation"] = artifact_location(span.file, root);
  if (span.line <= 0) return json;
  Json region;
  region["startLine"] = span.line;
  if (span.end_line > span.line) region["endLine"] = span.end_line;
  json["region"] = std::move(region);
  return json;
}

}  // namespace sekisho::report::sarif
