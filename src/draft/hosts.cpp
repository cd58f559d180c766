#include "draft/hosts.hpp"

#include <sekisho/base/code.hpp>

#include "draft/file_names.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace sekisho::draft {
namespace {

constexpr Bits128 most_addresses = 16;  // of a host with several; more is a network

struct SanitizerWord {
  std::string_view text;
  std::string_view kind;
};

// The more telling first. What only says that it sanitizes is taken for one of files, the commonest kind.
constexpr std::array<SanitizerWord, 20> sanitizer_words{{
    {"メール無害化", "mail-text"},
    {"ファイル無害化", "file-cdr"},
    {"仮想ブラウザ", "screen-transfer"},
    {"画面転送", "screen-transfer"},
    {"mail-san", "mail-text"},
    {"mailsan", "mail-text"},
    {"mail_san", "mail-text"},
    {"file-san", "file-cdr"},
    {"filesan", "file-cdr"},
    {"file_san", "file-cdr"},
    {"cdr", "file-cdr"},
    {"votiro", "file-cdr"},
    {"vdi", "screen-transfer"},
    {"sbc", "screen-transfer"},
    {"rds-", "screen-transfer"},
    {"isolation", "screen-transfer"},
    {"無害化", "file-cdr"},
    {"sanitiz", "file-cdr"},
    {"sanitis", "file-cdr"},
    {"mugaika", "file-cdr"},
}};

const SanitizerWord* sanitizer_in(const std::string& text) {
  const std::string small = lower(text);
  const auto found = std::ranges::find_if(
      sanitizer_words, [&](const SanitizerWord& word) { return small.find(word.text) != std::string::npos; });
  return found == sanitizer_words.end() ? nullptr : &*found;
}

const DraftSegment* segment_of(const AddressRange& range, const std::vector<DraftSegment>& segments) {
  for (const DraftSegment& draft : segments) {
    for (const Prefix& prefix : draft.segment.prefixes) {
      if (prefix.family() == range.family() && prefix.contains(range.first) && prefix.contains(range.last))
        return &draft;
    }
  }
  return nullptr;
}

bool is_host(const NamedAddresses& named) {
  return named.addresses.size() == 1 &&
         named.addresses.front().last.bits - named.addresses.front().first.bits < most_addresses;
}

}  // namespace

std::vector<DraftHost> find_hosts(const Site& site, const std::vector<DraftSegment>& segments) {
  std::vector<DraftHost> hosts;
  std::set<std::string> names;
  std::vector<AddressRange> taken;
  for (std::size_t d = 0; d < site.devices.size(); ++d) {
    for (const NamedAddresses& named : site.devices[d].device.named_addresses) {
      if (!is_host(named)) continue;
      const AddressRange& range = named.addresses.front();
      const DraftSegment* segment = segment_of(range, segments);
      const bool is_taken = std::ranges::any_of(taken, [&](const AddressRange& other) {
        return other.contains(range.first) || range.contains(other.first);
      });
      if (segment == nullptr || is_taken || !names.insert(named.name).second) continue;
      taken.push_back(range);
      DraftHost draft;
      draft.host = {named.name, {}, segment->segment.name, {range}, {}, named.source.span};
      draft.because.push_back({Code::draft_host_name, named.source.span, {site.devices[d].draft.name}});
      std::string text = named.name;
      for (const std::string& remark : site.remarks(d, named.source.span)) {
        text += " " + remark;
        if (draft.host.label.ja.empty()) draft.host.label = {remark, remark};
      }
      if (const SanitizerWord* word = sanitizer_in(text)) {
        draft.host.sanitizer = word->kind;
        draft.because.push_back({Code::draft_sanitizer_name, named.source.span, {std::string(word->text)}});
      }
      hosts.push_back(std::move(draft));
    }
  }
  std::ranges::stable_sort(hosts, {}, [](const DraftHost& each) { return each.host.sanitizer.empty(); });
  return hosts;
}

}  // namespace sekisho::draft
