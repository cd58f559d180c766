// For every flow four questions, in this order: whose addresses are these, may a packet like that be at this
// place, how far did it come, and does the policy allow it. Where an answer is not certain the flow gets the
// benefit of the doubt, and is counted as such: a capture that starts in the middle must not make an attacker
// of a server.
#include "evidence/flow_judge.hpp"

#include <algorithm>

namespace sekisho::evidence {
namespace {

// What is kept of captures without end.
constexpr std::size_t most_crossings = 20'000;   // for the picture
constexpr std::size_t most_sanitized = 200'000;  // sessions whose content is looked at
constexpr std::size_t most_holders = 1'000'000;  // addresses whose holder is remembered

/// 224.0.0.0/24 (RFC 5771), ff02::/16 (RFC 4291) and the broadcast address: routers pass none of it on.
bool is_of_the_link(const Address& destination) {
  if (destination.family == Family::v4)
    return destination.bits >> 8 == 0xe00000 || destination.bits == 0xffffffff;
  return destination.bits >> 112 == 0xff02;
}

}  // namespace

FlowJudge::FlowJudge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                     const ConfirmOptions& options)
    : loaded_(loaded),
      book_(loaded.network),
      presence_(loaded, options.date),
      policy_(loaded.network.snapshot, requirements, options.date),
      accusations_(loaded.network, presence_) {
  if (options.whole) rules_.emplace(loaded, options.date);
}

Coverage FlowJudge::coverage() const {
  Coverage coverage = coverage_;
  coverage.condensed += accusations_.condensed();
  coverage.too_large += accusations_.too_large();
  return coverage;
}

const Holder& FlowJudge::holder_of(const Address& address) {
  const auto found = holders_.find(address);
  if (found != holders_.end()) return found->second;
  return holders_.emplace(address, book_.holder_of(address)).first->second;
}

void FlowJudge::keep_for_examination(const Channel& channel, const Watched& watched) {
  if (sanitized_.size() < most_sanitized) {
    sanitized_.push_back({&channel, &watched.capture, watched.flow});
    return;
  }
  NotExamined& left_out = not_examined_[channel.id];
  if (left_out.flows++ == 0) left_out.first = {&channel, &watched.capture, watched.flow};
}

namespace {

std::optional<Sender> party(const Holder& holder) {
  if (holder.is_device()) return Sender{true, holder.interfaces.front().device};
  if (holder.segment) return Sender{false, *holder.segment};
  return std::nullopt;
}

}  // namespace

void FlowJudge::look_at(const Capture& capture, const capture::Flow& flow) {
  ++coverage_.flows;
  if (holders_.size() >= most_holders) holders_.clear();
  const bool inner = flow.key.tunnel != capture::Tunnel::none;
  const Place& place = capture.place(flow.key.interface);
  // Where a tunnel leads, the place of the packet that carries it does not tell.
  const Spot spot = inner ? Spot{} : place.spot_of({flow.key.tags.data(), flow.key.tag_count});
  Watched watched{capture, flow, place, spot, opening_of(flow)};
  watched.source = &holder_of(flow.key.source);
  watched.destination = &holder_of(flow.key.destination);
  watched.sender = party(*watched.source);
  watched.receiver = party(*watched.destination);
  if (inner) return judge_inner(watched);
  try {
    judge(watched);
  } catch (const PacketSetTooLarge&) {
    ++coverage_.too_large;
  }
  if (rules_) note_rules(watched);
}

/// What passes through a tunnel is held against the policy by its own addresses; which filters the
/// configurations have on its way is not asked, since they see the tunnel alone.
void FlowJudge::judge_inner(Watched& watched) {
  const bool known =
      watched.source->segment && (watched.destination->segment || watched.destination->is_device());
  if (!known || watched.source->is_device()) {
    ++coverage_.in_tunnels;
    return;
  }
  ++coverage_.through_tunnels;
  if (watched.opening.is_error || is_to_many(watched.flow.key.destination)) return;
  if (watched.opening.answered) watched.outcome = Outcome::answered;
  if (watched.sender != watched.receiver) hold_against_policy(watched);
}

