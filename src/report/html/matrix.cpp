// Who must not reach whom: a cell per pair with its verdict and the strength of its proof by symbol and word,
// linked to its evidence.
#include "report/html/sections.hpp"
#include "report/sentences.hpp"

#include <sekisho/report/display.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sekisho::report::html {
namespace {

constexpr std::size_t columns_at_once = 13;       // on a page of A4
constexpr std::size_t most_devices_in_full = 24;  // beyond that, only devices with something to tell

/// A pair with several requirements shows the one that is worst off; among proofs the weakest.
bool worse(const RequirementResult& a, const RequirementResult& b) {
  const Judgement left = judgement_of(a.verdict);
  const Judgement right = judgement_of(b.verdict);
  return left != right ? left > right : a.assurance < b.assurance;
}

struct Grid {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::map<std::pair<std::string, std::string>, const RequirementResult*> cells;
};

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

/// Names that the snapshot has come first and in its order.
std::vector<std::string> ordered(const Context& context, const std::vector<std::string>& used) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (std::ranges::find(used, name) != used.end()) add_once(names, name);
  };
  if (context.input.snapshot != nullptr) {
    for (const Segment& segment : context.input.snapshot->segments) add(segment.name);
    for (const SnapshotDevice& device : context.input.snapshot->devices) add(device.name);
  }
  for (const std::string& name : used) add_once(names, name);
  return names;
}

/// Requirements about what gets directly from one to the other, on segments or on devices. All further ones
/// are in the audit table only.
Grid grid_of(const Context& context, bool devices) {
  Grid grid;
  for (const RequirementResult& result : context.result.requirements) {
    const Requirement& requirement = result.requirement;
    if (requirement.kind != (devices ? RequirementKind::devices : RequirementKind::separation)) continue;
    add_once(grid.rows, requirement.from);
    add_once(devices ? grid.columns : grid.rows, requirement.to);
    const RequirementResult*& cell = grid.cells[{requirement.from, requirement.to}];
    if (cell == nullptr || worse(result, *cell)) cell = &result;
  }
  grid.rows = ordered(context, grid.rows);
  grid.columns = devices ? ordered(context, grid.columns) : grid.rows;
  return grid;
}

std::string assurance_word(const Context& context, const RequirementResult& result) {
  if (result.verdict != Verdict::proved) return {};
  switch (result.assurance) {
    case Assurance::none: return {};
    case Assurance::current_routing: return context.say(Phrase::html_cell_current_routing);
    case Assurance::any_routing: return context.say(Phrase::html_cell_any_routing);
    case Assurance::no_path: return context.say(Phrase::html_cell_no_path);
  }
  return {};
}

std::string symbol_of(const RequirementResult& result) {
  const bool no_path = result.verdict == Verdict::proved && result.assurance == Assurance::no_path;
  return no_path ? "◎" : std::string(verdict_symbol(result.verdict));
}

Element cell_of(const Context& context, const Grid& grid, const std::string& from, const std::string& to) {
  const auto found = grid.cells.find({from, to});
  if (found == grid.cells.end())
    return Element("td", {{"class", from == to ? "self" : "none"}}, from == to ? "" : "·");
  const RequirementResult& result = *found->second;
  const std::string tone(tone_class(judgement_of(result.verdict)));
  const std::string pair = pair_words(result.requirement, context.input.snapshot, context.language);
  Element link("a", {{"href", "#" + context.anchor_of(result)}, {"title", pair}},
               Element("span", {{"class", "symbol"}}, symbol_of(result)),
               Element("small", {}, context.say(verdict_phrase(result.verdict))));
  if (const std::string word = assurance_word(context, result); !word.empty())
    link.add(Element("small", {}, word));
  return Element("td", {{"class", tone + "-cell"}}, std::move(link));
}

/// The table, in pieces that fit the page.
void add_tables(const Context& context, const Grid& grid, Element& to) {
  for (std::size_t start = 0; start < grid.columns.size(); start += columns_at_once) {
    const std::size_t end = std::min(start + columns_at_once, grid.columns.size());
    Element head("tr", {}, Element("th", {}, context.say(Phrase::html_from_to)));
    for (std::size_t i = start; i < end; ++i) head.add(Element("th", {}, grid.columns[i]));
    Element body("tbody");
    for (const std::string& from : grid.rows) {
      Element tr("tr", {}, Element("th", {}, context.place(from)));
      for (std::size_t i = start; i < end; ++i) tr.add(cell_of(context, grid, from, grid.columns[i]));
      body.add(std::move(tr));
    }
    to.add(Element("table", {{"class", "matrix"}}, Element("thead", {}, std::move(head)), std::move(body)));
  }
}

/// Of many devices, keeps those that something is to be told of; gives how many were taken out.
std::size_t fold_devices(Grid& grid) {
  if (grid.columns.size() <= most_devices_in_full) return 0;
  std::set<std::string> kept;
  for (const auto& [pair, result] : grid.cells) {
    if (judgement_of(result->verdict) != Judgement::conforms) kept.insert(pair.second);
  }
  const std::size_t before = grid.columns.size();
  std::erase_if(grid.columns, [&](const std::string& device) { return !kept.contains(device); });
  return before - grid.columns.size();
}

Element legend(const Context& context) {
  struct Entry {
    const char* symbol;
    Phrase phrase;
  };
  Element list("dl", {{"class", "facts"}});
  for (const Entry entry : {Entry{"◎", Phrase::legend_no_path}, Entry{"○", Phrase::legend_any_routing},
                            Entry{"○", Phrase::legend_current_routing}, Entry{"×", Phrase::legend_violated},
                            Entry{"△", Phrase::legend_unproved}, Entry{"※", Phrase::legend_excepted},
                            Entry{"◇", Phrase::legend_attested}, Entry{"·", Phrase::legend_none}}) {
    std::string name = entry.symbol;
    if (entry.phrase == Phrase::legend_any_routing) name += " " + context.say(Phrase::html_cell_any_routing);
    if (entry.phrase == Phrase::legend_current_routing)
      name += " " + context.say(Phrase::html_cell_current_routing);
    list.add(Element("dt", {}, name)).add(Element("dd", {}, context.say(entry.phrase)));
  }
  return list;
}

}  // namespace

Element matrix_section(const Context& context) {
  Element matrix = section(context, "matrix", Phrase::html_matrix, "section-wide");
  const Grid segments = grid_of(context, false);
  if (!segments.cells.empty()) {
    matrix.add(Element("h3", {}, context.say(Phrase::matrix_segments)));
    add_tables(context, segments, matrix);
  }
  Grid devices = grid_of(context, true);
  if (!devices.cells.empty()) {
    matrix.add(Element("h3", {}, context.say(Phrase::matrix_devices)));
    const std::size_t folded = fold_devices(devices);
    add_tables(context, devices, matrix);
    if (folded > 0)
      matrix.add(Element("p", {}, context.say(Phrase::html_devices_folded, {std::to_string(folded)})));
  }
  return matrix.add(legend(context));
}

}  // namespace sekisho::report::html
