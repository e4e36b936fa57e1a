// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/ramp.hpp"

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "fab_parts.hpp"
#include "fab_run.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/twin/learning.hpp"
#include "ramp_books.hpp"
#include "roll_pool.hpp"

namespace heliofab::twin {

namespace {

constexpr std::size_t table_rolls = 24;  // that show where the films of a replication will be
constexpr std::int64_t seed_step = 1'000'003;

// Uniform and stratified over the samples; by path, so that another plan's input of the same name
// gets the same draws.
std::vector<std::vector<double>> quantiles_of(const std::vector<UncertainInput>& inputs,
                                              std::size_t samples, std::uint64_t seed) {
  std::vector<std::vector<double>> points(samples);
  for (const UncertainInput& input : inputs) {
    const Stream draws(seed, "twin.ramp.inputs." + input.path);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < samples; ++i) {
      order.emplace_back(draws.uniform(0, i), i);
    }
    std::ranges::sort(order);
    for (std::size_t stratum = 0; stratum < samples; ++stratum) {
      const std::size_t i = order[stratum].second;
      points[i].push_back((static_cast<double>(stratum) + draws.uniform(1, i)) /
                          static_cast<double>(samples));
    }
  }
  return points;
}

// Which scenario each sample plays, in an order drawn by the seed.
std::vector<std::string> scenarios_of(const FabPlan& plan, std::size_t samples,
                                      std::uint64_t seed) {
  std::vector<std::string> played;
  const auto counts = market::replications_of(plan.market, static_cast<std::int64_t>(samples));
  for (std::size_t s = 0; s < counts.size(); ++s) {
    played.insert(played.end(), static_cast<std::size_t>(counts[s]), plan.market.scenarios[s].name);
  }
  if (played.empty()) {
    return std::vector<std::string>(samples, plan.market.scenario);
  }
  const Stream draws(seed, "twin.ramp.scenarios");
  for (std::size_t i = samples; i-- > 1;) {
    const auto j = static_cast<std::size_t>(draws.uniform(0, i) * static_cast<double>(i + 1));
    std::swap(played[i], played[std::min(j, i)]);
  }
  return played;
}

// Hands on the wish to stop, and no progress: that of a path is not that of the ramp.
class Quiet final : public Observer {
 public:
  explicit Quiet(const Observer* observer) : observer_(observer) {}
  void progress(std::string_view, std::uint64_t, std::uint64_t) override {}
  bool stop_requested() const override { return wants_to_stop(observer_); }

