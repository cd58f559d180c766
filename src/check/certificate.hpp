// The certificate as a file: format in docs/certificates.md.
#pragma once

#include "check/headers.hpp"
#include "check/place.hpp"

#include <sekisho/base/result.hpp>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::check {

/// What can be where when one segment sends: the invariant.
struct Run {
  SegmentIndex from = 0;
  bool own_addresses = false;  // session semantics: hosts use their own addresses and open with SYN
  bool any_routing = false;
  std::vector<HeaderSet> labels;       // packets of each set bear its index as `origin` from the start
  std::map<Place, HeaderSet> reached;  // places that are not named have nothing
};

/// A requirement and what it rests on.
struct Claim {
  std::string requirement;
  std::string assurance;
  std::optional<std::size_t> run;  // nothing: no path
};

struct Certificate {
  std::string model_file;                                          // beside the certificate
  std::string model_sha256;                                        // of its bytes
  std::unique_ptr<Headers> headers = std::make_unique<Headers>();  // of all its sets
  std::vector<Run> runs;
  std::vector<Claim> claims;
  std::vector<std::string> uncertified;  // proved, but by what no certificate can carry yet
};

/// Reads a certificate: the digest at its end, every set well formed, every index inside its list.
[[nodiscard]] Result<Certificate> read_certificate(std::string_view text);

}  // namespace sekisho::check
