// One observed flow while it is judged.
#pragma once

#include "evidence/address_book.hpp"
#include "evidence/opening.hpp"
#include "evidence/presence.hpp"

#include <sekisho/evidence/confirm.hpp>

#include <optional>
#include <vector>

namespace sekisho::evidence {

/// A flow at its place, with what is found out about it.
struct Watched {
  const Capture& capture;
  const capture::Flow& flow;
  const Place& place;
  Spot spot;
  Opening opening;
  const Holder* source = nullptr;
  const Holder* destination = nullptr;
  std::optional<Sender> sender = {};    // by its address
  std::optional<Sender> receiver = {};  // the same
  std::vector<Sender> translated =
      {};                 // who may have sent it, if not `sender`: the address is a translated one
  bool local = false;     // the sender's own network
  bool explained = true;  // the configurations let it be here
  Outcome outcome = Outcome::tried;
};

}  // namespace sekisho::evidence
