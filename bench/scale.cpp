#include "scale.hpp"

#include "city.hpp"
#include "figures.hpp"
#include "lower_bound.hpp"
#include "measure.hpp"

#include <sekisho/forwarding/graph.hpp>
#include <sekisho/pipeline/verifier.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>

namespace sekisho::bench {

namespace {

constexpr Date day{2026, 11, 1};

/// A folder for the files of the city, removed at the end unless the caller named it.
class Folder {
 public:
  explicit Folder(const std::string& kept)
      : path_(kept.empty()
                  ? std::filesystem::temp_directory_path() / ("sekisho-city-" + std::to_string(getpid()))
                  : std::filesystem::path(kept)),
        is_kept_(!kept.empty()) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    if (!is_kept_) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const TextFile& file) const {
    std::ofstream out(path_ / file.name, std::ios::binary);
    out << file.text << std::flush;
    if (!out) throw std::runtime_error("cannot write " + path_of(file));
  }
  [[nodiscard]] std::string path_of(const TextFile& file) const { return (path_ / file.name).string(); }

 private:
  std::filesystem::path path_;
  bool is_kept_;
};

/// The paths of all files of the city, and how many bytes they have.
std::vector<std::string> paths_of(const City& city, const Folder& folder, std::size_t& bytes) {
  std::vector<std::string> paths{folder.path_of(city.snapshot)};
  bytes = city.snapshot.text.size();
  for (const TextFile& config : city.configs) {
    paths.push_back(folder.path_of(config));
    bytes += config.text.size();
  }
  return paths;
}

/// Time of building the graph by itself, as one worker of a verification does.
double seconds_for_graph(const LoadedNetwork& loaded) {
  const Stopwatch watch;
  PacketSpace space;
  const ForwardingGraph graph(space, loaded.network, loaded.routes, day, RoutingScope::current);
  return watch.seconds();
}

/// Seconds from a changed rule on disk to new verdicts, with everything from before at hand. One figure per
/// change of the city.
bool add_change_figures(const City& city, const Folder& folder, const VerifyOptions& options,
                        Figures& figures) {
  Verifier verifier(folder.path_of(city.snapshot), options);
  DiagnosticSink sink;
  if (!verifier.run(sink)) return false;
  for (const RuleChange& change : city.changes) {
    folder.write(change.file);
    const Stopwatch watch;
    if (!verifier.run(sink)) return false;
    const Duration taken = watch.elapsed();
    figures.add("seconds_changed_" + change.what, taken.seconds);
    figures.add("cpu_seconds_changed_" + change.what, taken.cpu_seconds);
  }
  return true;
}

struct ScaleOptions {
  CityPlan plan;
  std::string keep;
  int jobs = 0;
  bool changes = false;
  bool csv = false;
};

int run_scale(const ScaleOptions& options) {
  const City city = make_city(options.plan);
  const Folder folder(options.keep);
  folder.write(city.snapshot);
  for (const TextFile& config : city.configs) folder.write(config);

  Figures figures;
  figures.add("devices", city.devices);
  figures.add("rules", city.rules);
  figures.add("segments", city.segments);
  std::size_t bytes = 0;
  const LowerBound bound = measure_lower_bound(paths_of(city, folder, bytes));
  figures.add("bytes", bytes);
  bound.add_to(figures);

  const Stopwatch whole;
  DiagnosticSink sink;
  const std::optional<LoadedNetwork> loaded = load_network(folder.path_of(city.snapshot), sink);
  if (!loaded || sink.has_errors()) {
    for (const Diagnostic& diagnostic : sink.all()) std::cerr << render(diagnostic, Language::en) << '\n';
    return exit_unusable_input;
  }
  figures.add("seconds_load", whole.seconds());
  VerifyOptions verify_options;
  verify_options.date = day;
  verify_options.jobs = options.jobs;
  const std::optional<VerifyResult> result = verify(*loaded, verify_options, sink);
  if (!result) return exit_unusable_input;
  const Duration taken = whole.elapsed();
  figures.add("requirements", result->requirements.size());
  figures.add("proved", result->proved);
  figures.add("violated", result->violated);
  figures.add("unproved", result->unproved);
  figures.add("seconds_verify", result->seconds);
  figures.add("cpu_seconds", taken.cpu_seconds);
  figures.add("seconds", taken.seconds);
  figures.add("peak_bytes", peak_memory());
  figures.add("seconds_graph_alone", seconds_for_graph(*loaded));
  if (options.changes && !add_change_figures(city, folder, verify_options, figures))
    return exit_unusable_input;
  figures.print(std::cout, options.csv);
  return 0;
}

}  // namespace

void add_scale(CLI::App& program, int& status) {
  const auto options = std::make_shared<ScaleOptions>();
  CLI::App* command = program.add_subcommand(
      "scale", "reads and verifies a made-up city of any size, and again after a change");
  command->add_option("--devices", options->plan.devices, "how many devices (20)")
      ->check(CLI::Range(least_devices, std::size_t{10000}));
  command->add_option("--rules", options->plan.rules, "how many filter rules, about (5000)");
  command->add_option("--seed", options->plan.seed, "another seed, another city (1)");
  command->add_option("--jobs", options->jobs, "threads (as many as there are processors)");
  command->add_option("--keep", options->keep, "write the city there and keep it");
  command->add_flag("--changes", options->changes, "change one rule after the other and verify again");
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback([options, &status] { status = run_scale(*options); });
}

}  // namespace sekisho::bench
