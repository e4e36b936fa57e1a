// SPDX-License-Identifier: Apache-2.0
#include "run_product.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/run_modules.hpp"
#include "heliofab/twin/summary.hpp"
#include "product_yield.hpp"

namespace heliofab::cli {

namespace {

std::string name_of(const RunChoice& choice, const std::string& run, std::size_t count) {
  if (choice.serial) {
    return fmt::format("run {}, module {}", run, *choice.serial);
  }
  return fmt::format(
      "run {}, {}{} {}", run, choice.bin.empty() ? "" : "bin ",
      choice.bin.empty() ? fmt::format("{} good", count) : fmt::format("{}, {}", choice.bin, count),
      count == 1 ? "module" : "modules");
}

// As the run's record has it, however a command wrote it.
std::string bin_of(const twin::RunRecord& record, twin::Serial serial) {
  const auto flash = std::ranges::find(record.flashes, serial, &twin::FlashRow::serial);
  return flash == record.flashes.end() ? std::string() : flash->bin;
}

Spread spread(std::string key, std::string label, std::string unit, std::vector<double> values) {
  const double p5 = quantile(values, 0.05);
  const double p50 = quantile(values, 0.5);
  const double p95 = quantile(values, 0.95);
  return {std::move(key), std::move(label), std::move(unit), p5, p50, p95, std::move(values)};
}

// Of all modules: both sets were solved of the same ones.
void rate_flat(const twin::MadePower& flat, RunProduct& product) {
  twin::rate_flat(flat.mean.nominal, product.power);
  for (std::size_t k = 0; k < flat.modules.size(); ++k) {
    product.made.modules[k].table.nominal = flat.modules[k].table.nominal;
  }
}

}  // namespace

ReadRun read_run_plan(const std::string& run, const twin::ReferenceData& data) {
  ReadRun read{.record = read_run_of(run), .plan = {}};
  read.plan = twin::plan_of(read.record);
  tell(twin::differences(read.record.provenance, data, version()));
  return read;
}

std::vector<twin::ModuleRow> rows_of(const RunChoice& choice, const twin::ProductPlan& plan) {
  return twin::choose_modules(
      choice.run->record,
      {.layout = plan.module.layout, .bin = choice.bin, .serial = choice.serial});
}

twin::LaidModule run_module(const io::Document& document, const twin::ProductPlan& plan,
                            const twin::FabPlan& fab, const std::string& layout) {
  twin::NominalModule module{fab.process,
                             *std::ranges::find(fab.products, layout, &twin::Product::name)};
  if (plan.module.cover != twin::ProductCover::as_designed) {
    module.process.cover =
        plan.module.cover == twin::ProductCover::bare ? twin::Cover::bare : twin::Cover::laminate;
  }
  return twin::lay_module(document, plan, std::move(module), data_folder());
}

twin::ProductPower product_power(const io::Document& document, const twin::ProductPlan& plan,
                                 const twin::NominalModule& module, const twin::ReferenceData& data,
                                 field::PowerTable table) {
  const bool is_in_space = plan.market == twin::ProductMarket::space;
  const optics::Spectrum sunlight =
      is_in_space ? twin::read_spectrum(data_folder() / "spectra" / "am0.csv") : optics::Spectrum();
  twin::ProductPower power = twin::with_table(plan, module, data, sunlight, std::move(table));
  if (plan.market == twin::ProductMarket::indoor) {
    power.lamp_light = lamp_light_of(document, plan, module, data).equivalent;
  }
  return power;
}

std::optional<RunProduct> solve_run_product(const io::Document& document,
                                            const twin::ProductPlan& plan, const RunChoice& choice,
                                            const twin::ReferenceData& data, Observer* observer) {
  const ReadRun& run = *choice.run;
  const std::vector<twin::ModuleRow> rows = rows_of(choice, plan);
  const twin::LaidModule laid = run_module(document, plan, run.plan, rows.front().product);
  const auto solve = [&](const twin::NominalModule& module) {
    return twin::make_made_power(
        module, rows, data,
        {.measured_under = run.plan.process.cover, .grid = twin::grid_of(plan.market)}, observer);
  };
  auto made = solve(laid.module);
  if (!made) {
    return std::nullopt;
  }
  RunProduct product{
      .laid = laid,
      .power = product_power(document, plan, laid.module, data, made->mean),
      .flat = {},
      .made = std::move(*made),
      .modules = {
          .text = name_of(choice, run.record.provenance.name, rows.size()),
          .layout = rows.front().product,
          .bin = choice.bin.empty() ? std::string() : bin_of(run.record, rows.front().serial),
          .count = rows.size(),
          .solved = 0,
          .cost_usd_per_W = twin::summarize(run.record).cost_usd_per_W}};
  product.modules.solved = product.made.modules.size();
  if (choice.serial) {
    product.modules.corrections = product.made.modules.front().corrections;
  }
  if (laid.module.is_bent()) {
    const auto flat = solve(laid.module.flat());
    if (!flat) {
      return std::nullopt;
    }
    rate_flat(*flat, product);
    product.flat = product_power(document, plan, laid.module.flat(), data, flat->mean);
  }
  return product;
}

std::vector<Spread> spreads_of(const twin::ProductPlan& plan, const RunProduct& run,
                               const field::Weather& weather, Observer* observer) {
  const std::size_t count = run.made.modules.size();
  if (count < 2 || wants_to_stop(observer)) {
    return {};
  }
  std::vector<double> power(count);
  std::vector<double> energy(count);
  std::vector<double> yield(count);
  parallel_for(count, [&](std::size_t k) {
    twin::ProductPower own = run.power;
    own.table = run.made.modules[k].table;
    const twin::ProductEnergy e = twin::product_energy(plan, own, weather);
    power[k] = own.table.nominal;
    yield[k] = e.energy / e.nominal / unit::h;
    energy[k] = e.energy / unit::kWh * power[k] / e.nominal;
  });
  return {spread("module_W", "a module", "W", std::move(power)),
          spread("module_kWh", "its energy", "kWh", std::move(energy)),
          spread("yield_kWh_per_kWp", "its yield", "kWh/kWp", std::move(yield))};
}

std::string text_of(const RunModules& modules) {
  std::string text;
  if (modules.corrections) {
    const twin::Corrections& c = *modules.corrections;
    text += fmt::format(
        "\n  beside its film: {:.4f} of the current, {:.3f} of the lifetime, {:+.3f} ohm cm a cell",
        c.current, c.lifetime, c.resistance / unit::ohm_cm);
  }
  if (modules.spreads.empty()) {
    return text;
  }
  text += fmt::format("\n\n  {:<15} {:>10} {:>10} {:>10}  of {} modules", "share below", "5 %",
                      "50 %", "95 %", modules.count);
  if (modules.solved < modules.count) {
    text += fmt::format(", {} of them solved", modules.solved);
  }
  for (const Spread& s : modules.spreads) {
    text += fmt::format("\n    {:<13} {:>10.5g} {:>10.5g} {:>10.5g}  {}", s.label, s.p5, s.p50,
                        s.p95, s.unit);
  }
  return text;
}

void add_to(io::Json& json, const RunModules& modules) {
  json.set("modules", static_cast<std::int64_t>(modules.count));
  json.set("modules_solved", static_cast<std::int64_t>(modules.solved));
  if (modules.corrections) {
    const twin::Corrections& c = *modules.corrections;
    json.set("corrections", io::Json::object({{"current", c.current},
                                              {"lifetime", c.lifetime},
                                              {"resistance_ohm_cm", c.resistance / unit::ohm_cm}}));
  }
  if (!modules.spreads.empty()) {
    io::Json all = io::Json::object({});
    for (const Spread& s : modules.spreads) {
      all.set(s.key, io::Json::object({{"p5", s.p5}, {"p50", s.p50}, {"p95", s.p95}}));
    }
    json.set("spread", std::move(all));
  }
}

}  // namespace heliofab::cli
