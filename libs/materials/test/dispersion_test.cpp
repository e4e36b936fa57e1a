// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/dispersion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "csv_table.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::materials {
namespace {

using testing_data::read_columns;
using testing_data::read_constants;

// Number `film` of data/optics/cigs/minoura_oscillators.csv.
Dispersion minoura(double film) {
  const auto columns = read_columns("optics/cigs/minoura_oscillators.csv");
  Dispersion dispersion;
  for (std::size_t row = 0; row < columns[0].size(); ++row) {
    if (columns[0][row] == film) {
      dispersion.permittivity = columns[3][row];
      dispersion.tauc_lorentz.push_back({.amplitude_eV = columns[5][row],
                                         .energy_eV = columns[4][row],
                                         .width_eV = columns[6][row],
                                         .gap_eV = columns[7][row]});
    }
  }
  return dispersion;
}

double worst_difference(const OpticalConstants& a, const OpticalConstants& b, std::size_t from) {
  double worst = 0;
  for (std::size_t i = from; i < a.n.size(); ++i) {
    worst = std::max({worst, std::abs(a.n[i] - b.n[i]), std::abs(a.k[i] - b.k[i])});
  }
  return worst;
}

// The tables were computed elsewhere from the same terms, by a numerical Kramers-Kronig transform
// that is good to 2e-5, and have five decimals.
TEST(Dispersion, OscillatorsGiveTheTablesOfCigs) {
  for (const auto& [film, name] :
       {std::pair(1, "minoura_x000"), std::pair(2, "minoura_x040"), std::pair(4, "minoura_x100")}) {
    const Dispersion dispersion = minoura(film);
    ASSERT_EQ(dispersion.tauc_lorentz.size(), 9U);
    const OpticalConstants wanted = read_constants(std::string("cigs/") + name);
    EXPECT_LT(worst_difference(tabulate(dispersion, wanted.wavelength), wanted, 0), 3e-5) << name;
  }
}

TEST(Dispersion, TwoTermsGiveTheTableOfZincOxide) {
  const Dispersion izno{
      .permittivity = 2.1445,
      .tauc_lorentz = {{120.25, 3.3165, 0.3768, 3.15}, {51.765, 4.9109, 1.7928, 3.15}}};
  const OpticalConstants wanted = read_constants("izno");
  EXPECT_LT(worst_difference(tabulate(izno, wanted.wavelength), wanted, 0), 2e-4);
}

// Beyond 900 nm, row 120, the table of ZnO:Al is a formula, matched to the last measured row: its
// k is larger by one factor, n by 4e-4 at most.
TEST(Dispersion, ResonanceAndElectronsGiveTheInfraredOfZincOxideAluminium) {
  const Dispersion azo{.permittivity = 1.8514,
                       .sellmeier = {{1.5931, 0.2343 * unit::um}},
                       .drude = {{1.339, 0.0639}}};
  const OpticalConstants wanted = read_constants("azo");
  const OpticalConstants found = tabulate(azo, wanted.wavelength);
  for (std::size_t i = 121; i < wanted.n.size(); ++i) {
    EXPECT_NEAR(found.n[i], wanted.n[i], 4e-4);
    EXPECT_NEAR(found.k[i] / wanted.k[i], 0.9466, 5e-4) << wanted.wavelength[i];
  }
}

TEST(Dispersion, FusedSilicaHasItsIndexAtTheSodiumLine) {
  const Dispersion silica{.sellmeier = {{0.6961663, 0.0684043 * unit::um},  // [malitson1965]
                                        {0.4079426, 0.1162414 * unit::um},
                                        {0.8974794, 9.896161 * unit::um}}};
  const std::array wavelength{587.6 * unit::nm, 589.3 * unit::nm};
  EXPECT_NEAR(tabulate(silica, wavelength).n[0], 1.45846, 1e-5);
}

// eps1 = (2 / pi) P int x eps2(x) / (x^2 - E^2) dx. Taking E eps2(E) from the numerator changes
// nothing and removes the pole; x = u / (1 - u), midpoints. The kink at the gap and the tail leave
// 1e-7 of the amplitude.
double kramers_kronig(const TaucLorentz& term, double energy) {
  const int steps = 20'000;
  const double at = energy * permittivity(term, energy).imag();
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double u = (i + 0.5) / steps;
    const double x = u / (1 - u);
    if (std::abs(x - energy) > 1e-9) {
      sum += (x * permittivity(term, x).imag() - at) / (x * x - energy * energy) /
             ((1 - u) * (1 - u)) / steps;
    }
  }
  return 2 / std::numbers::pi * sum;
}

