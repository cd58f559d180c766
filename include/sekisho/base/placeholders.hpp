// Sentences with places for arguments, as the catalogues have them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sekisho {

/// `pattern` with `{0}` to `{9}` replaced by the arguments of these indexes. That each has its argument
/// is asserted; in a release a missing one is left empty.
[[nodiscard]] std::string fill_in(std::string_view pattern, const std::vector<std::string>& arguments);

}  // namespace sekisho
