// The program as a function, so that tests call it in-process.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace sekisho::check_cli {

/// Runs `sekisho-check args...`. 0: every claim holds; 1: the certificate is refused; 64: usage; 65: a file
/// is not usable. Requirements of the model that nothing is claimed of are listed.
int run(const std::vector<std::string>& args, const std::string& locale, std::ostream& out,
        std::ostream& err);

}  // namespace sekisho::check_cli
