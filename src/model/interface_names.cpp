// Finding an interface by a name that a person wrote.
#include <sekisho/model/network.hpp>

#include <algorithm>
#include <cctype>

namespace sekisho {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// `GigabitEthernet1/0/1.20` as ("gigabitethernet", "1/0/1.20"), without blanks and in lower case.
struct TypeAndNumber {
  std::string type;
  std::string number;

  explicit TypeAndNumber(std::string_view name) {
    std::string compact = lower(name);
    std::erase_if(compact, [](unsigned char c) { return std::isspace(c) != 0; });
    const std::size_t digit = std::min(compact.find_first_of("0123456789"), compact.size());
    type = compact.substr(0, digit);
    number = compact.substr(digit);
  }
};

/// Indices of the interfaces whose name satisfies the test.
template <typename Test>
std::vector<InterfaceIndex> select(const Device& device, Test test) {
  std::vector<InterfaceIndex> found;
  for (InterfaceIndex i = 0; i < device.interfaces.size(); ++i) {
    if (test(device.interfaces[i].name)) found.push_back(i);
  }
  return found;
}

/// FortiOS and Linux names are the user's own words: `port1` must not stand for `port10`, nor `l` for `lan`.
bool takes_abbreviations(const Device& device) {
  return device.language != "fortios" && device.language != "linux";
}

}  // namespace

std::optional<InterfaceIndex> resolve_interface(const Device& device, std::string_view written,
                                                std::vector<std::string>* candidates) {
  std::vector<InterfaceIndex> found =
      select(device, [&](const std::string& name) { return name == written; });
  if (found.empty()) {
    const std::string wanted = lower(written);
    found = select(device, [&](const std::string& name) { return lower(name) == wanted; });
  }
  if (found.empty() && takes_abbreviations(device)) {
    // Any unique beginning of the type, then the exact number (Cisco IOS Configuration Fundamentals
    // Configuration Guide, "Using the Command-Line Interface": abbreviated commands and keywords).
    const TypeAndNumber wanted(written);
    const auto fits = [&](const std::string& name) {
      const TypeAndNumber known(name);
      return !wanted.type.empty() && known.type.starts_with(wanted.type) && known.number == wanted.number;
    };
    // A type written in full wins over longer types that begin with it.
    const auto exact = [&](const std::string& name) {
      return fits(name) && TypeAndNumber(name).type == wanted.type;
    };
    found = select(device, exact);
    if (found.empty()) found = select(device, fits);
  }
  if (found.size() == 1) return found.front();
  if (candidates != nullptr) {
    for (const InterfaceIndex i : found) candidates->push_back(device.interfaces[i].name);
  }
  return std::nullopt;
}

}  // namespace sekisho
