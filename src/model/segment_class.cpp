// The classes of segments by name (design: "Words").
#include <sekisho/model/snapshot.hpp>

#include <algorithm>
#include <array>

namespace sekisho {
namespace {

struct ClassRow {
  SegmentClass segment_class;
  std::string_view name;
  bool outside;
};

constexpr std::array class_rows{
    ClassRow{SegmentClass::my_number, "my-number", false},
    ClassRow{SegmentClass::lgwan, "lgwan", false},
    ClassRow{SegmentClass::internet_zone, "internet-zone", false},
    ClassRow{SegmentClass::standalone, "standalone", false},
    ClassRow{SegmentClass::dmz, "dmz", false},
    ClassRow{SegmentClass::management, "management", false},
    ClassRow{SegmentClass::guest, "guest", false},
    ClassRow{SegmentClass::internet, "internet", true},
    ClassRow{SegmentClass::lgwan_network, "lgwan-network", true},
    ClassRow{SegmentClass::security_cloud, "security-cloud", true},
    ClassRow{SegmentClass::government_cloud, "government-cloud", true},
    ClassRow{SegmentClass::public_institution, "public-institution", true},
    ClassRow{SegmentClass::saas, "saas", true},
    ClassRow{SegmentClass::partner, "partner", true},
    ClassRow{SegmentClass::remote_access, "remote-access", true},
    ClassRow{SegmentClass::custom, "custom", false},
};

}  // namespace

std::string_view name_of(SegmentClass segment_class) {
  return class_rows[static_cast<std::size_t>(segment_class)].name;
}

std::optional<SegmentClass> parse_segment_class(std::string_view name) {
  const auto* row = std::ranges::find(class_rows, name, &ClassRow::name);
  if (row == class_rows.end() || row->segment_class == SegmentClass::custom) return std::nullopt;
  return row->segment_class;
}

bool is_outside(SegmentClass segment_class) {
  return class_rows[static_cast<std::size_t>(segment_class)].outside;
}

}  // namespace sekisho
