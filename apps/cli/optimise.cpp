// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "design_search.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

struct OptimiseOptions {
  std::string file;
  std::vector<std::string> over;
  std::vector<std::string> overrides;
  DesignRequest request;
  std::string plot;
  std::string write;
  std::size_t threads = 0;
  bool json = false;
};

Exit run_optimise(const OptimiseOptions& o) {
  const ThreadLimit threads(o.threads);
  const VariedFile varied = read_varied(o.file, o.overrides, o.over, VariationForm::bounds);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  for (const std::string& file : {o.plot, o.write}) {
    if (!file.empty()) {
      check_writable(file);
    }
  }
  catch_interrupts();
  const std::optional<report::Optimum> optimum = find_design(varied, o.request, data);
  if (!optimum) {
    tell("heliofab: interrupted; no design was solved");
    return Exit::interrupted;
  }
  if (!o.plot.empty()) {
    write_file(o.plot, report::optimum_svg(*optimum));
  }
  if (!o.write.empty()) {
    write_file(o.write, varied.kind->write(document_at(varied, best_point(*optimum))));
  }
  if (o.json) {
    print_json(report::optimum_json(*optimum));
  } else {
    print(report::optimum_text(*optimum, output_style()));
    suggest(o.write.empty()
                ? command_line() + " --write best.yaml"
                : fmt::format("heliofab {} {}", varied.kind->command, shell_word(o.write)));
  }
  if (!optimum->is_complete) {
    tell(fmt::format("heliofab: interrupted after {} points; this is the best of them",
                     optimum->points));
    return Exit::interrupted;
  }
  return Exit::done;
}

void add_goal(CLI::App* command, DesignRequest& request) {
  Goal& goal = request.goal;
  command->add_option("--goal", goal.figure,
                      "key of the figure to be highest, as --json names it [efficiency]");
  command->add_flag("--least", goal.is_least, "the lowest of it is best");
  CLI::Option* const quantile =
      command
          ->add_option_function<double>(
              "--quantile", [&goal](double percent) { goal.quantile = percent / 100; },
              "%, of a population: this quantile of the figure in place of its mean")
          ->check(CLI::Range(0.0, 100.0));
  command
      ->add_option("--above", goal.above,
                   "of a population: the share of modules whose figure reaches this limit")
      ->excludes(quantile);
}

}  // namespace

void add_optimise(CLI::App& app, Exit& status) {
  auto o = std::make_shared<OptimiseOptions>();
  CLI::App* command = app.add_subcommand(
      "optimise",
      "Find the values of a file's inputs that serve a goal best, for one design or a "
      "population.\n\n"
      "Examples:\n"
      "  heliofab optimise data/modules/hm50.yaml --over 'layout.pitch=2:10 mm'\n"
      "  heliofab optimise examples/04-population/population.yaml --over 'layout.pitch=3:8 mm'"
      " --over 'recipe.window.azo_thickness=100:1500 nm' --plot best.svg --write best.yaml\n"
      "  heliofab optimise examples/04-population/population.yaml --over 'layout.pitch=3:8 mm'"
      " --above '10 %'\n"
      "  heliofab optimise examples/01-bare-cell/film.yaml --over 'recipe.absorber.ggi=0.2:0.4'"
      " --over 'recipe.window.cds_thickness=20:80 nm' --starts 4\n\n"
      "All else of the file stays as it is. Ctrl-C ends it with the best so far.\n");
  command->add_option("file", o->file, "input file of any kind; - reads standard input")
      ->required();
  command
      ->add_option("--over", o->over,
                   "KEY=FROM:TO, an input and its bounds, with :log behind it for equal factors; "
                   "may be repeated")
      ->required()
      ->allow_extra_args(false);
  add_goal(command, o->request);
  command->add_option("--set", o->overrides, "key=value, laid over the file; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_option("--starts", o->request.starts, "searches, from the file and from elsewhere [1]")
      ->check(CLI::Range(1, 1000));
  command->add_option("--seed", o->request.seed, "of the other starts [1]")->check(count_from_0());
  command->add_option("--points", o->request.most_points, "most points of each search [500]")
      ->check(CLI::Range(5, 100'000));
  command->add_option("--plot", o->plot, "draw the goal along each input into this SVG file");
  command->add_option("--write", o->write, "write the best input to this file");
  command->add_option("--threads", o->threads, "worker threads; 0: all cores [0]")
      ->check(count_from_0());
  command->add_flag("--json", o->json, "print the result as JSON");
  command->callback([o, &status] { status = run_optimise(*o); });
}

}  // namespace heliofab::cli
