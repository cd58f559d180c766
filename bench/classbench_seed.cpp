#include "classbench_seed.hpp"

#include "text_lines.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace sekisho::bench {

namespace {

constexpr std::array<std::string_view, 5> class_names = {"wc", "hi", "lo", "ar", "em"};

std::string_view name_of(PortClass ports) { return class_names[static_cast<std::size_t>(ports)]; }

/// Two numbers with a separator between them.
template <typename First, typename Second>
std::optional<std::pair<First, Second>> two_numbers(std::string_view word, char separator) {
  const std::size_t at = word.find(separator);
  if (at == std::string_view::npos) return std::nullopt;
  const auto first = number_of<First>(word.substr(0, at));
  const auto second = number_of<Second>(word.substr(at + 1));
  if (!first || !second) return std::nullopt;
  return std::pair(*first, *second);
}

class SeedReader {
 public:
  Result<ClassbenchSeed> read(const std::string& text) {
    const auto refused = first_refused_line(text, [&](std::string_view line) { return take_line(line); });
    if (refused) return Failure{"line " + std::to_string(*refused) + ": not a row of section -" + section_};
    if (const std::string missing = what_is_missing(); !missing.empty()) return Failure{missing};
    return std::move(seed_);
  }

 private:
  bool take_line(std::string_view line) {
    if (line.starts_with('#')) return true;
    if (line.starts_with('-')) {
      section_ = line.substr(1);
      section_.erase(section_.find_last_not_of(" \t\r") + 1);
      return true;
    }
    split(line, words_);
    return words_.empty() || take_row();
  }

  bool take_row() {
    if (section_ == "scale") return take_scale();
    if (section_ == "prots") return take_protocol();
    if (section_ == "spar") return take_ports(seed_.source_ranges);
    if (section_ == "spem") return take_ports(seed_.source_exact);
    if (section_ == "dpar") return take_ports(seed_.destination_ranges);
    if (section_ == "dpem") return take_ports(seed_.destination_exact);
    if (section_ == "sskew") return take_level(seed_.source_levels);
    if (section_ == "dskew") return take_level(seed_.destination_levels);
    if (section_ == "pcorr") return take_correlation();
    for (std::size_t pair = 0; pair < port_pair_count; ++pair)
      if (section_ == section_of(pair)) return take_lengths(seed_.lengths[pair]);
    return section_ == "flags" || section_ == "extra" || section_ == "snest" || section_ == "dnest";
  }

  static std::string section_of(std::size_t pair) {
    return std::string(name_of(port_pairs[pair].source)) + "_" +
           std::string(name_of(port_pairs[pair].destination));
  }

  bool take_scale() {
    const auto rules = number_of<int>(words_[0]);
    if (!rules || *rules < 1) return false;
    seed_.scale = *rules;
    return true;
  }

  bool take_protocol() {
    if (words_.size() != port_pair_count + 2) return false;
    const auto number = number_of<std::uint8_t>(words_[0]);
    const auto share = number_of<double>(words_[1]);
    if (!number || !share) return false;
    SeedProtocol protocol{*number, {}};
    for (std::size_t pair = 0; pair < port_pair_count; ++pair) {
      const auto pair_share = number_of<double>(words_[pair + 2]);
      if (!pair_share) return false;
      if (*pair_share > 0) protocol.port_pairs.add(*pair_share, pair);
    }
    if (protocol.port_pairs.empty()) return false;
    seed_.protocols.add(*share, std::move(protocol));
    return true;
  }

  bool take_ports(Shares<PortRange>& ports) {
    const auto share = number_of<double>(words_[0]);
    const auto range =
        words_.size() == 2 ? two_numbers<std::uint16_t, std::uint16_t>(words_[1], ':') : std::nullopt;
    if (!share || !range || range->first > range->second) return false;
    ports.add(*share, {range->first, range->second});
    return true;
  }

  bool take_lengths(Shares<SeedLengths>& lengths) {
    const auto total = two_numbers<int, double>(words_[0], ',');
    if (!total || words_.size() < 2) return false;
    SeedLengths of_total{total->first, {}};
    for (std::size_t i = 1; i < words_.size(); ++i) {
      const auto source = two_numbers<int, double>(words_[i], ',');
      if (!source) return false;
      const int destination = total->first - source->first;
      if (std::min(source->first, destination) < 0 || std::max(source->first, destination) > 32) return false;
      of_total.source.add(source->second, source->first);
    }
    lengths.add(total->second, std::move(of_total));
    return true;
  }

  /// The level of the row, which has `size` words.
  [[nodiscard]] std::optional<std::size_t> level(std::size_t size) const {
    const auto number = words_.size() == size ? number_of<std::size_t>(words_[0]) : std::nullopt;
    return number && *number <= 32 ? number : std::nullopt;
  }

  bool take_level(std::array<SeedLevel, 33>& levels) {
    const auto at = level(4);
    const auto two = at ? number_of<double>(words_[2]) : std::nullopt;
    const auto skew = at ? number_of<double>(words_[3]) : std::nullopt;
    if (!two || !skew) return false;
    levels[*at] = {*two, *skew};
    return true;
  }

  bool take_correlation() {
    const auto at = level(2);
    const auto share = at ? number_of<double>(words_[1]) : std::nullopt;
    if (!share) return false;
    seed_.correlation[*at] = *share;
    return true;
  }

  [[nodiscard]] std::string what_is_missing() const {
    if (seed_.scale == 0) return "no section -scale";
    if (seed_.protocols.empty()) return "no section -prots";
    for (const SeedProtocol& protocol : seed_.protocols.values) {
      for (const std::size_t pair : protocol.port_pairs.values) {
        if (seed_.lengths[pair].empty()) return "no rows in section -" + section_of(pair);
        const auto [source, destination] = port_pairs[pair];
        if (source == PortClass::range && seed_.source_ranges.empty()) return "no rows in section -spar";
        if (source == PortClass::exact && seed_.source_exact.empty()) return "no rows in section -spem";
        if (destination == PortClass::range && seed_.destination_ranges.empty())
          return "no rows in section -dpar";
        if (destination == PortClass::exact && seed_.destination_exact.empty())
          return "no rows in section -dpem";
      }
    }
    return {};
  }

  ClassbenchSeed seed_;
  std::string section_;
  Words words_;
};

}  // namespace

Result<ClassbenchSeed> parse_classbench_seed(const std::string& text) { return SeedReader().read(text); }

Result<ClassbenchSeed> read_classbench_seed(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Failure{"cannot be read"};
  return parse_classbench_seed({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
}

}  // namespace sekisho::bench
