#include "acl.hpp"

#include "acl_rules.hpp"
#include "figures.hpp"
#include "headers.hpp"
#include "measure.hpp"

#include <iostream>
#include <memory>

namespace sekisho::bench {

namespace {

int run_acl(const std::string& path, bool csv) {
  const auto rules = read_acl(path);
  if (!rules) {
    std::cerr << path << ": " << rules.reason() << '\n';
    return exit_unusable_input;
  }
  const Stopwatch watch;
  PacketSpace space;
  const PacketSet permit = permitted(space, rules.value());
  const auto headers = count_headers(permit);
  const double seconds = watch.seconds();

  const PacketSpace::Statistics statistics = space.statistics();
  Figures figures;
  figures.add("rules", rules.value().size());
  figures.add("permitted_headers", headers ? decimal(*headers) : "unknown");
  figures.add("seconds", seconds);
  figures.add("peak_bytes", peak_memory());
  figures.add("diagram_bytes", statistics.bytes);
  figures.add("peak_nodes", statistics.peak_nodes);
  figures.add("result_nodes", permit.node_count());
  figures.print(std::cout, csv);
  return 0;
}

}  // namespace

void add_acl(CLI::App& program, int& status) {
  struct Options {
    std::string path;
    bool csv = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("acl", "the packets that an ordered 5-tuple filter permits");
  command->add_option("FILE", options->path, "rules in order, one a line")->required();
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback([options, &status] { status = run_acl(options->path, options->csv); });
}

}  // namespace sekisho::bench
