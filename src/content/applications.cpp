// nDPI keeps its state of a flow only while it is not settled; a flow that never settles (most of them do
// with the third packet) is given up after as many packets as nDPI's own reader looks at. Packets are handed
// over as IP packets written anew, so that tunnels, fragments and link layers look alike to nDPI.
#include "content/ip_packet.hpp"
#include "content/per_flow.hpp"
#include "content/text.hpp"

#include <sekisho/content/applications.hpp>

#include <ndpi/ndpi_api.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <new>
#include <tuple>
#include <utility>

namespace sekisho::content {
namespace {

using capture::Application;
using capture::Flow;

struct FreeModule {
  void operator()(ndpi_detection_module_struct* module) const { ndpi_exit_detection_module(module); }
};
struct FreeFlow {
  void operator()(ndpi_flow_struct* flow) const { ndpi_free_flow(flow); }
};
using Module = std::unique_ptr<ndpi_detection_module_struct, FreeModule>;
using FlowState = std::unique_ptr<ndpi_flow_struct, FreeFlow>;

// Takes 30 ms (it builds its automata). nDPI says nothing about threads there: one after the other.
Module open_module() {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  Module module(ndpi_init_detection_module(ndpi_no_prefs));
  if (!module) throw std::bad_alloc();
  NDPI_PROTOCOL_BITMASK all;
  NDPI_BITMASK_SET_ALL(all);
  ndpi_set_protocol_detection_bitmask2(module.get(), &all);
  ndpi_finalize_initialization(module.get());
  return module;
}

FlowState new_flow() {
  const std::size_t size = ndpi_detection_get_sizeof_ndpi_flow_struct();
  void* memory = ndpi_flow_malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  std::memset(memory, 0, size);
  return FlowState(static_cast<ndpi_flow_struct*>(memory));
}

std::string_view confidence_name(ndpi_confidence_t confidence) {
  switch (confidence) {
    case NDPI_CONFIDENCE_MATCH_BY_PORT: return "port";
    case NDPI_CONFIDENCE_MATCH_BY_IP: return "address";
    case NDPI_CONFIDENCE_DPI_CACHE: return "dpi-cache";
    case NDPI_CONFIDENCE_DPI: return "dpi";
    case NDPI_CONFIDENCE_UNKNOWN:
    case NDPI_CONFIDENCE_MAX: break;
  }
  return "unknown";
}

struct Warning {
  ndpi_risk_enum risk;
  std::string_view name;
};

// Of nDPI's risks those that say something about segments kept apart. Certificates, ciphers, and user agents
// are another trade; expiry would make results depend on today's date.
constexpr std::array warnings_told{
    Warning{NDPI_BINARY_APPLICATION_TRANSFER, "binary-transfer"},
    Warning{NDPI_KNOWN_PROTOCOL_ON_NON_STANDARD_PORT, "non-standard-port"},
    Warning{NDPI_TLS_OBSOLETE_VERSION, "obsolete-tls"},
    Warning{NDPI_TLS_NOT_CARRYING_HTTPS, "tls-without-https"},
    Warning{NDPI_SMB_INSECURE_VERSION, "insecure-smb"},
    Warning{NDPI_UNSAFE_PROTOCOL, "unsafe-protocol"},
    Warning{NDPI_DNS_SUSPICIOUS_TRAFFIC, "suspicious-dns"},
    Warning{NDPI_DESKTOP_OR_FILE_SHARING_SESSION, "desktop-or-file-sharing"},
    Warning{NDPI_CLEAR_TEXT_CREDENTIALS, "clear-text-credentials"},
    Warning{NDPI_DNS_LARGE_PACKET, "large-dns"},
    Warning{NDPI_POSSIBLE_EXPLOIT, "possible-exploit"},
};

struct Examination {
  FlowState state;  // null: settled, or never examined
  std::uint32_t packets = 0;
  std::uint64_t last_frame = 0;
};

}  // namespace

class Applications::Examiner {
 public:
  explicit Examiner(const ApplicationLimits& limits) : limits_(limits) {}

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, Flow& flow) {
    Examination* examination = examinations_.find(flow);
    if (examination == nullptr) {
      if (datagram.payload.empty()) return;
      examination = &begin(flow);
    }
    if (!examination->state) return;
    examination->last_frame = frame.number;
    write_ip_packet(datagram, packet_);
    const auto milliseconds =
        std::chrono::duration_cast<std::chrono::milliseconds>(frame.time.time_since_epoch()).count();
    const ndpi_protocol found = ndpi_detection_process_packet(
        module_.get(), examination->state.get(), packet_.data(), static_cast<unsigned short>(packet_.size()),
        static_cast<std::uint64_t>(std::max<std::int64_t>(milliseconds, 0)));
    const bool enough = ++examination->packets >= most_packets(flow);
    const bool known = found.app_protocol != NDPI_PROTOCOL_UNKNOWN;
    if (known && !flow.application) flow.application = application(*examination, found);
    if (enough || (known && ndpi_extra_dissection_possible(module_.get(), examination->state.get()) == 0)) {
      settle(*examination, found, flow);
    }
  }

