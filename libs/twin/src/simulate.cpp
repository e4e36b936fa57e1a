// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/simulate.hpp"

#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "fab_run.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/causes.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/losses.hpp"
#include "heliofab/twin/summary.hpp"
#include "heliofab/twin/tester.hpp"
#include "targets.hpp"
#include "web_books.hpp"

namespace heliofab::twin {

namespace {

// Films of rolls with all their scatter, the recipe's own among them: where the films of a run will
// be, but for one in some thousands.
std::vector<process::CellParameters> sample_films(const FabPlan& plan, const FabCoater& coater) {
  constexpr std::size_t rolls = 96;
  constexpr std::int64_t first_roll = 2'000'000;  // far from those of the run
  constexpr std::size_t step = 10;                // [-] frames from one to the next that counts
  std::vector<std::vector<process::CellParameters>> of_roll(rolls);
  parallel_for(rolls, [&](std::size_t r) {
    const CoatedRoll roll =
        coater.sample(first_roll + static_cast<std::int64_t>(r), plan.line.roll_length);
    for (std::size_t f = 0; f < roll.map.frames; f += step) {
      for (std::size_t z = 0; z < roll.map.zones; ++z) {
        of_roll[r].push_back(cell_parameters(plan.process, roll.map.films[f * roll.map.zones + z]));
      }
    }
  });
  std::vector<process::CellParameters> films{
      cell_parameters(plan.process, nominal_film(plan.process))};
  for (const auto& some : of_roll) {
    films.insert(films.end(), some.begin(), some.end());
  }
  return films;
}

// What a square metre gives where nothing strays: the planner's first guess.
double flawless_watts_per_area(const FabPlan& plan, const CellModel& model) {
  const module::ModuleDesign design = nominal_design(plan.process, plan.products.front());
  const module::ModuleCurve curve =
      module::solve_module(design, nominal_stripe(plan.process, model));
  return curve.pmax() / module::aperture_area(design);
}

// Of the flashed modules of one product; 0 without any.
double median_efficiency(const RunRecord& record, const std::string& product) {
  std::set<Serial> serials;
  for (const ModuleRow& m : record.modules) {
    if (m.product == product) {
      serials.insert(m.serial);
    }
  }
  std::vector<double> efficiencies;
  for (const FlashRow& f : record.flashes) {
    if (serials.contains(f.serial)) {
      efficiencies.push_back(f.aperture_efficiency);
    }
  }
  return efficiencies.empty() ? 0 : quantile(efficiencies, 0.5);
}

// Warnings are the first events of a run.
std::vector<EventRow> warning_rows(const FabPlan& plan) {
  std::vector<EventRow> rows;
  for (const Diagnostic& w : warnings_of(plan)) {
    rows.push_back({.time = plan.start,
                    .tool = "plan",
                    .kind = std::string(warning_event),
                    .subject = w.path,
                    .detail = fmt::format("{} [{}]", w.message, w.code)});
  }
  return rows;
}

}  // namespace

Provenance complete(Provenance provenance, const FabPlan& plan,
                    const std::vector<io::InputValue>& inputs, const ReferenceData& data) {
  ContentHash hash;
  for (const io::InputValue& input : inputs) {
    hash.add(std::string_view(input.path)).add(std::string_view(input.value));
  }
  provenance.name = plan.name;
  provenance.seed = static_cast<std::uint64_t>(plan.seed);
  provenance.from = plan.start;
  provenance.to = SimTime(plan.start) + std::chrono::days(plan.days);
  provenance.plan_hash = hash.hex();
  provenance.data_hash = data.hash;
  return provenance;
}

RunRecord simulate(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                   const ReferenceData& data, Provenance provenance, Observer* observer,
                   const BatchSink& sink) {
  check(plan);
  RunRecord record{.provenance = complete(std::move(provenance), plan, inputs, data)};
  const auto deliver = [&](RunRecord batch) {
    if (sink) {
      sink(batch);
    }
    append(record, std::move(batch));
  };
  deliver({.inputs = input_rows(plan, inputs),
           .events = warning_rows(plan),
           .layers = layers_of(plan.process.recipe)});

  const CellModel model(plan.process.recipe, plan.process.physics, plan.process.cover, data);
  FabCoater coater(plan);
  std::optional<FilmCurves> curves;
  try {
    curves.emplace(model, sample_films(plan, coater), observer);
  } catch (const ModelError&) {
    if (wants_to_stop(observer)) {
      return record;
    }
    throw;
  }
  const ModuleMaker maker(plan.process, *curves, static_cast<std::uint64_t>(plan.seed));
  const SpectralMismatch mismatch(model, cell_parameters(plan.process, nominal_film(plan.process)),
                                  plan.flash.lamp_temperature, data);
  const Tester tester(plan.flash, plan.process, mismatch, plan.start,
                      static_cast<std::uint64_t>(plan.seed));
  FabRun run(plan, coater, maker, tester, flawless_watts_per_area(plan, model));
  const auto days = static_cast<std::uint64_t>(plan.days);
  for (std::uint64_t day = 0; run.now() < run.end(); ++day) {
    if (!goes_on(observer, "fab", day, days)) {
      RunRecord closing = run.close_books();
      closing.in_process = run.work_in_process();
      deliver(std::move(closing));
      return record;
    }
    deliver(run.next_day());
  }

  RunRecord last{.in_process = run.work_in_process()};
  last.variances = variance_by_cause(plan, coater, *curves, mismatch, observer);
  const Summary summary = summarize(record);
  const Product& product = plan.products.front();
  last.losses =
      loss_waterfall(plan.process, product, data, median_efficiency(record, product.name));
  last.targets = compare(plan, inputs, summary);
  last.is_complete = !wants_to_stop(observer);
  deliver(std::move(last));
  return record;
}

}  // namespace heliofab::twin
