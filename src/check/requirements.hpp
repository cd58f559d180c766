// What requirements and channels mean in packets: who sends what, and what may arrive.
#pragma once

#include "check/certificate.hpp"
#include "check/transfer.hpp"

#include <sekisho/dump/model_file.hpp>

#include <optional>
#include <string>

namespace sekisho::check {

class Demands {
 public:
  Demands(const Headers& headers, const ModelFile& model, const Transfer& transfer)
      : headers_(headers), model_(model), transfer_(transfer) {}

  /// A label of the run that gives a channel to a sender who has not got it, or a sender without label.
  [[nodiscard]] std::optional<std::string> wrong_label(const Run& run) const;

  /// Everything that hosts of the segment may put on the wire, with its labels.
  [[nodiscard]] HeaderSet sent(const Run& run) const;

  /// Where a requirement looks; nothing when it names no segment or device of the model.
  [[nodiscard]] std::optional<Place> target(const Requirement& requirement) const;

  /// Those of `arriving` that no channel of the requirement covers.
  [[nodiscard]] HeaderSet forbidden(const Requirement& requirement, const Run& run,
                                    const HeaderSet& arriving) const;

 private:
  [[nodiscard]] const Channel* channel(const std::string& id) const;
  [[nodiscard]] HeaderSet senders_of(const Channel& channel) const;
  [[nodiscard]] HeaderSet covered(const Channel& channel, const Requirement& requirement,
                                  const Run& run) const;

  const Headers& headers_;
  const ModelFile& model_;
  const Transfer& transfer_;
};

}  // namespace sekisho::check
