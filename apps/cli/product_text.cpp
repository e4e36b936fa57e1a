// SPDX-License-Identifier: Apache-2.0
// What a product delivers, in words and as JSON.

#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "product_yield.hpp"

namespace heliofab::cli {

namespace {

constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

double Way::delivered() const noexcept {
  double left = potential;
  for (const field::YieldLoss& loss : losses) {
    left -= loss.energy;
  }
  return left;
}

namespace {

// Of a year.
Way indoor_way(const twin::IndoorYield& y) {
  const double lit = y.here > 0 ? y.yearly / y.here : 0;  // [s]
  return {
      y.potential * lit,
      {{"dim light", (y.potential - y.unshunted) * lit}, {"shunts", (y.unshunted - y.here) * lit}}};
}

Way own_way(const SolvedProduct& p) {
  if (p.installed) {
    return {p.installed->energy.potential, p.installed->energy.losses};
  }
  if (p.charger) {
    const field::ChargerYield& c = *p.charger;
    return {c.panels,
            {{"joining panels", c.panels - c.joined},
             {"too little to start", c.refused},
             {"waiting for the device", c.waiting},
             {"more than the device takes", c.surplus},
             {"converter", c.converted}}};
  }
  if (p.indoor) {
    return indoor_way(*p.indoor);
  }
  Way way{p.space->orbit.potential * p.power.aperture, p.space->orbit.losses};
  for (field::YieldLoss& loss : way.losses) {
    loss.energy *= p.power.aperture;
  }
  return way;
}

}  // namespace

Way way_of(const SolvedProduct& p) {
  Way way = own_way(p);
  if (p.flat) {
    const double bent = way.delivered();
    way = *p.flat;
    way.losses.push_back({"bend", way.delivered() - bent});
  }
  return way;
}

std::string_view begin_of(const SolvedProduct& p) {
  return p.charger ? "panels, each at its best" : "nominal power in all light";
}

namespace {

std::span<const double> monthly_of(const SolvedProduct& p) {
  if (p.space || p.indoor) {
    return {};
  }
  return p.installed ? std::span<const double>(p.installed->energy.monthly)
                     : std::span<const double>(p.charger->monthly);
}

// In kWh, or in Wh or mWh where these would be few.
struct EnergyUnit {
  double scale = unit::kWh.scale;
  const char* name = "kWh";
};
EnergyUnit unit_for(double energy) {
  const double watt_hour = unit::kWh.scale / 1000;
  return energy < 10 * watt_hour         ? EnergyUnit{watt_hour / 1000, "mWh"}
         : energy < 10 * unit::kWh.scale ? EnergyUnit{watt_hour, "Wh"}
                                         : EnergyUnit{};
}

// To the hundredths that are printed, so that no zero has a sign.
double rounded(double percent) { return std::round(percent * 100) / 100 + 0.0; }

std::string losses_text(const SolvedProduct& p) {
  const Way way = way_of(p);
  const EnergyUnit in = unit_for(way.potential);
  double left = way.potential;
  std::string text =
      fmt::format("\n\n  where the energy goes        {:>8} {:>8}\n    {:<26} {:>8.1f}", in.name,
                  "lost", begin_of(p), left / in.scale);
  for (const field::YieldLoss& loss : way.losses) {
    left -= loss.energy;
    text += fmt::format("\n    {:<26} {:>8.1f} {:>6.2f} %", loss.name, left / in.scale,
                        rounded(100 * loss.energy / way.potential));
  }
  return text;
}

std::string months_text(std::span<const double> monthly) {
  if (monthly.empty()) {
    return {};
  }
  const EnergyUnit in = unit_for(std::accumulate(monthly.begin(), monthly.end(), 0.0));
  std::string text = fmt::format("\n\n  by months, {}", in.name);
  for (std::size_t k = 0; k < monthly.size(); ++k) {
    text += fmt::format("{}{} {:>7.1f}", k % 6 == 0 ? "\n    " : "  ", months[k],
                        monthly[k] / in.scale);
  }
  return text;
}

std::string head_of(const SolvedProduct& p) {
  const std::string where =
      p.space    ? fmt::format("orbit of {:.0f} km, sun {:.0f} deg above its plane, {:g} years",
                               p.plan.mission.orbit.altitude / 1000,
                               p.plan.mission.orbit.beta / unit::deg, p.plan.mission.years)
      : p.indoor ? fmt::format("{:g} lux for {:g} h a day", p.plan.indoor.illuminance,
                               p.plan.indoor.lit / unit::h)
                 : fmt::format("weather of {}, {:g} days", p.weather.place, p.period_days());
  const double count = p.installed ? p.plan.installation.modules
                       : p.indoor  ? p.plan.indoor.modules
                       : p.charger ? static_cast<double>(field::panels_of(p.plan.charger).size())
                                   : 1;
  const std::string made = p.made ? fmt::format("\n  as made: {}", p.made->text) : "";
  return fmt::format("{}, {}\n  {:g} {}{} of {:.3f} W and {:.4g} m2 of aperture{}\n", p.plan.name,
                     where, count, p.made ? "" : "nominal ", count == 1 ? "module" : "modules",
                     p.power.table.nominal, p.power.aperture, made);
}

std::string figure_text(const Figure& f) {
  return fmt::format("  {:<15} {:>10.5g} {}\n", f.label, f.value * (f.unit == "%" ? 100 : 1),
                     f.unit);
}

// Told in the head, of a flat product, or the same as another one.
bool is_left_out(const SolvedProduct& p, const Figure& f) {
  const bool is_of_bend = f.key.starts_with("bend_") && f.key != "bend_least_radius_mm";
  return (is_of_bend && p.plan.laminate.bend.radius == 0) || !std::isfinite(f.value) ||
         f.key.starts_with("module_") || f.key == "period_days" || f.key == "test_cycles" ||
         (f.key == "last_year_kWh" && p.plan.years == 1);
}

std::string years_text(const SolvedProduct& p) {
  if (!p.installed || p.installed->energy.yearly.size() < 2) {
    return {};
  }
  const EnergyUnit in = unit_for(p.installed->energy.yearly.front());
  std::string text = fmt::format("\n\n  by years, {}\n   ", in.name);
  for (const double energy : p.installed->energy.yearly) {
    text += fmt::format(" {:.1f}", energy / in.scale);
  }
  return text;
}

}  // namespace

std::string text_of(const SolvedProduct& p) {
  std::string text = head_of(p);
  for (const Figure& f : figures_of(p)) {
    if (!is_left_out(p, f)) {
      text += figure_text(f);
    }
  }
  text.pop_back();
  text += fmt::format(
      "\n  power in other light and warmth is solved at {} nodes, within {:.2g} % of nominal",
      p.power.table.power.size(), 100 * p.power.table.error);
  if (const field::UnevenTable& uneven = p.power.uneven; uneven.is_given()) {
    text += fmt::format(
        "\n  and in uneven light at {}, within {:.2g} % of what even light gives, {:.2g} % in the "
        "mean",
        uneven.factor.size(), 100 * uneven.error, 100 * uneven.mean_error);
  }
  text += p.made ? text_of(*p.made) : "";
  return text + months_text(monthly_of(p)) + years_text(p) + losses_text(p);
}

io::Json json_of(const SolvedProduct& p) {
  io::Json json = json_of(p.plan.name, figures_of(p));
  json.set("market", twin::names_of(p.plan.market)[static_cast<std::size_t>(p.plan.market)]);
  json.set("module", p.made ? p.made->text : "nominal");
  if (p.made) {
    add_to(json, *p.made);
  }
  if (p.laminate && p.laminate->bend) {
    json.set("bend_broken",
             io::Json::array_of(p.laminate->bend->beyond, [](const twin::OverstrainedLayer& l) {
               return io::Json(l.layer);
             }));
  }
  json.set("table_error", p.power.table.error);
  if (p.power.uneven.is_given()) {
    json.set("uneven_error", p.power.uneven.error);
  }
  if (const std::span<const double> monthly = monthly_of(p); !monthly.empty()) {
    json.set("monthly_kWh",
             io::Json::array_of(monthly, [](double e) { return io::Json(e / unit::kWh); }));
  }
  if (p.installed) {
    json.set("yearly_kWh", io::Json::array_of(p.installed->energy.yearly,
                                              [](double e) { return io::Json(e / unit::kWh); }));
  }
  const Way way = way_of(p);
  json.set("potential_kWh", way.potential / unit::kWh);
  json.set(
      "losses", io::Json::array_of(way.losses, [](const field::YieldLoss& loss) {
        return io::Json::object({{"name", loss.name}, {"energy_kWh", loss.energy / unit::kWh}});
      }));
  return json;
}

}  // namespace heliofab::cli
