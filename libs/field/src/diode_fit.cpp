// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/diode_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::field {

namespace {

constexpr double bright_light = 400;  // [W/m2]
constexpr std::array lights{100.0, 200.0, 400.0, 600.0, 800.0, 1000.0, 1100.0};
constexpr std::array warmths{15.0, 25.0, 50.0, 75.0};  // [degC]

// One equation of three unknowns, and its right side.
using Row = std::array<double, 4>;

// Gauss's elimination with the largest pivots.
std::array<double, 3> solve(std::array<Row, 3> m) {
  for (std::size_t c = 0; c < 3; ++c) {
    std::size_t largest = c;
    for (std::size_t r = c + 1; r < 3; ++r) {
      largest = std::abs(m[r][c]) > std::abs(m[largest][c]) ? r : largest;
    }
    std::swap(m[c], m[largest]);
    for (std::size_t r = c + 1; r < 3; ++r) {
      const double factor = m[r][c] / m[c][c];
      for (std::size_t k = c; k < 4; ++k) {
        m[r][k] -= factor * m[c][k];
      }
    }
  }
  std::array<double, 3> x{};
  for (std::size_t c = 3; c-- > 0;) {
    double sum = m[c][3];
    for (std::size_t k = c + 1; k < 3; ++k) {
      sum -= m[c][k] * x[k];
    }
    x[c] = sum / m[c][c];
  }
  return x;
}

// With a series resistance the other three constants follow from straight equations.
struct Through {
  ModuleFigures figures;
  double thermal = 1;
  double recombination = 0;
  double builtin = std::numeric_limits<double>::infinity();

  double imp() const { return figures.power / figures.vmp; }

  Diode diode(double series) const {
    const double unity = std::expm1(figures.voc / thermal);  // keeps the unknowns of one size
    const auto row = [&](double junction, double current) {
      return Row{1 - share(junction), -std::expm1(junction / thermal) / unity, -junction, current};
    };
    const auto [light, dark, shunt] =
        solve({row(figures.isc * series, figures.isc), row(figures.voc, 0),
               row(figures.vmp + imp() * series, imp())});
    return {.photocurrent = light,
            .saturation = dark / unity,
            .conductance = shunt,
            .thermal = thermal,
            .series = series,
            .recombination = recombination,
            .builtin = builtin};
  }

  double share(double junction) const {
    return recombination > 0 ? recombination / (builtin - junction) : 0;
  }

  // The derivative of power by the junction's voltage at the best point, over the current.
  double tilt(double series) const {
    const Diode d = diode(series);
    const double v = figures.vmp + imp() * series;
    const double slope = -d.saturation * std::exp(v / thermal) / thermal - d.conductance -
                         d.photocurrent * share(v) / (builtin - v);
    return slope * (v - 2 * series * imp()) / imp() + 1;
  }
};

bool is_sound(const Diode& d) {
  return d.photocurrent > 0 && d.saturation > 0 && d.conductance >= 0 && d.series >= 0 &&
         std::isfinite(d.photocurrent + d.saturation + d.conductance);
}

template <class Module>
std::vector<FigurePoint> told_by(const Module& module, std::span<const FigurePoint> points) {
  std::vector<FigurePoint> told(points.begin(), points.end());
  std::vector<double> irradiance;
  std::vector<double> temperature;
  for (const FigurePoint& p : points) {
    irradiance.push_back(p.irradiance);
    temperature.push_back(p.temperature);
  }
  Diodes diodes;
  translate(module, irradiance, temperature, diodes);
  std::vector<double> isc(points.size());
  std::vector<double> voc(points.size());
  std::vector<double> vmp(points.size());
  std::vector<double> power(points.size());
  short_circuit(diodes, isc);
  open_circuit(diodes, voc);
  maximum_power(diodes, {.voltage = vmp, .current = {}, .power = power});
  for (std::size_t k = 0; k < points.size(); ++k) {
    told[k].figures = {isc[k], voc[k], vmp[k], power[k], {}};
  }
  return told;
}

// Adds errors up to their spread.
class Errors {
 public:
  void add(double model, double truth) {
    const double error = model / truth - 1;
    squares_ += error * error;
    ++count_;
    worst_ = std::abs(error) > std::abs(worst_) ? error : worst_;
  }
  Spread spread() const { return {count_ > 0 ? std::sqrt(squares_ / count_) : 0, worst_}; }

