// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/exchange/read_measured.hpp"
#include "heliofab/report/against.hpp"
#include "heliofab/report/html_report.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/twin/summary.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

void add_show(CLI::App& app, Exit&) {
  struct Options {
    std::string run;
    std::string against;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("show",
                                         "Print the summary of a run, finished or interrupted.\n\n"
                                         "Examples:\n"
                                         "  heliofab show runs/fab2-2010\n"
                                         "  heliofab show runs/fab2-2010 --json\n"
                                         "  heliofab show runs/fab2-2010 --against flash.csv\n");
  command->add_option("run", o->run, "folder of a run, or its run.sqlite")->required();
  command->add_option("--against", o->against,
                      "a measured file: flash tests, flash curves, a gauge log, a state log");
  command->add_flag("--json", o->json, "print the summary as JSON");
  command->callback([o] {
    const twin::RunRecord record = read_run_of(o->run);
    if (!o->against.empty()) {
      const twin::Against against = twin::compare(record, exchange::read_measured(o->against));
      if (o->json) {
        print_json(report::against_json(against));
      } else {
        print(report::against_text(against, output_style()));
      }
      return;
    }
    const twin::Summary summary = twin::summarize(record);
    if (o->json) {
      print_json(report::summary_json(record, summary));
    } else {
      print(report::text_summary(record, summary, output_style()));
    }
  });
}

void add_report(CLI::App& app, Exit&) {
  struct Options {
    std::string run;
    std::string out;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("report",
                                         "Draw a run as one HTML page that needs no network.\n\n"
                                         "Examples:\n"
                                         "  heliofab report runs/fab2-2010\n"
                                         "  heliofab report runs/fab2-2010 --out june.html\n");
  command->add_option("run", o->run, "folder of a run, or its run.sqlite")->required();
  command->add_option("--out", o->out, "file to write [report.html beside the run]");
  command->callback([o] {
    const twin::RunRecord record = read_run_of(o->run);
    const std::filesystem::path run = o->run;
    std::error_code ignored;
    const std::filesystem::path folder =
        std::filesystem::is_directory(run, ignored) ? run : run.parent_path();
    const std::filesystem::path file =
        o->out.empty() ? folder / "report.html" : std::filesystem::path(o->out);
    write_file(file, report::html_report(record, twin::summarize(record)));
    print(file.string());
  });
}

}  // namespace heliofab::cli