RC_GTEST_PROP(Dispersion, RefractionOfTaucLorentzIsKramersKronigOfItsLoss, ()) {
  const double energy = *rc::gen::inRange(1000, 7000) * 1e-3;
  const TaucLorentz term{.amplitude_eV = 50,
                         .energy_eV = energy,
                         .width_eV = energy * *rc::gen::inRange(50, 1990) * 1e-3,
                         .gap_eV = *rc::gen::inRange(0, 4000) * 1e-3};
  for (const double at : {0.7, term.gap_eV + 0.05}) {
    const double wanted = kramers_kronig(term, at);
    RC_ASSERT(std::abs(permittivity(term, at).real() - wanted) < 1e-4 + 1e-4 * std::abs(wanted));
  }
}

TEST(Dispersion, TaucLorentzIsContinuousAtItsGap) {
  const TaucLorentz term{.amplitude_eV = 100, .energy_eV = 3.5, .width_eV = 0.6, .gap_eV = 1.2};
  const auto at = permittivity(term, 1.2);
  EXPECT_EQ(at.imag(), 0);
  EXPECT_NEAR(permittivity(term, 1.2 + 1e-9).real(), at.real(), 1e-7);
  EXPECT_NEAR(permittivity(term, 1.2 - 1e-9).real(), at.real(), 1e-7);
}

TEST(Dispersion, CauchyIsItsPolynomial) {
  const Cauchy glass{.a = 1.5, .b = 5e-15, .c = 1e-28};
  const std::array wavelength{400e-9, 500e-9};
  EXPECT_NEAR(tabulate(glass, wavelength).n[1], 1.5 + 5e-15 / 25e-14 + 1e-28 / 625e-28, 1e-14);
}

TEST(Dispersion, ListsEverythingWrongWithIt) {
  const Dispersion bad{.permittivity = -1,
                       .sellmeier = {{1, 0}},
                       .drude = {{1, 0.1}, {-1, 0}},
                       .tauc_lorentz = {{10, 2, 4, -1}}};
  try {
    (void)tabulate(bad, std::array{400e-9, 500e-9});
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: dispersion.permittivity: -1, wanted 0 or more [E2106]\n"
                 "error: dispersion.sellmeier[0].wavelength: 0, wanted above 0 m [E2106]\n"
                 "error: dispersion.drude[1].plasma_energy_eV: -1, wanted 0 eV or more [E2106]\n"
                 "error: dispersion.drude[1].damping_eV: 0, wanted above 0 eV [E2106]\n"
                 "error: dispersion.tauc_lorentz[0].width_eV: 4, wanted above 0 eV and below twice "
                 "energy_eV [E2106]\n"
                 "error: dispersion.tauc_lorentz[0].gap_eV: -1, wanted 0 eV or more [E2106]\n");
  }
}

TEST(Dispersion, RefusesWavelengthsInsideALosslessResonance) {
  const Dispersion resonance{.sellmeier = {{2, 500e-9}}};
  EXPECT_THROW((void)tabulate(resonance, std::array{450e-9, 480e-9}), InputError);
}

// The film behind the table of ZnO:Al, as theory/optics.md has it: 1.339 eV and 0.0639 eV of
// 3.9e26 /m3 with 0.3 of the mass and 60 cm2/V/s in light.
TEST(Dispersion, FreeElectronsHaveThePlasmaEnergyOfTheirDensity) {
  const Drude film = free_electrons(3.9e26, 60 * unit::cm2_per_V_s, 0.3);
  EXPECT_NEAR(film.plasma_energy_eV, 1.339, 1e-3);
  EXPECT_NEAR(film.damping_eV, 0.0643, 1e-4);
  const double ratio = free_electrons(4 * 3.9e26, 1, 0.3).plasma_energy_eV / film.plasma_energy_eV;
  EXPECT_NEAR(ratio, 2, 1e-12);
}

}  // namespace
}  // namespace heliofab::materials
