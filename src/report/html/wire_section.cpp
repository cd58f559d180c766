// What captures show beside the verdicts.
#include "report/html/sections.hpp"
#include "report/html/wire.hpp"

namespace sekisho::report::html {

Element wire_headline(const Context& context) {
  const ConfirmCounts counts = counts_of(*context.input.wire);
  const std::string style(tone_class(headline_tone(counts)));
  return Element("p", {{"class", style}}, Element("b", {}, headline(counts, context.language)));
}

Element wire_section(const Context& context) {
  const ConfirmInput input{context.input.wire, context.input.snapshot};
  Element wire = section(context, "wire", Phrase::wire_head, "");
  wire.add(wire_headline(context));
  wire.add(Element("p", {}, context.say(Phrase::confirm_presence)));
  wire.add(wire_findings(input, context.language));
  if (!context.input.wire->crossings.empty()) {
    wire.add(Element("h3", {}, context.say(Phrase::confirm_timeline)));
    wire.add(wire_timeline(input, context.language));
  }
  wire.add(Element("h3", {}, context.say(Phrase::confirm_coverage)));
  return wire.add(wire_coverage(input, context.language));
}

}  // namespace sekisho::report::html
