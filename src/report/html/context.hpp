// What every section of the HTML report needs: the input, what is found in it, and where things are told.
#pragma once

#include "report/findings.hpp"
#include "report/markup.hpp"

#include <sekisho/evidence/on_wire.hpp>
#include <sekisho/report/verify.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::report::html {

/// How soon the expiry of an entry is marked.
inline constexpr int soon_days = 90;

class Context {
 public:
  Context(const VerifyInput& input, const HtmlOptions& options);
  // Findings point into the rows, and faults into the findings.
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  const VerifyInput& input;
  const VerifyResult& result;
  const HtmlOptions& options;
  Language language;
  std::vector<RequirementRow> rows;
  std::vector<Finding> findings;
  std::optional<evidence::OnWireIndex> wire;  // where captures were looked at
  std::vector<Fault> faults;                  // those that concern the most requirements first

  [[nodiscard]] std::string say(Phrase phrase, const std::vector<std::string>& arguments = {}) const {
    return report::say(phrase, language, arguments);
  }
  [[nodiscard]] std::string local(const LocalText& text) const { return report::local(text, language); }
  [[nodiscard]] std::string place(const std::string& name) const {
    return place_words(input.snapshot, name, language);
  }

  /// The names in one line; of more than `limit` the first ones, and how many there are besides.
  [[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t limit) const;

  /// Where a result is told: its own block, the register of exceptions, or its row of the audit table.
  [[nodiscard]] std::string anchor_of(const RequirementResult& result) const;
  [[nodiscard]] std::string anchor_of_row(const std::string& row) const;
  [[nodiscard]] static std::string anchor_of_fault(std::size_t index) {
    return "fault-" + std::to_string(index + 1);
  }
  /// Numbers of the faults that a row has, from 1.
  [[nodiscard]] std::vector<std::size_t> faults_of_row(const std::string& row) const;

 private:
  std::map<const RequirementResult*, std::string> anchors_;
  std::map<std::string, std::string> row_anchors_;
};

/// A link to a place in the same page. The anchor is ours, never text of a user.
[[nodiscard]] Element link_to(const std::string& anchor, const std::string& text);

/// `<code>` of a config line or a name.
[[nodiscard]] Element code(const std::string& text);

/// A table with the heads; rows are added by the caller.
[[nodiscard]] Element table(const Context& context, const std::vector<Phrase>& heads);
/// A row of cells: each text or element becomes a `td`.
template <class... Cells>
[[nodiscard]] Element row(Cells&&... cells) {
  Element tr("tr");
  (tr.add(Element("td", {}, std::forward<Cells>(cells))), ...);
  return tr;
}

/// Symbol and word of a judgement, in its colour.
[[nodiscard]] Element judgement_mark(const Context& context, Judgement judgement);
/// The class of the stylesheet for a judgement: "good", "bad", "doubt".
[[nodiscard]] std::string_view tone_class(Judgement judgement);
[[nodiscard]] std::string_view judgement_symbol(Judgement judgement);

/// A section with its heading; `style` is a class of the stylesheet, or empty.
[[nodiscard]] Element section(const Context& context, const char* id, Phrase title, const char* style);

}  // namespace sekisho::report::html
