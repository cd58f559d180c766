// Proved cities with one line of a config changed at random. What the step simulator sees get through that
// did not before, the comparison names, and no requirement that forbids it stays proved.
#include "support/data.hpp"

#include <sekisho/loading/network_reader.hpp>
#include <sekisho/repair/change.hpp>
#include <sekisho/review/review.hpp>
#include <sekisho/simulation/trace.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>

namespace sekisho {
namespace {

const Date mutants_date{2026, 11, 21};

using Random = std::mt19937;
using Lines = std::vector<std::string>;

std::size_t pick(Random& random, std::size_t end) { return random() % end; }

bool has(const std::string& line, std::string_view part) { return line.find(part) != std::string::npos; }

/// Lines of filters, in both languages.
bool is_of_a_filter(const std::string& line) {
  for (const std::string_view part : {" permit ", " deny ", "ip access-group", "set action ", "set srcaddr ",
                                      "set dstaddr ", "set service ", "set status "}) {
    if (has(line, part)) return true;
  }
  return false;
}

bool exchange(std::string& line, std::string_view from, std::string_view to) {
  const std::size_t at = line.find(from);
  if (at == std::string::npos) return false;
  line.replace(at, from.size(), to);
  return true;
}

/// Everything behind the key of a FortiOS setting gives way.
bool set_to(std::string& line, std::string_view key, std::string_view value) {
  const std::size_t at = line.find(key);
  if (at == std::string::npos) return false;
  line = line.substr(0, at) + std::string(key) + std::string(value);
  return true;
}

void flip(std::string& line) {
  if (exchange(line, " permit ", " deny ") || exchange(line, " deny ", " permit ")) return;
  if (exchange(line, "action accept", "action deny")) return;
  exchange(line, "action deny", "action accept");
}

void widen(std::string& line) {
  if (exchange(line, " 0.0.0.255", " 0.0.255.255") || exchange(line, " eq ", " gt ")) return;
  if (set_to(line, "set srcaddr ", "\"all\"") || set_to(line, "set dstaddr ", "\"all\"")) return;
  set_to(line, "set service ", "\"ALL\"");
}

/// What a line names, by its words or by the objects of the rule that it is of: addresses and ports.
struct Aim {
  std::vector<Address> addresses;
  std::vector<std::uint16_t> ports;
};

Aim aim_at(const std::string& line) {
  Aim aim;
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    if (const auto address = Address::parse(word)) aim.addresses.push_back(*address);
    if (word.size() < 6 && word.find_first_not_of("0123456789") == std::string::npos)
      aim.ports.push_back(static_cast<std::uint16_t>(std::stoul(word)));
  }
  return aim;
}

void add_objects(const Rule& rule, Aim& aim) {
  for (const AddressMatch* match : {&rule.match.source, &rule.match.destination}) {
    for (const AddressTerm& term : match->terms) {
      if (const auto* range = std::get_if<AddressRange>(&term.value)) aim.addresses.push_back(range->first);
    }
  }
  for (const Service& service : rule.match.services) {
    for (const PortRange& ports : service.destination_ports) aim.ports.push_back(ports.first);
  }
}

/// The rules that a line of a file is of, with what their objects are.
void add_rules_on(const Device& device, const std::string& file, int line, Aim& aim) {
  std::vector<const Filter*> filters;
  if (device.forward_filter) filters.push_back(&*device.forward_filter);
  for (const auto& [name, filter] : device.filters) filters.push_back(&filter);
  for (const Filter* filter : filters) {
    for (const Rule& rule : filter->rules) {
      const Span& span = rule.source.span;
      if (span.file == file && span.line <= line && line <= std::max(span.line, span.end_line))
        add_objects(rule, aim);
    }
  }
}

/// One line deleted, turned into its contrary, widened, or exchanged with the next. `chosen_line`: which,
/// from 1; 0 where there is none.
Lines mutated(Lines lines, Random& random, std::size_t& chosen_line) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_of_a_filter(lines[i])) candidates.push_back(i);
  }
  if (candidates.empty()) return lines;
  const std::size_t chosen = candidates[pick(random, candidates.size())];
  chosen_line = chosen + 1;
  switch (pick(random, 4)) {
    case 0: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(chosen)); break;
    case 1: flip(lines[chosen]); break;
    case 2: widen(lines[chosen]); break;
    default:
      if (chosen + 1 < lines.size() && is_of_a_filter(lines[chosen + 1]))
        std::swap(lines[chosen], lines[chosen + 1]);
  }
  return lines;
}

