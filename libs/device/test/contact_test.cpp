// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "engines_agree.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/circuit.hpp"
#include "wide_ensemble.hpp"

// Contacts of any speed and kind, the p side in front, and resistances around the cell.
namespace heliofab::device {
namespace {

using testing_cells::bm1;
using testing_cells::bm2;
using testing_cells::Case;
using testing_cells::expect_engines_agree;
using testing_cells::solve_as_given;
using testing_cells::task;

// The same cell seen from its other side: layers, contacts, planes and light turned round.
CellTask mirrored(const CellTask& t) {
  CellTask m = t;
  std::ranges::reverse(m.design.layers);
  for (Layer& layer : m.design.layers) {
    std::swap(layer.front, layer.back);
  }
  std::swap(m.design.front, m.design.back);
  std::ranges::reverse(m.design.interfaces);
  m.mesh = make_mesh(m.design);
  m.generation_at = [t](std::span<const double> positions) {
    const double depth = t.mesh.x.back();
    std::vector<double> turned;
    for (const double x : positions) {
      turned.push_back(depth - x);
    }
    const double all = t.generation.back();
    for (double& pairs : turned = t.generation_at(turned)) {
      pairs = all - pairs;
    }
    return turned;
  };
  if (!t.generation.empty()) {
    m.generation = m.generation_at(volume_edges(m.mesh));
  }
  return m;
}

Case with_planes() {
  Case c = bm2();
  c.design.interfaces.resize(2);
  c.design.interfaces[0] = {.levels = {{LevelKind::donor, 1e15, 0.1, 1e3, 3e3}},
                            .sheet_charge = 1e14};
  c.design.interfaces[1] = {.levels = {{LevelKind::acceptor, 1e15, 0.1, 1e3, 3e3}},
                            .emission_n = 1e5,
                            .emission_p = 3e4,
                            .tunnel_mass_n = 0.1,
                            .tunnel_mass_p = 0.3};
  return c;
}

// Nothing but the order of the sums differs between a cell and its mirror image, and the thickness
// of a joint that carriers tunnel through.
TEST(Polarity, ACellIsTheSameFromItsOtherSide) {
  for (const Case& c : {bm1(), bm2(), testing_cells::cdte(), with_planes()}) {
    for (const bool is_lit : {true, false}) {
      CellTask t = task(c, {.from = -0.2, .to = 1.0, .step = 0.02});
      if (!is_lit) {
        t.generation.clear();
      }
      const CellTask m = mirrored(t);
      EXPECT_FALSE(has_p_in_front(t.design));
      EXPECT_TRUE(has_p_in_front(m.design));
      const CertifiedCurve one = solve_as_given(t);
      const CertifiedCurve other = solve_as_given(m);
      ASSERT_EQ(one.points.size(), other.points.size());
      for (std::size_t k = 0; k < one.points.size(); ++k) {
        const CertifiedPoint& a = one.points[k];
        const CertifiedPoint& b = other.points[k];
        const double size = std::abs(a.current_density) + one.jsc;
        EXPECT_NEAR(b.current_density, a.current_density, 2e-7 * size + 1e-16) << a.voltage;
        EXPECT_NEAR(b.losses.front_contact, a.losses.back_contact, 2e-7 * size + 1e-16);
        EXPECT_NEAR(b.losses.back_contact, a.losses.front_contact, 2e-7 * size + 1e-16);
        EXPECT_LE(b.balance, 1e-6 * size + 16 * b.rounding);
      }
      EXPECT_NEAR(other.voc, one.voc, 1e-8);
      expect_engines_agree(m);
    }
  }
}

// A metal whose Fermi level is that of the neutral film is a flat band; one elsewhere is the
// barrier of the same height, and tells the side by itself.
TEST(Contact, OfAWorkFunctionIsTheBarrierOfThatHeight) {
  Case c = testing_cells::cdte();
  const double voc = c.solve().voc;
  c.design.back.kind = ContactKind::work_function;
  c.design.back.work_function_eV = 5.0;  // gap + affinity - 0.4 eV, the barrier of the case
  EXPECT_NEAR(c.solve().voc, voc, 1e-9);
  c.design.back.work_function_eV = 4.9;
  const double lower = c.solve().voc;
  c.design.back = {
      .kind = ContactKind::barrier, .barrier_eV = 0.5, .velocity_n = 1.16e5, .velocity_p = 1.16e5};
  EXPECT_NEAR(lower, c.solve().voc, 1e-9);
  EXPECT_LT(lower, voc);
}

TEST(Contact, OfAWorkFunctionTellsTheSideOfAnUndopedFilm) {
  CellDesign d;
  d.layers = {testing_cells::layer(1e-7, testing_cells::film(1.6, 3.9, 10), 0, {}, 10)};
  d.front.kind = d.back.kind = ContactKind::work_function;
  d.front.work_function_eV = 5.2;
  d.back.work_function_eV = 4.2;
  EXPECT_TRUE(has_p_in_front(d));
  std::swap(d.front, d.back);
  EXPECT_FALSE(has_p_in_front(d));
}

// One diode, J = JL - J0 (exp(V / m) - 1), in a circuit: the terminal current solves one equation.
TEST(Circuit, MovesADiodeAsItsEquationSays) {
  const double light = 350;
  const double dark = 1e-7;
  const double m = 1.5 * 0.02585;
  const auto junction = [=](double v) { return light - dark * std::expm1(v / m); };
  CellCurve ideal;
  for (int k = -5; k <= 100; ++k) {
    const double v = 0.01 * k;
    ideal.points.push_back({v, junction(v), 0, {Convergence::converged, 1, 0}});
  }
  ideal.jsc = light;
  ideal.voc = m * std::log1p(light / dark);
  ideal.vmp = 0.7;
  ideal.jmp = junction(0.7);
  const Circuit circuit{.series = 1e-4, .shunt = 0.05};
  const CellCurve found = with_circuit(ideal, circuit);
  for (const CurvePoint& p : found.points) {
    const double inner = p.voltage + p.current_density * circuit.series;
    EXPECT_NEAR(p.current_density, junction(inner) - inner / circuit.shunt,
                1e-9 * (light + std::abs(p.current_density)));
  }
  const auto at = [&](double v) {  // of the terminals, by bisection of the circuit's equation
    double low = -1e6;
    double high = light;
    for (int k = 0; k < 200; ++k) {
      const double j = (low + high) / 2;
      const double inner = v + j * circuit.series;
      (junction(inner) - inner / circuit.shunt > j ? low : high) = j;
    }
    return low;
  };
  EXPECT_NEAR(found.jsc, at(0), 1e-7 * light);
  EXPECT_NEAR(at(found.voc), 0, 2e-4 * light);
  double best = 0;
  for (double v = 0.5; v < 0.8; v += 1e-4) {
    best = std::max(best, v * at(v));
  }
  EXPECT_NEAR(found.pmax(), best, 1e-5 * best);
  EXPECT_LT(found.fill_factor, 0.77);
}

TEST(Circuit, OfNoResistancesChangesNothing) {
  const CellCurve curve = bm1().solve({.to = 0.8, .step = 0.01});
  const CellCurve same = with_circuit(curve, {});
  EXPECT_EQ(same.points, curve.points);
  EXPECT_NEAR(same.jsc, curve.jsc, 1e-12 * curve.jsc);
  EXPECT_NEAR(same.voc, curve.voc, 1e-9);
  EXPECT_NEAR(same.pmax(), curve.pmax(), 1e-6 * curve.pmax());
  try {
    with_circuit(curve, {.series = -1});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: cell.circuit: series -1 and shunt inf ohm m2, wanted a series resistance "
                 "of at least 0 and a shunt above 0 [E3111]\n");
  }
}

}  // namespace
}  // namespace heliofab::device
