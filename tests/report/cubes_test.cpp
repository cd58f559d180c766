// Cubes in words.
#include "report/cubes.hpp"

#include "sample_results.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

using report::CubeWords;
using report::line_of;
using report::words_of;

std::vector<ValueRange>& field_of(Cube& cube, Field field) {
  return cube.fields[static_cast<std::size_t>(field)];
}

std::vector<std::string> lines_of(const Cube& cube) {
  std::vector<std::string> lines;
  for (const CubeWords& words : words_of(cube)) lines.push_back(line_of(words, Language::en));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Cubes, NameServicesAndPrefixes) {
  EXPECT_EQ(lines_of(cube_of("10.1.0.0/16", "10.2.0.9/32", 6, 443, 443)),
            Lines{"10.1.0.0/16 → 10.2.0.9  tcp/443 (https)"});
  EXPECT_EQ(lines_of(cube_of("2001:db8::/32", "::/0", 17, 53, 60)), Lines{"2001:db8::/32 → ::/0  udp/53-60"});
  EXPECT_EQ(lines_of(cube_of("0.0.0.0/0", "10.0.0.0/8", 50, 0, 65535)), Lines{"0.0.0.0/0 → 10.0.0.0/8  esp"});
}

TEST(Cubes, EverythingIsOneLinePerFamily) {
  EXPECT_EQ(lines_of(Cube{}), (Lines{"0.0.0.0/0 → 0.0.0.0/0  any", "::/0 → ::/0  any"}));
}

TEST(Cubes, AddressRangesThatAreNoPrefix) {
  Cube cube = cube_of("0.0.0.0/0", "10.0.0.0/8", 6, 0, 65535);
  const Bits128 first = raw_of(Address::parse("10.0.0.5").value());
  const Bits128 last = raw_of(Address::parse("10.0.0.8").value()) | low_ones(96);
  field_of(cube, Field::source) = {range_of(first, last)};
  EXPECT_EQ(lines_of(cube), Lines{"10.0.0.5-10.0.0.8 → 10.0.0.0/8  tcp"});
}

TEST(Cubes, NeighbouringProtocolsStandApart) {
  Cube cube = cube_of("10.0.0.0/8", "10.0.0.0/8", 6, 0, 65535);
  field_of(cube, Field::protocol) = {range_of(0, 5), range_of(17, 17), range_of(50, 51)};
  const Lines lines = lines_of(cube);
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_NE(lines[0].find("0-5"), std::string::npos);
  EXPECT_NE(lines[2].find("esp"), std::string::npos);
  EXPECT_NE(lines[3].find("ah"), std::string::npos);
}

TEST(Cubes, FieldsOfOtherProtocolsAreLeftOut) {
  Cube cube = cube_of("10.0.0.0/8", "10.0.0.0/8", 17, 53, 53);
  field_of(cube, Field::tcp_flags) = {range_of(2, 2)};
  field_of(cube, Field::icmp_type) = {range_of(8, 8)};
  EXPECT_EQ(lines_of(cube), Lines{"10.0.0.0/8 → 10.0.0.0/8  udp/53 (dns)"});
}

TEST(Cubes, FlagsAsBitsOrAsRanges) {
  Cube cube = cube_of("10.0.0.0/8", "10.0.0.0/8", 6, 0, 65535);
  field_of(cube, Field::tcp_flags) = {range_of(2, 2)};
  EXPECT_EQ(words_of(cube)[0].tcp_flags, Lines{"F=0 S=1 R=0 P=0 A=0 U=0 E=0 C=0"});
  field_of(cube, Field::tcp_flags) = {range_of(1, 3), range_of(9, 9)};
  EXPECT_EQ(words_of(cube)[0].tcp_flags, (Lines{"0x01-0x03", "0x09"}));
  field_of(cube, Field::tcp_flags) = {range_of(0, 255)};
  EXPECT_TRUE(words_of(cube)[0].tcp_flags.empty());
}

TEST(Cubes, FirstHopFieldsAreShown) {
  Cube cube = cube_of("10.0.0.0/8", "10.0.0.0/8", 6, 22, 22);
  field_of(cube, Field::vlan) = {range_of(20, 20)};
  field_of(cube, Field::source_mac) = {range_of(0x001122334455, 0x001122334455)};
  field_of(cube, Field::state) = {range_of(0, 0)};
  field_of(cube, Field::source_port) = {range_of(1024, 65535)};
  EXPECT_EQ(lines_of(cube),
            Lines{"10.0.0.0/8 → 10.0.0.0/8  tcp/22 (ssh)  from port 1024-65535  state new  VLAN 20 (first "
                  "hop)  from MAC 00:11:22:33:44:55"});
}

}  // namespace
}  // namespace sekisho::test
