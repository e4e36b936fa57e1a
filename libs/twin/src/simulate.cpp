// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/simulate.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "fab_parts.hpp"
#include "fab_run.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/twin/causes.hpp"
#include "heliofab/twin/learning.hpp"
#include "heliofab/twin/losses.hpp"
#include "heliofab/twin/sensitivities.hpp"
#include "heliofab/twin/summary.hpp"
#include "targets.hpp"
#include "web_books.hpp"

namespace heliofab::twin {

namespace {

constexpr std::size_t table_rolls_of_run = 96;  // that show where the films of a run will be

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
           .layers = layers_of(plan.process)});

  FabPlan lived = plan;  // which learning moves
  Learner(plan).learn(lived, 0, 0);
  FabCoater tools(lived);
  std::optional<FabCells> cells;
  try {
    cells.emplace(lived.process, films_of(lived, tools, table_rolls_of_run), data, observer);
  } catch (const ModelError&) {
    if (wants_to_stop(observer)) {
      return record;
    }
    throw;
  }
  FabParts parts(lived, std::move(tools), *cells, data);
  FabRun run(lived, parts.shop(), parts.tester, parts.flawless_watts_per_area());
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
  last.variances = variance_by_cause(plan, parts.coater, cells->curves, parts.mismatch, observer);
  const Summary summary = summarize(record);
  const Product& product = plan.products.front();
  last.losses = loss_waterfall(plan.process, product, data);
  add_line_losses(last.losses, plan.flash, median_efficiency(record, product.name));
  last.targets = compare(plan, inputs, summary);
  last.sensitivities = efficiency_sensitivities(plan, inputs, data);
  std::ranges::move(cost_sensitivities(plan, inputs, run.booked_months(), summary.power_good_W),
                    std::back_inserter(last.sensitivities));
  last.is_complete = !wants_to_stop(observer);
  deliver(std::move(last));
  return record;
}

}  // namespace heliofab::twin
