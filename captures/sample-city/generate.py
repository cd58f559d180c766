#!/usr/bin/env python3
"""Writes the captures of this folder and the snapshot that they are held against.

Everything in them is made up and the same at every run: no clock, no random numbers but those of SEED. Run it from
anywhere; it writes beside itself. The snapshot is topologies/sample-city/snapshot.yaml with capture points and an
inventory at its end, so that the sample city is written down once.
"""
import base64
import random
import struct
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

SEED = 20261121
HERE = Path(__file__).resolve().parent
START = 1795222800  # 2026-11-21 10:00:00 in Japan

FIN, SYN, PSH, ACK = 1, 2, 8, 16
ROUTER = "02:00:5e:00:00:fe"  # the gateway of whichever network a capture is taken in
BROADCAST = "ff:ff:ff:ff:ff:ff"

POINTS = """
# ---- 確認 / confirmation: captures/sample-city/README.md ----

inventory:
  - {mac: "02:5e:0a:14", segment: lg, label: {ja: LG系端末, en: terminals of LG}}

captures:
  - {name: lg-floor, at: core-sw:Vlan201, files: [lg-floor.pcap]}
  - {name: lg-servers, at: core-sw:Vlan210, files: [lg-servers.pcap]}
  - {name: mn-servers, at: mn-fw:vlan102, files: [mn-servers.pcap]}
  - {name: in-floor, at: core-sw:Vlan301, files: [in-floor.pcap]}
  - {name: lg-in, at: lg-fw:port3, files: [lg-in.pcap]}
"""


def mac_bytes(text):
    return bytes(int(part, 16) for part in text.split(":"))


def mac_of(address):
    """The adapter of a host: its address, so that a reader knows it again."""
    return "02:5e:" + ":".join(f"{byte:02x}" for byte in IPv4Address(address).packed)


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ethernet(source, destination, ethertype, payload):
    return (mac_bytes(destination) + mac_bytes(source) + struct.pack("!H", ethertype) + payload).ljust(60, b"\0")


def ipv4(source, destination, protocol, payload):
    ends = IPv4Address(source).packed + IPv4Address(destination).packed
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0) + ends
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def with_checksum(source, destination, protocol, segment, at):
    pseudo = IPv4Address(source).packed + IPv4Address(destination).packed + struct.pack("!BBH", 0, protocol, len(segment))
    return segment[:at] + struct.pack("!H", checksum(pseudo + segment)) + segment[at + 2:]