Aim aim_of(const LoadedNetwork& loaded, const std::string& file, const Lines& lines, std::size_t chosen) {
  if (chosen == 0) return {};
  Aim aim = aim_at(lines[chosen - 1]);
  for (const Device& device : loaded.network.devices)
    add_rules_on(device, file, static_cast<int>(chosen), aim);
  return aim;
}

/// A packet between two segments, to services that somebody may have thought of.
struct Shot {
  SegmentIndex from = 0;
  Packet packet;
};

Address address_in(const Segment& segment, Random& random) {
  const Prefix& prefix = segment.prefixes[pick(random, segment.prefixes.size())];
  const Bits128 hosts = low_ones(width(prefix.family()) - prefix.length);
  return {prefix.family(), prefix.network.bits | ((random() % 64) & hosts)};
}

/// An address of the segment that the line names, or one nearby; else any.
Address aimed_in(const Segment& segment, const Aim& aim, Random& random) {
  for (const Address& named : aim.addresses) {
    const Address near{named.family, named.bits + (pick(random, 2) == 0 ? 0 : random() % 32)};
    const auto holds = [&](const Prefix& prefix) { return prefix.contains(near); };
    if (pick(random, 3) != 0 && std::ranges::any_of(segment.prefixes, holds)) return near;
  }
  return address_in(segment, random);
}

std::optional<Shot> shot(const Snapshot& snapshot, const Aim& aim, Random& random) {
  Shot result;
  result.from = pick(random, snapshot.segments.size());
  const Segment& to = snapshot.segments[pick(random, snapshot.segments.size())];
  const Segment& from = snapshot.segments[result.from];
  if (from.prefixes.empty() || to.prefixes.empty() || from.name == to.name) return std::nullopt;
  result.packet.source = aimed_in(from, aim, random);
  result.packet.destination = aimed_in(to, aim, random);
  if (result.packet.source.family != result.packet.destination.family) return std::nullopt;
  std::vector<std::uint16_t> ports{22, 25, 53, 80, 443, 445, 3389, 8443};
  for (const std::uint16_t named : aim.ports) ports.insert(ports.end(), 4, named);
  result.packet.destination_port = ports[pick(random, ports.size())];
  result.packet.source_port = 50000;
  result.packet.protocol = pick(random, 4) == 0 ? protocol::udp : protocol::tcp;
  result.packet.tcp_flags = result.packet.protocol == protocol::tcp ? tcp_flag::syn : 0;
  return result;
}

/// Names of the segments to whose hosts the packet gets; for sure, or perhaps.
std::set<std::string> reached(const LoadedNetwork& loaded, const Shot& shot, bool surely) {
  TraceStart start;
  start.segment = shot.from;
  TraceOptions options;
  options.date = mutants_date;
  std::set<std::string> names;
  for (const TracePath& path : trace(loaded.network, loaded.routes, start, shot.packet, options).paths) {
    if (path.disposition != Disposition::delivered || (surely && !path.certain)) continue;
    names.insert(path.delivered_to.begin(), path.delivered_to.end());
  }
  names.erase(loaded.network.snapshot.segments[shot.from].name);
  return names;
}

bool names_as_opened(const review::Comparison& comparison, const std::string& from, const std::string& to) {
  return std::ranges::any_of(comparison.pairs, [&](const compare::PairDifference& pair) {
    return pair.from == from && pair.to == to && !pair.to_device && pair.opened.has_value();
  });
}

