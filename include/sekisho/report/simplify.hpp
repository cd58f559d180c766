// The report of `simplify`: what was saved, and why that changes nothing.
#pragma once

#include <sekisho/report/options.hpp>
#include <sekisho/simplify/simplify.hpp>

#include <string>

namespace sekisho::report {

/// What was done, for people; the config itself is not in it.
[[nodiscard]] std::string simplify_text(const Simplified& result, const TextOptions& options);
[[nodiscard]] std::string simplify_json(const Simplified& result, const JsonOptions& options);

}  // namespace sekisho::report