 private:
  const Observer* observer_;
};

// A sample before its path: its plan with what is known at the start, and tools tuned to it.
struct Sample {
  FabPlan plan;
  std::optional<FabCoater> tools;
  std::vector<process::CellParameters> films;
  std::string problem;
};

// What `work` had to say, if it failed; nothing when it was asked to stop.
std::string problem_of(const std::function<void()>& work, const Observer* observer) {
  try {
    work();
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics().front();
    return fmt::format("{}: {} [{}]", d.path, d.message, d.code);
  } catch (const ModelError& error) {
    return wants_to_stop(observer) ? "" : error.what();
  }
  return {};
}

void tune(Sample& sample, std::size_t rolls) {
  check(sample.plan);
  Learner(sample.plan).learn(sample.plan, 0, 0);
  sample.tools.emplace(sample.plan);
  sample.films = films_of(sample.plan, *sample.tools, rolls);
}

RampPath path_of(FabPlan& plan, const FabCoater& tools, const FabCells& cells,
                 const ReferenceData& data, const RampRequest& request, Observer* observer) {
  FabParts parts(plan, FabCoater(tools, plan), cells, data);
  std::optional<RollPool> rolls;
  if (!request.solves_all) {
    rolls.emplace(parts, request.pool);
  }
  FabRun run(plan, rolls ? rolls->shop() : parts.shop(), parts.tester,
             parts.flawless_watts_per_area());
  RampBooks books(plan);
  const auto days = static_cast<std::uint64_t>(plan.days);
  for (std::uint64_t day = 0; run.now() < run.end() && goes_on(observer, "fab", day, days); ++day) {
    const RunRecord batch = run.next_day();
    books.add(batch);
    if (!batch.months.empty()) {
      books.close_month(batch, run.closed_month());
    }
  }
  return books.take_path();
}

// The table of cells that samples share: over the films of all of them.
std::unique_ptr<FabCells> shared_cells(const Process& process, const std::vector<Sample>& samples,
                                       const ReferenceData& data, Observer* observer) {
  std::vector<process::CellParameters> films;
  for (const Sample& s : samples) {
    if (s.problem.empty() && has_cells_of(s.plan.process, process)) {
      films.insert(films.end(), s.films.begin(), s.films.end());
    }
  }
  return films.empty() ? nullptr : std::make_unique<FabCells>(process, films, data, observer);
}

RampPath path_of(Sample& sample, const Process& process, const FabCells* shared,
                 const ReferenceData& data, const RampRequest& request, Observer* observer) {
  Quiet quiet(observer);
  RampPath path;
  path.problem = problem_of(
      [&] {
        std::unique_ptr<FabCells> own;
        if (!has_cells_of(sample.plan.process, process)) {
          own = std::make_unique<FabCells>(sample.plan.process, sample.films, data, &quiet);
        }
        path = path_of(sample.plan, *sample.tools, own ? *own : *shared, data, request, &quiet);
      },
      observer);
  return path;
}

std::vector<Sample> samples_of(const FabPlan& plan, const RampStudy& study,
                               const RampRequest& request, const Observer* observer) {
  std::vector<Sample> samples(study.paths.size());
  parallel_for(samples.size(), [&](std::size_t i) {
    if (wants_to_stop(observer)) {
      return;
    }
    Sample& s = samples[i];
    s.plan = drawn(plan, study.inputs, study.paths[i].quantiles);
    s.plan.seed += static_cast<std::int64_t>(request.seed + i) * seed_step;
    s.plan.market.scenario = study.paths[i].scenario;
    s.problem = problem_of([&] { tune(s, table_rolls); }, observer);
  });
  return samples;
}

}  // namespace

RampPath run_path(const FabPlan& plan, const ReferenceData& data, bool solves_all,
                  const PoolSize& pool, Observer* observer) {
  Sample sample{.plan = plan};
  constexpr std::size_t alone = 4;  // times as many rolls as where samples share a table
  tune(sample, alone * table_rolls);
  const FabCells cells(sample.plan.process, sample.films, data, observer);
  RampPath path = path_of(sample.plan, *sample.tools, cells, data,
                          {.solves_all = solves_all, .pool = pool}, observer);
  path.is_done = !wants_to_stop(observer);
  return path;
}

RampStudy run_ramp(const FabPlan& plan, const std::vector<io::InputValue>& inputs,
                   const ReferenceData& data, const RampRequest& request, Observer* observer) {
  if (request.samples < 2) {
    throw InputError("E6210", "samples", fmt::format("{}, wanted 2 or more", request.samples));
  }
  check(plan);
  RampStudy study;
  if (!request.holds_inputs) {
    study.inputs = uncertain_inputs(plan, inputs);
  }
  const auto count = static_cast<std::size_t>(request.samples);
  const auto points = quantiles_of(study.inputs, count, request.seed);
  const auto scenarios = scenarios_of(plan, count, request.seed);
  study.paths.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    study.paths[i].scenario = scenarios[i];
    study.paths[i].quantiles = points[i];
  }
  std::vector<Sample> samples = samples_of(plan, study, request, observer);
  std::unique_ptr<FabCells> cells;
  if (!wants_to_stop(observer)) {
    cells = shared_cells(plan.process, samples, data, observer);
    study.table_error = cells ? cells->curves.error().worst : 0;
  }
  std::mutex guard;
  std::uint64_t done = 0;
  goes_on(observer, "ramp", 0, count);
  parallel_for(count, [&](std::size_t i) {
    if (wants_to_stop(observer)) {
      return;
    }
    RampPath path{.problem = samples[i].problem};
    if (path.problem.empty()) {
      path = path_of(samples[i], plan.process, cells.get(), data, request, observer);
    }
    path.scenario = scenarios[i];
    path.quantiles = points[i];
    path.is_done = !wants_to_stop(observer);
    study.paths[i] = std::move(path);
    const std::lock_guard lock(guard);
    goes_on(observer, "ramp", ++done, count);
  });
  study.is_complete = std::ranges::all_of(study.paths, &RampPath::is_done);
  return study;
}

}  // namespace heliofab::twin
