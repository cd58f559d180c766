// What requirements and channels mean in packets: who sends what, and what may arrive.
#pragma once

#include "check/transfer.hpp"

#include <sekisho/dump/model_file.hpp>

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

  /// Those of `arriving` at the target of a requirement about single sessions or packets that no channel of
  /// the requirement covers. Only of one that has a target.
  [[nodiscard]] HeaderSet forbidden(const Requirement& requirement, const CertificateFile::Run& run,
                                    const HeaderSet& arriving);

  /// Those of `arriving` at hosts of a segment by which a stepping stone for a requirement of kind `relays`
  /// is won: no channel of the requirement covers them, and no sanitizer receives them.
  [[nodiscard]] HeaderSet steps(const Requirement& requirement, const CertificateFile::Run& run,
                                SegmentIndex to, const HeaderSet& arriving);

  /// What the target of a run may answer to `packets` there.
  [[nodiscard]] HeaderSet answered(const Place& target, const HeaderSet& packets);

 private:
  [[nodiscard]] HeaderSet sanitizers(SegmentIndex segment, std::size_t field);
  [[nodiscard]] HeaderSet senders_of(const Channel& channel);
  [[nodiscard]] bool may_use(const Channel& channel, const Requirement& requirement) const;
  [[nodiscard]] HeaderSet covered(const Channel& channel, const Requirement& requirement,
                                  const CertificateFile::Run& run);

  Headers& headers_;
  const ModelFile& model_;
  const std::vector<HeaderSet>& sets_;
  Transfer& transfer_;
};

/// The index of a segment; nothing when there is none of that name.
[[nodiscard]] std::optional<SegmentIndex> find_segment(const Network& network, const std::string& name);

}  // namespace sekisho::check
