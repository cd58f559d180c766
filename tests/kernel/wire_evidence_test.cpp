// A small city of a real Linux router and real hosts, captured at its router while things happen, and what
// confirm makes of it: the configs are those that the router printed before somebody opened a hole.
#include "kernel/namespace.hpp"
#include "support/data.hpp"

#include <sekisho/capture/capture_writer.hpp>
#include <sekisho/evidence/confirm.hpp>
#include <sekisho/live/live_capture.hpp>
#include <sekisho/policy/profile.hpp>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <limits>
#include <set>
#include <thread>

namespace sekisho::test::kernel {
namespace {

namespace fs = std::filesystem;

const char* const router_setup = R"(set -e
for link in lg in dmz; do ip link set $link up; done
ip addr add 10.2.0.1/24 dev lg
ip addr add 10.3.0.1/24 dev in
ip addr add 10.4.0.1/24 dev dmz
echo 1 > /proc/sys/net/ipv4/ip_forward
iptables-restore <<END
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -s 10.4.0.25/32 -d 10.2.0.25/32 -p tcp -m tcp --dport 25 -j ACCEPT
COMMIT
END
)";

const char* const snapshot_text = R"(snapshot: 1
name: wire
policy: alpha
devices:
  r: {config: [r.net, r.rules]}
segments:
  lg: {class: lgwan, prefixes: [10.2.0.0/24], attached: ["r:lg"]}
  in: {class: internet-zone, prefixes: [10.3.0.0/24], attached: ["r:in"]}
  dmz: {class: dmz, prefixes: [10.4.0.0/24], attached: ["r:dmz"]}
hosts:
  sanitizer: {segment: dmz, address: 10.4.0.25, sanitizer: mail-text}
  mail: {segment: lg, address: 10.2.0.25}
channels:
  - {id: MAIL, from: {segment: dmz, hosts: [sanitizer]}, to: {segment: lg, hosts: [mail]}, services: [tcp/25],
     method: mail-text, via: sanitizer, approved_by: CISO, record: "1", expires: 2099-12-31}
captures:
  - {name: at-lg, at: "r:lg", files: [lg.pcapng]}
  - {name: at-in, at: "r:in", files: [in.pcapng]}
)";

/// A mail server that takes everything, and one that answers on any port.
const char* const servers = R"(cat > $D/servers.py <<'END'
import socket, sys, threading
def smtp(c):
    f = c.makefile('rwb', 0)
    f.write(b'220 ready\r\n')
    data = False
    while True:
        line = f.readline()
        if not line: break
        if data:
            if line == b'.\r\n': data = False; f.write(b'250 taken\r\n')
            continue
        word = line[:4].upper()
        if word == b'DATA': data = True; f.write(b'354 go on\r\n')
        elif word == b'QUIT': f.write(b'221 bye\r\n'); break
        else: f.write(b'250 ok\r\n')
    c.close()
def echo(c):
    c.sendall(c.recv(100)); c.close()
def serve(port, work):
    s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('0.0.0.0', port)); s.listen(8)
    while True:
        c, _ = s.accept(); threading.Thread(target=work, args=(c,), daemon=True).start()
threading.Thread(target=serve, args=(25, smtp), daemon=True).start()
threading.Thread(target=serve, args=(3389, echo), daemon=True).start()
open(sys.argv[1], 'w').write('ready')
threading.Event().wait(60)
END
setsid python3 $D/servers.py $D/ready >/dev/null 2>&1 & echo $! > $D/pid
for i in $(seq 100); do [ -s $D/ready ] && exit 0; sleep 0.1; done; exit 1
)";

const char* const send_mails = R"(python3 - <<'END'
import smtplib
from email.message import EmailMessage
def send(attach):
    m = EmailMessage(); m['From'] = 'a@city.example'; m['To'] = 'b@lg.example'; m['Subject'] = 'x'
    m.set_content('plain words\n')
    if attach: m.add_attachment(b'PK\x03\x04 not so plain', maintype='application', subtype='zip', filename='a.zip')
    with smtplib.SMTP('10.2.0.25', 25, timeout=10) as s: s.send_message(m)
