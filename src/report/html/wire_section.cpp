// What captures show beside the verdicts.
#include "report/confirm_summary.hpp"
#include "report/html/sections.hpp"
#include "report/html/wire.hpp"

namespace sekisho::report::html {

Element wire_section(const Context& context) {
  const ConfirmInput input{context.input.wire, context.input.snapshot};
  const ConfirmCounts counts = counts_of(*context.input.wire);
  const Tone tone = headline_tone(counts);
  Element wire = section(context, "wire", Phrase::wire_head, "");
  wire.add(Element("p",
                   {{"class", tone == Tone::bad    ? "bad"
                              : tone == Tone::good ? "good"
                                                   : "doubt"}},
                   Element("b", {}, headline(counts, context.language))));
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
