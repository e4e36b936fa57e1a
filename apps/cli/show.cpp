// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/exchange/read_measured.hpp"
#include "heliofab/report/against.hpp"
#include "heliofab/report/html_report.hpp"
#include "heliofab/report/run_view.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/twin/summary.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

using report::RunView;

constexpr std::array<std::pair<std::string_view, RunView>, 6> views{
    {{"summary", RunView::summary},
     {"waterfall", RunView::waterfall},
     {"pareto", RunView::pareto},
     {"oee", RunView::oee},
     {"spc", RunView::spc},
     {"cost", RunView::cost}}};

std::vector<std::string> view_names() {
  std::vector<std::string> names;
  for (const auto& [name, view] : views) {
    names.emplace_back(name);
  }
  return names;
}

RunView view_of(std::string_view wanted) {
  return std::ranges::find(views, wanted, &std::pair<std::string_view, RunView>::first)->second;
}

// The view to look at behind another one, in a circle.
std::string_view view_after(std::string_view shown) {
  const auto found = std::ranges::find(views, shown, &std::pair<std::string_view, RunView>::first);
  return found + 1 == views.end() ? views.front().first : (found + 1)->first;
}

}  // namespace

void add_show(CLI::App& app, Exit& status) {
  struct Options {
    std::string run;
    std::string view = "summary";
    std::string against;
    bool json = false;
  };
  auto o = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("show",
                         "Print a run, finished or interrupted, or a part of it.\n\n"
                         "Examples:\n"
                         "  heliofab show latest\n"
                         "  heliofab show runs/fab2-2010 waterfall\n"
                         "  heliofab show runs/fab2-2010 pareto\n"
                         "  heliofab show runs/fab2-2010 --json\n"
                         "  heliofab show runs/fab2-2010 --against flash.csv\n");
  command->add_option("run", o->run, run_help)->required();
  command->add_option("view", o->view, "summary, waterfall, pareto, oee, spc or cost [summary]")
      ->check(one_of(view_names()));
  command->add_option("--against", o->against,
                      "a measured file: flash tests, flash curves, a gauge log, a state log");
  command->add_flag("--json", o->json, "print the summary, with all parts in it, as JSON");
  command->callback([o, &status] {
    const twin::RunRecord record = read_run_of(o->run);
    if (!o->against.empty()) {
      const twin::Against against = twin::compare(record, exchange::read_measured(o->against));
      if (o->json) {
        print_json(report::against_json(against));
      } else {
        print(report::against_text(against, output_style()));
        suggest(fmt::format("heliofab show {} spc", shell_word(o->run)));
      }
      return;
    }
    const twin::Summary summary = twin::summarize(record);
    if (o->json) {
      print_json(report::summary_json(record, summary));
    } else {
      print(report::run_view(record, summary, view_of(o->view), output_style()));
      suggest(fmt::format("heliofab show {} {}", shell_word(o->run), view_after(o->view)));
    }
    status = exit_of_gates(record, summary);
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
  command->add_option("run", o->run, run_help)->required();
  command->add_option("-o,--out", o->out, "file to write [report.html beside the run]");
  command->callback([o] {
    const twin::RunRecord record = read_run_of(o->run);
    const std::filesystem::path file = o->out.empty()
                                           ? store_of(o->run).parent_path() / "report.html"
                                           : std::filesystem::path(o->out);
    write_file(file, report::html_report(record, twin::summarize(record)));
    print(file.string());
    suggest(opening(file));
  });
}

}  // namespace heliofab::cli
