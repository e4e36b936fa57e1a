// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "diode.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/device/cell_profile.hpp"
#include "heliofab/device/conditions.hpp"
#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

// Diodes in closed form; a cell under other conditions.
namespace heliofab::device::testing_cells {
namespace {

// The field at an abrupt junction in equilibrium, from Poisson's first integral with the carriers'
// tails: eps E^2 / (2 q vt) = N (u + exp(-u) - 1) + ni^2 / N (exp(u) - u - 1) on either side, u the
// bending in kT/q, which add up to the built-in potential.
double junction_field(const Diode& d) {
  const double built_in = std::log(d.donors * d.acceptors / d.ni2());
  const auto bent = [&](double doping, double u) {
    return doping * (u + std::expm1(-u)) + d.ni2() / doping * (std::expm1(u) - u);
  };
  const auto mismatch = [&](double u) {
    return bent(d.acceptors, u) - bent(d.donors, built_in - u);
  };
  const double u = find_root(mismatch, 0, built_in, 1e-12).value();
  return std::sqrt(2 * constants::elementary_charge * d.vt() * bent(d.acceptors, u) /
                   (d.material().permittivity * constants::vacuum_permittivity));
}

double dark_current_at(const Case& c, double voltage) {
  const CellTask t{
      c.design, make_mesh(c.design), {}, {.from = voltage, .to = voltage, .step = 0.1}};
  return -solve_cells({&t, 1}).front().points.front().current_density / unit::mA_per_cm2;
}

}  // namespace

Checks closed_form_rows() {
  const Diode d;
  const CellTask dark{d.make().design, make_mesh(d.make().design), {}, {.to = 0.4}};
  const double zero = 0;
  const CellProfile p = solve_profiles(dark, {&zero, 1}, {.mesh = 1e-4}).profiles.front();
  double field = 0;   // [V/m]
  double charge = 0;  // [C/m2] of the p side
  for (const ProfileRow& row : p.rows) {
    field = std::max(field, row.field);
    charge += row.layer == 1 ? row.length * row.charge : 0;
  }
  const double on_p_side = d.depletion(0) / (1 + d.acceptors / d.donors);
  Checks rows{{"abrupt junction: field", junction_field(d) * 1e-8, field * 1e-8,
               1e-3 * junction_field(d) * 1e-8, "MV/cm", "first integral of Poisson; mesh"},
              {"... depletion width of the p side", on_p_side / unit::nm,
               -charge / constants::elementary_charge / d.acceptors / unit::nm,
               0.01 * on_p_side / unit::nm, "nm", "depletion approximation, 2 kT/q for the tails"}};
  const Diode wide{.radiative = 1e-13};
  const double length_n = std::sqrt(100e-4 * wide.vt() / (wide.radiative * wide.acceptors));
  const double length_p = std::sqrt(25e-4 * wide.vt() / (wide.radiative * wide.donors));
  const double scale = constants::elementary_charge * d.ni2() / unit::mA_per_cm2;
  for (const double v : {0.15, 0.35}) {
    const double j = scale * wide.radiative * std::expm1(v / wide.vt()) *
                     (length_n + length_p + wide.depletion(v));
    rows.push_back({fmt::format("long diode, {:.2f} V", v), j, dark_current_at(wide.make(), v),
                    0.02 * j, "mA/cm2", "Shockley; a Debye length of smeared edge"});
  }
  for (const double velocity : {1.0, 1e2, 1e5}) {  // [m/s] the surface, both, diffusion
    const Diode thin{.p_side = 1 * unit::um, .velocity = velocity};
    const double v = 0.35;
    const double neutral = thin.p_side - thin.depletion(v) / (1 + thin.acceptors / thin.donors);
    const double p_side = thin.acceptors * (neutral / (100e-4 * thin.vt()) + 1 / velocity);
    const double n_side = thin.donors * (thin.n_side / (25e-4 * thin.vt()) + 1 / velocity);
    const double j = scale * std::expm1(v / thin.vt()) * (1 / p_side + 1 / n_side);
    rows.push_back({fmt::format("short diode, surfaces of {:g} m/s, 0.35 V", velocity), j,
                    dark_current_at(thin.make(), v), (velocity > 1e3 ? 0.03 : 0.01) * j, "mA/cm2",
                    "Shockley; the smeared edge counts where diffusion limits"});
  }
  return rows;
}

Checks condition_rows() {
  CellTask t = task(bm1(), {.to = 1.2});
  const TemperatureCoefficients c = temperature_coefficients(t);
  const double theory = -(1.15 + 3 * constants::boltzmann_eV * 300 - 0.624) / 300 / 0.624;
  Checks rows{{"BM-1, 300 K: change of Voc", 100 * theory, 100 * c.voc, 0.01, "%/K",
               "(Voc - Eg - 3 kT) / T, for an ideality of 1"},
              {"... two CIGS modules [marion2014]", -0.351, 100 * c.voc, 0.04, "%/K",
               "-0.372 and -0.329 flashed at 25 and 50 degC, -0.320 and -0.317 outdoors"},
              {"... change of Pmax", -0.52, 100 * c.pmax, 0.1, "%/K",
               "-0.553 and -0.487 flashed, -0.51 and -0.394 outdoors [marion2014]"}};
  const SunsVoc suns = suns_voc(t, decades(1e-4, 10, 21));
  rows.push_back({"... ideality under 1e-4 suns", 2, suns.points.front().ideality, 0.4, "",
                  "levels in the depletion region"});
  rows.push_back(
      {"... under ten", 1, suns.points.back().ideality, 0.25, "", "the bulk and the back"});
  return rows;
}

}  // namespace heliofab::device::testing_cells
