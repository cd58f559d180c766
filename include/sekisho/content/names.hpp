// Names that are asked for: DNS questions, TLS server names, HTTP hosts; and DNS used as a tunnel.
#pragma once

#include <sekisho/base/address.hpp>
#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::content {

enum class NameUse : std::uint8_t { dns, tls, http };

[[nodiscard]] std::string_view name_of(NameUse use);  // "dns", "tls", "http"

struct AskedName {
  NameUse use = NameUse::dns;
  std::string name;        // lower case, without the last dot; other bytes than printable ASCII as '?'
  std::uint16_t type = 0;  // of the DNS question (1: A, 28: AAAA, ...)
  Address client;
  Address server;
  std::uint16_t server_port = 0;
  bool answered = false;         // DNS: with any reply
  std::uint8_t reply_code = 0;   // of the last DNS reply (RFC 1035 section 4.1.1)
  std::vector<Address> answers;  // addresses in DNS replies; the first 16
  Occurrence seen;               // questions; replies too where only they were captured
};

/// True for `domain` itself and all below it; both in lower case without a last dot.
[[nodiscard]] bool is_within_domain(std::string_view name, std::string_view domain);

enum class TunnelSign : std::uint8_t {
  long_names,     // questions with names longer than people use
  many_names,     // many different names below one domain, each asked once
  large_answers,  // TXT and NULL records full of bytes
  unusual_types,  // NULL, KEY, private types
};

[[nodiscard]] std::string_view name_of(TunnelSign sign);  // "long-names", ...

/// DNS between a client and a server about one domain that looks like a tunnel. At least two signs, or one
/// with figures that nothing else explains; see docs/content.md for the figures and their source.
struct DnsTunnel {
  Address client;
  Address server;
  std::string domain;  // "example.com", "example.co.jp"
  std::vector<TunnelSign> signs;
  std::uint64_t questions = 0;
  std::uint64_t distinct_names = 0;  // counted up to 10,000
  std::uint64_t long_names = 0;      // questions
  std::uint64_t answer_bytes = 0;    // in TXT, NULL and unusual records
  Occurrence seen;
};

struct NameResults {
  std::vector<AskedName> names;  // each (use, name, type, client, server, port) once, in order of first frame
  std::uint64_t more_names = 0;  // beyond the bound
  std::vector<DnsTunnel> tunnels;   // in order of first frame
  bool tunnels_incomplete = false;  // too many domains to watch all
};

struct NameLimits {
  std::size_t names = 200'000;
  std::size_t domains = 20'000;  // watched for tunnels, per client and server
};

/// DNS over UDP and TCP on port 53, and whatever Flow::application calls DNS; TLS over TCP by its ClientHello
/// on any port (QUIC: see Flow::application); HTTP on any port, by its request line.
class Names final : public capture::Observer {
 public:
  explicit Names(const NameLimits& limits = {});
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;
  ~Names() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  /// Complete when all flows have ended.
  [[nodiscard]] const NameResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
