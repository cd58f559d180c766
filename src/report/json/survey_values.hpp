// What a capture held besides its flows, as JSON: the same in every report.
#pragma once

#include "report/json_values.hpp"

#include <sekisho/capture/survey.hpp>

namespace sekisho::report {

[[nodiscard]] Json json_of(const capture::Survey& survey);

}  // namespace sekisho::report
