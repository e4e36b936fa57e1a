// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/report/run_difference.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

void add_diff(CLI::App& app, Exit&) {
  struct Options {
    std::string a;
    std::string b;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "diff",
      "Tell what two runs differ in, and what of it is more than chance.\n\n"
      "Examples:\n"
      "  heliofab diff runs/before runs/after\n"
      "  heliofab diff runs/before latest --json\n\n"
      "Rolls are the units. Runs of one seed are compared roll by roll, which sees much smaller\n"
      "differences than runs of two seeds.\n");
  command->add_option("a", o->a, run_help)->required();
  command->add_option("b", o->b, "likewise")->required();
  command->add_flag("--json", o->json, "print the same as JSON");
  command->callback([o] {
    const report::SummarizedRun a = report::read_summarized(o->a, store_of(o->a));
    const report::SummarizedRun b = report::read_summarized(o->b, store_of(o->b));
    const report::RunDifference difference = report::compare_runs(a, b);
    if (o->json) {
      print_json(report::run_difference_json(a, b, difference));
      return;
    }
    print(report::run_difference_text(a, b, difference, output_style()));
    suggest(fmt::format("heliofab show {} pareto", shell_word(o->b)));
  });
}

}  // namespace heliofab::cli
