// Every capture of data/captures, held against what tshark says of it: the same TCP and UDP conversations,
// the same frames in each direction, the same bytes. Where the two differ, the reason stands here.
#include "capture/conversation_table.hpp"
#include "support/data.hpp"

#include <sekisho/capture/survey.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace sekisho::test {
namespace {

/// Two ends of which tshark and we do not say the same.
struct Difference {
  std::string file;
  std::string ends;
  std::string ours;    // frames each way, empty: no such flow
  std::string theirs;  // the same of tshark
  std::string reason;

  friend bool operator==(const Difference& one, const Difference& other) {
    return one.file == other.file && one.ends == other.ends && one.ours == other.ours &&
           one.theirs == other.theirs;
  }
};

const std::vector<Difference>& explained() {
  static const std::vector<Difference> table = {
      {"ndpi-fuzz-2006-06-26-2594.pcap", "tcp 147.234.1.253 47645 - 192.168.1.2 58657", "0 1", "",
       "its TCP header claims a length that is too short: tshark drops it, we count it by its ports"},
      {"tcpdump-heapoverflow-tcp_print.pcap", "tcp 48.48.48.48 12336 - 48.48.48.48 12336", "0 1", "",
       "options cut off by the end of the file: tshark stops before it counts"},
      {"zeek-ipv6-hbh-routing0.pcap", "udp 2001:78:1:32::2 53 - 2001:4f8:4:7:2e0:81ff:fe52:ffff 53", "",
       "0 1", "tshark takes the last address of the routing header for the destination"},
      {"zeek-ipv6-hbh-routing0.pcap",
       "udp 2001:4f8:4:7:2e0:81ff:fe52:9a6b 53 - 2001:4f8:4:7:2e0:81ff:fe52:ffff 53", "0 1", "",
       "we take the destination of the IP header, which is what filters on the way look at"},
  };
  return table;
}

std::string frames(const Exchange& exchange) {
  return std::to_string(exchange.from_lesser) + " " + std::to_string(exchange.from_greater);
}

bool agree(const Exchange& ours, const Exchange& theirs) {
  return ours.from_lesser == theirs.from_lesser && ours.from_greater == theirs.from_greater &&
         theirs.fewest_bytes <= ours.fewest_bytes && ours.fewest_bytes <= theirs.most_bytes;
}

std::string all_of(const Exchange& exchange) {
  return frames(exchange) + " frames, " + std::to_string(exchange.fewest_bytes) + " bytes";
}

void compare(const std::string& file, const Exchanges& ours, const Exchanges& theirs,
             std::vector<Difference>& differences) {
  for (const auto& [ends, exchange] : theirs) {
    const auto found = ours.find(ends);
    if (found == ours.end()) {
      differences.push_back({file, to_string(ends), "", frames(exchange), ""});
    } else if (!agree(found->second, exchange)) {
      differences.push_back({file, to_string(ends), all_of(found->second), all_of(exchange), ""});
    }
  }
  for (const auto& [ends, exchange] : ours) {
    if (!theirs.contains(ends)) differences.push_back({file, to_string(ends), frames(exchange), "", ""});
  }
}

Exchanges exchanges_of(const std::filesystem::path& capture) {
  Exchanges exchanges;
  (void)capture::survey(capture.string(), {}, {},
                        [&exchanges](capture::Flow&& flow) { add_flow(exchanges, flow); });
  return exchanges;
}

std::ostream& operator<<(std::ostream& out, const Difference& difference) {
  return out << difference.file << ": " << difference.ends << "; ours: " << difference.ours
             << "; tshark: " << difference.theirs;
}

TEST(TsharkConversations, AreOurFlows) {
  const std::filesystem::path captures = data_root() / "captures";
  SEKISHO_NEEDS(captures / "expected");
  std::vector<Difference> differences;
  int compared = 0;
  for (const auto& entry : std::filesystem::directory_iterator(captures)) {
    const std::string name = entry.path().filename().string();
    const std::filesystem::path table = captures / "expected" / (name + ".conv.txt");
    if (!std::filesystem::exists(table)) continue;
    compare(name, exchanges_of(entry.path()), read_tshark(read_file(table)), differences);
    ++compared;
  }
  EXPECT_GE(compared, 100);
  for (const Difference& difference : differences) {
    EXPECT_THAT(explained(), testing::Contains(difference));
  }
  for (const Difference& difference : explained()) {
    EXPECT_THAT(differences, testing::Contains(difference)) << "it is no longer there";
  }
}

}  // namespace
}  // namespace sekisho::test