/// True when a requirement says that not even one packet gets from the one to the other, and is called
/// proved.
bool is_called_closed(const VerifyResult& result, const std::string& from, const std::string& to) {
  return std::ranges::any_of(result.requirements, [&](const RequirementResult& each) {
    return each.requirement.kind == RequirementKind::separation && each.requirement.from == from &&
           each.requirement.to == to && each.requirement.semantics == Semantics::packet &&
           each.channels.empty() && each.verdict == Verdict::proved;
  });
}

SegmentIndex segment_named(const Snapshot& snapshot, const std::string& name) {
  const auto found = std::ranges::find(snapshot.segments, name, &Segment::name);
  return static_cast<SegmentIndex>(found - snapshot.segments.begin());
}

/// The packets that the comparison gives for what opened: the simulator agrees about each. How many there
/// are.
int confirmed_examples(const LoadedNetwork& before, const LoadedNetwork& after,
                       const review::Comparison& comparison) {
  int confirmed = 0;
  for (const compare::PairDifference& pair : comparison.pairs) {
    if (pair.to_device || !pair.opened || !pair.opened->example || !pair.opened->example->certain) continue;
    const Shot sent{segment_named(before.network.snapshot, pair.from), pair.opened->example->sent};
    EXPECT_TRUE(reached(after, sent, false).contains(pair.to)) << to_string(sent.packet);
    EXPECT_FALSE(reached(before, sent, true).contains(pair.to)) << to_string(sent.packet);
    ++confirmed;
  }
  return confirmed;
}

class Mutants : public ::testing::TestWithParam<const char*> {};

TEST_P(Mutants, OpenNothingThatIsNotNamed) {
  const std::string snapshot = (test::source_root() / "topologies" / GetParam() / "snapshot.yaml").string();
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> before = load_network(snapshot, sink);
  ASSERT_TRUE(before && !sink.has_errors());
  Random random(20261121);
  int opened = 0;
  for (int i = 0; i < test::scaled(40); ++i) {
    const std::vector<config::FileReport>& files = before->files;
    const std::string file = files[pick(random, files.size())].file;
    const Lines whole = repair::lines_of(test::read_file(file));
    std::size_t chosen = 0;
    const Lines lines = mutated(whole, random, chosen);
    const Aim aim = aim_of(*before, file, whole, chosen);
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    NetworkReader reader(snapshot);
    reader.suppose({{file, text}});
    DiagnosticSink told;
    if (reader.read(told) == NetworkReader::Outcome::unusable) continue;
    review::CompareOptions options;
    options.date = mutants_date;
    const review::Comparison comparison = review::compare_networks(*before, reader.loaded(), options, told);
    ASSERT_TRUE(comparison.after.has_value());
    opened += confirmed_examples(*before, reader.loaded(), comparison);
    for (int n = 0; n < 200; ++n) {
      const std::optional<Shot> tried = shot(before->network.snapshot, aim, random);
      if (!tried) continue;
      const std::set<std::string> old_ends = reached(*before, *tried, false);
      const std::string from = before->network.snapshot.segments[tried->from].name;
      for (const std::string& to : reached(reader.loaded(), *tried, true)) {
        EXPECT_FALSE(is_called_closed(*comparison.after, from, to))
            << file << " " << to_string(tried->packet);
        if (old_ends.contains(to)) continue;
        ++opened;
        EXPECT_TRUE(names_as_opened(comparison, from, to))
            << "mutant " << i << " of " << file << ": " << to_string(tried->packet) << " gets from " << from
            << " to " << to;
      }
    }
  }
  if (test::scale() >= 1) {
    EXPECT_GT(opened, 0) << "no mutant opened anything";
  }
  RecordProperty("opened", opened);
}

INSTANTIATE_TEST_SUITE_P(Cities, Mutants,
                         ::testing::Values("hirose-city", "kaji-city", "kawabe-city", "minato-city",
                                           "yamate-city"));

}  // namespace
}  // namespace sekisho
