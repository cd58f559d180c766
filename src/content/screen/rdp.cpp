// The connection sequence of RDP: the client names its static virtual channels in the GCC conference request
// ([MS-RDPBCGR] section 2.2.1.3.4), the server gives each a number (section 2.2.1.4.4), and from then on
// every PDU tells the number of its channel, even when its content is encrypted. With TLS, which comes before
// all that, none of it can be seen.
#include "content/screen/dialogue.hpp"
#include "content/text.hpp"

#include <array>
#include <utility>
#include <vector>

namespace sekisho::content {
namespace {

constexpr std::size_t longest_pdu = 65'535;
constexpr std::size_t most_channels = 31;  // [MS-RDPBCGR] section 2.2.1.3.4

struct KnownChannel {
  std::string_view name;
  SideChannelKind kind;
};
constexpr std::array known_channels{
    KnownChannel{"rdpdr", SideChannelKind::devices},  // [MS-RDPEFS]; drives, and by its extensions the rest
    KnownChannel{"cliprdr", SideChannelKind::clipboard},    // [MS-RDPECLIP]; text, and files
    KnownChannel{"rdpsnd", SideChannelKind::sound},         // [MS-RDPEA]
    KnownChannel{"drdynvc", SideChannelKind::dynamic},      // [MS-RDPEDYC]
    KnownChannel{"rail", SideChannelKind::remote_program},  // [MS-RDPERP]
    KnownChannel{"rail_wi", SideChannelKind::remote_program},
    KnownChannel{"rail_ri", SideChannelKind::remote_program},
};

SideChannelKind kind_of(std::string_view name) {
  for (const KnownChannel& known : known_channels) {
    if (known.name == name) return known.kind;
  }
  return SideChannelKind::other;
}

// A device that rdpdr announces, by its type ([MS-RDPEFS] section 2.2.1.3).
struct AnnouncedDevice {
  std::uint32_t type;
  SideChannelKind kind;
  std::string_view name;
};
constexpr std::array announced_devices{
    AnnouncedDevice{0x01, SideChannelKind::ports, "rdpdr serial port"},
    AnnouncedDevice{0x02, SideChannelKind::ports, "rdpdr parallel port"},
    AnnouncedDevice{0x04, SideChannelKind::printers, "rdpdr printer"},
    AnnouncedDevice{0x08, SideChannelKind::drives, "rdpdr drive"},
    AnnouncedDevice{0x20, SideChannelKind::smart_cards, "rdpdr smart card"},
};

// RDP_NEG_RSP, section 2.2.1.2.1.
std::string_view security_name(std::uint32_t protocol) {
  switch (protocol) {
    case 0: return "rdp-security";
    case 1: return "tls";
    case 2:
    case 8: return "credssp";
    case 4: return "rdstls";
    case 16: return "aad";
    default: return "unknown";
  }
}

// Cuts a direction into PDUs: TPKT (RFC 1006 section 6) or fast-path (section 2.2.8.1.2), by their lengths.
class Pdus {
 public:
  void add(std::string_view bytes) { waiting_ += bytes; }

  /// The next whole PDU; empty when there is none, or `lost()`.
  [[nodiscard]] std::string next() {
    const std::size_t length = length_of_first();
    if (lost_ || length == 0 || waiting_.size() < length) return {};
    std::string pdu = waiting_.substr(0, length);
    waiting_.erase(0, length);
    return pdu;
  }
  [[nodiscard]] bool lost() const { return lost_; }
  [[nodiscard]] std::string_view waiting() const { return waiting_; }

 private:
  std::size_t length_of_first() {
    Cursor in(bytes_of(waiting_));
    if (in.left() < 4) return 0;
    const std::uint8_t first = in.u8();
    if (first == 3) {
      in.skip(1);
      const std::size_t length = in.u16();
      lost_ = length < 7;
      return length;
    }
    if ((first & 3) != 0) {
      lost_ = true;
      return 0;
    }
    std::size_t length = in.u8();
    if ((length & 0x80) != 0) length = (length & 0x7f) << 8 | in.u8();
    lost_ = length < 3;
    return length;
  }

