// What flows are accused of: the findings about them, many flows of one kind being one.
#pragma once

#include "evidence/watched.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sekisho::evidence {

class Accusations {
 public:
  /// `presence` tells the lines that findings name.
  Accusations(const Network& network, Presence& presence) : network_(network), presence_(presence) {}

  /// `requirement`: what is broken, where that is what it is about. `by_answer`: it is the answer that cannot
  /// be, or the one who answers who is not known.
  void add(Kind kind, const Requirement* requirement, bool by_answer, const Watched& watched);

  /// In the order in which they first showed.
  [[nodiscard]] std::vector<Finding> findings();

  /// How often add() was called.
  [[nodiscard]] std::uint64_t added() const { return added_; }
  /// Flows that are in a finding about all between two segments, since there were too many findings.
  [[nodiscard]] std::uint64_t condensed() const { return condensed_; }
  /// Findings whose lines are not told: the packet sets outgrew their limit.
  [[nodiscard]] std::uint64_t too_large() const { return too_large_; }

 private:
  struct Accusation {
    Kind kind = Kind::forbidden_flow;
    const Requirement* requirement = nullptr;
    bool by_answer = false;  // it is the answer that cannot be, or the one who answers who is not known
    std::optional<Sender> sender;
    std::optional<Sender> receiver;
    Finding finding;  // flows and outcome; the rest is added at the end
  };
  using Key = std::vector<std::string>;

  [[nodiscard]] Key key_of(Kind kind, const Requirement* requirement, bool by_answer, const Watched& watched);
  [[nodiscard]] Finding finding_of(const Accusation& accusation);

  const Network& network_;
  Presence& presence_;
  std::vector<Accusation> accusations_;
  std::map<Key, std::size_t> index_;
  std::uint64_t added_ = 0;
  std::uint64_t condensed_ = 0;
  std::uint64_t too_large_ = 0;
};

}  // namespace sekisho::evidence
