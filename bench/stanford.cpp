#include "stanford.hpp"

#include "figures.hpp"
#include "headers.hpp"
#include "lower_bound.hpp"
#include "measure.hpp"
#include "stanford_reachability.hpp"

#include <algorithm>
#include <iostream>
#include <memory>
#include <numeric>
#include <utility>

namespace sekisho::bench {

namespace {

using namespace stanford;

struct StanfordOptions {
  std::string folder;
  bool csv = false;
  bool pairs = false;
};

std::vector<std::string> paths_of(const DatasetText& text) {
  std::vector<std::string> paths = {text.updates.name, text.vlans.name, text.links.name};
  for (const auto& file : text.attachments) paths.push_back(file.name);
  return paths;
}

std::vector<RouterId> routers_by_name(const Network& network) {
  std::vector<RouterId> ids(network.routers.size());
  std::iota(ids.begin(), ids.end(), RouterId{0});
  std::sort(ids.begin(), ids.end(),
            [&](RouterId a, RouterId b) { return network.routers[a].name < network.routers[b].name; });
  return ids;
}

/// The time that each step takes.
struct Durations {
  Duration reading;
  Duration parsing;
  Duration classes;
  Duration query_without_acls;
  Duration acls;
  Duration query_with_acls;
  Duration sets_with_acls;
  Duration total;

  void add_to(Figures& figures) const {
    figures.add_duration(reading, "reading");
    figures.add_duration(parsing, "parsing");
    figures.add_duration(classes, "classes");
    figures.add_duration(query_without_acls, "query_without_acls");
    figures.add_duration(acls, "acls");
    figures.add_duration(query_with_acls, "query_with_acls");
    figures.add_duration(sets_with_acls, "sets_with_acls");
    figures.add_duration(total);
  }
};

/// The answers to the query.
class Answers {
 public:
  explicit Answers(Network network) : network_(std::move(network)) {}

  void work_out(Durations& durations) {
    Stopwatch watch;
    classes_ = classes_of(network_);
    durations.classes = watch.lap();
    open_ = reachability_of(network_, classes_, no_filters(network_), conditions_);
    durations.query_without_acls = watch.lap();
    const PortFilters filters = filters_of(network_, space_, conditions_);
    durations.acls = watch.lap();
    filtered_ = reachability_of(network_, classes_, filters, conditions_);
    durations.query_with_acls = watch.lap();
    for (const Parts& parts : filtered_.pairs) filtered_sets_.push_back(sets_.packets_of(parts));
    filtered_loops_ = sets_.packets_of(filtered_.loops);
    durations.sets_with_acls = watch.lap();
  }

  void add_to(Figures& figures) const {
    std::size_t routes = 0;
    std::size_t rules = 0;
    for (const Router& router : network_.routers) routes += router.routes.size();
    for (const Acl& acl : network_.acls) rules += acl.rules.size();
    figures.add("routers", network_.routers.size());
    figures.add("routes", routes);
    figures.add("acl_rules", rules);
    figures.add("destination_intervals", classes_.intervals.size());
    figures.add("destination_classes", classes_.count());
    figures.add("conditions", conditions_.count());
    figures.add("reachable_pairs_without_acls", nonempty(open_.pairs));
    figures.add("reachable_pairs_with_acls", nonempty(filtered_sets_));
    figures.add("looping_destinations_without_acls", count_destinations(classes_, open_.loops));
    figures.add("looping_headers_with_acls", headers_of(filtered_loops_));
    figures.add("diagram_bytes", space_.statistics().bytes);
  }

  /// `pair FROM TO`, the destinations without filters, the headers with filters.
  void print_pairs() const {
    const std::vector<RouterId> ids = routers_by_name(network_);
    for (const RouterId from : ids) {
      for (const RouterId to : ids) {
        if (from == to) continue;
        std::cout << "pair " << network_.routers[from].name << ' ' << network_.routers[to].name << ' '
                  << count_destinations(classes_, open_.between(from, to)) << ' '
                  << headers_of(filtered_sets_[from * ids.size() + to]) << '\n';
      }
    }
  }

  /// `loop` and the destinations of a class that loop without filters, then the headers that still do.
  void print_loops() {
    for (const Part& part : open_.loops) {
      for (const auto& interval : classes_.intervals) {
        if (interval.destinations != part.destinations) continue;
        const AddressRange range{Address::v4(interval.first), Address::v4(interval.last)};
        std::cout << "loop " << to_string(range) << '\n';
      }
      const PacketSet headers = sets_.packets_of({part}) & filtered_loops_;
      std::cout << "loop_headers_with_acls " << headers_of(headers) << '\n';
    }
  }

 private:
  template <typename Sets>
  static std::size_t nonempty(const Sets& sets) {
    return static_cast<std::size_t>(
        std::count_if(sets.begin(), sets.end(), [](const auto& set) { return !set.empty(); }));
  }

  static std::string headers_of(const PacketSet& packets) {
    const auto headers = count_headers(packets);
    return headers ? decimal(*headers) : "unknown";
  }

  Network network_;
  DestinationClasses classes_;
  PacketSpace space_;
  HeaderConditions conditions_{space_};
  Reachability open_;
  Reachability filtered_;
  PartSets sets_{classes_, conditions_, space_};
  std::vector<PacketSet> filtered_sets_;  // as filtered_.pairs
  PacketSet filtered_loops_;
};

int unusable(const std::string& reason) {
  std::cerr << reason << '\n';
  return exit_unusable_input;
}

int run(const StanfordOptions& options) {
  Durations durations;
  const Stopwatch whole;
  Stopwatch watch;
  const auto text = read_text(options.folder);
  durations.reading = watch.lap();
  if (!text) return unusable(text.reason());
  auto network = parse(text.value());
  durations.parsing = watch.lap();
  if (!network) return unusable(network.reason());
  Answers answers(std::move(network).value());
  answers.work_out(durations);
  durations.total = whole.elapsed();
  const std::size_t peak_bytes = peak_memory();

  Figures figures;
  answers.add_to(figures);
  durations.add_to(figures);
  measure_lower_bound(paths_of(text.value())).add_to(figures);
  figures.add("peak_bytes", peak_bytes);
  figures.print(std::cout, options.csv);
  if (options.pairs) answers.print_pairs();
  if (!options.csv) answers.print_loops();
  return 0;
}

}  // namespace

void add_stanford(CLI::App& program, int& status) {
  const auto options = std::make_shared<StanfordOptions>();
  CLI::App* command =
      program.add_subcommand("stanford", "which packets get from any router of a backbone to any other");
  command->add_option("DIR", options->folder, "the dataset, or the folder that holds it as `apkeep`")
      ->required();
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->add_flag("--pairs", options->pairs, "also the numbers of headers, pair by pair");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace sekisho::bench
