// What a certificate says, with sets of the checker's own kind. The file: sekisho/dump/certificate_file.hpp.
#pragma once

#include "check/headers.hpp"

#include <sekisho/base/result.hpp>
#include <sekisho/dump/certificate_file.hpp>

#include <map>
#include <memory>
#include <vector>

namespace sekisho::check {

using dump::Place;

/// What can be where; places that are not named have nothing.
using Invariant = std::map<Place, HeaderSet>;

/// When one segment sends.
struct Run {
  SegmentIndex from = 0;
  bool own_addresses = false;       // session semantics: hosts use their own addresses and open with SYN
  bool without_sanitizers = false;  // hosts that sanitize send nothing
  bool any_routing = false;
  std::vector<HeaderSet> labels;  // packets of each set bear its index as `origin` from the start
  Invariant reached;
};

/// When hosts at a target answer packets of a run.
struct Answers {
  std::size_t run = 0;
  Place target;
  Invariant leading;  // packets of the run that may go on to those which are answered, themselves included
  Invariant reached;  // answers
};

struct Certificate {
  std::unique_ptr<Headers> headers = std::make_unique<Headers>();  // of all its sets
  std::vector<Run> runs;
  std::vector<Answers> answers;
  std::vector<dump::CertificateFile::Claim> claims;
};

/// The certificate of a file: every set well formed, every index inside its list.
[[nodiscard]] Result<Certificate> certificate_of(const dump::CertificateFile& file);

}  // namespace sekisho::check
