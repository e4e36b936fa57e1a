// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/ramp.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;

struct RampOptions {
  std::string plan;
  std::vector<std::string> overrides;
  std::vector<std::string> variants;
  std::optional<std::int64_t> days;
  twin::RampRequest request;
  std::int64_t check_days = 61;
  std::vector<std::string> out;
  std::size_t threads = 0;
  bool json = false;
};

io::Read<twin::FabPlan> read_fab(const RampOptions& o, const std::string& change) {
  std::vector<std::string> overrides = o.overrides;
  if (o.days) {
    overrides.push_back(fmt::format("days={}", *o.days));
  }
  if (!change.empty()) {
    overrides.push_back(change);
  }
  return twin::read_plan(read_input(o.plan, std::move(overrides)));
}

// Of replications that have an answer in both.
std::optional<Estimate> difference(const twin::RampStudy& before, const twin::RampStudy& after,
                                   double twin::RampTotals::*figure) {
  std::vector<double> a;
  std::vector<double> b;
  for (std::size_t i = 0; i < before.paths.size(); ++i) {
    const twin::RampPath& x = before.paths[i];
    const twin::RampPath& y = after.paths[i];
    if (x.is_done && y.is_done && x.problem.empty() && y.problem.empty()) {
      a.push_back(x.totals.*figure);
      b.push_back(y.totals.*figure);
    }
  }
  return a.size() < 2 ? std::nullopt : std::optional(paired_difference(a, b));
}

report::RampVariant compare(const std::string& change, const twin::RampStudy& before,
                            const twin::RampStudy& after) {
  return {.change = change,
          .efficiency = difference(before, after, &twin::RampTotals::efficiency),
          .line_yield = difference(before, after, &twin::RampTotals::line_yield),
          .output_W = difference(before, after, &twin::RampTotals::output_W),
          .cost_usd_per_W = difference(before, after, &twin::RampTotals::cost_usd_per_W)};
}

report::Ramp solve(const RampOptions& o, const io::Read<twin::FabPlan>& plan,
                   const twin::ReferenceData& data) {
  Progress progress;
  report::Ramp ramp{.title = plan.value.name, .request = o.request};
  ramp.study = twin::run_ramp(plan.value, plan.inputs, data, o.request, &progress);
  for (const std::string& change : o.variants) {
    if (!interrupted()) {
      const io::Read<twin::FabPlan> variant = read_fab(o, change);
      ramp.variants.push_back(
          compare(change, ramp.study,
                  twin::run_ramp(variant.value, variant.inputs, data, o.request, &progress)));
    }
  }
  if (!interrupted()) {
    const twin::RampPath own =
        twin::run_path(plan.value, data, o.request.solves_all, o.request.pool, &progress);
    if (own.is_done) {  // else it is a part of a path
      ramp.tornado = twin::tornado(plan.value, own, ramp.study.inputs);
    }
  }
  if (!interrupted() && !o.request.solves_all && o.check_days > 0) {
    ramp.pool_error = twin::pool_error(plan.value, data, o.request.pool, o.check_days, &progress);
  }
  return ramp;
}

std::string text_for(const fs::path& file, const report::Ramp& ramp) {
  return file.extension() == ".svg"   ? report::ramp_svg(ramp)
         : file.extension() == ".csv" ? report::ramp_csv(ramp)
                                      : report::ramp_json(ramp).dump(2) + "\n";
}

Exit run_ramp(const RampOptions& o) {
  const ThreadLimit threads(o.threads);
  const io::Read<twin::FabPlan> plan = read_fab(o, "");
  tell(plan.warnings);
  for (const std::string& change : o.variants) {
    read_fab(o, change);  // its mistakes now, not after minutes
  }
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  for (const std::string& file : o.out) {
    check_writable(file);
  }
  catch_interrupts();
  report::Ramp ramp;
  try {
    ramp = solve(o, plan, data);
  } catch (const ModelError&) {
    if (!interrupted()) {
      throw;
    }
  }
  for (const std::string& file : o.out) {
    write_file(file, text_for(file, ramp));
  }
  if (o.json) {
    print_json(report::ramp_json(ramp));
  } else {
    print(report::ramp_text(ramp, output_style()));
    suggest(o.out.empty() ? command_line() + " --out ramp.svg" : opening(o.out.front()));
  }
  if (interrupted()) {
    tell("heliofab: interrupted; what was finished is shown");
    return Exit::interrupted;
  }
  const bool has_failed =
      std::ranges::any_of(ramp.study.paths, [](const auto& p) { return !p.problem.empty(); });
  return has_failed ? Exit::model : Exit::done;
}

void add_options(CLI::App& command, RampOptions& o) {
  command.add_option("plan", o.plan, "plan of a fab; - reads standard input")->required();
  command.add_option("--days", o.days, "days to simulate, in place of the plan's")
      ->check(whole_number());
  command
      .add_option("--samples", o.request.samples, "replications, each with inputs of its own [24]")
      ->check(count_from_0());
  command.add_option("--seed", o.request.seed, "of inputs and replications [1]")
      ->check(count_from_0());
  command.add_option("--set", o.overrides, "key=value, laid over the plan; may be repeated")
      ->allow_extra_args(false);
  command
      .add_option("--variant", o.variants,
                  "key=value, run beside the plan by the same seeds; may be repeated")
      ->allow_extra_args(false);
  command.add_flag("--hold-inputs", o.request.holds_inputs,
                   "inputs as the plan has them: seeds and scenarios alone differ");
  command.add_flag("--full", o.request.solves_all, "solve every module of every replication");
  command.add_option("--pool", o.request.pool.rolls, "rolls that stand for all others [12]")
      ->check(wanted("a count from 1 on", [](const std::string& s) {
        return !s.empty() && s.find_first_not_of("0123456789") == s.npos &&
               s.find_first_not_of('0') != s.npos;
      }));
  command
      .add_option("--check-days", o.check_days,
                  "over which the pool is held against every module solved; 0: not at all [61]")
      ->check(count_from_0());
  command
      .add_option("-o,--out", o.out, "write a .csv table, .svg picture or .json; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--threads", o.threads, "worker threads; 0: all cores [0]")
      ->check(count_from_0());
  command.add_flag("--json", o.json, "print everything as JSON");
}

}  // namespace

void add_ramp(CLI::App& app, Exit& status) {
  auto o = std::make_shared<RampOptions>();
  CLI::App* command = app.add_subcommand(
      "ramp",
      "Replay the ramp of a fab many times: seeds, scenarios of demand and unsure inputs.\n\n"
      "Examples:\n"
      "  heliofab ramp data/fabs/fab2-2011-collapse.yaml\n"
      "  heliofab ramp data/fabs/fab2-2010.yaml --days 365 --samples 40 -o ramp.svg -o ramp.csv\n"
      "  heliofab ramp data/fabs/fab2-2010.yaml --hold-inputs --variant ramp.max_shifts=2\n"
      "  heliofab ramp data/fabs/fab2-2010.yaml --json | jq .influences\n\n"
      "Prints 80 % bands by month, what matters most, costs by step, and how far the short\n"
      "way, in which some rolls stand for all, is off.\n");
  add_options(*command, *o);
  command->callback([o, &status] { status = run_ramp(*o); });
}

}  // namespace heliofab::cli