  void on_flow_end(Flow& flow) {
    if (Examination* examination = examinations_.find(flow)) {
      if (examination->state) settle(*examination, {}, flow);
      examinations_.drop(flow);
    }
    if (flow.application) ++results_.flows[flow.application->name];
  }

  [[nodiscard]] const ApplicationResults& results() const { return results_; }

 private:
  Examination& begin(const Flow& flow) {
    Examination& examination = examinations_.put(flow, std::make_unique<Examination>());
    if (under_examination_ >= limits_.flows) {
      ++results_.unexamined;
      return examination;
    }
    if (!module_) module_ = open_module();
    examination.state = new_flow();
    ++under_examination_;
    return examination;
  }

  [[nodiscard]] std::uint32_t most_packets(const Flow& flow) const {
    return flow.key.protocol == protocol::tcp ? limits_.tcp_packets : limits_.other_packets;
  }

  void settle(Examination& examination, ndpi_protocol found, Flow& flow) {
    if (found.app_protocol == NDPI_PROTOCOL_UNKNOWN) {
      std::uint8_t guessed = 0;
      found = ndpi_detection_giveup(module_.get(), examination.state.get(), 1, &guessed);
    }
    flow.application = application(examination, found);
    warn(examination, flow);
    examination.state.reset();
    --under_examination_;
  }

  std::shared_ptr<const Application> application(const Examination& examination, const ndpi_protocol& found) {
    std::array<char, 128> name{};
    Application told;
    told.name = ndpi_protocol2name(module_.get(), found, name.data(), name.size());
    told.confidence = confidence_name(examination.state->confidence);
    if (told.name == "Unknown") told.confidence = "unknown";
    const char* host = examination.state->host_server_name;
    told.host = printable({host, strnlen(host, sizeof examination.state->host_server_name)});
    // Most flows of a capture are alike.
    constexpr std::size_t most_shared = 10'000;
    const std::tuple key{told.name, told.confidence, told.host};
    if (const auto known = shared_.find(key); known != shared_.end()) return known->second;
    auto made = std::make_shared<const Application>(std::move(told));
    if (shared_.size() < most_shared) shared_.emplace(key, made);
    return made;
  }

  void warn(const Examination& examination, const Flow& flow) {
    for (const Warning& warning : warnings_told) {
      if ((examination.state->risk >> warning.risk & 1) == 0) continue;
      if (results_.warnings.size() >= limits_.warnings) {
        ++results_.more_warnings;
        continue;
      }
      results_.warnings.push_back({flow.key, examination.last_frame,
                                   flow.application->confidence == "unknown" ? "" : flow.application->name,
                                   std::string(warning.name)});
    }
  }

  ApplicationLimits limits_;
  Module module_;  // opened for the first flow that has content
  PerFlow<Examination> examinations_;
  std::size_t under_examination_ = 0;
  std::vector<std::uint8_t> packet_;
  std::map<std::tuple<std::string, std::string, std::string>, std::shared_ptr<const Application>> shared_;
  ApplicationResults results_;
};

Applications::Applications(const ApplicationLimits& limits) : examiner_(std::make_unique<Examiner>(limits)) {}
Applications::~Applications() = default;

void Applications::on_packet(const capture::Frame& frame, const capture::Datagram& datagram, Flow& flow,
                             capture::Side /*side*/) {
  examiner_->on_packet(frame, datagram, flow);
}
void Applications::on_flow_end(Flow& flow) { examiner_->on_flow_end(flow); }
const ApplicationResults& Applications::results() const { return examiner_->results(); }

std::string ndpi_version() { return ndpi_revision(); }

}  // namespace sekisho::content