  std::string waiting_;
  bool lost_ = false;
};

class Rdp final : public ScreenDialogue {
 public:
  using ScreenDialogue::ScreenDialogue;

  void on_client_bytes(std::string_view bytes, const capture::Frame& frame) override {
    if (done_) return;
    read(client_, bytes, frame, true);
  }
  void on_server_bytes(std::string_view bytes, const capture::Frame& frame) override {
    if (done_) return;
    read(server_, bytes, frame, false);
  }
  void on_gap() override { done_ = true; }
  [[nodiscard]] bool done() const override { return done_; }

 private:
  struct Channel {
    std::string name;
    std::uint16_t number = 0;
  };

  void read(Pdus& pdus, std::string_view bytes, const capture::Frame& frame, bool from_client) {
    pdus.add(bytes);
    // The other side's answer, where it was not captured: TLS follows the request at once.
    if (from_client && pdus.waiting().starts_with("\x16\x03")) {
      if (session_.security.empty()) session_.security = "tls";
      end_in_cipher(frame);
    }
    while (!done_) {
      const std::string pdu = pdus.next();
      if (pdu.empty()) break;
      on_pdu(bytes_of(pdu), frame, from_client);
    }
    done_ = done_ || pdus.lost() || pdus.waiting().size() > longest_pdu;
  }

  void end_in_cipher(const capture::Frame& frame) {
    session_.encrypted_from = frame.number;
    done_ = true;
  }

  // TPKT header, then X.224 (ITU-T X.224 section 13): length, type.
  void on_pdu(Bytes pdu, const capture::Frame& frame, bool from_client) {
    Cursor in(pdu);
    if (in.u8() != 3) return;  // fast-path: input and picture
    in.skip(3);
    in.skip(1);
    const std::uint8_t type = in.u8() & 0xf0;
    if (type == 0xd0 && !from_client) on_confirm(in, frame);
    if (type != 0xf0) return;
    in.skip(1);
    on_mcs(in.rest(), frame, from_client);
  }

  void on_confirm(Cursor& in, const capture::Frame& frame) {
    in.skip(5);  // references, class
    const std::uint8_t kind = in.u8();
    in.skip(3);
    Cursor number(in.take(4), capture::ByteOrder::little);
    const std::uint32_t protocol = number.u32();
    // Servers before RDP 5.2 send no negotiation; a refusal (3) ends the connection.
    session_.security = kind == 2 ? security_name(protocol) : kind == 3 ? "refused" : "rdp-security";
    if (kind == 2 && protocol != 0) end_in_cipher(frame);
  }

  // T.125: connect-initial and connect-response in BER (0x7f 0x65, 0x7f 0x66), the rest in PER.
  void on_mcs(Bytes mcs, const capture::Frame& frame, bool from_client) {
    Cursor in(mcs);
    const std::uint8_t first = in.u8();
    if (first == 0x7f) {
      on_conference(text_of(mcs), frame, from_client);
      return;
    }
    const unsigned choice = first >> 2;
    constexpr unsigned send_data_request = 25;
    constexpr unsigned send_data_indication = 26;
    if (choice != send_data_request && choice != send_data_indication) return;
    in.skip(2);  // initiator
    const std::uint16_t number = in.u16();
    if (!in.ok()) return;
    for (const Channel& channel : channels_) {
      if (channel.number != number) continue;
      note(kind_of(channel.name), channel.name, frame.number, true);
      on_channel_data(channel, in, frame, from_client);
    }
  }

  // Behind priority and length in PER stands, where nothing is encrypted, the channel's own header of length
  // and flags ([MS-RDPBCGR] section 2.2.6.1). Encrypted bytes do not look like what is looked for.
  void on_channel_data(const Channel& channel, Cursor in, const capture::Frame& frame, bool from_client) {
    in.skip(1);
    if ((in.u8() & 0x80) != 0) in.skip(1);
    in.skip(8);
    if (!in.ok()) return;
    if (channel.name == "rdpdr" && from_client) on_devices(in.rest(), frame);
    if (channel.name == "drdynvc" && !from_client) on_dynamic_channel(in.rest(), frame);
  }

