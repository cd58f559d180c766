// Sessions of screen protocols, and what passes beside the picture: drives, clipboard, printers, files.
#pragma once

#include <sekisho/capture/survey.hpp>
#include <sekisho/content/occurrence.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::content {

enum class ScreenProtocol : std::uint8_t { rdp, ica, pcoip, blast, vnc };

[[nodiscard]] std::string_view name_of(ScreenProtocol protocol);  // "rdp", "ica", "pcoip", "blast", "vnc"

/// What a side channel can carry.
enum class SideChannelKind : std::uint8_t {
  devices,   // RDP rdpdr: drives, printers, ports or smart cards; which, it tells later, mostly encrypted
  drives,    // what rdpdr has announced: drives and folders,
  printers,  // printers,
  ports,     // serial and parallel ports,
  smart_cards,
  usb,             // RDP URBDRC: USB devices, among them drives
  clipboard,       // RDP cliprdr; VNC cut text
  sound,           // RDP rdpsnd
  dynamic,         // RDP drdynvc: further channels are opened inside
  file_transfer,   // TightVNC, UltraVNC
  remote_program,  // RDP rail: windows of programs, still pictures
  other,           // a name that is not known
};

[[nodiscard]] std::string_view name_of(SideChannelKind kind);  // "devices", "clipboard", "file-transfer", ...

/// True for those by which a file can pass.
[[nodiscard]] bool can_carry_files(SideChannelKind kind);

/// A side channel that was opened, or asked for.
struct SideChannel {
  SideChannelKind kind = SideChannelKind::other;
  std::string name;         // in the protocol's words: "rdpdr", "ClientCutText"
  std::uint64_t frame = 0;  // where it shows
  bool used = false;        // data passed; false: only asked for
};

struct ScreenSession {
  capture::FlowKey flow;
  std::uint64_t first_frame = 0;
  capture::Timestamp first;
  ScreenProtocol protocol = ScreenProtocol::rdp;
  /// By its bytes; false: only by port, or by nDPI.
  bool by_content = false;
  /// "rdp-security", "tls", "credssp", "rdstls", "aad" (RDP); "3.8", ... (version of RFB); empty: not seen.
  std::string security;
  std::uint64_t encrypted_from = 0;  // frame from which nothing can be read; 0: in clear as far as was seen
  /// The place where side channels are agreed upon was read: what is not listed is not there. False: they
  /// are unknown, because it was encrypted, not captured, or the protocol tells them nowhere.
  bool channels_known = false;
  std::vector<SideChannel> channels;
};

struct ScreenResults {
  std::vector<ScreenSession> sessions;
  std::uint64_t more_sessions = 0;  // beyond the bound
};

/// Looks at the first kilobytes of each TCP flow, and at the UDP ports of PCoIP and Blast. Applications
/// before it helps with what has no clear start.
class ScreenSessions final : public capture::Observer {
 public:
  explicit ScreenSessions(std::size_t most_sessions = 100'000);
  ScreenSessions(const ScreenSessions&) = delete;
  ScreenSessions& operator=(const ScreenSessions&) = delete;
  ~ScreenSessions() override;

  void on_packet(const capture::Frame& frame, const capture::Datagram& datagram, capture::Flow& flow,
                 capture::Side side) override;
  void on_flow_end(capture::Flow& flow) override;

  /// Complete when all flows have ended.
  [[nodiscard]] const ScreenResults& results() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho::content
