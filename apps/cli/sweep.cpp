// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/sweep.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "varied_file.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

struct SweepOptions {
  std::string file;
  std::vector<std::string> vary;
  std::vector<std::string> overrides;
  std::optional<std::size_t> samples;
  std::uint64_t seed = 1;
  std::optional<std::int64_t> days;
  std::string csv;
  std::string plot;
  std::size_t threads = 0;
  bool json = false;
};

struct Outcome {
  bool is_done = false;
  Figures figures;  // empty when there is a problem
  std::string problem;
  bool is_of_model = false;  // and not of the input
};

Outcome solve_point(const VariedFile& varied, const std::vector<double>& point,
                    const twin::ReferenceData& data, Observer* observer) {
  Outcome outcome;
  try {
    outcome.figures = varied.kind->figures(document_at(varied, point), data, observer);
    outcome.is_done = !outcome.figures.empty();
  } catch (const InputError& error) {
    outcome = {.is_done = true, .problem = words_of(error)};
  } catch (const ModelError& error) {
    outcome = {.is_done = true, .problem = error.what(), .is_of_model = true};
  }
  return outcome;
}

// Points side by side, or one after another when each fills all cores by itself.
std::vector<Outcome> solve_points(const VariedFile& varied,
                                  const std::vector<std::vector<double>>& points,
                                  const twin::ReferenceData& data) {
  std::vector<Outcome> outcomes(points.size());
  Progress progress;
  std::mutex guard;
  std::size_t done = 0;
  const auto draw = [&] {
    const std::lock_guard lock(guard);
    progress.progress("sweep", done, points.size());
  };
  PointObserver observer(draw);
  const auto solve = [&](std::size_t i) {
    if (interrupted()) {
      return;
    }
    outcomes[i] = solve_point(varied, points[i], data, &observer);
    {
      const std::lock_guard lock(guard);
      done += outcomes[i].is_done ? 1 : 0;
    }
    draw();
  };
  draw();
  if (varied.kind->fills_all_cores) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      solve(i);
    }
  } else {
    parallel_for(points.size(), solve);
  }
  return outcomes;
}

report::Sweep sweep_of(const VariedFile& varied, const std::vector<std::vector<double>>& points,
                       const std::vector<Outcome>& outcomes) {
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  report::Sweep sweep{.title = varied.title};
  for (const Variation& v : varied.variations) {
    sweep.inputs.push_back(column_of(varied, v));
  }
  const auto solved =
      std::ranges::find_if(outcomes, [](const Outcome& o) { return !o.figures.empty(); });
  for (std::size_t k = 0; solved != outcomes.end() && k < solved->figures.size(); ++k) {
    sweep.figures.push_back(column_of(solved->figures[k]));
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Outcome& outcome = outcomes[i];
    if (!outcome.is_done) {
      sweep.is_complete = false;
      continue;
    }
    sweep.problems.push_back(outcome.problem);
    for (std::size_t k = 0; k < sweep.inputs.size(); ++k) {
      sweep.inputs[k].values.push_back(points[i][k]);
    }
    for (std::size_t k = 0; k < sweep.figures.size(); ++k) {
      sweep.figures[k].values.push_back(outcome.figures.empty() ? nothing
                                                                : outcome.figures[k].value);
    }
  }
  return sweep;
}

// What a sweep says on standard error when it ends, and how it ends.
Exit conclude(const std::vector<Outcome>& outcomes, const report::Sweep& sweep,
              const std::string& csv) {
  const auto failed = std::ranges::count_if(
      sweep.problems, [](const std::string& problem) { return !problem.empty(); });
  if (failed > 0) {
    tell(fmt::format("heliofab: {} of {} points {} no figures; the table says why", failed,
                     sweep.size(), failed == 1 ? "has" : "have"));
  }
  if (!sweep.is_complete) {
    tell(fmt::format("heliofab: interrupted; {} of {} points are finished{}", sweep.size(),
                     outcomes.size(), csv.empty() ? "" : fmt::format(" and in {}", csv)));
    return Exit::interrupted;
  }
  return std::ranges::any_of(outcomes, &Outcome::is_of_model) ? Exit::model
         : failed > 0                                         ? Exit::input
                                                              : Exit::done;
}

