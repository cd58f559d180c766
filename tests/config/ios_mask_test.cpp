// Secrets of IOS lines.
#include "config/cisco_ios/mask.hpp"

#include <gtest/gtest.h>

namespace sekisho::test {
namespace {

struct MaskCase {
  const char* line;
  const char* masked;
};

const MaskCase mask_cases[] = {
    {"enable secret 5 $1$abcd$efgh", "enable secret 5 ********"},
    {"enable secret 9 $9$x", "enable secret 9 ********"},
    {"enable password hello", "enable password ********"},
    {"enable password 7 0822455D0A16", "enable password 7 ********"},
    {"enable secret two words", "enable secret ******** ********"},
    {"username admin privilege 15 secret 5 $1$x$y", "username admin privilege 15 secret 5 ********"},
    {"username cisco password 0 cisco", "username cisco password 0 ********"},
    {"snmp-server community public RO 10", "snmp-server community ******** RO 10"},
    {"no snmp-server community public", "no snmp-server community ********"},
    {"snmp-server host 10.0.0.1 version 2c public", "snmp-server host 10.0.0.1 version 2c ********"},
    {"snmp-server host 10.0.0.1 vrf M informs version 3 auth user",
     "snmp-server host 10.0.0.1 vrf M informs version 3 auth ********"},
    {"snmp-server host 10.0.0.1 public", "snmp-server host 10.0.0.1 ********"},
    {"snmp-server user u g v3 auth sha aaa priv aes 128 bbb",
     "snmp-server user u g v3 auth sha ******** priv aes 128 ********"},
    {"tacacs-server key 7 0822", "tacacs-server key 7 ********"},
    {"radius-server host 10.0.0.1 auth-port 1812 key s3",
     "radius-server host 10.0.0.1 auth-port 1812 key ********"},
    {" server-private 10.0.0.1 key 7 ABCD", " server-private 10.0.0.1 key 7 ********"},
    {" client 10.0.0.1 server-key 7 ABCD", " client 10.0.0.1 server-key 7 ********"},
    {" key 7 ABCD", " key 7 ********"},
    {" key 1", " key 1"},
    {"key chain K", "key chain K"},
    {"  key-string 7 ABCD", "  key-string 7 ********"},
    {"crypto isakmp key 6 ABCD address 10.0.0.1", "crypto isakmp key 6 ******** address 10.0.0.1"},
    {"crypto isakmp key psk address 0.0.0.0", "crypto isakmp key ******** address 0.0.0.0"},
    {"  pre-shared-key address 10.0.0.1 key psk", "  pre-shared-key address 10.0.0.1 key ********"},
    {" pre-shared-key local 6 ABCD", " pre-shared-key local 6 ********"},
    {" pre-shared-key ABCD", " pre-shared-key ********"},
    {"ntp authentication-key 1 md5 ABCD 7", "ntp authentication-key 1 md5 ******** 7"},
    {" ip ospf message-digest-key 1 md5 7 ABCD", " ip ospf message-digest-key 1 md5 7 ********"},
    {" ip ospf authentication-key 7 ABCD", " ip ospf authentication-key 7 ********"},
    {" ip ospf authentication message-digest", " ip ospf authentication message-digest"},
    {" neighbor 10.0.0.1 password 7 ABCD", " neighbor 10.0.0.1 password 7 ********"},
    {" standby 1 authentication abc", " standby 1 authentication ********"},
    {" standby 1 authentication md5 key-string 7 ABCD",
     " standby 1 authentication md5 key-string 7 ********"},
    {" vrrp 1 authentication text abc", " vrrp 1 authentication text ********"},
    {" ip nhrp authentication abc", " ip nhrp authentication ********"},
    {" ip authentication key-chain eigrp 1 K", " ip authentication key-chain eigrp 1 K"},
    {" ppp chap password 0 abc", " ppp chap password 0 ********"},
    {" ppp pap sent-username u password 7 ABCD", " ppp pap sent-username u password 7 ********"},
    {"   wpa-psk ascii 7 ABCD", "   wpa-psk ascii 7 ********"},
    {"vtp password abc", "vtp password ********"},
    {" password 7 ABCD", " password 7 ********"},
    {" tunnel key 100", " tunnel key 100"},
    {"service password-encryption", "service password-encryption"},
    {"security passwords min-length 8", "security passwords min-length 8"},
    {"crypto key generate rsa", "crypto key generate rsa"},
    {"interface GigabitEthernet0/0", "interface GigabitEthernet0/0"},
    {"access-list 101 permit tcp any any eq 22", "access-list 101 permit tcp any any eq 22"},
    {"  3082022B 30820194 A0030201 02020101", "  ******** ******** ******** ********"},
    {"", ""},
};

TEST(IosMask, HidesSecretsAndNothingElse) {
  for (const MaskCase& one : mask_cases) EXPECT_EQ(config::ios::mask_line(one.line), one.masked);
}

TEST(IosMask, IsStable) {
  for (const MaskCase& one : mask_cases) EXPECT_EQ(config::ios::mask_line(one.masked), one.masked);
}

}  // namespace
}  // namespace sekisho::test
