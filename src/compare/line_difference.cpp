#include <sekisho/compare/line_difference.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sekisho::compare {

namespace {

constexpr std::size_t largest_table = 4'000'000;  // cells of a table of common subsequences

using Lines = std::vector<std::string>;
using Match = std::pair<std::size_t, std::size_t>;  // a line of the old text and its counterpart

struct Range {
  std::size_t first = 0;
  std::size_t last = 0;  // behind the last line
  [[nodiscard]] std::size_t size() const { return last - first; }
};

class Matching {
 public:
  Matching(const Lines& before, const Lines& after)
      : before_(before),
        after_(after),
        difference_{std::vector<bool>(before.size(), true), std::vector<bool>(after.size(), true)} {}

  LineDifference run() {
    match({0, before_.size()}, {0, after_.size()});
    return std::move(difference_);
  }

 private:
  void found(std::size_t a, std::size_t b) { difference_.removed[a] = difference_.added[b] = false; }

  void match(Range a, Range b) {
    while (a.size() > 0 && b.size() > 0 && before_[a.first] == after_[b.first]) found(a.first++, b.first++);
    while (a.size() > 0 && b.size() > 0 && before_[a.last - 1] == after_[b.last - 1])
      found(--a.last, --b.last);
    if (a.size() == 0 || b.size() == 0) return;
    const std::vector<Match> anchors = increasing(unique_in_both(a, b));
    if (anchors.empty()) {
      common_subsequence(a, b);
      return;
    }
    for (const Match& anchor : anchors) {
      match({a.first, anchor.first}, {b.first, anchor.second});
      found(anchor.first, anchor.second);
      a.first = anchor.first + 1;
      b.first = anchor.second + 1;
    }
    match(a, b);
  }

  /// Lines that stand once in each range, in the order of the old text.
  [[nodiscard]] std::vector<Match> unique_in_both(Range a, Range b) const {
    struct Places {
      std::size_t in_a = 0;
      std::size_t in_b = 0;
      std::size_t at = 0;
    };
    std::unordered_map<std::string_view, Places> places;
    for (std::size_t i = a.first; i < a.last; ++i) ++places[before_[i]].in_a;
    for (std::size_t i = b.first; i < b.last; ++i) {
      Places& of_line = places[after_[i]];
      ++of_line.in_b;
      of_line.at = i;
    }
    std::vector<Match> matches;
    for (std::size_t i = a.first; i < a.last; ++i) {
      const Places& of_line = places[before_[i]];
      if (of_line.in_a == 1 && of_line.in_b == 1) matches.emplace_back(i, of_line.at);
    }
    return matches;
  }

  /// A longest part of the matches that ascends in the new text too (patience sorting).
  [[nodiscard]] static std::vector<Match> increasing(const std::vector<Match>& matches) {
    std::vector<std::size_t> tops;  // per length, the match that ends the subsequence with the least end
    std::vector<std::optional<std::size_t>> previous(matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      const auto pile =
          std::lower_bound(tops.begin(), tops.end(), matches[i].second,
                           [&](std::size_t top, std::size_t value) { return matches[top].second < value; });
      if (pile != tops.begin()) previous[i] = *(pile - 1);
      if (pile == tops.end()) {
        tops.push_back(i);
      } else {
        *pile = i;
      }
    }
    std::vector<Match> result;
    if (tops.empty()) return result;
    for (std::optional<std::size_t> i = tops.back(); i; i = previous[*i]) result.push_back(matches[*i]);
    std::reverse(result.begin(), result.end());
    return result;
  }

  void common_subsequence(Range a, Range b) {
    if (a.size() > largest_table / b.size()) return;  // all of it then counts as changed
    const std::size_t width = b.size() + 1;
    std::vector<std::uint32_t> longest((a.size() + 1) * width, 0);
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        longest[i * width + j] = before_[a.first + i] == after_[b.first + j]
                                     ? longest[(i + 1) * width + j + 1] + 1
                                     : std::max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
      if (before_[a.first + i] == after_[b.first + j]) {
        found(a.first + i++, b.first + j++);
      } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  const Lines& before_;
  const Lines& after_;
  LineDifference difference_;
};

}  // namespace

LineDifference differing_lines(const std::vector<std::string>& before,
                               const std::vector<std::string>& after) {
  return Matching(before, after).run();
}

}  // namespace sekisho::compare
