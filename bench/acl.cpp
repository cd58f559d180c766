#include "acl.hpp"

#include "acl_rules.hpp"
#include "lower_bound.hpp"
#include "measure.hpp"
#include "permit_set.hpp"

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
  Figures figures = measure_permit_set(rules.value());
  measure_lower_bound({path}).add_to(figures);
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
