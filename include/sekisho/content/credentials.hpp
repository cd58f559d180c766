// Credentials that pass in clear: that they do, and where. The secret itself is never kept.
#pragma once

#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace sekisho::content {

enum class CredentialKind : std::uint8_t {
#define SEKISHO_CREDENTIAL(enumerator, name) enumerator,
#include <sekisho/content/credentials.def>
#undef SEKISHO_CREDENTIAL
};

[[nodiscard]] std::string_view name_of(CredentialKind kind);  // "telnet", "ftp-password", ...

struct CleartextCredential {
  CredentialKind kind = CredentialKind::telnet;
  capture::FlowKey flow;
  capture::Side sender = capture::Side::opener;
  Occurrence seen;
};

struct CredentialResults {
  std::vector<CleartextCredential> credentials;  // each (flow, kind) once, in order of first frame
  std::uint64_t more_credentials = 0;            // beyond the bound
};

class Credentials final : public capture::Observer {
 public:
  explicit Credentials(std::size_t most_credentials = 100'000);
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;
  ~Credentials() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  [[nodiscard]] const CredentialResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
