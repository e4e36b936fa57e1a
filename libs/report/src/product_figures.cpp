// SPDX-License-Identifier: Apache-2.0
#include "product_figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "format.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

// Four digits, and all of those before the point.
std::string number_text(double number) {
  return std::abs(number) < 1e4 ? four_digits(number) : grouped(number);
}

// As people write it.
std::string unit_text(std::string unit) {
  for (const auto& [plain, written] : {std::pair{"m2", "m²"}, std::pair{"degC", "°C"}}) {
    const std::size_t at = unit.find(plain);
    if (at != std::string::npos) {
      unit.replace(at, std::string_view(plain).size(), written);
    }
  }
  return unit;
}

std::string value_text(const ProductFigure& f) {
  if (f.unit == "%") {
    return percent(f.value, 2);
  }
  return f.unit.empty() ? number_text(f.value) : number_text(f.value) + " " + unit_text(f.unit);
}

std::string installed_sentence(const ProductView& p, bool is_nominal) {
  const field::EnergyYield& e = p.installed->energy;
  const EnergyUnit in = energy_unit(e.energy);
  return fmt::format(
      "{:g} {}modules of {} W deliver {} {} in {:g} days of the weather of {}: {} kWh for each kW "
      "of nominal power, {} of what nominal power would make of the light.",
      p.plan.installation.modules, is_nominal ? "nominal " : "", four_digits(p.power.table.nominal),
      number_text(e.energy / in.scale), in.name,
      static_cast<double>(p.weather.size()) * to_s(p.weather.step) / unit::d, p.weather.place,
      number_text(e.specific / unit::h), percent(e.performance_ratio, 1));
}

std::string charger_sentence(const ProductView& p) {
  const field::ChargerYield& c = *p.charger;
  const double days = static_cast<double>(p.weather.size()) * to_s(p.weather.step) / unit::d;
  if (!(c.charging > 0)) {
    return "It never charges: its panels stay below the start of its converter.";
  }
  return fmt::format(
      "{} panels of {} W charge a phone of {:g} Wh in {} h of charging; in the mean of {:g} days "
      "of the weather of {} they fill {} phones a day.",
      field::panels_of(p.plan.charger).size(), four_digits(p.power.table.nominal),
      1000 * p.plan.phone_battery / unit::kWh,
      fixed(p.plan.phone_battery / c.energy * c.charging / unit::h, 1), days, p.weather.place,
      fixed(c.energy / p.plan.phone_battery / days, 1));
}

std::string space_sentence(const ProductView& p) {
  const twin::SpaceYield& s = *p.space;
  const field::OrbitYield& o = s.orbit;
  std::string text =
      fmt::format("A square metre of aperture gives {} W new, facing the sun at 28 °C",
                  number_text(s.areal_power));
  if (s.specific_power > 0) {
    text += fmt::format(", {} W for each kg", number_text(s.specific_power));
  }
  return text + fmt::format(
                    "; over an orbit {} W in the mean, at {:.0f} to {:.0f} °C. After {:g} years {} "
                    "of the power is left.",
                    number_text(o.cycle.mean_power), o.cycle.coldest / unit::degC,
                    o.cycle.hottest / unit::degC, p.plan.mission.years, percent(o.remaining, 2));
}

std::string indoor_sentence(const ProductView& p, bool is_nominal) {
  const twin::IndoorYield& y = *p.indoor;
  return fmt::format(
      "In {:g} lux for {:g} h a day the product gives {} mW, {} J a day; {} it would give {} mW.",
      p.plan.indoor.illuminance, p.plan.indoor.lit / unit::h, four_digits(y.here / milliwatt),
      four_digits(y.daily),
      is_nominal ? "without the shunts of its film"
                 : "of nominal modules by the run's plan without the shunts of their film",
      four_digits(y.unshunted / milliwatt));
}

std::string sentence_of(const ProductView& p, bool is_nominal) {
  return p.installed != nullptr ? installed_sentence(p, is_nominal)
         : p.charger != nullptr ? charger_sentence(p)
         : p.indoor != nullptr  ? indoor_sentence(p, is_nominal)
                                : space_sentence(p);
}

std::string module_sentence(const ProductDetails& details) {
  if (!details.modules) {
    return "The module is nominal: all of its film is as the recipe wants it, without scatter and "
           "faults.";
  }
  return details.modules->count == 1
             ? fmt::format("The module is that of {}.", details.modules->text)
             : fmt::format(
                   "The module is the mean of {}: at each light and temperature it has "
                   "their mean power.",
                   modules_text(*details.modules));
}

// Where the losses of a market are told.
std::string_view losses_origin(const ProductView& p) {
  if (p.installed != nullptr) {
    return "losses of the JSON, of the first year; docs/theory/field.md (13.1). Less than nothing "
           "is a gain. Shade to dirt are told at nominal efficiency, low light by the table at 25 "
           "°C.";
  }
  if (p.charger != nullptr) {
    return "losses of the JSON; docs/theory/field.md (14.1), (14.2).";
  }
  if (p.indoor != nullptr) {
    return "losses of the JSON, of a year; docs/theory/field.md (12.3), (12.4).";
  }
  return "losses of the JSON, of one module over the mission; docs/theory/field.md (9.6) to "
         "(9.10).";
}

}  // namespace

