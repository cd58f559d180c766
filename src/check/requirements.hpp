// What requirements and channels mean in packets: who sends what, and what may arrive.
#pragma once

#include "check/transfer.hpp"

#include <optional>

namespace sekisho::check {

using dump::CertificateFile;

class Demands {
 public:
  /// `sets`: of the certificate, by number. `transfer`: of either kind, asked for the addresses of segments
  /// only.
  Demands(Headers& headers, const ModelFile& model, const std::vector<HeaderSet>& sets, Transfer& transfer)
      : headers_(headers), model_(model), sets_(sets), transfer_(transfer) {}

  /// Everything that the hosts of a run may put on the wire, labelled.
  [[nodiscard]] HeaderSet sent(const CertificateFile::Run& run);

  /// Where a requirement looks; nothing when it names no segment or device of the model.
  [[nodiscard]] std::optional<Place> target(const Requirement& requirement) const;

  /// Those of `arriving` from a run at an end, the target or (of kind `relays`) any segment that a chain may
  /// get to, that no channel of the requirement covers and, in a chain, no sanitizer receives.
  [[nodiscard]] HeaderSet forbidden(const Requirement& requirement, const CertificateFile::Run& run,
                                    const Place& end, const HeaderSet& arriving);

  /// What the target of a run may answer to `packets` there.
  [[nodiscard]] HeaderSet answered(const Place& target, const HeaderSet& packets);

 private:
  [[nodiscard]] HeaderSet sanitizers(SegmentIndex segment, std::size_t field);
  [[nodiscard]] HeaderSet senders_of(const Channel& channel);
  [[nodiscard]] HeaderSet covered(const Channel& channel, const CertificateFile::Run& run, const Place& end);

  Headers& headers_;
  const ModelFile& model_;
  const std::vector<HeaderSet>& sets_;
  Transfer& transfer_;
};

/// The index of a segment; nothing when there is none of that name.
[[nodiscard]] std::optional<SegmentIndex> find_segment(const Network& network, const std::string& name);

}  // namespace sekisho::check
