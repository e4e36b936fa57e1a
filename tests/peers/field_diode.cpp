// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "field_values.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::field {
namespace {

constexpr double kelvin = constants::boltzmann / constants::elementary_charge;  // [V/K]
constexpr std::size_t set_size = 32;

struct Curves {
  Diodes diodes;  // one has its own series resistance: solved one at a time
  std::vector<double> series;
  std::array<std::vector<double>, 5> wanted;  // isc voc vmp imp pmp

  Diode at(std::size_t i) const {
    Diode d = diodes.at(i);
    d.series = series[i];
    return d;
  }
  std::size_t size() const { return series.size(); }
};
constexpr std::array figure_names{"isc", "voc", "vmp", "imp", "pmp"};

Curves precise_curves() {
  const io::CsvTable t = io::read_csv(source_folder + "/libs/field/test/precise_curves.csv");
  Curves c;
  c.series = t.column("series_ohm");
  c.diodes.resize(c.size());
  for (std::size_t i = 0; i < c.size(); ++i) {
    c.diodes.photocurrent[i] = t.column("photocurrent_A")[i];
    c.diodes.saturation[i] = t.column("saturation_A")[i];
    c.diodes.conductance[i] = 1 / t.column("shunt_ohm")[i];
    c.diodes.thermal[i] = t.column("ideality")[i] * t.column("cells")[i] * kelvin * 298.15;
  }
  c.wanted = {t.column("isc_A"), t.column("voc_V"), t.column("vmp_V"), t.column("imp_A"),
              t.column("pmp_W")};
  return c;
}

Diodes alone(const Diode& d) {
  return {.photocurrent = {d.photocurrent},
          .saturation = {d.saturation},
          .conductance = {d.conductance},
          .thermal = {d.thermal},
          .series = d.series,
          .recombination = d.recombination,
          .builtin = d.builtin};
}

std::array<double, 5> in_lanes(const Diode& d) {
  const Diodes diodes = alone(d);
  std::vector<double> isc(1), voc(1), v(1), i(1), p(1);
  short_circuit(diodes, isc);
  open_circuit(diodes, voc);
  maximum_power(diodes, {v, i, p});
  return {isc[0], voc[0], v[0], i[0], p[0]};
}

std::array<double, 5> plainly(const Diode& d) {
  const OperatingPoint mpp = maximum_power(d);
  return {current_at(d, 0), voltage_at(d, 0), mpp.voltage, mpp.current, mpp.power};
}

// Worst relative error of each figure over one set.
template <class Solve>
io::Json worst_figures(const Curves& curves, std::size_t set, Solve solve) {
  std::array<double, 5> worst{};
  for (std::size_t k = set * set_size; k < (set + 1) * set_size; ++k) {
    const auto is = solve(curves.at(k));
    for (std::size_t j = 0; j < worst.size(); ++j) {
      const double wanted = curves.wanted[j][k];
      worst[j] = std::max(worst[j], std::abs(is[j] - wanted) / wanted);
    }
  }
  io::Json out = io::Json::object();
  for (std::size_t j = 0; j < worst.size(); ++j) {
    out.set(figure_names[j], worst[j]);
  }
  return out;
}

// Currents at the voltages of points along the curves, over isc.
double worst_current(const Curves& curves, std::size_t set) {
  const io::CsvTable t = io::read_csv(source_folder + "/libs/field/test/precise_points.csv");
  double worst = 0;
  std::vector<double> current(1);
  for (std::size_t i = 0; i < t.lines.size(); ++i) {
    const auto k = static_cast<std::size_t>(t.column("curve")[i]) - 1;
    if (k / set_size == set) {
      current_at(alone(curves.at(k)), std::vector{t.column("voltage_V")[i]}, current);
      worst =
          std::max(worst, std::abs(current[0] - t.column("current_A")[i]) / curves.wanted[0][k]);
    }
  }
  return worst;
}

// First Solar FS-495 of PVsyst 6.7.2 with recombination.
const PvsystModule fs495{.photocurrent = 1.5743233463848496,
                         .saturation = 9.62e-10,
                         .series = 4.6,
                         .shunt = 5000,
                         .dark_shunt = 12500,
                         .shunt_exponent = 3.1,
                         .cells = 108,
                         .ideality = 1.48,
                         .ideality_by_kelvin = 0.001,
                         .current_by_kelvin = 0.00039,
                         .gap_eV = 1.5,
                         .recombination = 1.31,
                         .builtin = 0.9};

io::Json thin_film(double light, double celsius) {
  const auto f = in_lanes(diode_of(fs495, light, celsius + zero_degC));
  return io::Json::object({{"pmp", f[4]}, {"isc", f[0]}, {"voc", f[1]}});
}

io::Json translated() {
  DeSotoModule m{.photocurrent = 7.545,
                 .saturation = 1.94e-9,
                 .series = 0.094,
                 .shunt = 15.72,
                 .thermal = 0.473,
                 .current_by_kelvin = 0.003};
  const Diode warm = diode_of(m, 800, 323.15);
  m.adjust = 0.106;
  return io::Json::object({{"photocurrent", warm.photocurrent},
                           {"saturation", warm.saturation},
                           {"shunt", 1 / warm.conductance},
                           {"thermal", warm.thermal},
                           {"photocurrent_cec", diode_of(m, 800, 323.15).photocurrent}});
}

}  // namespace

io::Json diode_values() {
  const Curves curves = precise_curves();
  io::Json sets = io::Json::array();
  for (const std::size_t set : {0U, 1U}) {
    sets.push(io::Json::object({{"lanes", worst_figures(curves, set, in_lanes)},
                                {"plain", worst_figures(curves, set, plainly)},
                                {"points", worst_current(curves, set)}}));
  }
  return io::Json::object({{"curves", curves.size()},
                           {"sets", sets},
                           {"fs495", thin_film(888, 55)},
                           {"fs495_rated", thin_film(1000, 25)},
                           {"translated", translated()}});
}

}  // namespace heliofab::field
