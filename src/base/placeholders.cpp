#include <sekisho/base/placeholders.hpp>

#include <cassert>

namespace sekisho {

std::string fill_in(std::string_view pattern, const std::vector<std::string>& arguments) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool placeholder = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 1] >= '0' &&
                             pattern[i + 1] <= '9' && pattern[i + 2] == '}';
    if (!placeholder) {
      text += pattern[i];
      continue;
    }
    const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
    assert(index < arguments.size());
    if (index < arguments.size()) text += arguments[index];
    i += 2;
  }
  return text;
}

}  // namespace sekisho
