// RFB: what the viewer sends can be read from end to end without knowing the picture, and all transfers of
// files begin with the viewer. A message that is not known ends the reading: its length is not known either.
#include "content/screen/dialogue.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace sekisho::content {
namespace {

constexpr std::size_t most_waiting = 1 << 16;
constexpr std::size_t version_length = 12;

// RFC 6143 section 7.1.2 and the registry of security types that it began.
enum : std::uint8_t { security_none = 1, security_vnc = 2, security_tight = 16, security_ultra = 17 };

// A message of the viewer: its length without what follows a length field, and where that field stands.
struct Message {
  std::uint8_t type;
  std::uint8_t length;
  std::uint8_t count_at = 0;  // 0: none
  std::uint8_t count_bytes = 0;
  std::uint8_t unit = 0;  // bytes that each count stands for
};

// RFC 6143 section 7.5; the extensions as documented by the community's rfbproto, and UltraVNC's rfbproto.h.
constexpr std::array viewer_messages{
    Message{0, 20},             // SetPixelFormat
    Message{2, 4, 2, 2, 4},     // SetEncodings
    Message{3, 10},             // FramebufferUpdateRequest
    Message{4, 8},              // KeyEvent
    Message{5, 6},              // PointerEvent
    Message{6, 8, 4, 4, 1},     // ClientCutText
    Message{7, 12, 8, 4, 1},    // UltraVNC FileTransfer
    Message{8, 4},              // UltraVNC SetScale
    Message{9, 4},              // UltraVNC SetServerInput
    Message{10, 6},             // UltraVNC SetSW
    Message{11, 8, 4, 4, 1},    // UltraVNC TextChat
    Message{150, 10},           // EnableContinuousUpdates
    Message{248, 9, 8, 1, 1},   // ClientFence
    Message{251, 8, 6, 1, 16},  // SetDesktopSize
};

class Vnc final : public ScreenDialogue {
 public:
  using ScreenDialogue::ScreenDialogue;

  void on_client_bytes(std::string_view bytes, const capture::Frame& frame) override {
    if (done_) return;
    if (to_skip_ > 0) {
      const std::size_t skipped = std::min<std::uint64_t>(to_skip_, bytes.size());
      bytes.remove_prefix(skipped);
      to_skip_ -= skipped;
    }
    client_ += bytes;
    while (!done_ && step(frame)) {
    }
    if (client_.size() > most_waiting) lose();
  }

  void on_server_bytes(std::string_view bytes, const capture::Frame& frame) override {
    constexpr std::size_t enough = 2048;  // to the end of what the security type Tight offers
    if (done_ || server_.size() >= enough) return;
    server_ += bytes.substr(0, enough - server_.size());
    while (!done_ && step(frame)) {
    }
  }

  void on_gap() override { lose(); }
  [[nodiscard]] bool done() const override { return done_; }

 private:
  enum class Stage : std::uint8_t {
    version,
    security,
    tunnel,
    authentication,
    login,
    answer,
    init,
    messages
  };

  // True when something was used up, so that there may be more.
  bool step(const capture::Frame& frame) {
    switch (stage_) {
      case Stage::version: return read_version();
      case Stage::security: return read_security(frame);
      case Stage::tunnel: return read_tunnel(frame);
      case Stage::authentication: return read_authentication(frame);
      case Stage::login: return read_login();
      case Stage::answer: return use(16, Stage::init);  // to the challenge, RFC 6143 section 7.2.2
      case Stage::init: return use(1, Stage::messages);
      case Stage::messages: return read_message(frame);
    }
    return false;
  }

  bool use(std::size_t count, Stage next) {
    if (client_.size() < count) return false;
    client_.erase(0, count);
    stage_ = next;
    if (next == Stage::messages) session_.channels_known = true;
    return true;
  }

  // "RFB 003.008\n": the viewer's word is what counts (RFC 6143 section 7.1.1).
  bool read_version() {
    if (client_.size() < version_length) return false;
    const std::string_view version(client_);
    (void)std::from_chars(version.data() + 4, version.data() + 7, major_);
    (void)std::from_chars(version.data() + 8, version.data() + 11, minor_);
    session_.security = std::to_string(major_) + "." + std::to_string(minor_);
    // RealVNC's own versions go on otherwise.
    if (major_ != 3) lose();
    return use(version_length, Stage::security);
  }

  bool read_security(const capture::Frame& frame) {
    std::uint8_t type = 0;
    if (minor_ >= 7) {
      if (client_.empty()) return false;
      type = static_cast<std::uint8_t>(client_.front());
      client_.erase(0, 1);
    } else {
      // Before 3.7 the server decides, in four bytes behind its version.
      if (server_.size() < version_length + 4) return false;
      type = static_cast<std::uint8_t>(server_[version_length + 3]);
    }
    if (type == security_none || type == security_vnc) {
      stage_ = type == security_none ? Stage::init : Stage::answer;
      return true;
    }
    if (type == security_tight && minor_ >= 7) {
      // The offer stands behind the version, the number of security types and the types.
      const std::size_t types =
          server_.size() > version_length ? static_cast<std::uint8_t>(server_[version_length]) : 0;
      offer_at_ = version_length + 1 + types;
      session_.security += ", tight";
      stage_ = Stage::tunnel;
      return true;
    }
    // TLS, VeNCrypt, RA2 and their like; Ultra goes on in ways that are not read.
    if (type != security_tight && type != security_ultra) session_.encrypted_from = frame.number;
    lose();
    return false;
  }

