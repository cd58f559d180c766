// What a screen protocol's two ends say, as far as side channels show in it.
#pragma once

#include <sekisho/content/screen.hpp>

#include <cstdint>
#include <memory>
#include <string_view>

namespace sekisho::content {

class ScreenDialogue {
 public:
  explicit ScreenDialogue(ScreenSession& session) : session_(session) {}
  ScreenDialogue(const ScreenDialogue&) = delete;
  ScreenDialogue& operator=(const ScreenDialogue&) = delete;
  virtual ~ScreenDialogue() = default;

  virtual void on_client_bytes(std::string_view bytes, const capture::Frame& frame) = 0;
  virtual void on_server_bytes(std::string_view bytes, const capture::Frame& frame) = 0;
  /// Bytes of either side are missing.
  virtual void on_gap() = 0;
  /// Nothing that follows can tell more.
  [[nodiscard]] virtual bool done() const = 0;

 protected:
  /// Notes a channel, once by name; what was asked for may be used later.
  void note(SideChannelKind kind, std::string_view name, std::uint64_t frame, bool used);
  ScreenSession& session_;
};

/// RDP from its X.224 connection request on ([MS-RDPBCGR] section 1.3.1.1).
[[nodiscard]] std::unique_ptr<ScreenDialogue> new_rdp_dialogue(ScreenSession& session);
/// RFB from its protocol version on (RFC 6143 section 7.1).
[[nodiscard]] std::unique_ptr<ScreenDialogue> new_vnc_dialogue(ScreenSession& session);

}  // namespace sekisho::content
