// The checks of practices, one per row of sekisho/policy/practices.def.
#pragma once

#include "audit/practices/findings.hpp"

namespace sekisho::audit {

#define SEKISHO_PRACTICE(enumerator, name) \
  void check_##enumerator(const Subject& subject, Findings& findings);
#include <sekisho/policy/practices.def>
#undef SEKISHO_PRACTICE

}  // namespace sekisho::audit
