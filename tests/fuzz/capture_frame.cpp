// Any bytes are survived as frames: the first byte chooses the link type, then each frame has its length in
// two bytes, so that fragments can meet.
#include <sekisho/capture/survey.hpp>

#include <cstdint>
#include <cstdlib>
#include <span>

namespace {

using namespace sekisho::capture;

constexpr LinkType link_types[] = {
    LinkType::ethernet,     LinkType::null, LinkType::ppp,       LinkType::raw,
    LinkType::cisco_hdlc,   LinkType::loop, LinkType::ieee80211, LinkType::ieee80211_radiotap,
    LinkType::linux_cooked, LinkType::ppi,  LinkType::nflog,     LinkType::linux_cooked_v2,
    LinkType::ipv4,         LinkType::ipv6, LinkType{51},
};

/// What is told of a packet lies within what was captured.
class Bounds final : public Observer {
 public:
  void on_packet(const Frame& /*frame*/, const Datagram& datagram, Flow& flow, Side side) override {
    if (datagram.payload.size() > datagram.payload_length || flow.of(side).packets == 0) std::abort();
    std::uint8_t sum = 0;
    for (const std::uint8_t byte : datagram.payload) sum ^= byte;  // touches all of it
    sum_ = static_cast<std::uint8_t>(sum_ ^ sum);
  }

 private:
  volatile std::uint8_t sum_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::span<const std::uint8_t> rest(data, size);
  if (rest.empty()) return 0;
  Frame frame;
  frame.link_type = link_types[rest[0] % std::size(link_types)];
  rest = rest.subspan(1);
  Bounds bounds;
  Observer* const observers[] = {&bounds};
  SurveyOptions options;
  options.most_flows = 8;
  Surveyor surveyor(options, observers, [](Flow&&) {});
  while (rest.size() > 2) {
    const std::size_t length = static_cast<std::size_t>(rest[0] & 0x7f) << 8 | rest[1];
    const bool cut = (rest[0] & 0x80) != 0;
    rest = rest.subspan(2);
    frame.bytes = rest.first(std::min(length, rest.size()));
    frame.wire_length = static_cast<std::uint32_t>(frame.bytes.size() + (cut ? 100 : 0));
    ++frame.number;
    frame.time += std::chrono::seconds(1);
    surveyor.add(frame);
    rest = rest.subspan(frame.bytes.size());
  }
  (void)surveyor.finish();
  return 0;
}
