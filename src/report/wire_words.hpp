// What captures show of a requirement, or of a row of them, in words.
#pragma once

#include <sekisho/evidence/on_wire.hpp>
#include <sekisho/report/phrase.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// `12 flows seen, nothing against it`, `not watched`, ... of all requirements of a row together; empty where
/// no flow can tell of them.
[[nodiscard]] std::string wire_words(const evidence::OnWireIndex& index,
                                     const std::vector<const Requirement*>& requirements, Language language);

/// True when something was seen against one of them.
[[nodiscard]] bool is_broken_on_wire(const evidence::OnWireIndex& index,
                                     const std::vector<const Requirement*>& requirements);

}  // namespace sekisho::report