class Capture:
    """Frames at one point, a tenth of a second apart."""

    def __init__(self, name):
        self.name = name
        self.frames = []
        self.random = random.Random(f"{SEED} {name}")

    def add(self, frame):
        self.frames.append(frame)

    def udp(self, source, sport, destination, dport, payload, source_mac=None, destination_mac=ROUTER):
        segment = struct.pack("!HHHH", sport, dport, 8 + len(payload), 0) + payload
        packet = ipv4(source, destination, 17, with_checksum(source, destination, 17, segment, 6))
        self.add(ethernet(source_mac or mac_of(source), destination_mac, 0x0800, packet))

    def tcp(self, ends, sequence, acknowledgement, flags, payload=b"", back=False):
        source, sport, destination, dport = ends
        if back:
            source, sport, destination, dport = destination, dport, source, sport
        segment = struct.pack("!HHIIBBHHH", sport, dport, sequence, acknowledgement, 0x50, flags, 64240, 0, 0) + payload
        packet = ipv4(source, destination, 6, with_checksum(source, destination, 6, segment, 16))
        self.add(ethernet(ROUTER if back else mac_of(source), mac_of(destination) if back else ROUTER, 0x0800, packet))

    def syn(self, source, destination, port, times=1):
        ends = (source, self.random.randrange(49152, 65536), destination, port)
        first = self.random.randrange(1 << 32)
        for _ in range(times):
            self.tcp(ends, first, 0, SYN)

    def session(self, source, destination, port, exchange):
        """A whole session; `exchange`: (True: from the server, bytes) in order."""
        ends = (source, self.random.randrange(49152, 65536), destination, port)
        sent, returned = self.random.randrange(1 << 31), self.random.randrange(1 << 31)
        self.tcp(ends, sent, 0, SYN)
        self.tcp(ends, returned, sent + 1, SYN | ACK, back=True)
        sent, returned = sent + 1, returned + 1
        self.tcp(ends, sent, returned, ACK)
        for from_server, text in exchange:
            for begin in range(0, len(text), 1400):
                piece = text[begin:begin + 1400]
                if from_server:
                    self.tcp(ends, returned, sent, PSH | ACK, piece, back=True)
                    returned += len(piece)
                else:
                    self.tcp(ends, sent, returned, PSH | ACK, piece)
                    sent += len(piece)
        self.tcp(ends, sent, returned, FIN | ACK)
        self.tcp(ends, returned, sent + 1, FIN | ACK, back=True)
        self.tcp(ends, sent + 1, returned + 1, ACK)

    def arp(self, mac, address, asked):
        body = struct.pack("!HHBBH", 1, 0x0800, 6, 4, 1) + mac_bytes(mac) + IPv4Address(address).packed
        self.add(ethernet(mac, BROADCAST, 0x0806, body + bytes(6) + IPv4Address(asked).packed))

    def dhcp_request(self, mac, name):
        """RFC 2131, with the host's name (RFC 2132 option 12)."""
        head = struct.pack("!BBBBIHH", 1, 1, 6, 0, self.random.randrange(1 << 32), 0, 0x8000) + bytes(16)
        options = b"\x63\x82\x53\x63" + b"\x35\x01\x03" + bytes([12, len(name)]) + name.encode() + b"\xff"
        payload = head + mac_bytes(mac) + bytes(10 + 192) + options
        self.udp("0.0.0.0", 68, "255.255.255.255", 67, payload, mac, BROADCAST)

    def dns(self, client, server, name):
        question = struct.pack("!HHHHHH", self.random.randrange(1 << 16), 0x0100, 1, 0, 0, 0)
        question += b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0" + struct.pack("!HH", 1, 1)
        self.udp(client, 53124, server, 53, question)
        answer = question[:2] + struct.pack("!H", 0x8183) + question[4:]  # no such name
        self.udp(server, 53, client, 53124, answer, ROUTER, mac_of(client))

    def router_advertisement(self, mac, source):
        """RFC 4861 section 4.2, with a prefix."""
        body = struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0)
        body += struct.pack("!BBBBIII", 3, 4, 64, 0xC0, 86400, 14400, 0) + IPv6Address("2001:db8:bad::").packed
        ends = IPv6Address(source).packed + IPv6Address("ff02::1").packed
        body = body[:2] + struct.pack("!H", checksum(ends + struct.pack("!IxxxB", len(body), 58) + body)) + body[4:]
        packet = struct.pack("!IHBB", 6 << 28, len(body), 58, 255) + ends + body
        self.add(ethernet(mac, "33:33:00:00:00:01", 0x86DD, packet))

    def write(self):
        out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)
        for number, frame in enumerate(self.frames):
            second, tenth = divmod(number, 10)
            out += struct.pack("<IIII", START + second, tenth * 100000, len(frame), len(frame)) + frame
        (HERE / f"{self.name}.pcap").write_bytes(out)


def smtp(message):
    """RFC 5321: one mail."""
    lines = [(True, "220 lg-mail.example ESMTP"), (False, "EHLO mail-san.example"), (True, "250 lg-mail.example"),
             (False, "MAIL FROM:<jumin@example.jp>"), (True, "250 ok"), (False, "RCPT TO:<soumu@city.example.jp>"),
             (True, "250 ok"), (False, "DATA"), (True, "354 go on"), (False, message + "\r\n."), (True, "250 kept"),
             (False, "QUIT"), (True, "221 bye")]
    return [(from_server, (text + "\r\n").encode()) for from_server, text in lines]


PLAIN_MAIL = "\r\n".join(["From: jumin@example.jp", "To: soumu@city.example.jp", "Subject: question", "MIME-Version: 1.0",
                          "Content-Type: text/plain; charset=us-ascii", "", "When does the city hall open?"])
MAIL_WITH_FILE = "\r\n".join(
    ["From: jumin@example.jp", "To: soumu@city.example.jp", "Subject: form", "MIME-Version: 1.0",
     'Content-Type: multipart/mixed; boundary="b"', "", "--b", "Content-Type: text/plain; charset=us-ascii", "",
     "The form is attached.", "--b", 'Content-Type: application/zip; name="form.zip"',
     "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="form.zip"', "",
     base64.b64encode(b"PK\x03\x04" + bytes(60)).decode(), "--b--"])


def per(length):
    """A length in PER, two octets (ITU-T X.691)."""
    return struct.pack("!H", 0x8000 | length)


def tlv(tag, value):
    """BER with a length of two octets (ITU-T X.690)."""
    return tag + b"\x82" + struct.pack("!H", len(value)) + value


