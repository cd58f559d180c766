// One access list entry from its words: `permit tcp any host 10.0.0.1 eq www established log`.
#pragma once

#include "config/cisco_ios/ios_config.hpp"
#include "config/syntax/statement.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::config::ios {

/// Walks over the words of a statement.
class Words {
 public:
  Words(const Statement& statement, std::size_t first) : statement_(statement), at_(first) {}

  [[nodiscard]] bool done() const { return at_ >= statement_.size(); }
  [[nodiscard]] std::string_view peek(std::size_t ahead = 0) const { return statement_.word(at_ + ahead); }
  std::string_view next() { return statement_.word(at_++); }
  /// Takes the next word when it is `literal` (or begins it, with three letters or more).
  bool take(std::string_view literal);
  [[nodiscard]] std::size_t position() const { return at_; }

 private:
  const Statement& statement_;
  std::size_t at_;
};

/// Why an entry could not be read.
struct AceError {
  std::string word;  // where reading stopped; empty: words are missing
};

/// Reads an entry from word `first` on (`10 permit ...`, `permit ...`, `evaluate ...`). Nothing when its
/// words do not make an entry; `error` says where. The entry's line is left to the caller.
[[nodiscard]] std::optional<Ace> parse_ace(const Statement& statement, std::size_t first, AclKind kind,
                                           AceError& error);

/// Reads `eq www 443`, `range 1 2`, ... at the cursor. False when an operator has no good ports.
[[nodiscard]] bool parse_ports(Words& words, std::uint8_t protocol_number, AcePorts& ports);

/// Reads an ICMP type by name or number, with its code, where there is one at the cursor.
void parse_icmp(Words& words, Family family, IosService& service);

}  // namespace sekisho::config::ios
