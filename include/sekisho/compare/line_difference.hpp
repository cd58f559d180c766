// Which lines of a text are not in another.
#pragma once

#include <string>
#include <vector>

namespace sekisho::compare {

/// One flag per line: true when the other text has no counterpart of it.
struct LineDifference {
  std::vector<bool> removed;  // lines of the old text
  std::vector<bool> added;    // lines of the new text
};

/// Lines are matched in their order: by the lines that both texts have once (patience diff, B. Cohen), and
/// between these by a longest common subsequence where that is small enough to be worked out. A valid
/// difference always, not always the shortest.
[[nodiscard]] LineDifference differing_lines(const std::vector<std::string>& before,
                                             const std::vector<std::string>& after);

}  // namespace sekisho::compare