void FlowJudge::judge(Watched& watched) {
  if (watched.opening.is_error || is_nobodys(watched.flow.key.source)) {
    ++coverage_.local;
    return;
  }
  find_senders(watched);
  if (!watched.explained && could_be_answer(watched)) {
    ++coverage_.ambiguous;
    return;
  }
  if (is_to_many(watched.flow.key.destination) || is_nobodys(watched.flow.key.destination)) {
    // Nobody answers a group, and routers of the model pass none on; those of the link stay there for
    // certain.
    const bool sure = watched.spot.known() && is_of_the_link(watched.flow.key.destination);
    if (!watched.explained && sure) hold_against_model(watched);
    ++coverage_.local;
    return;
  }
  watched.outcome = outcome_of(watched);
  const std::uint64_t before = accusations_.added();
  hold_against_model(watched);
  const bool within = watched.sender && watched.sender == watched.receiver && watched.explained;
  if (within) {
    ++coverage_.local;
    return;
  }
  hold_against_policy(watched);
  if (accusations_.added() == before && watched.explained) ++coverage_.explained;
}

/// Whatever rule the flow may be due to counts as used: which end opened it, and whether a translation was at
/// work, may not be known.
void FlowJudge::note_rules(const Watched& watched) {
  const bool answered = watched.opening.answered;
  const auto note = [&](const std::optional<Sender>& sender, const Packet& packet) {
    if (sender) rules_->sent(*sender, packet, answered);
    if (!watched.local || !sender) rules_->came(watched.spot, packet, answered);
  };
  note(watched.sender, watched.opening.packet);
  if (!watched.opening.reversed.empty()) note(watched.receiver, watched.opening.reversed.front());
}

void FlowJudge::find_senders(Watched& watched) {
  if (!watched.spot.known()) return;  // nothing can be said against its being where it is
  const auto is_here = [&](const Sender& sender) { return presence_.is_local(sender, watched.spot); };
  // Several devices share a virtual address; any of them is right.
  for (const Attachment& at : watched.source->interfaces) {
    if (is_here({true, at.device})) watched.sender = Sender{true, at.device};
  }
  watched.local = watched.sender && is_here(*watched.sender);
  if (watched.local) return;
  const Headers& headers = watched.opening.headers;
  if (watched.sender && presence_.may_come(*watched.sender, watched.spot, headers)) return;
  watched.translated = presence_.senders_to(watched.spot, headers);
  watched.explained = !watched.translated.empty();
}

/// True when the other end may have opened it, so that what was seen is an answer that the configurations let
/// come here: answers go where the session went.
bool FlowJudge::could_be_answer(const Watched& watched) {
  const Headers& reversed = watched.opening.reversed;
  if (reversed.empty() || !watched.receiver) return false;
  const Sender& opener = *watched.receiver;
  const bool on_its_way = !watched.spot.known() || watched.local ||
                          presence_.is_local(opener, watched.spot) ||
                          presence_.may_come(opener, watched.spot, reversed);
  return on_its_way && presence_.may_get_through(opener, reversed);
}

Outcome FlowJudge::outcome_of(const Watched& watched) const {
  if (watched.opening.answered) return Outcome::answered;
  if (!watched.spot.known()) return Outcome::tried;
  const auto is_here = [&](const Attachment& at) {
    return presence_.is_local({true, at.device}, watched.spot);
  };
  const bool at_destination = std::ranges::any_of(watched.destination->interfaces, is_here) ||
                              (watched.receiver && presence_.is_local(*watched.receiver, watched.spot));
  if (at_destination) return Outcome::arrived;
  return watched.local ? Outcome::tried : Outcome::passed;
}

