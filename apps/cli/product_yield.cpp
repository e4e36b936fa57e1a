// SPDX-License-Identifier: Apache-2.0
#include "product_yield.hpp"

#include <cmath>
#include <filesystem>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/exchange/read_weather.hpp"
#include "heliofab/twin/field_rows.hpp"

namespace heliofab::cli {

namespace {

using twin::ProductMarket;

double kilowatt_hours(double energy) { return energy / unit::kWh; }

void set_years(double years, twin::ProductPlan& plan) {
  if (plan.market == ProductMarket::space) {
    plan.mission.years = years;
    return;
  }
  if (years != std::floor(years)) {
    throw InputError("E6204", "--years",
                     fmt::format("{:g} years of weather, wanted whole ones", years),
                     "parts of years are for missions in space");
  }
  plan.years = static_cast<std::int64_t>(years);
}

void refuse_options(const ProductOptions& options, const twin::ProductPlan& plan) {
  if (!options.weather.empty() && plan.market == ProductMarket::space) {
    throw InputError("E6204", "--weather", "there is no weather in space",
                     "leave it out; 'mission.orbit' says where the product is");
  }
  if (!options.weather.empty() && plan.market == ProductMarket::indoor) {
    throw InputError("E6204", "--weather", "there is no weather indoors",
                     "leave it out; 'indoor' says how bright it is and how long");
  }
  if (options.years && plan.market == ProductMarket::portable) {
    throw InputError("E6204", "--years", "a charger is told for the time of its weather",
                     "leave it out");
  }
  if (options.years && plan.market == ProductMarket::indoor) {
    throw InputError("E6204", "--years", "a product indoors is told for a day and a year",
                     "leave it out");
  }
}

void add_load(const field::StandAloneYield& a, Figures& figures) {
  const bool has_load = a.wanted > 0;
  if (has_load) {
    figures.push_back({"load_kWh", kilowatt_hours(a.wanted), "load", "kWh"});
    figures.push_back({"load_served", a.served / a.wanted, "served", "%"});
  }
  if (a.pump_time > 0 || !has_load) {
    figures.push_back({"pumped_kWh", kilowatt_hours(a.pumped), "pumped", "kWh"});
    figures.push_back({"pump_h", a.pump_time / unit::h, "pump runs", "h"});
  }
  figures.push_back({"surplus_kWh", kilowatt_hours(a.surplus), "surplus", "kWh"});
  if (has_load) {
    figures.push_back({"longest_dark_h", a.longest_dark / unit::h, "longest dark", "h"});
  }
}

Figures figures_of(const twin::InstalledYield& installed) {
  const field::EnergyYield& y = installed.energy;
  Figures figures{{"nominal_W", y.nominal, "nominal", "W"},
                  {"energy_kWh", kilowatt_hours(y.energy), "energy", "kWh"},
                  {"yield_kWh_per_kWp", y.specific / unit::h, "yield", "kWh/kWp"},
                  {"poa_kWh_m2", y.irradiation / unit::kWh_per_m2, "light", "kWh/m2"},
                  {"performance_ratio", y.performance_ratio, "performance", "%"},
                  {"hottest_degC", y.hottest / unit::degC, "hottest", "degC"},
                  {"mean_cell_degC", y.mean_cell / unit::degC, "mean cell", "degC"},
                  {"last_year_kWh", kilowatt_hours(y.yearly.back()), "last year", "kWh"},
                  {"test_cycles", installed.test_cycles, "cycles of heat"}};
  if (installed.alone) {
    add_load(*installed.alone, figures);
  }
  return figures;
}

Figures charger_figures(const SolvedProduct& p) {
  const field::ChargerYield& c = *p.charger;
  const double nothing = std::nan("");
  const double nominal =
      p.power.table.nominal * static_cast<double>(field::panels_of(p.plan.charger).size());
  const double mean = c.charging > 0 ? c.energy / c.charging : 0;  // [W] while it charges
  const auto day_at = [&](double share) { return 1000 * kilowatt_hours(quantile(c.daily, share)); };
  return {{"nominal_W", nominal, "nominal", "W"},
          {"energy_kWh", kilowatt_hours(c.energy), "energy", "kWh"},
          {"yield_kWh_per_kWp", nominal > 0 ? c.energy / nominal / unit::h : nothing, "yield",
           "kWh/kWp"},
          {"hours_to_charge_phone", mean > 0 ? p.plan.phone_battery / mean / unit::h : nothing,
           "a phone in", "h"},
          {"phones_per_day",
           p.period_days() > 0 ? c.energy / p.plan.phone_battery / p.period_days() : nothing,
           "phones", "1/d"},
          {"charging_h_per_day", c.charging / unit::h / p.period_days(), "charging", "h/d"},
          {"power_while_charging_W", mean, "while charging", "W"},
          {"starts", static_cast<double>(c.starts), "starts"},
          {"cloudy_day_Wh", day_at(0.1), "cloudy day", "Wh"},
          {"clear_day_Wh", day_at(0.9), "clear day", "Wh"}};
}

Figures figures_of(const twin::SpaceYield& space, const twin::ProductPower& power) {
  const field::OrbitYield& o = space.orbit;
  const double module = power.aperture;  // [m2]
  return {
      {"power_W_per_m2", space.areal_power, "power", "W/m2"},
      {"specific_power_W_per_kg", space.specific_power > 0 ? space.specific_power : std::nan(""),
       "power per mass", "W/kg"},
      {"energy_per_orbit_Wh", 1000 * kilowatt_hours(o.cycle.energy * module), "an orbit", "Wh"},
      {"mean_power_W_per_m2", o.cycle.mean_power, "mean power", "W/m2"},
      {"hottest_degC", o.cycle.hottest / unit::degC, "hottest", "degC"},
      {"coldest_degC", o.cycle.coldest / unit::degC, "coldest", "degC"},
      {"energy_kWh", kilowatt_hours(o.mission_energy * module), "mission", "kWh"},
      {"first_year_kWh", kilowatt_hours(o.first_year * module), "first year", "kWh"},
      {"remaining", o.remaining, "remaining", "%"},
      {"thermal_cycles", o.thermal_cycles, "cycles of heat"},
      {"eclipse", o.eclipse, "in shadow", "%"},
      {"current_factor", space.panel.current_factor, "current, AM0"}};
}

// What a product's modules cost at the run's cost of a watt.
void add_cost(const SolvedProduct& p, Figures& figures) {
  if (!p.made || !(p.made->cost_usd_per_W > 0)) {
    return;
  }
  const double usd = p.made->cost_usd_per_W * nominal_of(p, figures);
  const double yearly =
      value_of(figures, "energy_kWh") * twin::days_of_a_year / p.period_days();  // [kWh]
  figures.insert(figures.end(),
                 {{"cost_usd_per_W", p.made->cost_usd_per_W, "cost at the line", "USD/W"},
                  {"cost_usd", usd, "its modules", "USD"},
                  {"cost_usd_per_kWh_a", yearly > 0 ? usd / yearly : std::nan(""),
                   "by yearly energy", "USD a/kWh"}});
}

// Modules of a product and their power; of bent ones also flat.
struct ModulePower {
  twin::LaidModule laid;
  twin::ProductPower power;
  std::optional<twin::ProductPower> flat;
};

std::optional<ModulePower> nominal_power(const io::Document& document,
                                         const twin::ProductPlan& plan,
                                         const twin::ReferenceData& data, Observer* observer) {
  const std::filesystem::path folder = data_folder();
  ModulePower modules{
      .laid = twin::lay_module(document, plan, twin::read_product_module(document, plan, folder),
                               folder),
      .power = {},
      .flat = {}};
  const optics::Spectrum sunlight = plan.market == ProductMarket::space
                                        ? twin::read_spectrum(folder / "spectra" / "am0.csv")
                                        : optics::Spectrum();
  const twin::NominalModule& module = modules.laid.module;
  auto power = twin::make_product_power(plan, module, data, sunlight, observer);
  if (!power) {
    return std::nullopt;
  }
  modules.power = std::move(*power);
  if (module.is_bent()) {
    modules.flat = twin::make_product_power(plan, module.flat(), data, sunlight, observer);
    if (!modules.flat) {
      return std::nullopt;
    }
    twin::rate_flat(modules.flat->table.nominal, modules.power);
  }
  return modules;
}

// Tells `solved` of its modules.
std::optional<ModulePower> run_power(const io::Document& document, const RunChoice& choice,
                                     const twin::ReferenceData& data, Observer* observer,
                                     SolvedProduct& solved) {
  auto run = solve_run_product(document, solved.plan, choice, data, observer);
  if (!run) {
    return std::nullopt;
  }
  run->modules.spreads = spreads_of(solved.plan, *run, solved.weather, observer);
  run->modules.each = std::move(run->made.modules);
  solved.made = std::move(run->modules);
  return ModulePower{std::move(run->laid), std::move(run->power), std::move(run->flat)};
}

// Lets a product whose modules' power is known do its work.
void use_it(const io::Document& document, const twin::NominalModule& module,
            const twin::ReferenceData& data, SolvedProduct& solved) {
  switch (solved.plan.market) {
    case ProductMarket::space:
      solved.space = twin::space_yield(solved.plan, solved.power);
      break;
    case ProductMarket::portable:
      solved.charger = twin::charger_yield(solved.plan, solved.power, solved.weather);
      break;
    case ProductMarket::indoor:
      solved.indoor = solve_indoor(document, solved, module, data);
      break;
    case ProductMarket::building:
    case ProductMarket::terrestrial:
      solved.installed = twin::installed_yield(solved.plan, solved.power, solved.weather);
  }
}

}  // namespace

double SolvedProduct::period_days() const {
  if (indoor) {
    return twin::indoor_days;
  }
  return space ? plan.mission.years * unit::yr / unit::d
               : static_cast<double>(weather.size()) * to_s(weather.step) / unit::d;
}

field::Weather weather_of(const io::Document& document, const twin::ProductPlan& plan,
                          const std::string& instead, bool tells) {
  if (plan.market == ProductMarket::space || plan.market == ProductMarket::indoor) {
    return {};
  }
  const std::string file =
      instead.empty()
          ? twin::product_file(document, plan.weather, "weather", data_folder()).string()
          : instead;
  exchange::WeatherFile read = exchange::read_weather(file);
  if (tells) {
    tell(read.warnings);
  }
  return plan.weather_parts > 1
             ? field::resample(read.weather, static_cast<int>(plan.weather_parts))
             : std::move(read.weather);
}

std::optional<SolvedProduct> solve_product(const io::Document& document,
                                           const twin::ReferenceData& data,
                                           const ProductOptions& options, Observer* observer,
                                           bool tells) {
  io::Read<twin::ProductPlan> read = twin::read_product_plan(document);
  SolvedProduct solved{.plan = std::move(read.value)};
  refuse_options(options, solved.plan);
  if (options.years) {
    set_years(*options.years, solved.plan);
  }
  solved.weather = weather_of(document, solved.plan, options.weather, tells);
  std::optional<ModulePower> modules =
      options.run.run != nullptr ? run_power(document, options.run, data, observer, solved)
                                 : nominal_power(document, solved.plan, data, observer);
  if (!modules) {
    return std::nullopt;
  }
  if (tells) {
    tell(io::locate_all(document, twin::bend_warnings(modules->laid, solved.plan)));
  }
  solved.plan.areal_mass = modules->laid.areal_mass(solved.plan);
  solved.laminate = modules->laid.laminate;
  solved.module = std::move(modules->laid.module);
  if (modules->flat) {
    SolvedProduct flat{.plan = solved.plan, .power = *modules->flat, .weather = solved.weather};
    use_it(document, solved.module.flat(), data, flat);
    solved.flat = way_of(flat);
  }
  solved.power = std::move(modules->power);
  use_it(document, solved.module, data, solved);
  return solved;
}

Figures figures_of(const SolvedProduct& p) {
  Figures figures = p.space       ? figures_of(*p.space, p.power)
                    : p.installed ? figures_of(*p.installed)
                    : p.indoor    ? indoor_figures(p)
                                  : charger_figures(p);
  add_laminate(p, figures);
  figures.insert(figures.end(), {{"period_days", p.period_days(), "period", "d"},
                                 {"module_W", p.power.table.nominal, "a module", "W"},
                                 {"module_m2", p.power.aperture, "aperture", "m2"}});
  add_cost(p, figures);
  return figures;
}

double nominal_of(const SolvedProduct& p, const Figures& figures) {
  return p.space ? p.power.table.nominal : value_of(figures, "nominal_W");
}

Figures product_figures(const io::Document& document, const twin::ReferenceData& data,
                        Observer* observer) {
  const auto solved = solve_product(document, data, {}, observer, false);
  return solved ? figures_of(*solved) : Figures{};
}

}  // namespace heliofab::cli
