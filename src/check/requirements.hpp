// What requirements and channels mean in packets: who sends what, and what may arrive.
#pragma once

#include "check/certificate.hpp"
#include "check/transfer.hpp"

#include <sekisho/dump/model_file.hpp>

#include <optional>

namespace sekisho::check {

class Demands {
 public:
  /// `transfer`: of either kind, asked for the addresses of segments only.
  Demands(Headers& headers, const ModelFile& model, Transfer& transfer)
      : headers_(headers), model_(model), transfer_(transfer) {}

  /// Everything that hosts of the segment may put on the wire, labelled.
  [[nodiscard]] HeaderSet sent(const Run& run);

  /// Where a requirement looks; nothing when it names no segment or device of the model.
  [[nodiscard]] std::optional<Place> target(const Requirement& requirement) const;

  /// Those of `arriving` that no channel of the requirement covers. Only of one that has a target.
  [[nodiscard]] HeaderSet forbidden(const Requirement& requirement, const Run& run,
                                    const HeaderSet& arriving);

 private:
  [[nodiscard]] HeaderSet senders_of(const Channel& channel);
  [[nodiscard]] bool may_use(const Channel& channel, const Requirement& requirement) const;
  [[nodiscard]] HeaderSet covered(const Channel& channel, const Requirement& requirement, const Run& run);

  Headers& headers_;
  const ModelFile& model_;
  Transfer& transfer_;
};

/// The index of a segment; nothing when there is none of that name.
[[nodiscard]] std::optional<SegmentIndex> find_segment(const Network& network, const std::string& name);

}  // namespace sekisho::check
