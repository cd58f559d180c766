#include "lower_bound.hpp"

#include "text_lines.hpp"

#include <fstream>
#include <iterator>

namespace sekisho::bench {

LowerBound measure_lower_bound(const std::vector<std::string>& paths) {
  LowerBound bound;
  Stopwatch watch;
  std::vector<std::string> texts;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  bound.reading = watch.lap();
  Words words;
  for (const std::string& text : texts) {
    first_refused_line(text, [&](std::string_view line) {
      split(line, words);
      return true;
    });
  }
  bound.splitting = watch.lap();
  return bound;
}

}  // namespace sekisho::bench
