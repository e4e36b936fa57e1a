// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <gtest/gtest.h>

#include "gradients.hpp"
#include "heliofab/core/stream.hpp"

// Gradients of cells with everything that a design can hold.
namespace heliofab::device {
namespace {

using testing_cells::bm2;
using testing_cells::Case;
using testing_cells::Dice;
using testing_cells::Input;

constexpr double some_eV = 1e-4;

// BM-2 with charge and levels of all kinds in its planes, which `emission` splits in two.
Case planes(double emission) {
  Case c = bm2();
  c.design.interfaces.resize(2);
  c.design.interfaces[0] = {.levels = {{LevelKind::neutral, 0, -0.1, 30, 10}},
                            .sheet_charge = 1e15,
                            .emission_n = emission,
                            .emission_p = 0.3 * emission};
  c.design.interfaces[1] = {
      .levels = {{LevelKind::acceptor, 2e15, 0.1, 1e2, 3e2, LevelReference::valence_band},
                 {LevelKind::donor, 1e15, -0.2, 3e2, 20, LevelReference::conduction_band}},
      .sheet_charge = -1e14,
      .emission_n = emission,
      .emission_p = 0.3 * emission};
  return c;
}

// As planes, with a spike that electrons cross by tunnelling and, behind it, one for holes.
Case tunnelled() {
  Case c = planes(1e5);
  for (const std::size_t k : {0U, 1U}) {  // not flush: there a barrier begins
    Layer& window = c.design.layers[k];
    window.front.affinity_eV = window.back.affinity_eV =
        c.design.layers[2].front.affinity_eV - (k == 0 ? 0.2 : 0.3);
  }
  for (Interface& i : c.design.interfaces) {
    i.tunnel_mass_n = 0.2;
    i.tunnel_mass_p = 0.4;
  }
  return c;
}

Case richest(bool is_degenerate) {
  Case c{testing_cells::richest(is_degenerate), 0, 1e21, 1e6};
  c.design.back.velocity_n = c.design.back.velocity_p = 1e5;
  for (Layer& l : c.design.layers) {
    l.elements = 60;
    l.levels.back().shape = LevelShape::gaussian;
    l.levels.back().spread_eV = 0.05;
  }
  return c;
}

// Points of a grading in which all that may fall does, and every level has its shares.
Case graded() {
  Case c = richest(true);
  Layer& film = c.design.layers[2];
  for (int k = 0; k < 3; ++k) {
    LayerPoint point{k * 0.5, film.front, film.doping * (1 + 0.2 * k), {}};
    point.material.gap_eV += 0.04 * k;
    point.material.affinity_eV -= 0.03 * k;
    point.material.saturation_p *= 1 + k;
    point.material.scattering_n.exponent += 0.1 * k;
    point.material.scattering_p = {3e-4, 1e22 * (1 + k), 0.6};
    for (std::size_t l = 0; l < film.levels.size(); ++l) {
      point.level_shares.push_back(1 + 0.1 * static_cast<double>(l) * k);
    }
    film.grading.push_back(point);
  }
  return c;
}

// CdTe lit through a transparent metal on its p side.
Case p_in_front(ContactKind kind) {
  Case c = testing_cells::cdte();
  std::swap(c.design.layers[0], c.design.layers[1]);
  std::swap(c.design.front, c.design.back);
  c.design.layers[0].thickness = 0.7e-6;
  c.design.layers[0].levels[0].tau_n = 1e-8;
  c.design.front.kind = kind;
  c.design.front.barrier_eV = 0.2;
  c.design.front.work_function_eV = 5.2;
  if (kind == ContactKind::work_function) {
    c.design.back = {.kind = kind, .work_function_eV = 4.1};
  }
  return c;
}

std::vector<Case> rich_cases() {
  return {planes(0),
          planes(1e5),
          tunnelled(),
          richest(false),
          richest(true),
          graded(),
          p_in_front(ContactKind::flat_band),
          p_in_front(ContactKind::barrier),
          p_in_front(ContactKind::work_function)};
}

// Inputs that plain cells do not have, each where a cell has it.
std::vector<Input> rich_inputs() {
  const auto plane = [](Case& c, const auto& move) {
    if (!c.design.interfaces.empty()) {
      move(c.design.interfaces[1]);
    }
  };
  const auto film = [](Case& c, const auto& move) {
    Layer& l = c.design.layers.back();
    for (materials::Semiconductor* s : {&l.front, &l.back}) {
      move(*s);
    }
    for (LayerPoint& point : l.grading) {
      move(point.material);
    }
  };
  using S = materials::Semiconductor;
  return {
      {"level of a plane", 1e-3,
       [=](Case& c, double h) { plane(c, [=](auto& i) { i.levels[0].density *= 1 + h; }); }},
      {"its energy", some_eV,
       [=](Case& c, double h) { plane(c, [=](auto& i) { i.levels[0].energy_eV += h; }); }},
      {"its velocities", 1e-3,
       [=](Case& c, double h) {
         plane(c, [=](auto& i) {
           i.levels[0].velocity_n *= 1 + h;
           i.levels[0].velocity_p *= 1 - h / 2;
         });
       }},
      {"sheet charge", 1e-3,
       [=](Case& c, double h) { plane(c, [=](auto& i) { i.sheet_charge += h * 1e15; }); }},
      {"emission", 1e-3,
       [=](Case& c, double h) {
         plane(c, [=](auto& i) {
           i.emission_n *= 1 + h;
           i.emission_p *= 1 + h;
         });
       }},
      {"masses that tunnel", 1e-3,
       [=](Case& c, double h) {
         plane(c, [=](auto& i) {
           i.tunnel_mass_n *= 1 + h;
           i.tunnel_mass_p *= 1 - h;
         });
       }},
      {"doping of the spike", 1e-3, [](Case& c, double h) { c.design.layers[1].doping *= 1 + h; }},
      {"permittivity of the spike", 1e-3,
       [](Case& c, double h) {
         c.design.layers[1].front.permittivity *= 1 + h;
         c.design.layers[1].back.permittivity *= 1 + h;
       }},
      {"scattering", 1e-3,
       [=](Case& c, double h) {
         film(c, [=](S& s) {
           s.scattering_n.minimum *= 1 + h;
           s.scattering_n.reference *= 1 + 2 * h;
           s.scattering_n.exponent *= 1 - h;
         });
       }},
      {"saturation", 1e-3,
       [=](Case& c, double h) { film(c, [=](S& s) { s.saturation_n *= 1 + h; }); }},
      {"band", some_eV, [=](Case& c, double h) { film(c, [=](S& s) { s.affinity_eV += h; }); }},
      {"gap", some_eV, [=](Case& c, double h) { film(c, [=](S& s) { s.gap_eV += h; }); }},
      {"states", 1e-3, [=](Case& c, double h) { film(c, [=](S& s) { s.nc *= 1 + h; }); }},
      {"second transition", some_eV,
       [](Case& c, double h) { c.design.layers.back().levels.back().second_energy_eV += h; }},
      {"its lifetimes", 1e-3,
       [](Case& c, double h) {
         c.design.layers.back().levels.back().second_tau_n *= 1 + h;
         c.design.layers.back().levels.back().second_tau_p *= 1 - h;
       }},
      {"spread", 1e-3,
       [](Case& c, double h) { c.design.layers.back().levels.back().spread_eV *= 1 + h; }},
      {"window", 1e-3, [](Case& c, double h) { c.design.layers[0].doping *= 1 + h; }},
      {"work function", some_eV, [](Case& c, double h) { c.design.front.work_function_eV += h; }},
      {"thickness", 1e-3, [](Case& c, double h) { c.design.layers.back().thickness *= 1 + h; }},
      {"temperature", 0.1, [](Case& c, double h) { c.design.temperature += h; }},
  };
}

TEST(RichGradient, IsTheDifferenceOfCertifiedCurves) {
  for (const Case& c : {planes(0), planes(1e5), tunnelled(), graded(),
                        p_in_front(ContactKind::barrier), p_in_front(ContactKind::work_function)}) {
    testing_cells::expect_differences(c, rich_inputs(), true);
  }
}

TEST(RichGradient, IsTheSlopeForEveryNumber) {
  for (const Case& c : rich_cases()) {
    testing_cells::expect_slopes_for_every_number(c, true);
  }
}

// A random cell, of either polarity, with some of everything.
template <class Uniform>
Case draw_rich(const Uniform& uniform) {
  Case c = testing_cells::draw_any(uniform);
  const auto more = [&](unsigned draw) { return uniform(500 + draw); };
  Dice dice(more);
  CellDesign& d = c.design;
  const bool is_degenerate = dice.coin();
  const bool is_slowed = dice.coin();
  const bool is_turned = dice.coin();
  for (Layer& l : d.layers) {
    l.statistics = is_degenerate ? Statistics::fermi_dirac : Statistics::boltzmann;
    for (materials::Semiconductor* s : {&l.front, &l.back}) {
      s->saturation_n = is_slowed ? 3e4 : 0;
      s->saturation_p = is_slowed ? 1e5 : 0;
      s->scattering_n = {0.2 * s->mobility_n, 1e22, is_slowed ? 0.7 : 1};
    }
  }
  d.layers[1].levels.push_back(testing_cells::amphoteric(
      dice.decades(1e18, 1e21), dice.linear(-0.3, 0.3), dice.linear(-0.3, 0.3)));
  d.interfaces.resize(d.layers.size() - 1);
  for (Interface& i : d.interfaces) {
    i.emission_n = dice.coin() ? dice.decades(1e4, 1e5) : 0;
    i.emission_p = 0.4 * i.emission_n;
    if (i.has_emission() && dice.coin()) {
      i.tunnel_mass_n = dice.decades(0.05, 1);
      i.tunnel_mass_p = dice.decades(0.05, 1);
    }
    i.sheet_charge = dice.linear(-1, 1) * 1e14;
    const LevelKind kind = dice.coin() ? LevelKind::acceptor : LevelKind::donor;
    i.levels = {{kind, dice.decades(1e13, 1e15), dice.linear(-0.2, 0.2), dice.decades(1e-2, 1e3),
                 dice.decades(1e-2, 1e3)}};
  }
  if (is_turned) {
    std::ranges::reverse(d.layers);
    std::swap(d.front, d.back);
  }
  return c;
}

TEST(RichGradient, IsTheSlopeForRandomCells) {
  const Stream draws(100, "device.test.gradient");
  for (std::uint64_t k = 0; k < 40; ++k) {
    const auto uniform = [&](unsigned draw) { return draws.uniform(k, draw); };
    testing_cells::expect_slopes_along(draw_rich(uniform), uniform, k);
  }
}

// Between films of one material either may become the higher one: central differences see half of
// what each side does.
TEST(RichGradient, IsTheMeanOfBothSidesWhereBandsMeetFlush) {
  Case c = planes(1e3);
  Layer& window = c.design.layers[0];
  window.front = window.back = c.design.layers[1].front;
  const CellTask middle = testing_cells::task(c, {.to = 0.8});
  const CellSensitivity sensitivity(middle, testing_cells::on_given_mesh);
  const FigureGradient gradient = sensitivity.gradient(&FigureSlopes::voc);
  for (const std::size_t l : {0U, 1U}) {
    CellTask low = middle;
    CellTask high = middle;
    low.design.layers[l].front.affinity_eV -= 1e-6;
    low.design.layers[l].back.affinity_eV -= 1e-6;
    high.design.layers[l].front.affinity_eV += 1e-6;
    high.design.layers[l].back.affinity_eV += 1e-6;
    const double wanted = sensitivity.slopes(low, high).voc;
    EXPECT_NEAR(change(gradient, low.design, high.design), wanted, 1e-4 * std::abs(wanted)) << l;
  }
}

// It would bend the bands, though the cell is solved without a plane.
TEST(RichGradient, KnowsChargeThatIsNotThere) {
  Case c = bm2();
  c.design.interfaces.resize(2);
  const CellTask middle = testing_cells::task(c, {.to = 0.8});
  const CellSensitivity sensitivity(middle, testing_cells::on_given_mesh);
  CellTask low = middle;
  CellTask high = middle;
  low.design.interfaces[1].sheet_charge = -1e9;
  high.design.interfaces[1].sheet_charge = 1e9;
  const double wanted = sensitivity.slopes(low, high).pmax;
  const double stated = change(sensitivity.gradient(&FigureSlopes::pmax), low.design, high.design);
  EXPECT_NE(wanted, 0);
  EXPECT_NEAR(stated, wanted, 1e-6 * std::abs(wanted));
}

}  // namespace
}  // namespace heliofab::device
