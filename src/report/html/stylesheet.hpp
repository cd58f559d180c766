// report.css, built into the program: one binary, copied over, does everything.
#pragma once

#include <string_view>

namespace sekisho::report::html {

[[nodiscard]] std::string_view stylesheet();

}  // namespace sekisho::report::html
