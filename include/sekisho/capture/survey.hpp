// One pass over a capture: frames are decoded and gathered into flows, and observers look on.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/capture_file.hpp>
#include <sekisho/capture/flow.hpp>
#include <sekisho/capture/records.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sekisho::capture {

/// Looks on while a capture is read. Each file has observers of its own, called from one thread.
class Observer {
 public:
  virtual ~Observer() = default;
  /// An interface of the file that was not there before, with its index; before the first frame of it.
  virtual void on_interface(const Interface& /*interface*/, std::uint32_t /*index*/) {}
  /// Each frame, before its flows.
  virtual void on_frame(const Frame& /*frame*/, const DecodedFrame& /*decoded*/) {}
  /// Each packet of a flow, after the flow has counted it. Fragments come once, when their datagram is
  /// complete.
  virtual void on_packet(const Frame& /*frame*/, const Datagram& /*datagram*/, Flow& /*flow*/,
                         Side /*side*/) {}
  /// Before a flow is handed over: it was idle and room was needed, or the capture ended.
  virtual void on_flow_end(Flow& /*flow*/) {}
};

struct SurveyOptions {
  std::size_t most_flows =
      1'000'000;  // kept at once; beyond it the ones idle for longest are handed over first
};

/// What a capture, or a file of flow records, held besides its flows. Of records there are no frames.
struct Survey {
  std::string file;
  std::vector<Interface> interfaces;
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;      // as on the wire
  std::uint64_t truncated = 0;  // frames of which not all bytes were kept
  std::uint64_t not_ip = 0;     // frames that were decoded and hold no IP packet
  Timestamp first;              // of the frames or records, the earliest and the latest; see has_times()
  Timestamp last;
  std::map<DecodeFault, std::uint64_t> faults;  // frames by what was wrong with them
  std::map<std::uint16_t, std::uint64_t>
      unread_links;                  // frames of link types that are not read, by LINKTYPE number
  std::uint64_t lost_fragments = 0;  // frames with fragments of datagrams whose ports never came: in no flow
  std::uint64_t flows = 0;           // handed over
  bool flows_evicted = false;        // `most_flows` was reached: a flow may have been handed over in parts
  FileEnd end = FileEnd::whole;
  std::string fault;  // of a file that is cut off or damaged
  RecordCounts records;

  [[nodiscard]] bool is_records() const { return records.format != RecordFormat::none; }
  [[nodiscard]] bool has_times() const { return frames > 0 || records.records > 0; }
};

/// Takes a finished flow.
using FlowSink = std::function<void(Flow&&)>;
/// Told from time to time: bytes of the file read so far and in all.
using Progress = std::function<void(std::uint64_t read, std::uint64_t total)>;

/// Reads a capture, or a file of flow records (records.hpp); which of them, its first bytes tell. Observers
/// see nothing of records. Flows are handed over as they end, those open at the end of the file in the order
/// of their first frames. A failure says why the file cannot be read at all.
[[nodiscard]] Result<Survey> survey(const std::string& path, const SurveyOptions& options,
                                    std::span<Observer* const> observers, const FlowSink& sink,
                                    const Progress& progress = {});

/// The same over frames from elsewhere (a live capture): feed each frame, then end.
class Surveyor {
 public:
  Surveyor(const SurveyOptions& options, std::span<Observer* const> observers, FlowSink sink);
  Surveyor(const Surveyor&) = delete;
  Surveyor& operator=(const Surveyor&) = delete;
  ~Surveyor();

  void add(const Frame& frame);
  /// Hands over all flows that saw no packet since `before`; for live captures, so that findings come in
  /// time.
  void flush_idle(Timestamp before);
  /// Hands over what is left. The counts so far; `file`, `interfaces`, `end` and `fault` are the caller's.
  [[nodiscard]] Survey finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::capture
