// A capture that is still going on: what is wrong is told when it first shows.
#pragma once

#include <sekisho/evidence/confirm.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::evidence {

class Watch {
 public:
  /// `interface`: what is captured on. `point_name`: the capture point that this is; empty: its place is not
  /// known. `others` look on too.
  Watch(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
        const ConfirmOptions& options, const capture::Interface& interface, const std::string& point_name,
        const std::vector<capture::Observer*>& others = {});
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void add(const capture::Frame& frame);

  /// Judges the flows that changed since the last call. Gives the findings that show for the first time. Of
  /// flows that are still open, what they carry is not known to its end, so `unproved-content` waits; and
  /// what was not seen (unused channels) is no news.
  [[nodiscard]] std::vector<Finding> news();

  /// The capture is over, and so are all of its flows: news() has the last word on them.
  void end();

  /// The judgement on the whole of a capture that has ended, as judge() gives it. `received`, `dropped`: as
  /// the system counted.
  [[nodiscard]] ConfirmResult result(std::optional<std::uint64_t> received,
                                     std::optional<std::uint64_t> dropped);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::evidence