send(False)
send(WITH_ATTACHMENT)
END
)";

const char* const ask_through_hole = R"(python3 - <<'END'
import socket
s = socket.create_connection(('10.2.0.25', 3389), timeout=10); s.sendall(b'hello'); assert s.recv(100) == b'hello'
END
)";

/// Captures an interface of a namespace into a file until it is told to stop.
class CaptureThread {
 public:
  CaptureThread(const Namespace& ns, const std::string& interface, const fs::path& file) {
    thread_ = std::thread([this, &ns, interface, file] {
      const int fd = open(ns.path().c_str(), O_RDONLY | O_CLOEXEC);
      const bool inside = fd >= 0 && setns(fd, CLONE_NEWNET) == 0;
      if (fd >= 0) close(fd);
      live::LiveOptions options;
      options.interface = interface;
      options.wait = std::chrono::milliseconds(50);
      Result<live::LiveCapture> opened = live::LiveCapture::open(options);
      Result<capture::CaptureWriter> created = capture::CaptureWriter::create(file);
      state_ = inside && opened && created ? 1 : 2;
      if (state_ == 1) copy(std::move(opened).value(), std::move(created).value());
    });
    while (state_ == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ~CaptureThread() { finish(); }
  CaptureThread(const CaptureThread&) = delete;
  CaptureThread& operator=(const CaptureThread&) = delete;

  [[nodiscard]] bool is_open() const { return state_ == 1; }
  void finish() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
  }

 private:
  void copy(live::LiveCapture capture, capture::CaptureWriter writer) {
    writer.add_interface(capture.interface());
    capture::Frame frame;
    bool quiet = false;
    // What the kernel still holds when the end is asked for belongs to the capture.
    while (!done_ || !quiet) {
      const live::LiveCapture::Event event = capture.next(frame);
      quiet = event != live::LiveCapture::Event::frame;
      if (!quiet) writer.add(frame, 0, std::numeric_limits<std::size_t>::max());
    }
    EXPECT_TRUE(writer.close());
  }

  std::thread thread_;
  std::atomic<int> state_ = 0;  // 1: open, 2: could not be opened
  std::atomic<bool> done_ = false;
};

class WireEvidence : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string reason = why_not();
    if (!reason.empty()) GTEST_SKIP() << reason;
    if (!Namespace().try_run("command -v python3 setsid")) GTEST_SKIP() << "needs python3 and setsid";
    folder_ = fs::temp_directory_path() / ("sekisho-wire-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override {
    if (folder_.empty()) return;
    Namespace().try_run("kill -- -$(cat " + (folder_ / "pid").string() + ") || kill $(cat " +
                        (folder_ / "pid").string() + ")");
    fs::remove_all(folder_);
  }

