// The few packets worth sending on the real network: for each proved isolation those that come nearest to
// getting through, for each violation the one that shows it. A plan is a list; nothing here sends anything.
#pragma once

#include <sekisho/pipeline/pipeline.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::probe {

/// Why a packet is worth sending.
enum class Purpose : std::uint8_t {
  sanctioned_for_others,  // its service is sanctioned to this place, for other senders
  sanctioned_elsewhere,   // its service is sanctioned for this sender, to other places
  borrowed_source,        // it bears the address of a sanctioned sender
  reply_without_session,  // looks like a reply of a sanctioned session that was never opened
  usual_service,          // a service that attackers and worms try first
  management_service,     // asks a device itself
  witness,                // gets through, says the analysis
  control,                // sanctioned: has to arrive, which shows that the test itself works
};
[[nodiscard]] std::string_view name_of(Purpose purpose);  // "sanctioned-for-others", ...

/// What the configs make of it. `unknown`: it depends on something that they do not settle.
enum class Expected : std::uint8_t { stopped, arrives, unknown };
[[nodiscard]] std::string_view name_of(Expected expected);  // "stopped", ...

struct Probe {
  std::string id;  // "P-0001", in the order of the plan
  Purpose purpose = Purpose::usual_service;
  std::string channel;                    // the one that a purpose is about
  std::vector<std::string> requirements;  // that it tests; none for controls
  std::string from;                       // segment to send from
  std::string to;                         // segment or device that must not, or has to, see it
  std::vector<InterfaceRef> near;         // interfaces that `from` is attached to
  Packet packet;                          // as it has to be put on the wire
  Expected expected = Expected::stopped;
  Packet arrives_as;              // arrives: the header at the end, after translations
  std::string stopped_by;         // stopped: device, when inside the network
  std::optional<TraceStep> stop;  // stopped: the step that ends it, with the line that decides where one does
  Disposition disposition = Disposition::unknown;
};

/// A requirement that packets cannot test, or for which none was found.
struct Untested {
  std::string requirement;
  bool about_packets = false;  // false: no packet can test it
};

struct Plan {
  std::vector<Probe> probes;
  std::vector<Untested> untested;
};

struct PlanOptions {
  Date date;
  std::size_t per_pair = 4;       // isolation probes between two places at most, 1 or more
  std::size_t per_violation = 1;  // witnesses of one violated requirement at most
};

/// Plans probes for verified requirements. Packets between two places that stop at the same line stand for
/// one another: one of them is in the plan.
[[nodiscard]] Plan plan(const LoadedNetwork& loaded, const VerifyResult& verified,
                        const PlanOptions& options);

}  // namespace sekisho::probe
