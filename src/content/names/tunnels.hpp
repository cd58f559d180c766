// DNS used as a tunnel: what a client asks of a server about one domain, in figures.
#pragma once

#include "content/dns.hpp"

#include <sekisho/content/names.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

namespace sekisho::content {

/// The figures from which on something is a sign, after the two families of G. Farnham, "Detecting DNS
/// Tunneling" (SANS Institute, 2013): by payload (section 4.1: length of names, with 52 characters as the
/// bound; uncommon record types) and by traffic (section 4.2: host names and volume per domain). Where the
/// paper gives no figure ours keeps mail servers' and virus scanners' habits below it: tests/content holds
/// the captures.
struct TunnelFigures {
  std::size_t long_name = 53;               // characters
  std::uint64_t long_names = 10;            // questions
  std::uint64_t many_names = 100;           // different names, and at least half as many as questions
  std::uint64_t large_answer_bytes = 5000;  // in TXT, NULL and unusual records
  std::uint64_t unusual_questions = 10;
  std::uint64_t long_names_alone = 200;  // enough without a second sign
};

/// What a registrar sells: the last two labels, or three below `co.jp` and the like; empty when `name` has no
/// more labels than that, or belongs to reverse lookup.
[[nodiscard]] std::string_view registered_domain(std::string_view name);

class TunnelWatch {
 public:
  explicit TunnelWatch(std::size_t most_domains) : most_domains_(most_domains) {}

  void add(const DnsMessage& message, const Address& client, const Address& server,
           const capture::Frame& frame);

  [[nodiscard]] std::vector<DnsTunnel> found() const;  // in order of first frame
  [[nodiscard]] bool incomplete() const { return incomplete_; }

 private:
  struct Watched {
    DnsTunnel told;
    std::unordered_set<std::size_t> names;  // their hashes
    std::uint64_t unusual_questions = 0;
  };

  Watched* watch(std::string_view name, const Address& client, const Address& server);
  void count_name(Watched& watched, const DnsQuestion& question);
  [[nodiscard]] std::vector<TunnelSign> signs_of(const Watched& watched) const;

  std::size_t most_domains_;
  TunnelFigures figures_;
  std::map<std::tuple<Address, Address, std::string>, Watched> domains_;
  std::size_t names_kept_ = 0;
  bool incomplete_ = false;
};

}  // namespace sekisho::content