  // [MS-RDPEFS] section 2.2.2.9, client device list announce.
  void on_devices(Bytes data, const capture::Frame& frame) {
    Cursor in(data, capture::ByteOrder::little);
    constexpr std::uint16_t core = 0x4472;
    constexpr std::uint16_t device_list = 0x4441;
    if (in.u16() != core || in.u16() != device_list) return;
    const std::uint32_t count = in.u32();
    constexpr std::uint32_t most_devices = 1000;
    for (std::uint32_t i = 0; i < count && i < most_devices; ++i) {
      const std::uint32_t type = in.u32();
      in.skip(4 + 8);  // number, name
      const std::uint32_t length = in.u32();
      if (!in.ok()) return;
      for (const AnnouncedDevice& device : announced_devices) {
        if (device.type == type) note(device.kind, device.name, frame.number, true);
      }
      in.skip(length);
    }
  }

  // [MS-RDPEDYC] section 2.2.2.1: the server asks for a channel by its name. [MS-RDPEUSB] section 1.3.1:
  // URBDRC.
  void on_dynamic_channel(Bytes data, const capture::Frame& frame) {
    Cursor in(data);
    const std::uint8_t header = in.u8();
    constexpr unsigned create_request = 1;
    if (header >> 4 != create_request) return;
    in.skip(std::size_t{1} << (header & 3));  // the number of the channel, in 1, 2 or 4 bytes
    const std::string name = lower(before(text_of(in.rest()), '\0'));
    if (!in.ok()) return;
    if (name == "urbdrc") note(SideChannelKind::usb, "urbdrc", frame.number, true);
    if (name == "rdpdr") note(SideChannelKind::devices, "rdpdr", frame.number, true);
  }

  // T.124: behind the key of whose data it is ("Duca" of the client, "McDn" of the server) and a length come
  // blocks of type, length, content, in little endian ([MS-RDPBCGR] section 2.2.1.3.1).
  void on_conference(std::string_view conference, const capture::Frame& frame, bool from_client) {
    const std::size_t key = conference.find(from_client ? "Duca" : "McDn");
    if (key == std::string_view::npos) return;
    Cursor in(bytes_of(conference.substr(key + 4)), capture::ByteOrder::little);
    if ((in.u8() & 0x80) != 0) in.skip(1);
    while (in.left() >= 4) {
      const std::uint16_t type = in.u16();
      const std::uint16_t length = in.u16();
      if (length < 4) return;
      Cursor block(in.take(length - 4U), capture::ByteOrder::little);
      if (!in.ok()) return;
      constexpr std::uint16_t client_network = 0xc003;
      constexpr std::uint16_t server_network = 0x0c03;
      if (from_client && type == client_network) on_channel_names(block, frame);
      if (!from_client && type == server_network) on_channel_numbers(block);
    }
    // A client without channels leaves the block out.
    if (from_client) session_.channels_known = true;
  }

  void on_channel_names(Cursor& in, const capture::Frame& frame) {
    const std::uint32_t count = in.u32();
    for (std::uint32_t i = 0; i < count && i < most_channels; ++i) {
      const std::string name = printable(lower(before(text_of(in.take(8)), '\0')), 8);
      in.skip(4);
      if (!in.ok()) return;
      channels_.push_back({name});
      note(kind_of(name), name, frame.number, false);
    }
  }

  void on_channel_numbers(Cursor& in) {
    in.skip(2);  // the channel of input and picture
    const std::uint16_t count = in.u16();
    for (std::size_t i = 0; i < count && i < channels_.size(); ++i) channels_[i].number = in.u16();
  }

  Pdus client_;
  Pdus server_;
  std::vector<Channel> channels_;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ScreenDialogue> new_rdp_dialogue(ScreenSession& session) {
  return std::make_unique<Rdp>(session);
}

}  // namespace sekisho::content
