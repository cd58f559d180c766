#include "draft/class_names.hpp"

#include <array>

namespace sekisho::draft {
namespace {

// In the order of SegmentClass. Standalone networks, partners and what is unknown are each for themselves.
constexpr std::array<ClassNames, 16> names{{
    {"mn", "マイナンバー利用事務系", "My-number segment", true},
    {"lg", "LGWAN接続系", "LGWAN-connected segment", true},
    {"in", "インターネット接続系", "Internet-connected segment", true},
    {"standalone", "独立系", "Standalone", false},
    {"dmz", "公開セグメント", "DMZ", true},
    {"mgmt", "管理セグメント", "Management segment", true},
    {"guest", "来庁者用ネットワーク", "Guest network", true},
    {"internet", "インターネット", "Internet", true},
    {"lgwan", "総合行政ネットワーク（LGWAN）", "LGWAN", true},
    {"sc", "自治体情報セキュリティクラウド", "Security cloud", true},
    {"gc", "ガバメントクラウド", "Government cloud", true},
    {"institution", "国等の公的機関", "Public institution", false},
    {"saas", "クラウドサービス", "Cloud services", false},
    {"partner", "外部事業者", "Partner", false},
    {"remote", "リモートアクセス", "Remote access", true},
    {"net", "分類不明", "Unknown", false},
}};
static_assert(names.size() == static_cast<std::size_t>(SegmentClass::custom) + 1);

}  // namespace

const ClassNames& class_names(SegmentClass segment_class) {
  return names[static_cast<std::size_t>(segment_class)];
}

}  // namespace sekisho::draft
