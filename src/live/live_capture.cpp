#include <sekisho/live/live_capture.hpp>

#include <pcap/pcap.h>
#include <poll.h>

#include <atomic>

namespace sekisho::live {

using capture::Frame;
using capture::LinkType;
using capture::Timestamp;

namespace {

struct Closer {
  void operator()(pcap_t* handle) const { pcap_close(handle); }
};
using Handle = std::unique_ptr<pcap_t, Closer>;

std::string error_of(pcap_t* handle, int status) {
  const std::string text = pcap_geterr(handle);
  return text.empty() ? pcap_statustostr(status) : text;
}

/// Installs the filter. Empty, or why not.
std::string filter_fault(pcap_t* handle, const std::string& expression) {
  if (expression.empty()) return {};
  bpf_program program{};
  if (pcap_compile(handle, &program, expression.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0)
    return pcap_geterr(handle);
  const int status = pcap_setfilter(handle, &program);
  pcap_freecode(&program);
  return status == 0 ? std::string() : pcap_geterr(handle);
}

}  // namespace

struct LiveCapture::State {
  Handle handle;
  capture::Interface interface;
  bool nanoseconds = false;
  std::chrono::milliseconds wait{0};
  std::uint64_t frames = 0;
  std::string fault;
  std::atomic<bool> stopped = false;
};

LiveCapture::LiveCapture(std::unique_ptr<State> state) : state_(std::move(state)) {}
LiveCapture::LiveCapture(LiveCapture&&) noexcept = default;
LiveCapture& LiveCapture::operator=(LiveCapture&&) noexcept = default;
LiveCapture::~LiveCapture() = default;

Result<LiveCapture> LiveCapture::open(const LiveOptions& options) {
  char buffer[PCAP_ERRBUF_SIZE] = "";
  auto state = std::make_unique<State>();
  state->handle.reset(pcap_create(options.interface.c_str(), buffer));
  pcap_t* handle = state->handle.get();
  if (handle == nullptr) return Failure{buffer};
  pcap_set_snaplen(handle, static_cast<int>(options.snap_length));
  pcap_set_promisc(handle, 1);
  pcap_set_buffer_size(handle, options.buffer_bytes);
  pcap_set_timeout(handle, static_cast<int>(options.wait.count()));
  state->nanoseconds = pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO) == 0;
  // Warnings (positive) leave the capture usable: an interface without promiscuous mode still has its own
  // packets.
  if (const int status = pcap_activate(handle); status < 0) return Failure{error_of(handle, status)};
  if (std::string fault = filter_fault(handle, options.filter); !fault.empty())
    return Failure{std::move(fault)};
  // libpcap's own waiting has no end while nothing comes (packet(7), TPACKET_V3), so we wait ourselves.
  if (pcap_setnonblock(handle, 1, buffer) != 0) return Failure{buffer};
  state->wait = options.wait;
  state->interface.name = options.interface;
  state->interface.link_type = static_cast<LinkType>(pcap_datalink(handle));
  state->interface.snap_length = static_cast<std::uint32_t>(pcap_snapshot(handle));
  return LiveCapture(std::move(state));
}

LiveCapture::Event LiveCapture::next(Frame& frame) {
  if (state_->stopped) return Event::ended;
  pcap_pkthdr* header = nullptr;
  const u_char* bytes = nullptr;
  pcap_t* handle = state_->handle.get();
  int status = pcap_next_ex(handle, &header, &bytes);
  if (status == 0) {
    pollfd waiting{pcap_get_selectable_fd(handle), POLLIN, 0};
    (void)poll(&waiting, 1, static_cast<int>(state_->wait.count()));  // a signal may end it early
    if (state_->stopped) return Event::ended;
    status = pcap_next_ex(handle, &header, &bytes);
  }
  if (status == 0) return Event::quiet;
  if (status < 0) {
    if (status != PCAP_ERROR_BREAK) state_->fault = error_of(handle, status);
    return Event::ended;
  }
  using std::chrono::nanoseconds;
  const nanoseconds part(state_->nanoseconds ? header->ts.tv_usec : header->ts.tv_usec * 1000);
  frame.number = ++state_->frames;
  frame.time = Timestamp(std::chrono::seconds(header->ts.tv_sec) + part);
  frame.interface = 0;
  frame.link_type = state_->interface.link_type;
  frame.wire_length = header->len;
  frame.bytes = {bytes, header->caplen};
  return Event::frame;
}

void LiveCapture::stop() noexcept {
  state_->stopped = true;
  pcap_breakloop(state_->handle.get());
}

const capture::Interface& LiveCapture::interface() const { return state_->interface; }

Counts LiveCapture::counts() const {
  pcap_stat counted{};
  if (pcap_stats(state_->handle.get(), &counted) != 0) return {state_->frames, 0};
  return {counted.ps_recv, std::uint64_t{counted.ps_drop} + counted.ps_ifdrop};
}

const std::string& LiveCapture::fault() const { return state_->fault; }

}  // namespace sekisho::live
