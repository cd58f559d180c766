#include "report/text/flow_cubes.hpp"

#include "report/cubes.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>

namespace sekisho::report {

namespace {

constexpr std::size_t cubes_shown = 6;
constexpr int cube_lines = 4;  // of one cube: a set with holes has very many ranges

void write_cubes(Page& page, Phrase word, const std::vector<Cube>& cubes, bool complete, int indent) {
  const std::vector<CubeWords> all = words_of(cubes);
  const std::size_t shown = page.full() ? all.size() : std::min(all.size(), cubes_shown);
  const std::string lead = "[" + page.say(word) + "] ";
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string line = line_of(all[i], page.language());
    page.paragraph(indent, page.full() ? line : shorten(line, cube_lines * page.width()), Tone::plain, lead);
  }
  if (shown < all.size() || !complete)
    page.paragraph(indent + 2, page.say(Phrase::forbidden_more), Tone::faint);
}

}  // namespace

void write_flow_cubes(Page& page, const FlowCubes& cubes, int indent) {
  write_cubes(page, Phrase::diff_certain, cubes.certain, cubes.certain_complete, indent);
  write_cubes(page, Phrase::diff_possible, cubes.possible, cubes.possible_complete, indent);
}

}  // namespace sekisho::report
