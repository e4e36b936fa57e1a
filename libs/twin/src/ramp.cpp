// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/ramp.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "fab_parts.hpp"
#include "fab_run.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/sampling.hpp"
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

RampPath try_path(const FabPlan& plan, const ReferenceData& data, const RampRequest& request,
                  const Observer* observer) {
  RampPath path;
  Quiet quiet(observer);
  try {
    check(plan);
    path = run_path(plan, data, request.solves_all, request.pool, &quiet);
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics().front();
    path.problem = fmt::format("{}: {} [{}]", d.path, d.message, d.code);
  } catch (const ModelError& error) {
    path.problem = wants_to_stop(observer) ? "" : error.what();
  }
  path.is_done = !wants_to_stop(observer);
  return path;
}

}  // namespace

RampPath run_path(const FabPlan& plan, const ReferenceData& data, bool solves_all,
                  const PoolSize& pool, Observer* observer) {
  FabPlan lived = plan;
  Learner(plan).learn(lived, 0, 0);
  FabParts parts(lived, data, table_rolls, observer);
  std::optional<RollPool> rolls;
  if (!solves_all) {
    rolls.emplace(parts, pool);
  }
  FabRun run(lived, rolls ? rolls->shop() : parts.shop(), parts.tester,
             parts.flawless_watts_per_area());
  RampBooks books(lived);
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
  const auto samples = static_cast<std::size_t>(request.samples);
  const auto points = quantiles_of(study.inputs, samples, request.seed);
  const auto scenarios = scenarios_of(plan, samples, request.seed);
  study.paths.resize(samples);
  std::mutex guard;
  std::uint64_t done = 0;
  goes_on(observer, "ramp", 0, samples);
  parallel_for(samples, [&](std::size_t i) {
    if (wants_to_stop(observer)) {
      return;
    }
    FabPlan sample = drawn(plan, study.inputs, points[i]);
    sample.seed += static_cast<std::int64_t>(request.seed + i) * seed_step;
    sample.market.scenario = scenarios[i];
    RampPath path = try_path(sample, data, request, observer);
    path.scenario = scenarios[i];
    path.quantiles = points[i];
    study.paths[i] = std::move(path);
    const std::lock_guard lock(guard);
    goes_on(observer, "ramp", ++done, samples);
  });
  study.is_complete = std::ranges::all_of(study.paths, &RampPath::is_done);
  return study;
}

}  // namespace heliofab::twin
