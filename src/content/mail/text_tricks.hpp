// Files written as text: what looks like one part of plain text and is more.
#pragma once

#include <string_view>

namespace sekisho::content {

enum class TextTrick : unsigned char {
  none,
  encoded_file,    // uuencode, yEnc, BinHex, or base64 of a known kind of file
  encoded_text,    // long base64 of what is not known
  encrypted_text,  // PGP
};

/// The worst found in a text, in the order of the enumeration: a file that is seen counts more than what
/// cannot be seen into.
[[nodiscard]] TextTrick find_trick(std::string_view text);

/// True when `text` holds a control character that neither a line, a page nor an ISO 2022 charset (Japanese
/// and Korean mail: escape, shift in, shift out) needs.
[[nodiscard]] bool has_binary_bytes(std::string_view text);

}  // namespace sekisho::content
