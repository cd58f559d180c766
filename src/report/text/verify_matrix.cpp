// The matrices of the report: who must not reach whom, one sign per pair. One table of segments
// against segments, one of segments against the devices themselves.
#include <sekisho/report/display.hpp>
#include "report/text/verify_sections.hpp"
#include "report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace sekisho::report {
namespace {

constexpr int cell_width = 4;
constexpr int shortest_label = 12;
constexpr int cut_label = 26;  // labels may be cut to this before a table is split

/// What a cell says; a pair with several requirements shows the one that is worst off.
enum class Sign : std::uint8_t {
  no_path,
  any_routing,
  current_routing,
  attested,
  excepted,
  unproved,
  violated
};

Sign sign_of(const RequirementResult& result) {
  switch (result.verdict) {
    case Verdict::violated: return Sign::violated;
    case Verdict::unproved: return Sign::unproved;
    case Verdict::excepted: return Sign::excepted;
    case Verdict::attested: return Sign::attested;
    case Verdict::proved: break;
  }
  if (result.assurance == Assurance::no_path) return Sign::no_path;
  return result.assurance == Assurance::any_routing ? Sign::any_routing : Sign::current_routing;
}

std::string_view text_of(Sign sign) {
  switch (sign) {
    case Sign::no_path: return " ◎ ";
    case Sign::any_routing: return " ○ ";
    case Sign::current_routing: return "(○)";
    case Sign::attested: return " ◇ ";
    case Sign::excepted: return " ※ ";
    case Sign::unproved: return " △ ";
    case Sign::violated: return " × ";
  }
  return "";
}

Tone tone_of(Sign sign) {
  switch (sign) {
    case Sign::no_path:
    case Sign::any_routing:
    case Sign::current_routing:
    case Sign::attested: return Tone::good;
    case Sign::excepted:
    case Sign::unproved: return Tone::doubt;
    case Sign::violated: return Tone::bad;
  }
  return Tone::plain;
}

struct Matrix {
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  std::map<std::pair<std::string, std::string>, Sign> cells;
};

/// Names of `used`: those of the snapshot in its order, then the others in order of appearance.
std::vector<std::string> ordered(const std::vector<std::string>& used, const Snapshot* snapshot) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  const auto add = [&](const std::string& name) {
    if (seen.insert(name).second) names.push_back(name);
  };
  if (snapshot != nullptr) {
    for (const Segment& segment : snapshot->segments) {
      if (std::ranges::find(used, segment.name) != used.end()) add(segment.name);
    }
    for (const SnapshotDevice& device : snapshot->devices) {
      if (std::ranges::find(used, device.name) != used.end()) add(device.name);
    }
  }
  for (const std::string& name : used) add(name);
  return names;
}

Matrix matrix_of(const VerifyInput& input, RequirementKind kind) {
  Matrix matrix;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  for (const RequirementResult& result : input.result->requirements) {
    const Requirement& requirement = result.requirement;
    if (requirement.kind != kind) continue;
    rows.push_back(requirement.from);
    (kind == RequirementKind::separation ? rows : columns).push_back(requirement.to);
    const Sign sign = sign_of(result);
    const auto [cell, added] = matrix.cells.try_emplace({requirement.from, requirement.to}, sign);
    if (!added) cell->second = std::max(cell->second, sign);
  }
  matrix.rows = ordered(rows, input.snapshot);
  matrix.columns = kind == RequirementKind::separation ? matrix.rows : ordered(columns, input.snapshot);
  return matrix;
}

std::string centred(std::string_view text) {
  const int missing = std::max(0, cell_width - display_width(text));
  return pad(std::string(static_cast<std::size_t>((missing + 1) / 2), ' ') + std::string(text), cell_width);
}

std::string cell_text(const Page& page, const Matrix& matrix, const std::string& row,
                      const std::string& column) {
  const auto found = matrix.cells.find({row, column});
  if (found != matrix.cells.end()) {
    return " " + page.paint(tone_of(found->second), text_of(found->second));
  }
  return page.paint(Tone::faint, centred(row == column ? "-" : "·"));
}