  // The security type Tight (the community's rfbproto, "Tight Security Type"): the server offers tunnels, the
  // viewer takes one where there are any; the same with ways to log in. An offer is a count and 16 bytes
  // each.
  [[nodiscard]] std::optional<std::uint32_t> offered() const {
    constexpr std::size_t each = 16;
    if (server_.size() < offer_at_ + 4) return std::nullopt;
    Cursor in(bytes_of(std::string_view(server_).substr(offer_at_)));
    const std::uint32_t count = in.u32();
    if (in.left() < std::uint64_t{count} * each) return std::nullopt;
    return count;
  }

  // What the viewer takes of an offer; 0 where there is none. Nothing: it is not there yet.
  std::optional<std::uint32_t> take_choice() {
    const std::optional<std::uint32_t> count = offered();
    if (!count || (*count > 0 && client_.size() < 4)) return std::nullopt;
    offer_at_ += 4 + std::size_t{*count} * 16;
    if (*count == 0) return 0;
    Cursor in(bytes_of(client_));
    const std::uint32_t choice = in.u32();
    client_.erase(0, 4);
    return choice;
  }

  bool read_tunnel(const capture::Frame& frame) {
    const std::optional<std::uint32_t> tunnel = take_choice();
    if (!tunnel) return false;
    stage_ = Stage::authentication;
    if (*tunnel == 0) return true;
    session_.encrypted_from = frame.number;
    lose();
    return false;
  }

  bool read_authentication(const capture::Frame& frame) {
    constexpr std::uint32_t unix_login = 129;
    const std::optional<std::uint32_t> way = take_choice();
    if (!way) return false;
    if (*way <= security_none || *way == security_vnc || *way == unix_login) {
      stage_ = *way == security_vnc ? Stage::answer : *way == unix_login ? Stage::login : Stage::init;
      return true;
    }
    session_.encrypted_from = frame.number;
    lose();
    return false;
  }

  // Lengths of a name and a password, then both.
  bool read_login() {
    if (client_.size() < 8) return false;
    Cursor in(bytes_of(client_));
    const std::uint64_t length = std::uint64_t{8} + in.u32() + in.u32();
    if (length > most_waiting) lose();
    return !done_ && use(length, Stage::init);
  }

  bool read_message(const capture::Frame& frame) {
    if (client_.empty()) return false;
    const auto type = static_cast<std::uint8_t>(client_.front());
    note_message(type, frame);
    const Message* known = nullptr;
    for (const Message& message : viewer_messages) {
      if (message.type == type) known = &message;
    }
    if (known == nullptr) {
      lose();
      return false;
    }
    if (client_.size() < known->length) return false;
    std::uint64_t length = known->length;
    if (known->count_at != 0) {
      Cursor in(bytes_of(client_));
      in.skip(known->count_at);
      std::uint64_t count = 0;
      for (std::size_t i = 0; i < known->count_bytes; ++i) count = count << 8 | in.u8();
      // A negative length announces the extended clipboard, which has its absolute value.
      if (type == 6 && (count & 0x8000'0000U) != 0) count = 0x1'0000'0000U - count;
      length += count * known->unit;
    }
    const std::size_t here = std::min<std::uint64_t>(length, client_.size());
    client_.erase(0, here);
    to_skip_ = length - here;
    return here > 0 && to_skip_ == 0;
  }

  void note_message(std::uint8_t type, const capture::Frame& frame) {
    if (type == 6) note(SideChannelKind::clipboard, "ClientCutText", frame.number, true);
    if (type == 7) note(SideChannelKind::file_transfer, "UltraVNC FileTransfer", frame.number, true);
    // TightVNC 1.3: 130 to 137; 2.x: 252, followed by the number of the request.
    if ((130 <= type && type <= 137) || type == 252) {
      note(SideChannelKind::file_transfer, "TightVNC FileTransfer", frame.number, true);
    }
  }

  void lose() {
    session_.channels_known = false;
    done_ = true;
  }

  Stage stage_ = Stage::version;
  unsigned major_ = 0;
  unsigned minor_ = 0;
  std::string client_;        // not used yet
  std::string server_;        // its first bytes
  std::size_t offer_at_ = 0;  // of them, where the next offer of Tight begins
  std::uint64_t to_skip_ = 0;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ScreenDialogue> new_vnc_dialogue(ScreenSession& session) {
  return std::make_unique<Vnc>(session);
}

}  // namespace sekisho::content
