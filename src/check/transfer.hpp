// Where packets at a place may be next: the transfer functions of the network, derived from the model.
#pragma once

#include "check/routes.hpp"

#include <sekisho/dump/certificate_file.hpp>

#include <map>
#include <vector>

namespace sekisho::check {

using dump::Place;

/// Packets by the places where they are.
using Spread = std::map<Place, HeaderSet>;

/// Packets on their way to a place, as they arrive there.
struct Onward {
  Place to;
  HeaderSet packets;  // those that were translated on the way bear the mark of that
};

[[nodiscard]] inline Place place_of(SegmentIndex segment) { return {Place::Kind::segment, segment, 0, {}}; }

class Transfer {
 public:
  /// By the model; or tables may hold anything; or besides, devices let through and hosts hand on whatever
  /// comes, and packets may become any (all that is asked then is where there are some).
  enum class Account : std::uint8_t { of_model, any_routing, open };
  Transfer(Headers& headers, const ModelFile& model, Account account);

  /// Everywhere that packets at a place may be next.
  [[nodiscard]] std::vector<Onward> onward(const Place& place, const HeaderSet& there);

  /// Packets whose source or destination a segment claims.
  [[nodiscard]] const HeaderSet& claimed(SegmentIndex segment, std::size_t field);

  [[nodiscard]] Routes& routes() { return routes_; }

 private:
  /// What an interface takes from its link, by destination.
  struct Takes {
    HeaderSet own;      // addresses of the interface
    HeaderSet perhaps;  // others that it may answer for
  };
  [[nodiscard]] const Interface& interface_at(const Attachment& at) const {
    return network_.devices[at.device].interfaces[at.interface];
  }
  [[nodiscard]] Takes taken_by(const Attachment& at);
  [[nodiscard]] HeaderSet translated_at(const Attachment& at);

  /// Between two interfaces of a device, or (no `out`) before the route lookup.
  using Out = std::optional<InterfaceIndex>;
  [[nodiscard]] HeaderSet through_stages(const Attachment& in, Out out, HeaderSet packets);
  [[nodiscard]] HeaderSet through_stage(Stage stage, const Attachment& in, Out out, const HeaderSet& packets);
  [[nodiscard]] HeaderSet scrambled(const Device& device, const HeaderSet& packets);

  [[nodiscard]] std::vector<Onward> from_routing(const Attachment& in, const HeaderSet& packets);
  [[nodiscard]] std::vector<Onward> on_link(const Place& egress, const HeaderSet& packets);
  [[nodiscard]] std::vector<Onward> from_segment(SegmentIndex segment, bool by_hosts,
                                                 const HeaderSet& packets);

  Headers& headers_;
  const ModelFile& model_;
  Account account_;
  const Network& network_ = model_.network;
  FirstMatch rules_{headers_, model_.date};
  Routes routes_{headers_, model_, rules_, account_ != Account::of_model};
  std::map<Attachment, Takes> takes_;  // of all routed interfaces
  std::map<std::pair<SegmentIndex, std::size_t>, HeaderSet> claimed_;
  HeaderSet of_devices_;  // addresses that some device has or answers for
};

}  // namespace sekisho::check
