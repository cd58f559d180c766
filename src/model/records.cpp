#include <sekisho/model/records.hpp>

namespace sekisho {

bool in_force(const std::optional<Date>& expires, const Date& date) { return !expires || !(*expires < date); }

std::vector<AddressRange> addresses_of(const ChannelEnd& end, const Snapshot& snapshot) {
  if (!end.addresses.empty()) return end.addresses;
  std::vector<AddressRange> ranges;
  const Segment* segment = snapshot.find_segment(end.segment);
  if (segment == nullptr || segment->rest) return ranges;
  for (const Prefix& prefix : segment->prefixes) ranges.push_back(AddressRange::of(prefix));
  return ranges;
}

}  // namespace sekisho