  /// One host behind a port of the router.
  static void join(const Namespace& router, const std::string& port, const Namespace& host,
                   const std::string& interface, const std::string& mac) {
    router.run("ip link add " + port + " type veth peer name " + interface + " netns " + host.path());
    host.run("ip link set " + interface + " address " + mac + "; ip link set " + interface + " up");
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

  void write_configs(const Namespace& router) const {
    write("snapshot.yaml", snapshot_text);
    write("r.net",
          router.run("for c in 'ip -d addr' 'ip route show table all' 'ip rule' 'sysctl -a -r "
                     "^net.ipv4.(ip_forward|conf..*.(forwarding|rp_filter))$'; do echo \"# $c\"; $c; done"));
    write("r.rules", router.run("iptables-save"));
  }

  [[nodiscard]] evidence::ConfirmResult confirmed() const {
    DiagnosticSink sink;
    const std::optional<LoadedNetwork> loaded = load_network((folder_ / "snapshot.yaml").string(), sink);
    if (!loaded || sink.has_errors()) {
      std::string said = "the router's own words are not usable:";
      for (const Diagnostic& each : sink.all()) said += '\n' + render(each, Language::en);
      throw std::runtime_error(said);
    }
    const std::optional<Policies> policies = find_policies(loaded->network.snapshot, "", sink);
    const std::vector<Requirement> requirements = compile(*policies, loaded->network.snapshot, sink);
    const evidence::ConfirmedFiles confirmed = evidence::confirm_files(
        *loaded, requirements,
        {{"", (folder_ / "lg.pcapng").string()}, {"", (folder_ / "in.pcapng").string()}},
        {Date{2026, 11, 21}}, 1);
    for (const std::string& refusal : confirmed.refusals) {
      if (!refusal.empty()) throw std::runtime_error(refusal);
    }
    return confirmed.result;
  }

  /// What happens in the city, and what confirm says about it. `mischief`: an attachment, a connection
  /// through a hole that was opened after the configs were saved, and a host with one adapter's address in
  /// two segments.
  [[nodiscard]] evidence::ConfirmResult city(bool mischief) const {
    const Namespace router;
    const Namespace lg;
    const Namespace in;
    const Namespace dmz;
    join(router, "lg", lg, "eth0", "02:00:00:00:02:25");
    join(router, "in", in, "eth0", mischief ? "02:00:00:00:02:25" : "02:00:00:00:03:10");
    join(router, "dmz", dmz, "eth0", "02:00:00:00:04:25");
    router.run(router_setup);
    lg.run("ip addr add 10.2.0.25/24 dev eth0; ip route add default via 10.2.0.1; ip link set lo up");
    in.run("ip addr add 10.3.0.10/24 dev eth0; ip route add default via 10.3.0.1");
    dmz.run("ip addr add 10.4.0.25/24 dev eth0; ip route add default via 10.4.0.1");
    write_configs(router);
    lg.run("D=" + folder_.string() + "\n" + servers);

    CaptureThread at_lg(router, "lg", folder_ / "lg.pcapng");
    CaptureThread at_in(router, "in", folder_ / "in.pcapng");
    EXPECT_TRUE(at_lg.is_open() && at_in.is_open());
    std::string mails = send_mails;
    mails.replace(mails.find("WITH_ATTACHMENT"), 15, mischief ? "True" : "False");
    dmz.run(mails);
    if (mischief) {
      router.run("iptables -I FORWARD -s 10.3.0.0/24 -d 10.2.0.25/32 -p tcp --dport 3389 -j ACCEPT");
      in.run(ask_through_hole);
    }
    at_lg.finish();
    at_in.finish();
    return confirmed();
  }

  fs::path folder_;
};

std::set<std::string> kinds_above_notes(const evidence::ConfirmResult& result) {
  std::set<std::string> kinds;
  for (const evidence::Finding& finding : result.findings) {
    if (finding.severity > Severity::note) kinds.insert(std::string(name_of(finding.kind)));
  }
  return kinds;
}

TEST_F(WireEvidence, FindsNothingWhereNothingWrongWasDone) {
  const evidence::ConfirmResult result = city(false);
  EXPECT_EQ(kinds_above_notes(result), std::set<std::string>{});
  ASSERT_EQ(result.coverage.channels.size(), 1U);
  EXPECT_GE(result.coverage.channels[0].answered, 1U);
}

TEST_F(WireEvidence, FindsExactlyWhatWasDone) {
  const evidence::ConfirmResult result = city(true);
  EXPECT_EQ(kinds_above_notes(result), (std::set<std::string>{"contradicts-model", "forbidden-flow",
                                                              "two-segments", "unsanitized-content"}));
  for (const evidence::Finding& finding : result.findings) {
    if (finding.kind != evidence::Kind::contradicts_model) continue;
    ASSERT_TRUE(finding.packet);
    EXPECT_EQ(finding.packet->destination_port, 3389);
    EXPECT_EQ(finding.outcome, evidence::Outcome::answered);
  }
}

}  // namespace
}  // namespace sekisho::test::kernel
