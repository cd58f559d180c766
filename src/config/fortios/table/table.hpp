// The reading table of FortiOS (table.cpp).
#pragma once

#include "config/fortios/schema.hpp"

namespace sekisho::config::fortios {

/// What may stand behind `config` at the top of a file or of a VDOM.
[[nodiscard]] const Schema& top_level();

/// The row of a key, or null.
[[nodiscard]] const KeyRow* find_key(const Schema& schema, std::string_view key);

/// The row of a section: the longest path that `path` equals or begins with (by whole words), or null.
[[nodiscard]] const Section* find_section(const Schema& schema, const Words& path);

}  // namespace sekisho::config::fortios
