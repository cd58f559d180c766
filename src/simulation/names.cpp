#include <sekisho/simulation/trace.hpp>

namespace sekisho {

std::string_view name_of(Disposition disposition) {
  switch (disposition) {
    case Disposition::delivered: return "delivered";
    case Disposition::accepted_by_device: return "accepted-by-device";
    case Disposition::denied: return "denied";
    case Disposition::no_route: return "no-route";
    case Disposition::null_routed: return "null-routed";
    case Disposition::leaves_network: return "leaves-network";
    case Disposition::loop: return "loop";
    case Disposition::unknown: return "unknown";
  }
  return "unknown";
}

std::string describe(const TraceStep& step, Language language) {
  std::string_view sentence;
  switch (step.reason) {
#define SEKISHO_STEP_REASON(name, english, japanese)                                              \
  case StepReason::name:                                                                          \
    sentence = language == Language::ja ? std::string_view(japanese) : std::string_view(english); \
    break;
#include <sekisho/simulation/step_reasons.def>
#undef SEKISHO_STEP_REASON
  }
  std::string text(sentence);
  if (!text.empty() && !step.data.empty()) text += ": ";
  return text + step.data;
}

}  // namespace sekisho
