// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/report/product_report.hpp"
#include "line_chart.hpp"

namespace heliofab::report {

// The sections of a product's page, each as HTML without its heading.

std::string product_answer_section(const ProductView& product, const ProductDetails& details);
std::string installed_months_section(const ProductView& product);
std::string installed_days_section(const ProductView& product);
std::string installed_load_section(const ProductView& product);
std::string installed_years_section(const ProductView& product);
std::string charger_months_section(const ProductView& product);
std::string charger_days_section(const ProductView& product);
/// Of a product that has over_shunts.
std::string indoor_section(const ProductDetails& details);
std::string orbit_section(const ProductView& product, const std::vector<twin::OrbitCase>& orbits);
std::string mission_section(const ProductView& product);
std::string product_losses_section(const ProductView& product, const ProductDetails& details);
std::string product_module_section(const ProductView& product, const ProductDetails& details);
/// Of more than one module of a run.
std::string modules_section(const ProductDetails& details);

/// What figures of a run's modules take from the nominal module of its plan; nothing where there
/// is nothing.
std::string film_remark(const ProductView& product, const ProductDetails& details);
/// The modules, and how many of them were solved.
std::string modules_text(const ProductModules& modules);

inline constexpr double milliwatt = 1e-3;  // [W]
/// Of a shunt [S/m2], in ohm cm2.
double shunt_resistance(double shunt);

/// A figure with where its numbers come from below it.
std::string with_origin(const std::string& figure, std::string_view origin);
/// Two figures side by side.
std::string side_by_side(const std::string& left, const std::string& right);

/// In kWh, or in Wh where these would be few.
struct EnergyUnit {
  double scale = unit::kWh.scale;
  std::string name = "kWh";
};
EnergyUnit energy_unit(double energy);

inline constexpr std::array<std::string_view, 12> month_names{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
/// Months that the weather has rows of, by how long [s] it has them; 0 of others.
std::array<double, 12> month_times(const field::Weather& weather);

/// A day of the place's clock that the weather has all of.
struct DayRows {
  std::string date;       // "2010-06-21"
  std::size_t month = 0;  // 0 is January
  std::size_t first = 0;  // its rows
  std::size_t end = 0;
};
std::vector<DayRows> whole_days(const field::Weather& weather);
/// The sum of a day's rows.
double sum_of(const DayRows& day, std::span<const double> rows);
/// A chart over the hours of a day, half as wide as the page.
LineChart day_chart(std::string label, std::string y_title, Measure measure);
/// A value of each row of a day, in the middle of its interval.
LineChart::Line over_day(std::string name, int colour, const field::Weather& weather,
                         const DayRows& day, const std::function<double(std::size_t)>& value);

}  // namespace heliofab::report
