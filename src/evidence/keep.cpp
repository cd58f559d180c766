#include <sekisho/evidence/keep.hpp>

#include <sekisho/capture/capture_file.hpp>
#include <sekisho/capture/capture_writer.hpp>
#include <sekisho/capture/decode.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

namespace sekisho::evidence {
namespace {

/// Both directions of a flow on one interface look for its packets by what they have in common.
bool belongs_to(const capture::Datagram& datagram, const Packet& opener) {
  const Packet& header = datagram.header;
  if (header.protocol != opener.protocol) return false;
  const bool forth = header.source == opener.source && header.destination == opener.destination &&
                     header.source_port == opener.source_port &&
                     header.destination_port == opener.destination_port;
  const bool back = header.source == opener.destination && header.destination == opener.source &&
                    header.source_port == opener.destination_port &&
                    header.destination_port == opener.source_port;
  return forth || back;
}

/// Bytes of a frame up to the payload of a packet in it.
std::size_t bytes_before(const capture::Frame& frame, std::span<const std::uint8_t> payload) {
  constexpr std::size_t link_and_ip = 14 + 4 + 40;
  const std::uint8_t* begin = frame.bytes.data();
  // Payload that was put together from fragments lies elsewhere.
  const bool elsewhere = payload.data() == nullptr || std::less<>{}(payload.data(), begin) ||
                         std::less<>{}(begin + frame.bytes.size(), payload.data());
  if (elsewhere) return std::min(link_and_ip, frame.bytes.size());
  return static_cast<std::size_t>(payload.data() - begin);
}

/// Bytes of a frame without what its innermost packet carries; all of a frame without packets (ARP and its
/// like).
std::size_t header_bytes(const capture::Frame& frame, const capture::DecodedFrame& decoded) {
  if (decoded.packets().empty()) return frame.bytes.size();
  return bytes_before(frame, decoded.packets().back().payload);
}

std::string path_of(const std::string& folder, std::size_t number, Kind kind) {
  const std::string name = fmt::format("{:03}-{}.pcapng", number, name_of(kind));
  return (std::filesystem::path(folder) / name).string();
}

/// The packets of one finding that are in one file.
struct Wanted {
  std::size_t finding = 0;
  const SeenFlow* flow = nullptr;

  [[nodiscard]] bool takes(const capture::Frame& frame, const capture::DecodedFrame& decoded) const {
    if (frame.number == flow->first_frame || frame.number == flow->first_answer) return true;
    if (frame.number < flow->first_frame || frame.number > flow->last_frame) return false;
    if (frame.interface != flow->interface) return false;
    return std::ranges::any_of(decoded.packets(),
                               [&](const capture::Datagram& each) { return belongs_to(each, flow->packet); });
  }
};

/// The evidence of one finding, as it is being written.
class EvidenceFile {
 public:
  EvidenceFile(capture::CaptureWriter writer, std::string path)
      : writer_(std::move(writer)), path_(std::move(path)) {}

  void add(const std::string& file, const capture::Interface& interface, const capture::Frame& frame,
           std::size_t bytes) {
    const auto [index, is_new] = interfaces_.try_emplace({file, frame.interface}, 0);
    if (is_new) index->second = writer_.add_interface(interface);
    writer_.add(frame, index->second, bytes, fmt::format("{}: packet {}", file, frame.number));
    ++packets_;
  }

  [[nodiscard]] std::size_t packets() const { return packets_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] bool close() { return writer_.close(); }

 private:
  capture::CaptureWriter writer_;
  std::string path_;
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> interfaces_;
  std::size_t packets_ = 0;
};

class Keeper {
 public:
  Keeper(const std::vector<Finding>& findings, const KeepOptions& options)
      : findings_(findings), options_(options) {}

  Result<std::vector<std::string>> run() {
    std::map<std::string, std::vector<Wanted>> by_file;
    for (std::size_t i = 0; i < findings_.size(); ++i) {
      for (const SeenFlow& flow : findings_[i].seen) by_file[flow.file].push_back({i, &flow});
    }
    for (const auto& [file, wanted] : by_file) {
      if (std::string fault = read(file, wanted); !fault.empty()) return Failure{std::move(fault)};
    }
    std::vector<std::string> paths;
    for (auto& [finding, evidence] : evidence_) {
      if (!evidence.close()) return Failure{evidence.path()};
      paths.push_back(evidence.path());
    }
    return paths;
  }

