#include "chain_search.hpp"

#include <algorithm>
#include <optional>
#include <queue>

namespace sekisho::proof {

std::vector<std::size_t> shortest_chain(std::size_t vertices, std::size_t from, std::size_t to,
                                        const std::function<std::vector<std::size_t>(std::size_t)>& next) {
  std::vector<std::optional<std::size_t>> reached_from(vertices);
  reached_from[from] = from;
  std::queue<std::size_t> waiting;
  waiting.push(from);
  while (!waiting.empty() && !reached_from[to]) {
    const std::size_t vertex = waiting.front();
    waiting.pop();
    for (const std::size_t end : next(vertex)) {
      if (reached_from[end]) continue;
      reached_from[end] = vertex;
      waiting.push(end);
    }
  }
  if (!reached_from[to]) return {};
  std::vector<std::size_t> chain{to};
  while (chain.back() != from) chain.push_back(*reached_from[chain.back()]);
  std::ranges::reverse(chain);
  return chain;
}

}  // namespace sekisho::proof