 private:
  double squares_ = 0;
  double worst_ = 0;
  int count_ = 0;
};

}  // namespace

std::vector<PowerPoint> iec61853_points() {
  std::vector<PowerPoint> points;
  for (const double light : lights) {
    for (const double warmth : warmths) {
      points.push_back({light, warmth * unit::degC});
    }
  }
  return points;
}

bool is_in_iec61853(const PowerPoint& point) noexcept {
  const double celsius = std::round(point.temperature / unit::degC);
  const double light = point.irradiance;
  return celsius == 25 || (celsius == 15 && light <= 1000) || (celsius == 50 && light >= 400) ||
         (celsius == 75 && light >= 600);
}

std::optional<Diode> diode_through(const ModuleFigures& figures, double thermal,
                                   double recombination, double builtin) {
  const Through through{figures, thermal, recombination, builtin};
  const double most = (figures.voc - figures.vmp) / through.imp();  // [ohm] the whole drop
  constexpr int stretches = 40;
  double before = through.tilt(0);
  for (int k = 1; k < stretches; ++k) {
    const double low = most * (k - 1) / stretches;
    const double high = most * k / stretches;
    const double now = through.tilt(high);
    if ((before > 0) != (now > 0)) {
      const std::optional<double> series =
          find_root([&](double rs) { return through.tilt(rs); }, low, high, 0);
      const Diode found = through.diode(series.value_or(high));
      if (series && is_sound(found)) {
        return found;
      }
    }
    before = now;
  }
  return std::nullopt;
}

TemperatureSlopes temperature_slopes(std::span<const FigurePoint> points) {
  std::vector<const FigurePoint*> rated;
  double mean = 0;  // [K]
  for (const FigurePoint& p : points) {
    if (p.irradiance == rated_light) {
      rated.push_back(&p);
      mean += p.temperature;
    }
  }
  HELIOFAB_CHECK(rated.size() >= 2);
  mean /= static_cast<double>(rated.size());
  TemperatureSlopes slopes;
  double squares = 0;
  for (const FigurePoint* p : rated) {
    const double rise = p->temperature - mean;
    slopes.isc += rise * p->figures.isc;
    slopes.voc += rise * p->figures.voc;
    slopes.power += rise * p->figures.power;
    squares += rise * rise;
  }
  return {slopes.isc / squares, slopes.voc / squares, slopes.power / squares};
}

const ModuleFigures& rated_figures(std::span<const FigurePoint> points) {
  const auto rated = std::ranges::find_if(points, [](const FigurePoint& p) {
    return p.irradiance == rated_light && p.temperature == rated_warmth;
  });
  HELIOFAB_CHECK(rated != points.end());
  return rated->figures;
}

std::vector<FigurePoint> points_of(const DeSotoModule& module,
                                   std::span<const FigurePoint> points) {
  return told_by(module, points);
}

std::vector<FigurePoint> points_of(const PvsystModule& module,
                                   std::span<const FigurePoint> points) {
  return told_by(module, points);
}

FitError fit_error(std::span<const FigurePoint> model, std::span<const FigurePoint> truth) {
  HELIOFAB_CHECK(model.size() == truth.size() && !truth.empty());
  Errors all;
  Errors bright;
  Errors isc;
  Errors voc;
  std::map<double, Errors> by_light;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    const ModuleFigures& is = truth[k].figures;
    const ModuleFigures& told = model[k].figures;
    all.add(told.power, is.power);
    by_light[truth[k].irradiance].add(told.power, is.power);
    if (truth[k].irradiance >= bright_light) {
      bright.add(told.power, is.power);
    }
    isc.add(told.isc, is.isc);
    voc.add(told.voc, is.voc);
  }
  FitError error{.power = all.spread(),
                 .bright = bright.spread(),
                 .isc = isc.spread(),
                 .voc = voc.spread(),
                 .gamma = temperature_slopes(model).power / rated_figures(model).power};
  for (const auto& [light, errors] : by_light) {
    error.by_light.push_back({light, errors.spread()});
  }
  return error;
}

}  // namespace heliofab::field
