// What a message offers in place of a wrong name.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// The nearest known name; where none is near, all of them (the first dozen), or `-` when there are
/// none. Names are separated by commas: the sentence around them is the catalogue's.
[[nodiscard]] std::string expected_names(std::string_view name, const std::vector<std::string>& known);

/// Names separated by commas, the first `most` of them; `-` when there are none.
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace sekisho
