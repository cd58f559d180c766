#include "capture.hpp"

#include "capture_traffic.hpp"
#include "figures.hpp"

#include <sekisho/capture/survey.hpp>
#include <sekisho/content/applications.hpp>

#include <pcap/pcap.h>
#include <src/cli/subprocess.hpp>

#include <functional>
#include <iostream>
#include <memory>
#include <optional>

namespace sekisho::bench {
namespace {

/// Packets that `read` counted, per second on the wall, in millions; the best of `rounds`.
double best_rate(int rounds, const std::function<std::uint64_t()>& read) {
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch watch;
    const auto packets = static_cast<double>(read());
    best = std::max(best, packets / watch.seconds() / 1e6);
  }
  return best;
}

/// The least that reading through libpcap can cost.
std::uint64_t count_with_libpcap(const std::string& path) {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t* file = pcap_open_offline(path.c_str(), error);
  if (file == nullptr) return 0;
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  std::uint64_t packets = 0;
  while (pcap_next_ex(file, &header, &data) == 1) ++packets;
  pcap_close(file);
  return packets;
}

std::uint64_t count_frames(const std::string& path) {
  auto opened = capture::CaptureFile::open(path);
  if (!opened) return 0;
  capture::CaptureFile file = std::move(opened).value();
  capture::Frame frame;
  while (file.next(frame)) continue;
  return frame.number;
}

std::uint64_t survey_file(const std::string& path, std::span<capture::Observer* const> observers) {
  const auto surveyed = capture::survey(path, {}, observers, [](capture::Flow&&) {});
  return surveyed ? surveyed.value().frames : 0;
}

std::uint64_t survey_with_applications(const std::string& path) {
  content::Applications applications;
  capture::Observer* const observers[] = {&applications};
  return survey_file(path, observers);
}

struct Peer {
  std::string name;
  std::vector<std::string> arguments;
};

/// Each with the least work that still reads every packet, and what resembles ours: conversations.
std::vector<Peer> peers(const std::string& path) {
  return {{"capinfos", {"capinfos", "-c", path}},
          {"tcpdump", {"tcpdump", "-r", path, "-w", "/dev/null"}},
          {"tshark", {"tshark", "-q", "-z", "conv,tcp", "-r", path}}};
}

int run_capture(const std::vector<std::string>& paths, int rounds, bool with_tshark, bool csv) {
  for (const std::string& path : paths) {
    const std::uint64_t packets = count_frames(path);
    if (packets == 0) {
      std::cerr << path << ": no capture with packets\n";
      return exit_unusable_input;
    }
    Figures figures;
    figures.add("packets", packets);
    const double loop = best_rate(rounds, [&] { return count_with_libpcap(path); });
    const double ours = best_rate(rounds, [&] { return survey_file(path, {}); });
    figures.add("mpps_libpcap_loop", loop);
    figures.add("mpps_frames_only", best_rate(rounds, [&] { return count_frames(path); }));
    figures.add("mpps_flows", ours);
    figures.add("flows_against_loop", loop > 0 ? ours / loop : 0);
    figures.add("mpps_flows_applications", best_rate(rounds, [&] { return survey_with_applications(path); }));
    for (const Peer& peer : peers(path)) {
      if (peer.name == "tshark" && !with_tshark) continue;
      std::string cause;
      const Stopwatch watch;
      if (!cli::run_program(peer.arguments, {}, cause)) continue;  // not installed
      figures.add("mpps_" + peer.name, static_cast<double>(packets) / watch.seconds() / 1e6);
    }
    figures.print(std::cout, csv);
  }
  return 0;
}

int run_memory(const TrafficShape& shape, bool csv) {
  const std::size_t before = peak_memory();
  capture::SurveyOptions survey_options;
  survey_options.most_flows = shape.flows;
  std::uint64_t flows = 0;
  capture::Surveyor surveyor(survey_options, {}, [&flows](capture::Flow&&) { ++flows; });
  Traffic traffic(shape);
  capture::Frame frame;
  const Stopwatch watch;
  while (traffic.next(frame)) surveyor.add(frame);
  const double seconds = watch.seconds();
  const std::size_t after = peak_memory();
  (void)surveyor.finish();
  Figures figures;
  figures.add("flows", flows);
  figures.add("packets", shape.packets);
  figures.add("mpps", static_cast<double>(shape.packets) / seconds / 1e6);
  figures.add("peak_bytes", after - before);
  figures.add("bytes_per_flow",
              flows > 0 ? static_cast<double>(after - before) / static_cast<double>(flows) : 0);
  figures.print(std::cout, csv);
  return 0;
}

void add_shape(CLI::App& command, TrafficShape& shape) {
  command.add_option("--packets", shape.packets, "how many");
  command.add_option("--flows", shape.flows, "between so many pairs of ends")->check(CLI::PositiveNumber);
  command.add_option("--seed", shape.seed, "of the random numbers");
}

}  // namespace

void add_capture(CLI::App& program, int& status) {
  struct Options {
    std::vector<std::string> paths;
    int rounds = 3;
    bool no_tshark = false;
    bool csv = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("capture", "packets per second of captures, in millions");
  command->add_option("FILE", options->paths, "captures")->required();
  command->add_option("--rounds", options->rounds, "the best of so many")->check(CLI::PositiveNumber);
  command->add_flag("--no-tshark", options->no_tshark, "leave tshark out, which takes long");
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback([options, &status] {
    status = run_capture(options->paths, options->rounds, !options->no_tshark, options->csv);
  });
}

void add_capture_write(CLI::App& program, int& status) {
  struct Options {
    std::string path;
    TrafficShape shape;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("capture-write", "writes made-up traffic as a pcap file");
  command->add_option("FILE", options->path, "where to")->required();
  add_shape(*command, options->shape);
  command->callback([options, &status] {
    status = write_traffic(options->shape, options->path) ? 0 : exit_unusable_input;
  });
}

void add_capture_memory(CLI::App& program, int& status) {
  struct Options {
    TrafficShape shape;
    bool csv = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("capture-memory", "what so many open flows take");
  add_shape(*command, options->shape);
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback([options, &status] { status = run_memory(options->shape, options->csv); });
}

}  // namespace sekisho::bench