Exit run_sweep(const SweepOptions& o) {
  const ThreadLimit threads(o.threads);
  std::vector<std::string> overrides = o.overrides;
  if (o.days) {
    overrides.push_back(fmt::format("days={}", *o.days));
  }
  const VariedFile varied = read_varied(
      o.file, overrides, o.vary, o.samples ? VariationForm::sampled : VariationForm::counted);
  const std::vector<std::vector<double>> points = points_of(varied.variations, o.samples, o.seed);
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  for (const std::string& file : {o.csv, o.plot}) {
    if (!file.empty()) {
      check_writable(file);
    }
  }
  catch_interrupts();
  const std::vector<Outcome> outcomes = solve_points(varied, points, data);
  report::Sweep sweep = sweep_of(varied, points, outcomes);
  sweep.is_grid = !o.samples;
  if (!o.csv.empty()) {
    write_file(o.csv, report::sweep_csv(sweep));
  }
  if (!o.plot.empty()) {
    write_file(o.plot, report::sweep_svg(sweep));
  }
  if (o.json) {
    print_json(report::sweep_json(sweep));
  } else if (sweep.size() > 0) {
    print(report::sweep_text(sweep, output_style()));
    suggest(o.plot.empty() ? command_line() + " --plot sweep.svg" : opening(o.plot));
  }
  return conclude(outcomes, sweep, o.csv);
}

}  // namespace

void add_sweep(CLI::App& app, Exit& status) {
  auto o = std::make_shared<SweepOptions>();
  CLI::App* command = app.add_subcommand(
      "sweep",
      "Solve an input file at many values of its inputs, side by side on all cores.\n\n"
      "Examples:\n"
      "  heliofab sweep examples/01-bare-cell/film.yaml"
      " --vary 'recipe.absorber.thickness=1:3 um:9'\n"
      "  heliofab sweep examples/01-bare-cell/film.yaml"
      " --vary 'physics.lifetime=0.1 ns:10 ns:9:log' --plot lifetime.svg\n"
      "  heliofab sweep examples/03-module/module.yaml --vary 'layout.pitch=3:8 mm:11'"
      " --vary 'recipe.window.sheet_resistance=[8, 15, 25 ohm/sq]' --csv pitch.csv\n"
      "  heliofab sweep examples/01-bare-cell/film.yaml --vary 'recipe.absorber.ggi=0.2:0.4'"
      " --vary 'recipe.absorber.thickness=1:3 um' --samples 50\n"
      "  heliofab sweep examples/05-first-month/first-month.yaml --days 7"
      " --vary 'process.recipe.absorber.ggi=[0.28, 0.32]'\n"
      "  heliofab sweep data/fabs/line-2.yaml --vary 'line.stations.s2.buffer=[0, 1, 2, 5, 10]'\n\n"
      "Several --vary make every combination. A point without an answer keeps its row.\n");
  command->add_option("file", o->file, "input file of any kind; - reads standard input")
      ->required();
  command
      ->add_option("--vary", o->vary,
                   "KEY=FROM:TO:COUNT, with :log behind it for equal factors, or KEY=[A, B, C]; "
                   "may be repeated")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--set", o->overrides, "key=value, laid over the file; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_option("--samples", o->samples,
                   "points of a Latin hypercube over the ranges, in place of every combination")
      ->check(count_from_0());
  command->add_option("--seed", o->seed, "of the Latin hypercube [1]")->check(count_from_0());
  command->add_option("--days", o->days, "of a fab: days to simulate, in place of the plan's")
      ->check(whole_number());
  command->add_option("--csv", o->csv, "write the whole table to this CSV file");
  command->add_option("--plot", o->plot, "draw the figures into this SVG file");
  command->add_option("--threads", o->threads, "worker threads; 0: all cores [0]")
      ->check(count_from_0());
  command->add_flag("--json", o->json, "print the table as JSON");
  command->callback([o, &status] { status = run_sweep(*o); });
}

}  // namespace heliofab::cli