/// Number, name and label of each row, the labels below each other: a cut takes the label's end.
std::vector<std::string> row_labels(const Page& page, const VerifyInput& input, const Matrix& matrix) {
  int widest = 0;
  for (const std::string& row : matrix.rows) widest = std::max(widest, display_width(printable(row)));
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < matrix.rows.size(); ++i) {
    const std::string name = pad(printable(matrix.rows[i]), widest);
    labels.push_back(
        fmt::format("{:>2} {} {}", i + 1, name, label_of(input.snapshot, matrix.rows[i], page.language())));
  }
  return labels;
}

void write_table(Page& page, const VerifyInput& input, const Matrix& matrix, const std::string& column_mark) {
  const std::vector<std::string> labels = row_labels(page, input, matrix);
  int widest = shortest_label;
  for (const std::string& label : labels) widest = std::max(widest, display_width(label));
  const int columns = static_cast<int>(matrix.columns.size());
  const int room = page.width() - 2;
  const int label_width = std::clamp(room - columns * cell_width, std::min(widest, cut_label), widest);
  const auto at_once = static_cast<std::size_t>(std::max(1, (room - label_width) / cell_width));
  for (std::size_t start = 0; start < matrix.columns.size(); start += at_once) {
    const std::size_t end = std::min(start + at_once, matrix.columns.size());
    page.line();
    std::string head(static_cast<std::size_t>(label_width + 2), ' ');
    for (std::size_t c = start; c < end; ++c) head += centred(column_mark + std::to_string(c + 1));
    page.line(page.paint(Tone::faint, head));
    for (std::size_t r = 0; r < matrix.rows.size(); ++r) {
      std::string line = "  " + pad(shorten(labels[r], label_width), label_width);
      for (std::size_t c = start; c < end; ++c)
        line += cell_text(page, matrix, matrix.rows[r], matrix.columns[c]);
      page.line(line);
    }
  }
}

void write_legend(Page& page, const std::set<Sign>& used) {
  struct Row {
    Sign sign;
    Phrase phrase;
  };
  for (const Row row :
       {Row{Sign::no_path, Phrase::legend_no_path}, Row{Sign::any_routing, Phrase::legend_any_routing},
        Row{Sign::current_routing, Phrase::legend_current_routing},
        Row{Sign::violated, Phrase::legend_violated}, Row{Sign::unproved, Phrase::legend_unproved},
        Row{Sign::excepted, Phrase::legend_excepted}, Row{Sign::attested, Phrase::legend_attested}}) {
    if (!used.contains(row.sign)) continue;
    page.paragraph(2, page.say(row.phrase), Tone::faint, std::string(text_of(row.sign)) + " ");
  }
  page.paragraph(2, page.say(Phrase::legend_none), Tone::faint, " ·  ");
}

}  // namespace

void write_matrices(Page& page, const VerifyInput& input) {
  std::set<Sign> used;
  const Matrix segments = matrix_of(input, RequirementKind::separation);
  const Matrix devices = matrix_of(input, RequirementKind::devices);
  for (const Matrix* matrix : {&segments, &devices}) {
    for (const auto& [pair, sign] : matrix->cells) used.insert(sign);
  }
  if (used.empty()) return;
  page.line();
  if (!segments.cells.empty()) {
    page.heading(page.say(Phrase::matrix_segments));
    write_table(page, input, segments, "");
    page.line();
  }
  if (!devices.cells.empty()) {
    page.heading(page.say(Phrase::matrix_devices));
    write_table(page, input, devices, "d");
    page.line();
    std::string names;
    for (std::size_t i = 0; i < devices.columns.size(); ++i) {
      names += fmt::format("{}d{} {}", i == 0 ? "" : ", ", i + 1, printable(devices.columns[i]));
    }
    page.paragraph(2, names, Tone::faint);
    page.line();
  }
  write_legend(page, used);
}

}  // namespace sekisho::report
