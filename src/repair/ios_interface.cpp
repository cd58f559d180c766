#include "ios_interface.hpp"

#include "dialect.hpp"

namespace sekisho::repair {

std::optional<IosInterface> ios_interface_at(const std::vector<std::string>& lines, std::size_t line) {
  if (line == 0 || line > lines.size() || !lines[line - 1].starts_with("interface ")) return std::nullopt;
  IosInterface found{std::string(trimmed(lines[line - 1])), line, line + 1};
  while (found.end <= lines.size() && lines[found.end - 1].starts_with(' ')) ++found.end;
  return found;
}

std::optional<IosCommand> find_command(const std::vector<std::string>& lines, const IosInterface& interface,
                                       const std::string& words, const std::string& last) {
  for (std::size_t line = interface.first + 1; line < interface.end; ++line) {
    const std::string_view text = trimmed(lines[line - 1]);
    if (text.starts_with(words + " ") && text.ends_with(last)) return IosCommand{line, std::string(text)};
  }
  return std::nullopt;
}

}  // namespace sekisho::repair