 private:
  /// Empty, or what could not be written.
  std::string read(const std::string& name, const std::vector<Wanted>& wanted) {
    Result<capture::CaptureFile> opened = capture::CaptureFile::open(name);
    if (!opened) return {};
    capture::CaptureFile file = std::move(opened).value();
    capture::Decoder decoder;
    capture::Frame frame;
    while (file.next(frame)) {
      const capture::DecodedFrame& decoded = decoder.decode(frame);
      std::set<std::size_t> done;  // a frame stands once in the evidence of a finding
      for (const Wanted& each : wanted) {
        if (done.contains(each.finding) || !each.takes(frame, decoded)) continue;
        done.insert(each.finding);
        EvidenceFile* evidence = evidence_of(each.finding);
        if (evidence == nullptr) return fault_;
        if (evidence->packets() >= options_.most_packets) continue;
        evidence->add(name, file.interfaces().at(frame.interface), frame,
                      options_.most_bytes.value_or(header_bytes(frame, decoded)));
      }
    }
    return {};
  }

  EvidenceFile* evidence_of(std::size_t finding) {
    const auto found = evidence_.find(finding);
    if (found != evidence_.end()) return &found->second;
    const std::string path = path_of(options_.folder, finding + 1, findings_[finding].kind);
    Result<capture::CaptureWriter> writer = capture::CaptureWriter::create(path);
    if (!writer) {
      fault_ = path + ": " + writer.reason();
      return nullptr;
    }
    return &evidence_.try_emplace(finding, std::move(writer).value(), path).first->second;
  }

  const std::vector<Finding>& findings_;
  const KeepOptions& options_;
  std::map<std::size_t, EvidenceFile> evidence_;
  std::string fault_;
};

}  // namespace

Result<std::vector<std::string>> write_evidence(const std::vector<Finding>& findings,
                                                const KeepOptions& options) {
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  if (error) return Failure{options.folder + ": " + error.message()};
  return Keeper(findings, options).run();
}

void LiveEvidence::on_packet(const capture::Frame& frame, const capture::Datagram& datagram,
                             capture::Flow& flow, capture::Side /*side*/) {
  if (flow.packets() == 1) {
    first_frames_[flow.slot] = frame.number;
    if (packets_.size() >= most_flows) packets_.erase(packets_.begin());
    packets_[frame.number].clear();
  }
  const auto kept = packets_.find(first_frames_[flow.slot]);
  if (kept == packets_.end() || kept->second.size() >= packets_per_flow) return;
  const std::size_t wanted = options_.most_bytes.value_or(bytes_before(frame, datagram.payload));
  const std::span<const std::uint8_t> bytes = frame.bytes.first(std::min(wanted, frame.bytes.size()));
  kept->second.push_back({frame, {bytes.begin(), bytes.end()}});
}

Result<bool> LiveEvidence::write(const Finding& finding) {
  std::vector<const Packet*> packets;
  for (const SeenFlow& flow : finding.seen) {
    // A flow is kept by its first packet, which may be an answer.
    auto kept = packets_.find(flow.first_frame);
    if (kept == packets_.end()) kept = packets_.find(flow.first_answer);
    if (kept == packets_.end()) continue;
    for (const Packet& packet : kept->second) packets.push_back(&packet);
  }
  ++written_;
  if (packets.empty()) return false;
  const std::string path = path_of(options_.folder, written_, finding.kind);
  Result<capture::CaptureWriter> created = capture::CaptureWriter::create(path);
  if (!created) return Failure{path + ": " + created.reason()};
  EvidenceFile file(std::move(created).value(), path);
  for (const Packet* packet : packets) {
    if (file.packets() >= options_.most_packets) break;
    capture::Frame frame = packet->frame;
    frame.bytes = packet->bytes;
    file.add(interface_.name, interface_, frame, frame.bytes.size());
  }
  if (!file.close()) return Failure{path};
  return true;
}

}  // namespace sekisho::evidence
