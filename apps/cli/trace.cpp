// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/report/module_trace.hpp"
#include "heliofab/store/module_trace.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

void add_trace(CLI::App& app, Exit&) {
  struct Options {
    std::string run;
    std::int64_t serial = 0;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "trace",
      "Tell all that a run knows of one module: its flash, its way, what it is made of.\n\n"
      "Examples:\n"
      "  heliofab trace latest 17\n"
      "  heliofab trace runs/june 1234 --json\n"
      "  heliofab query latest \"SELECT serial, cause FROM flashes WHERE NOT is_good\"\n");
  command->add_option("run", o->run, run_help)->required();
  command->add_option("serial", o->serial, "of the module")->required()->check(whole_number());
  command->add_flag("--json", o->json, "print the same as JSON");
  command->callback([o] {
    const store::ModuleTrace trace = store::trace_module(store_of(o->run), o->serial);
    if (o->json) {
      print_json(report::module_trace_json(trace));
      return;
    }
    print(report::module_trace_text(trace, output_style()));
    if (!trace.neighbours.empty()) {
      suggest(fmt::format("heliofab trace {} {}", shell_word(o->run),
                          static_cast<std::int64_t>(trace.neighbours.back().module.serial)));
    }
  });
}

}  // namespace heliofab::cli
