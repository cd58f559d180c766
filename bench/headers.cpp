#include "headers.hpp"

namespace sekisho::bench {

std::optional<Bits128> count_headers(const PacketSet& set) {
  constexpr int header_bits = 104;
  int all_bits = 0;
  for (const int width : Layout::full().widths) all_bits += width;
  const int free_bits = all_bits - header_bits - 1;  // the family is not free
  const auto count = set.exact_count();
  if (!count) return std::nullopt;
  if (count->factor == 0) return 0;
  if (count->exponent < free_bits) return std::nullopt;
  return count->factor << (count->exponent - free_bits);
}

std::string decimal(Bits128 number) {
  std::string digits;
  do {
    digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(number % 10)));
    number /= 10;
  } while (number != 0);
  return digits;
}

}  // namespace sekisho::bench
