// Devices and ports that descriptions name: "to SW1 Gi0/1", "lg-fw port2", "core-sw(Gi1/0/4) kanri".
#pragma once

#include "draft/site.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho::draft {

/// Another device that a text names, with the port of it that stands behind its name, where one does.
struct Mention {
  std::size_t device = 0;
  std::optional<InterfaceIndex> port;
};

class Mentions {
 public:
  explicit Mentions(const Site& site);

  /// The longest name of a device other than `self` in the text. A name stands between characters that are
  /// neither letters nor digits; a hyphen or underscore counts as such behind a word like `to`.
  [[nodiscard]] std::optional<Mention> find(std::size_t self, std::string_view text) const;

 private:
  [[nodiscard]] std::optional<InterfaceIndex> port_in(const Device& device, std::string_view behind) const;

  const Site& site_;
  std::vector<std::pair<std::string, std::size_t>> names_;  // in small letters, the longest first
};

}  // namespace sekisho::draft