def rdp_with_drives():
    """MS-RDPBCGR sections 2.2.1.1 to 2.2.1.3: standard security, and the static channel rdpdr asked for."""
    def tpkt(body):
        return struct.pack("!BBH", 3, 0, 4 + len(body)) + body

    request = tpkt(b"\x06\xe0\0\0\0\0\0")
    confirm = tpkt(b"\x06\xd0\0\0\x12\x34\0")
    core = struct.pack("<HH", 0xC001, 216) + struct.pack("<IHHHHIII", 0x00080004, 1280, 1024, 0xCA01, 0xAA03, 0x411, 2600, 0)
    core = core.ljust(216, b"\0")
    security = struct.pack("<HHII", 0xC002, 12, 3, 0)
    network = struct.pack("<HHI", 0xC003, 20, 1) + b"rdpdr\0\0\0" + struct.pack("<I", 0x80800000)
    data = core + security + network
    gcc = b"\0\x08\0\x10\0\x01\xc0\0" + b"Duca" + per(len(data)) + data
    gcc = b"\0\x05\0\x14\x7c\0\x01" + per(len(gcc)) + gcc
    domain = b"\x30\x19" + b"\x02\x01\x22\x02\x01\x02\x02\x01\0\x02\x01\x01\x02\x01\0\x02\x01\x01\x02\x02\xff\xff\x02\x01\x02"
    domain = b"\x30" + bytes([len(domain) - 2]) + domain[2:]
    initial = tlv(b"\x7f\x65", b"\x04\x01\x01\x04\x01\x01\x01\x01\xff" + domain * 3 + tlv(b"\x04", gcc))
    return [(False, request), (True, confirm), (False, tpkt(b"\x02\xf0\x80" + initial))]


HELLO = bytes.fromhex("16030100310100002d0303") + bytes(32) + bytes.fromhex("000002 1301 0100 0002 0000".replace(" ", ""))


def lg_floor():
    capture = Capture("lg-floor")
    capture.arp(mac_of("10.20.1.5"), "10.20.1.5", "10.20.1.254")
    capture.arp(ROUTER, "10.20.1.254", "10.20.1.5")
    capture.session("10.20.1.5", "172.30.5.5", 443, [(False, HELLO), (True, b"\x15\x03\x03\0\x02\x02\x28")])  # CH-31
    capture.syn("10.20.1.7", "10.10.2.10", 445, times=3)  # forbidden, and stopped
    capture.udp("192.168.77.5", 138, "255.255.255.255", 138, bytes(20), "02:00:5e:aa:00:05", BROADCAST)  # unknown
    capture.dhcp_request(mac_of("10.20.1.9"), "PC-SOUMU-09")  # a host with a foot in IN as well
    capture.session("10.20.1.30", "10.20.10.71", 23, [(True, b"\xff\xfd\x18\xff\xfd\x20login: "), (False, b"admin\r\n"),
                                                     (True, b"Password: "), (False, b"secret\r\n"), (True, b"$ ")])
    capture.router_advertisement("02:00:5e:aa:00:06", "fe80::bad")
    return capture


def lg_servers():
    capture = Capture("lg-servers")
    capture.session("10.60.0.25", "10.20.10.25", 25, smtp(PLAIN_MAIL))  # CH-01
    capture.session("10.60.0.25", "10.20.10.25", 25, smtp(MAIL_WITH_FILE))  # CH-01, and not text alone
    capture.session("10.30.1.9", "10.20.10.30", 445, [(False, b"\0\0\0\x04\xfeSMB"), (True, b"\0\0\0\x04\xfeSMB")])
    return capture


def mn_servers():
    capture = Capture("mn-servers")
    capture.session("10.10.2.20", "10.20.10.40", 8443, [(False, HELLO), (True, b"\x15\x03\x03\0\x02\x02\x28")])  # CH-21
    capture.session("10.10.2.90", "10.20.10.90", 9100, [(False, b"\x1b%-12345X")])  # EX-1
    return capture


def in_floor():
    capture = Capture("in-floor")
    capture.dhcp_request("02:5e:0a:1e:01:09", "PC-SOUMU-09")
    capture.dns("10.30.1.20", "10.30.10.53", "mail.city-kashiwagi.lgwan.jp")
    capture.dns("10.30.1.20", "10.30.10.53", "www.example.jp")
    return capture


def lg_in():
    capture = Capture("lg-in")
    capture.session("10.20.1.5", "10.30.2.11", 22443, rdp_with_drives())  # CH-03, and more than the screen
    return capture


def write_snapshot():
    text = (HERE.parents[1] / "topologies" / "sample-city" / "snapshot.yaml").read_text(encoding="utf-8")
    head = "# Written by generate.py: the sample city with capture points.\n"
    (HERE / "snapshot.yaml").write_text(head + text + POINTS, encoding="utf-8")


if __name__ == "__main__":
    for each in (lg_floor, lg_servers, mn_servers, in_floor, lg_in):
        each().write()
    write_snapshot()
