// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "../../libs/field/test/precise_curves.hpp"
#include "field_values.hpp"

namespace heliofab::field {
namespace {

constexpr std::size_t set_size = 32;
constexpr std::array<std::pair<const char*, double Figures::*>, 5> figures{
    {{"isc", &Figures::isc},
     {"voc", &Figures::voc},
     {"vmp", &Figures::vmp},
     {"imp", &Figures::imp},
     {"pmp", &Figures::pmp}}};

// Worst relative error of each figure over one set.
template <class Solve>
io::Json worst_figures(std::span<const Precise> set, Solve solve) {
  io::Json out = io::Json::object();
  for (const auto& [name, figure] : figures) {
    double worst = 0;
    for (const Precise& curve : set) {
      const double wanted = curve.wanted.*figure;
      worst = std::max(worst, std::abs(solve(curve.diode).*figure - wanted) / wanted);
    }
    out.set(name, worst);
  }
  return out;
}

// Currents at the voltages of points along the curves of a set, over isc.
double worst_current(const std::vector<Precise>& curves, std::size_t set) {
  const io::CsvTable t = table_of("precise_points.csv");
  double worst = 0;
  std::vector<double> current(1);
  for (std::size_t i = 0; i < t.lines.size(); ++i) {
    const auto k = static_cast<std::size_t>(t.column("curve")[i]) - 1;
    if (k / set_size == set) {
      current_at(one(curves[k].diode), std::vector{t.column("voltage_V")[i]}, current);
      worst =
          std::max(worst, std::abs(current[0] - t.column("current_A")[i]) / curves[k].wanted.isc);
    }
  }
  return worst;
}

io::Json thin_film(double light, double celsius) {
  const Figures f = of_lanes(diode_of(fs495, light, celsius + zero_degC));
  return io::Json::object({{"pmp", f.pmp}, {"isc", f.isc}, {"voc", f.voc}});
}

io::Json translated() {
  DeSotoModule m = translated_module;
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
  const std::vector<Precise> curves = precise_curves();
  io::Json sets = io::Json::array();
  for (const std::size_t set : {0U, 1U}) {
    const auto those = std::span(curves).subspan(set * set_size, set_size);
    sets.push(io::Json::object({{"lanes", worst_figures(those, of_lanes)},
                                {"plain", worst_figures(those, of_plain)},
                                {"points", worst_current(curves, set)}}));
  }
  return io::Json::object({{"curves", curves.size()},
                           {"sets", sets},
                           {"fs495", thin_film(888, 55)},
                           {"fs495_rated", thin_film(1000, 25)},
                           {"translated", translated()}});
}

}  // namespace heliofab::field