std::string with_origin(const std::string& figure, std::string_view origin) {
  return figure + "<p class=\"remark\">From: " + escape(origin) + "</p>\n";
}

std::string side_by_side(const std::string& left, const std::string& right) {
  return "<div class=\"pairs\">\n" + left + right + "</div>\n";
}

EnergyUnit energy_unit(double energy) {
  return energy < 10 * unit::kWh.scale ? EnergyUnit{unit::kWh.scale / 1000, "Wh"} : EnergyUnit{};
}

std::string product_answer_section(const ProductView& p, const ProductDetails& details) {
  std::string html = paragraph(sentence_of(p, !details.modules));
  const auto largest = std::ranges::max_element(details.losses, {}, &field::YieldLoss::energy);
  if (largest != details.losses.end() && largest->energy > 0 && details.potential > 0) {
    html += paragraph(fmt::format("Largest loss: {}, {} (100 % is {}).", largest->name,
                                  percent(largest->energy / details.potential, 1),
                                  details.potential_name));
  }
  html += "<dl class=\"tiles\">\n";
  for (const ProductFigure& figure : details.figures) {
    if (std::isfinite(figure.value)) {
      html += html_tile(figure.label, value_text(figure), figure.key);
    }
  }
  return html + "</dl>\n" +
         paragraph("Below each figure stands its key in the JSON of the command. " +
                   module_sentence(details)) +
         film_remark(p, details);
}

std::string product_losses_section(const ProductView& p, const ProductDetails& details) {
  const EnergyUnit in = energy_unit(details.potential);
  double left = details.potential / in.scale;
  Waterfall chart{
      .label = fmt::format("Energy from {} to what is delivered", details.potential_name),
      .x_title = fmt::format("energy [{}]", in.name),
      .measure = {in.name, left < 1000 ? 1 : 0},
      .steps = {{details.potential_name, 0, left, true}}};
  Table table{{{"step"},
               {fmt::format("lost [{}]", in.name), true},
               {"of the first [%]", true},
               {fmt::format("left [{}]", in.name), true}},
              {{details.potential_name, "", "", fixed(left, 1)}}};
  for (const field::YieldLoss& loss : details.losses) {
    const double lost = loss.energy / in.scale;
    table.rows.push_back({loss.name, fixed(lost, 2),
                          fixed(100 * loss.energy / details.potential, 2), fixed(left - lost, 1)});
    if (std::abs(loss.energy) >= 1e-4 * details.potential) {
      chart.steps.push_back({loss.name, left, left - lost});
    }
    left -= lost;
  }
  chart.steps.push_back({"delivered", 0, left, true});
  table.rows.push_back(
      {"delivered", "", fixed(100 * left * in.scale / details.potential, 2), fixed(left, 1)});
  return with_origin(
             html_figure(fmt::format("From {} to what is delivered", details.potential_name), {},
                         draw(chart), table),
             losses_origin(p)) +
         film_remark(p, details);
}

std::string product_module_section(const ProductView& p, const ProductDetails& details) {
  const field::PowerTable& t = p.power.table;
  const field::PowerGrid& g = t.grid;
  LineChart chart{.label = "Efficiency of the module over light, at some temperatures",
                  .x_title = "light of AM1.5G that reaches the cells [W/m²]",
                  .y_title = "efficiency of the aperture [%]",
                  .x_unit = "W/m²",
                  .measure = {"%", 2},
                  .is_x_logarithmic = true,
                  .y_from = 0,
                  .height = 380};
  constexpr std::array colours{1, 3, 6, 2, 4, 5, 7, 8};  // from cold to hot
  const std::size_t stride = (g.warmths + colours.size() - 2) / (colours.size() - 1);
  for (std::size_t w = 0; w < g.warmths; w += stride) {
    const double share = static_cast<double>(w) / static_cast<double>(g.warmths - 1);
    const double warmth = std::lerp(g.coldest, g.hottest, share);
    LineChart::Line line{.name = fmt::format("{:.0f} °C", warmth / unit::degC),
                         .colour = colours[w / stride],
                         .has_dots = true};
    for (std::size_t k = 0; k < g.lights; ++k) {
      const double way = static_cast<double>(k) / static_cast<double>(g.lights - 1);
      line.x.push_back(g.dimmest * std::pow(g.brightest / g.dimmest, way));
      line.y.push_back(100 * t.power[k * g.warmths + w] / p.power.aperture);
    }
    chart.lines.push_back(std::move(line));
  }
  return with_origin(
      figure_of("Efficiency over light and temperature", chart),
      fmt::format("the table of the module's power: {} nodes of light and {} of temperature, each "
                  "solved by the device engine and the module engine ({}); between them cubics, "
                  "worst error found {:.2g} % of "
                  "nominal power in proportion to the light (table_error). {} W at 1000 W/m² and "
                  "25 °C on {} m².",
                  g.lights, g.warmths,
                  details.modules ? "each module of the run from its row in the record, "
                                    "docs/theory/field.md (15.1) to (15.4); of more than one the "
                                    "mean"
                                  : "docs/theory/device.md (6), docs/theory/module.md",
                  100 * t.error, four_digits(t.nominal), four_digits(p.power.aperture)));
}

}  // namespace heliofab::report