void FlowJudge::hold_against_model(Watched& watched) {
  if (!watched.explained) {
    if (watched.sender) {
      accusations_.add(Kind::contradicts_model, nullptr, false, watched);
    } else {
      note_unknown(watched.flow.key.source, watched);
    }
    return;
  }
  // What was answered must be able to get there. Seen where it was sent, or nobody knows where: elsewhere a
  // translation may have been at work already.
  const bool as_sent = watched.local || !watched.spot.known();
  if (!watched.opening.answered || !as_sent || !watched.sender || watched.sender == watched.receiver) return;
  if (!watched.receiver && watched.spot.known()) {
    note_unknown(watched.flow.key.destination, watched);
    return;
  }
  if (presence_.may_get_through(*watched.sender, watched.opening.headers)) return;
  if (!watched.spot.known() && (watched.sender->device || !watched.receiver)) return;
  if (could_be_answer(watched)) {
    ++coverage_.ambiguous;
    return;
  }
  accusations_.add(Kind::contradicts_model, nullptr, true, watched);
}

/// The pairs of names that the flow may be between: one, unless a translation hides the sender.
std::vector<Talk> FlowJudge::talks_of(const Watched& watched) const {
  Talk talk;
  talk.packet = watched.opening.packet;
  const std::vector<Segment>& segments = loaded_.network.snapshot.segments;
  if (watched.destination->segment) talk.to = segments[*watched.destination->segment].name;
  if (watched.destination->is_device())
    talk.device = loaded_.network.devices[watched.destination->interfaces.front().device].name;
  std::vector<Talk> talks;
  std::vector<Sender> senders = watched.translated;
  talk.true_source = senders.empty();
  if (senders.empty() && watched.sender) senders = {*watched.sender};
  for (const Sender& sender : senders) {
    if (sender.device) return {};  // what devices send is no segment's
    talk.from = segments[sender.index].name;
    talks.push_back(talk);
  }
  return talks;
}

/// The requirements of the first, when there are some against every one.
std::vector<const Requirement*> FlowJudge::broken_by(const std::vector<Talk>& talks) const {
  std::vector<const Requirement*> result;
  for (const Talk& talk : talks) {
    std::vector<const Requirement*> broken = policy_.broken_by(talk);
    if (broken.empty()) return {};
    if (result.empty()) result = std::move(broken);
  }
  return result;
}

void FlowJudge::hold_against_policy(Watched& watched) {
  const std::vector<Talk> talks = talks_of(watched);
  if (talks.empty()) return;
  std::vector<const Requirement*> broken = broken_by(talks);
  if (!broken.empty() && !watched.opening.reversed.empty() && watched.receiver && !watched.receiver->device &&
      watched.sender) {
    // Had the other end opened it, would that be allowed?
    Talk other;
    other.packet = watched.opening.reversed.front();
    other.from = name_of(loaded_.network, watched.receiver);
    (watched.sender->device ? other.device : other.to) = name_of(loaded_.network, watched.sender);
    if (policy_.broken_by(other).empty()) {
      ++coverage_.ambiguous;
      broken.clear();
    }
  }
  const Talk& talk = talks.front();
  const std::vector<const Channel*> channels =
      talk.true_source ? policy_.channels_of(talk) : std::vector<const Channel*>{};
  for (const Channel* channel : channels) {
    ChannelSeen& seen = channels_[channel->id];
    seen.id = channel->id;
    ++seen.flows;
    if (!watched.opening.answered) continue;
    ++seen.answered;
    if (is_sanitizing(*channel)) keep_for_examination(*channel, watched);
  }
  for (const Requirement* requirement : broken) {
    if (!policy_.is_attested(*requirement))
      accusations_.add(Kind::forbidden_flow, requirement, false, watched);
  }
  const std::string& end = talk.device.empty() ? talk.to : talk.device;
  if (talks.size() > 1 || talk.from == end || end.empty()) return;
  ++pairs_[{talk.from, end}];
  if (crossings_.size() < most_crossings)
    crossings_.push_back({talk.from, end, watched.flow.first, watched.flow.last, watched.outcome,
                          !channels.empty() || policy_.is_excepted(talk), !broken.empty()});
}

void FlowJudge::note_unknown(const Address& address, const Watched& watched) {
  Watched about = watched;
  about.sender.reset();
  if (address != watched.flow.key.source) std::swap(about.source, about.destination);
  accusations_.add(Kind::unknown_address, nullptr, address != watched.flow.key.source, about);
}

}  // namespace sekisho::evidence
