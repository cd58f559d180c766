#include "model/address_cover.hpp"

#include <optional>

namespace sekisho {

bool is_covered(const AddressRange& range, const std::vector<Prefix>& prefixes) {
  Address next = range.first;  // all before it are covered
  while (true) {
    std::optional<Address> last;
    for (const Prefix& prefix : prefixes) {
      if (prefix.contains(next) && (!last || prefix.last().bits > last->bits)) last = prefix.last();
    }
    if (!last) return false;
    if (last->bits >= range.last.bits) return true;
    next.bits = last->bits + 1;
  }
}

bool intersects(const AddressRange& a, const AddressRange& b) {
  return a.family() == b.family() && a.first.bits <= b.last.bits && b.first.bits <= a.last.bits;
}

}  // namespace sekisho
