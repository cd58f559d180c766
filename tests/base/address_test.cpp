// Addresses against RFC 4291 and RFC 5952, prefixes, ranges and wildcards against brute force.
#include <sekisho/base/address.hpp>

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <rapidcheck.h>
#include <array>
#include <random>

#include "support/data.hpp"

namespace sekisho {
namespace {

std::string printed(std::string_view text) {
  const std::optional<Address> address = Address::parse(text);
  return address ? to_string(*address) : "nothing";
}

struct Spelling {
  const char* text;
  const char* canonical;
};

class AddressSpelling : public testing::TestWithParam<Spelling> {};

TEST_P(AddressSpelling, IsReadAndPrintedCanonically) {
  EXPECT_EQ(printed(GetParam().text), GetParam().canonical) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(V4, AddressSpelling,
                         testing::Values(Spelling{"0.0.0.0", "0.0.0.0"},
                                         Spelling{"255.255.255.255", "255.255.255.255"},
                                         Spelling{"192.0.2.1", "192.0.2.1"},
                                         Spelling{"10.20.30.4", "10.20.30.4"}));

// RFC 4291 section 2.2, RFC 5952 sections 1 to 5.
INSTANTIATE_TEST_SUITE_P(
    V6, AddressSpelling,
    testing::Values(
        Spelling{"::", "::"}, Spelling{"::1", "::1"}, Spelling{"1::", "1::"},
        Spelling{"ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"},
        Spelling{"2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"},
        Spelling{"FF01:0:0:0:0:0:0:101", "ff01::101"}, Spelling{"2001:0db8::0001", "2001:db8::1"},
        Spelling{"2001:db8:0:0:0:0:2:1", "2001:db8::2:1"},
        Spelling{"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        Spelling{"2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
        Spelling{"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
        Spelling{"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"}, Spelling{"1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"},
        Spelling{"::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"}, Spelling{"1:0:0:4:5:6:0:0", "1::4:5:6:0:0"},
        Spelling{"0:0:0:4:5:0:0:0", "::4:5:0:0:0"}, Spelling{"::ffff:192.0.2.1", "::ffff:192.0.2.1"},
        Spelling{"::ffff:c000:0201", "::ffff:192.0.2.1"},
        Spelling{"0:0:0:0:0:FFFF:129.144.52.38", "::ffff:129.144.52.38"},
        Spelling{"::13.1.68.3", "::d01:4403"}, Spelling{"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
        Spelling{"1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"}));

TEST(Address, RefusesWhatIsNoAddress) {
  constexpr std::array wrong{"",
                             " ",
                             ".",
                             "1",
                             "1.2.3",
                             "1.2.3.4.5",
                             "1.2.3.",
                             ".1.2.3",
                             "1..2.3",
                             "256.1.1.1",
                             "1.2.3.256",
                             "01.2.3.4",
                             "1.2.3.04",
                             "1.2.3.4 ",
                             " 1.2.3.4",
                             "1.2.3.-4",
                             "+1.2.3.4",
                             "1.2.3.4/24",
                             "0x1.2.3.4",
                             "1.2.3.a",
                             "99999999999.1.1.1",
                             "１.2.3.4",
                             ":",
                             ":::",
                             "1:",
                             ":1",
                             "1:2",
                             "1:2:3:4:5:6:7",
                             "1:2:3:4:5:6:7:8:9",
                             "1:2:3:4:5:6:7:8::",
                             "::1:2:3:4:5:6:7:8",
                             "1::2::3",
                             "1:::2",
                             "12345::",
                             "g::",
                             "::-1",
                             "::+1",
                             "::0x1",
                             "1::%eth0",
                             "[::1]",
                             "::1/64",
                             "::1 ",
                             " ::1",
                             "::1.2.3",
                             "::1.2.3.256",
                             "1.2.3.4::",
                             "::1.2.3.4:5",
                             "1:2:3:4:5:6:7:1.2.3.4",
                             "1:2:3:4:5:1.2.3.4",
                             "::01.2.3.4",
                             "1:2:3:4:5:6:7:8:",
                             ":1:2:3:4:5:6:7:8",
                             "1:2:3:4::5:6:7:8:",
                             "::ffff:1.2.3.4.5"};
  for (const char* text : wrong) EXPECT_EQ(printed(text), "nothing") << '"' << text << '"';
}

TEST(Address, RefusesTextWithAZeroByte) {
  EXPECT_FALSE(Address::parse(std::string_view("1.2.3.4\0", 8)));
  EXPECT_FALSE(Address::parse(std::string_view("::1\0", 4)));
}

Address arbitrary_address() {
  const bool v6 = *rc::gen::arbitrary<bool>();
  if (!v6) return Address::v4(*rc::gen::arbitrary<std::uint32_t>());
  Bits128 bits = 0;
  // Zero groups often: they are what the printed form turns on.
  for (int i = 0; i < 8; ++i) {
    bits = bits << 16 | *rc::gen::oneOf(rc::gen::just<std::uint16_t>(0), rc::gen::arbitrary<std::uint16_t>());
  }
  return {Family::v6, bits};
}

std::string system_print(const Address& address) {
  std::array<unsigned char, 16> bytes{};
  const int count = width(address.family) / 8;
  for (int i = 0; i < count; ++i) {
    bytes[static_cast<std::size_t>(i)] =
        static_cast<unsigned char>(address.bits >> (8 * (count - 1 - i)) & 0xff);
  }
  std::array<char, 64> text{};
  inet_ntop(address.family == Family::v4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
  return text.data();
}

TEST(Address, PrintsWhatItReadsAndAgreesWithTheSystem) {
  EXPECT_TRUE(rc::check([] {
    const Address address = arbitrary_address();
    const std::string text = to_string(address);
    RC_ASSERT(Address::parse(text) == address);
    // The system's resolver reads it as the same address.
    const std::string theirs = system_print(address);
    RC_ASSERT(Address::parse(theirs) == address);
    // inet_ntop also prints ::/96 with a dotted quad; RFC 5952 section 5 does not ask for it.
    if (address.family == Family::v4 || address.bits >> 32 != 0) RC_ASSERT(text == theirs);
  }));
}

TEST(Address, NeverReadsTextThatTheSystemRefuses) {
  std::mt19937 random(1);
  constexpr std::string_view alphabet = "0123456789af:.:.:/% g";
  for (int i = test::scaled(200000); i > 0; --i) {
    std::string text;
    for (auto length = random() % 18; length > 0; --length) text += alphabet[random() % alphabet.size()];
    std::array<unsigned char, 16> bytes{};
    const bool theirs = inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
                        inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
    EXPECT_EQ(Address::parse(text).has_value(), theirs) << '"' << text << '"';
  }
}

TEST(Address, OrdersByFamilyThenValue) {
  EXPECT_LT(Address::v4(0xffff'ffff), (Address{Family::v6, 0}));
  EXPECT_LT(Address::v4(1), Address::v4(2));
}

TEST(Prefix, IsReadFromText) {
  const auto text_of = [](std::string_view text) {
    const std::optional<Prefix> prefix = Prefix::parse(text);
    return prefix ? to_string(*prefix) : std::string("nothing");
  };
  EXPECT_EQ(text_of("10.0.0.0/8"), "10.0.0.0/8");
  EXPECT_EQ(text_of("10.1.2.3/8"), "10.0.0.0/8");
  EXPECT_EQ(text_of("10.1.2.3"), "10.1.2.3/32");
  EXPECT_EQ(text_of("0.0.0.0/0"), "0.0.0.0/0");
  EXPECT_EQ(text_of("2001:db8:1:2:3::/32"), "2001:db8::/32");
  EXPECT_EQ(text_of("::/0"), "::/0");
  EXPECT_EQ(text_of("fe80::1"), "fe80::1/128");
  for (const char* wrong : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8",
                            "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/ 8", "10.0.0/8", "10.0.0.0/255.0.0.0"}) {
    EXPECT_EQ(text_of(wrong), "nothing") << wrong;
  }
}

TEST(Prefix, TellsWhetherHostBitsWereSet) {
  bool had_host_bits = false;
  ASSERT_TRUE(Prefix::parse("10.0.0.1/24", &had_host_bits));
  EXPECT_TRUE(had_host_bits);
  ASSERT_TRUE(Prefix::parse("10.0.0.0/24", &had_host_bits));
  EXPECT_FALSE(had_host_bits);
  ASSERT_TRUE(Prefix::parse("2001:db8::1", &had_host_bits));
  EXPECT_FALSE(had_host_bits);
}

TEST(Prefix, ClampsItsLength) {
  EXPECT_EQ(to_string(Prefix::of(Address::v4(0x0a000001), 99)), "10.0.0.1/32");
  EXPECT_EQ(to_string(Prefix::of(Address::v4(0x0a000001), -1)), "0.0.0.0/0");
  EXPECT_EQ(to_string(Prefix::everything(Family::v6)), "::/0");
}

TEST(Prefix, ContainsExactlyItsAddresses) {
  EXPECT_TRUE(rc::check([] {
    const Address address = arbitrary_address();
    const int length = *rc::gen::inRange(0, width(address.family) + 1);
    const Prefix prefix = Prefix::of(address, length);
    const AddressRange range = AddressRange::of(prefix);
    RC_ASSERT(prefix.contains(address));
    RC_ASSERT(prefix.contains(prefix.first()));
    RC_ASSERT(prefix.contains(prefix.last()));
    RC_ASSERT(prefix.last().bits - prefix.first().bits == low_ones(width(address.family) - length));
    const Address other = arbitrary_address();
    RC_ASSERT(prefix.contains(other) == range.contains(other));
    const Prefix inner = Prefix::of(other, *rc::gen::inRange(0, width(other.family) + 1));
    const bool inside = range.contains(inner.first()) && range.contains(inner.last());
    RC_ASSERT(prefix.contains(inner) == inside);
    RC_ASSERT(prefix.overlaps(inner) == inner.overlaps(prefix));
    RC_ASSERT(Prefix::parse(to_string(prefix)) == prefix);
  }));
}

TEST(Prefix, FamiliesNeverMix) {
  EXPECT_FALSE(Prefix::everything(Family::v4).contains(Address{Family::v6, 1}));
  EXPECT_FALSE(Prefix::everything(Family::v6).overlaps(Prefix::everything(Family::v4)));
}

TEST(Netmask, HasALengthWhenContiguous) {
  for (int length = 0; length <= 32; ++length) {
    const Address mask{Family::v4, low_ones(32) & ~low_ones(32 - length)};
    EXPECT_EQ(netmask_length(mask), length) << to_string(mask);
  }
  for (const char* holes : {"255.0.255.0", "0.0.0.255", "255.255.255.1", "127.0.0.0", "0.0.0.1"}) {
    EXPECT_EQ(netmask_length(*Address::parse(holes)), std::nullopt) << holes;
  }
  EXPECT_EQ(netmask_length(Address{Family::v6, ~Bits128{0}}), std::nullopt);
}

AddressRange range_of(std::string_view first, std::string_view last) {
  return {*Address::parse(first), *Address::parse(last)};
}

TEST(AddressRange, PrintsAsThePlainestForm) {
  EXPECT_EQ(to_string(range_of("10.0.0.1", "10.0.0.1")), "10.0.0.1");
  EXPECT_EQ(to_string(range_of("10.0.0.0", "10.0.0.255")), "10.0.0.0/24");
  EXPECT_EQ(to_string(range_of("0.0.0.0", "255.255.255.255")), "0.0.0.0/0");
  EXPECT_EQ(to_string(range_of("10.0.0.1", "10.0.0.2")), "10.0.0.1-10.0.0.2");
  EXPECT_EQ(to_string(range_of("10.0.0.128", "10.0.1.127")), "10.0.0.128-10.0.1.127");
  EXPECT_EQ(to_string(range_of("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")), "::/0");
  EXPECT_EQ(to_string(range_of("2001:db8::", "2001:db8::ffff")), "2001:db8::/112");
}

TEST(AddressRange, SplitsIntoPrefixes) {
  const auto text_of = [](std::string_view first, std::string_view last) {
    std::string text;
    for (const Prefix& prefix : prefixes_of(range_of(first, last))) text += to_string(prefix) + ' ';
    return text;
  };
  EXPECT_EQ(text_of("10.0.0.0", "10.255.255.255"), "10.0.0.0/8 ");
  EXPECT_EQ(text_of("0.0.0.0", "255.255.255.255"), "0.0.0.0/0 ");
  EXPECT_EQ(text_of("255.255.255.255", "255.255.255.255"), "255.255.255.255/32 ");
  EXPECT_EQ(text_of("10.0.0.1", "10.0.0.6"), "10.0.0.1/32 10.0.0.2/31 10.0.0.4/31 10.0.0.6/32 ");
  EXPECT_EQ(text_of("255.255.255.254", "255.255.255.255"), "255.255.255.254/31 ");
  EXPECT_EQ(text_of("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), "::/0 ");
  EXPECT_EQ(prefixes_of(range_of("0.0.0.1", "255.255.255.254")).size(), 62U);
  EXPECT_EQ(prefixes_of(range_of("::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe")).size(), 254U);
}

// Every range of a 6-bit universe at the end of the address space: the parts are the range, in order,
// without overlap, and no two of them could be one.
TEST(AddressRange, PrefixesAreExactAndFewest) {
  for (const Bits128 base : {Bits128{0}, low_ones(32) - 63}) {
    for (Bits128 first = 0; first < 64; ++first) {
      for (Bits128 last = first; last < 64; ++last) {
        const std::vector<Prefix> parts =
            prefixes_of({Address{Family::v4, base + first}, Address{Family::v4, base + last}});
        Bits128 next = base + first;
        for (std::size_t i = 0; i < parts.size(); ++i) {
          ASSERT_EQ(parts[i].first().bits, next);
          ASSERT_EQ(parts[i], Prefix::of(parts[i].network, parts[i].length));
          next = parts[i].last().bits + 1;
          if (i == 0 || parts[i].length != parts[i - 1].length) continue;
          ASSERT_FALSE(Prefix::of(parts[i].network, parts[i].length - 1).contains(parts[i - 1]));
        }
        ASSERT_EQ(next, base + last + 1);
      }
    }
  }
}

TEST(Wildcard, MatchesWhereItCares) {
  const Wildcard odd_hosts{*Address::parse("10.0.0.1"), low_ones(32) & ~Bits128{0xfe}};
  EXPECT_TRUE(odd_hosts.contains(*Address::parse("10.0.0.1")));
  EXPECT_TRUE(odd_hosts.contains(*Address::parse("10.0.0.255")));
  EXPECT_FALSE(odd_hosts.contains(*Address::parse("10.0.0.2")));
  EXPECT_FALSE(odd_hosts.contains(*Address::parse("10.0.1.1")));
  EXPECT_FALSE(odd_hosts.contains(Address{Family::v6, 0x0a000001}));
}

TEST(Wildcard, PrintsAsAPrefixOrWithItsMask) {
  const auto text_of = [](std::string_view value, std::string_view open) {
    return to_string(Wildcard{*Address::parse(value), low_ones(32) & ~Address::parse(open)->bits});
  };
  EXPECT_EQ(text_of("10.1.2.3", "0.0.0.0"), "10.1.2.3");
  EXPECT_EQ(text_of("10.1.2.3", "0.0.0.255"), "10.1.2.0/24");
  EXPECT_EQ(text_of("1.2.3.4", "255.255.255.255"), "0.0.0.0/0");
  EXPECT_EQ(text_of("10.1.2.3", "0.0.255.0"), "10.1.0.3 0.0.255.0");
  EXPECT_EQ(to_string(Wildcard{{Family::v6, 1}, ~Bits128{0}}), "::1");
}

}  // namespace
}  // namespace sekisho
