#include "classbench.hpp"

#include "classbench_rules.hpp"
#include "figures.hpp"
#include "measure.hpp"
#include "permit_set.hpp"

#include <fstream>
#include <iostream>
#include <memory>
#include <string>

namespace sekisho::bench {

namespace {

struct ClassbenchOptions {
  std::string path;
  std::string write_to;
  std::size_t rules = 1000;
  std::uint64_t random_seed = 1;
  bool csv = false;
};

int run(const ClassbenchOptions& options) {
  const auto seed = read_classbench_seed(options.path);
  if (!seed) {
    std::cerr << options.path << ": " << seed.reason() << '\n';
    return exit_unusable_input;
  }
  const std::vector<AclRule> rules = classbench_rules(seed.value(), options.rules, options.random_seed);
  if (!options.write_to.empty()) {
    std::ofstream file(options.write_to);
    for (const AclRule& rule : rules) file << to_string(rule) << '\n';
    if (!file.flush()) {
      std::cerr << options.write_to << ": cannot be written\n";
      return exit_unusable_input;
    }
  }
  measure_permit_set(rules).print(std::cout, options.csv);
  return 0;
}

}  // namespace

void add_classbench(CLI::App& program, int& status) {
  const auto options = std::make_shared<ClassbenchOptions>();
  CLI::App* command = program.add_subcommand(
      "classbench", "the packets that a filter of the shape of a ClassBench seed permits");
  command->add_option("SEED_FILE", options->path, "a ClassBench parameter file")->required();
  command->add_option("--rules", options->rules, "how many rules")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->random_seed, "of the random numbers")->capture_default_str();
  command->add_option("--write", options->write_to,
                      "also write the rules into this file, as `acl` reads them");
  command->add_flag("--csv", options->csv, "figures as CSV");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace sekisho::bench
