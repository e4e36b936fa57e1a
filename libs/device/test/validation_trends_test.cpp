// SPDX-License-Identifier: Apache-2.0
#include "cigs_cell.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/radiative_limit.hpp"
#include "sunlight.hpp"
#include "validation_rows.hpp"

// What a cell of this program does when one thing changes, against what others found: signs and
// sizes, not digits, since their absorption, levels and contacts are theirs.
namespace heliofab::device::testing_cells {
namespace {

// Table units: mA/cm2, mV, %.
struct CigsFigures {
  double jsc, voc, fill_factor, efficiency;
};
CigsFigures figures_of(const CigsCell& cell) {
  const CellTask t = cell.make(am15g());
  const CertifiedCurve c = solve_cells({&t, 1}).front();
  return {c.jsc / unit::mA_per_cm2, c.voc / unit::mV, 100 * c.fill_factor,
          c.pmax() / unit::mA_per_cm2};
}

CigsCell with(Grid1D ggi, double thickness = 2 * unit::um, double lifetime = 20 * unit::ns) {
  return {.ggi = std::move(ggi), .thickness = thickness, .lifetime = lifetime};
}

const Grid1D uniform{{0, 1}, {0.3, 0.3}};
const Grid1D to_the_back{{0, 0.4, 1}, {0.3, 0.3, 0.5}};
const Grid1D to_the_front{{0, 0.2, 1}, {0.4, 0.3, 0.3}};
const Grid1D notch{{0, 0.2, 0.4, 1}, {0.4, 0.3, 0.3, 0.5}};

Checks gallium() {
  const CigsFigures less = figures_of(with({{0, 1}, {0.2, 0.2}}));
  const CigsFigures more = figures_of(with({{0, 1}, {0.4, 0.4}}));
  const double low = materials::cigs(0.2).gap_eV;
  const double high = materials::cigs(0.4).gap_eV;
  const optics::Spectrum sun = am15g();
  const double photons =
      (shockley_queisser(sun, low, 298.15).jsc - shockley_queisser(sun, high, 298.15).jsc) /
      unit::mA_per_cm2;
  return {{"CIGS, GGI 0.2 to 0.4: Voc by the gap", 1, (more.voc - less.voc) / 1000 / (high - low),
           0.1, "V/eV", "all of it while lifetimes last, as measured to 1.2 eV [hanna2001]"},
          {"... Jsc by the photons", 0.9, (less.jsc - more.jsc) / photons, 0.15, "",
           "those of the sun between both gaps, less what is not absorbed"}};
}

Checks grading() {
  const CigsFigures flat = figures_of(with(uniform));
  const CigsFigures back = figures_of(with(to_the_back));
  const CigsFigures poor = figures_of(with(uniform, 2 * unit::um, 1 * unit::ns));
  const CigsFigures front = figures_of(with(to_the_front, 2 * unit::um, 1 * unit::ns));
  const CigsFigures both = figures_of(with(notch));
  const double thin = 0.5 * unit::um;
  const double thin_gain =
      figures_of(with(to_the_back, thin)).voc - figures_of(with(uniform, thin)).voc;
  return {{"CIGS, GGI rising to 0.5 at the back: Voc", 25, back.voc - flat.voc, 15, "mV",
           "rises [song2004]"},
          {"... Jsc", 1, back.jsc - flat.jsc, 0.7, "mA/cm2", "rises too [song2004]"},
          {"... Voc of 0.5 um less that of 2 um", 40, thin_gain - (back.voc - flat.voc), 30, "mV",
           "thin films gain most [lundberg2003]"},
          {"CIGS, GGI falling from 0.4 in front, 1 ns: Voc", 30, front.voc - poor.voc, 20, "mV",
           "rises [song2004]"},
          {"... Jsc", -0.7, front.jsc - poor.jsc, 0.7, "mA/cm2", "hardly falls [song2004]"},
          {"CIGS, notch: efficiency", 2.5, both.efficiency - flat.efficiency, 1.5, "%",
           "more than 1 [severino2018], 4.4 [song2004]"}};
}

Checks thickness() {
  const CigsFigures usual = figures_of(with(uniform, 1.8 * unit::um));
  const CigsFigures one = figures_of(with(uniform, 1 * unit::um));
  const CigsFigures thin = figures_of(with(uniform, 0.5 * unit::um));
  CigsCell passivated = with(uniform, 0.5 * unit::um);
  passivated.back_velocity = 1e2 * unit::cm_per_s;
  const CigsFigures kept = figures_of(passivated);
  const CigsFigures thin_cds = figures_of({.buffer = 20 * unit::nm});
  const CigsFigures thick_cds = figures_of({.buffer = 100 * unit::nm});
  return {{"CIGS 1.8 to 1.0 um: efficiency", -1, one.efficiency - usual.efficiency, 0.7, "%",
           "little is lost down to 1 um [lundberg2003]"},
          {"... 1.0 to 0.5 um: Jsc", -3, thin.jsc - one.jsc, 1.5, "mA/cm2",
           "then current goes first [lundberg2003]"},
          {"... 0.5 um, back velocity 1e7 to 1e2 cm/s: Voc", 60, kept.voc - thin.voc, 30, "mV",
           "the back matters where films are thin [suresh2019]"},
          {"CdS 20 to 100 nm: Jsc", -2, thick_cds.jsc - thin_cds.jsc, 1, "mA/cm2",
           "no pair of a dead buffer is collected; 6 mA/cm2 of photons above its gap"}};
}

// A cliff costs voltage where the interface recombines: holes reach it, and each decade of its
// velocity then costs kT/q ln 10. A spike keeps them away.
Checks band_offset() {
  const double decade = constants::boltzmann_eV * 298.15 * std::log(10) / unit::mV;
  const auto of = [](double spike, double velocity_cm_s = 0) {
    return figures_of(behind_spike(spike, velocity_cm_s * unit::cm_per_s));
  };
  const CigsFigures flat = of(0);
  const CigsFigures fast = of(-0.2, 1e6);
  return {{"CdS/CIGS, spike of 0.3 eV: FF", 0, of(0.3).fill_factor - flat.fill_factor, 1.5, "%",
           "no obstacle up to 0.3 eV or 0.4 [minemoto2015]"},
          {"... of 0.6 eV: Jsc, of that without", 0.1, of(0.6).jsc / flat.jsc, 0.1, "",
           "electrons are kept back [minemoto2015]"},
          {"... cliff of 0.15 eV: Voc", 0, of(-0.15).voc - flat.voc, 10, "mV",
           "no interface recombination, which makes it fall [minemoto2015]"},
          {"... cliff of 0.2 eV, velocity 1e4 to 1e5 cm/s: Voc", -interface_ideality() * decade,
           of(-0.2, 1e5).voc - of(-0.2, 1e4).voc, 5, "mV",
           "kT/q ln 10 (1 + eps N of CIGS over eps N of CdS), the share of V in CIGS; falls "
           "[minemoto2015]"},
          {"... and of 0.3 eV less that of 0.2 eV, 1e6 cm/s", -100, of(-0.3, 1e6).voc - fast.voc,
           10, "mV", "the barrier is the gap less the cliff"},
          {"... spike of 0.2 eV, 0 to 1e5 cm/s: Voc", 0, of(0.2, 1e5).voc - of(0.2).voc, 10, "mV",
           "holes do not reach a spike"}};
}

Checks recombination_and_doping() {
  const double decade = constants::boltzmann_eV * 298.15 * std::log(10) / unit::mV;
  const auto lasting = [](double lifetime) { return figures_of({.lifetime = lifetime}); };
  const auto doped = [](double per_cm3) { return figures_of({.doping = per_cm3 * unit::per_cm3}); };
  const CigsFigures short_one = lasting(0.1 * unit::ns);
  const CigsFigures nano = lasting(1 * unit::ns);
  const CigsFigures ten = lasting(10 * unit::ns);
  const CigsFigures hundred = lasting(100 * unit::ns);
  const CigsFigures more = doped(1e17);
  const CigsFigures without_sodium =
      figures_of({.doping = 1e15 * unit::per_cm3, .lifetime = 0.4 * 20 * unit::ns});
  return {
      {"CIGS, lifetime 0.1 to 1 ns: Voc", 2 * decade, nano.voc - short_one.voc, 20, "mV",
       "two kT/q ln 10 while the depletion region limits"},
      {"... 1 to 10 ns", 1.25 * decade, ten.voc - nano.voc, 0.25 * decade, "mV",
       "one where the bulk does, as long lifetimes go with voltage [ohnesorge1998]"},
      {"... 10 to 100 ns: Jsc", 0, hundred.jsc - ten.jsc, 0.5, "mA/cm2",
       "not influenced [ohnesorge1998]"},
      {"CIGS, doping 1e16 to 1e17 1/cm3: Voc", decade, more.voc - doped(1e16).voc, 10, "mV",
       "one kT/q ln 10 while the bulk limits"},
      {"... Jsc", -2, more.jsc - doped(1e16).jsc, 1.5, "mA/cm2",
       "the collecting field becomes narrow"},
      {"CIGS without sodium, a tenth of the acceptors and 0.4 of the lifetime: Voc", -90,
       without_sodium.voc - figures_of({}).voc, 30, "mV",
       "80 to 100 mV less [rudmann2005]; what it makes of the film: theory/process.md (4), (5)"},
      {"... efficiency", -3.2, without_sodium.efficiency - figures_of({}).efficiency, 1.5, "%",
       "2.5 to 4 less [rudmann2005]"}};
}

}  // namespace

Checks cigs_trends() {
  Checks rows;
  for (const Checks& part :
       {gallium(), grading(), thickness(), band_offset(), recombination_and_doping()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

}  // namespace heliofab::device::testing_cells
