// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "baselines.hpp"
#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

// The baselines of [gloeckler2003] against their figures as recalled, and the curves of all cells
// of the page.
namespace heliofab::device::testing_cells {
namespace {

struct Recalled {  // table units
  double voc, jsc, fill_factor, efficiency;
};
constexpr Recalled recalled_cigs{0.64, 34.6, 79.5, 17.7};
constexpr Recalled recalled_cdte{0.87, 24.6, 76, 16.4};

Checks recalled_rows(const std::string& name, const Recalled& r, const CertifiedCurve& curve,
                     const Recalled& tolerance, const std::string& of_light) {
  const Figures f = figures(curve);
  const std::string recalled = "recalled figure";
  return {
      {name + " baseline, gaussian levels, certified", 1, curve.is_certified() ? 1.0 : 0.0, 0, "",
       "no doubt"},
      {"... Voc", r.voc, f.voc, tolerance.voc, "V",
       recalled + "; absorption moves it by kT/q times its logarithm"},
      {"... FF", r.fill_factor, f.fill_factor, tolerance.fill_factor, "%", recalled},
      {"... Jsc", r.jsc, f.jsc, tolerance.jsc, "mA/cm2", recalled + "; " + of_light},
      {"... efficiency", r.efficiency, f.pmax, tolerance.efficiency, "%", recalled + "; as Jsc"}};
}

// Jsc, Voc and the hyperbola of the largest power, which the curve touches.
struct Marks {
  double jsc = 0, voc = 0, pmax = 0;
};

line_chart::Line line_of(const CertifiedCurve& curve) {
  line_chart::Line line{.name = "Heliofab"};
  for (const CertifiedPoint& p : curve.points) {
    line.x.push_back(p.voltage);
    line.y.push_back(p.current_density / unit::mA_per_cm2);
  }
  return line;
}

line_chart::Chart chart_of(const std::string& title, const CellTask& t, double full,
                           const ReferencePoints& points, const Marks& marks,
                           const std::string& reference) {
  CellTask far = t;
  far.request = {.to = 1, .step = 0.01, .stop_after_voc = false};
  line_chart::Chart chart{.title = title,
                          .x = {"V", 0, 1, 0.2},
                          .y = {"mA/cm2", -10, full, 10},
                          .lines = {line_of(solve_cells({&far, 1}).front())},
                          .legend = {0.05, 0.45}};
  line_chart::Line dots{.name = reference, .colour = 1, .look = line_chart::Look::dots};
  for (const auto& [v, j] : points) {
    dots.x.push_back(v);
    dots.y.push_back(j);
  }
  if (marks.voc > 0) {
    dots.x.insert(dots.x.end(), {0, marks.voc});
    dots.y.insert(dots.y.end(), {marks.jsc, 0});
    line_chart::Line power{.name = fmt::format("{:.4g} mW/cm2", marks.pmax),
                           .colour = 1,
                           .look = line_chart::Look::dashed};
    for (double v = 0.3; v < 1.005; v += 0.02) {
      power.x.push_back(v);
      power.y.push_back(marks.pmax / v);
    }
    chart.lines.push_back(power);
  }
  chart.lines.push_back(dots);
  return chart;
}

line_chart::Chart dark_chart() {
  Case c = bm1(4);
  c.design.front.velocity_n = c.design.front.velocity_p = 1e8;
  c.design.back = c.design.front;
  line_chart::Line line{.name = "Heliofab"};
  for (const CurvePoint& p : c.solve_dark({.from = 0.01, .to = 0.8, .step = 0.01}).points) {
    line.x.push_back(p.voltage);
    line.y.push_back(-p.current_density / unit::mA_per_cm2);
  }
  line_chart::Line dots{.name = "reference", .colour = 1, .look = line_chart::Look::dots};
  for (const auto& [v, j] : bm1_dark) {
    dots.x.push_back(v);
    dots.y.push_back(j);
  }
  line_chart::Axis current{"mA/cm2", 1e-6, 1e4, 0, true};
  current.ticks = {1e-6, 1e-4, 1e-2, 1, 1e2, 1e4};
  return {.title = "BM-1, dark, perfect contacts",
          .x = {"V", 0, 0.8, 0.2},
          .y = current,
          .lines = {line, dots},
          .legend = {0.05, 0.05}};
}

}  // namespace

Checks baseline_rows() {
  const CertifiedCurve cigs = cigs_baseline().curve();
  Checks rows = recalled_rows("CIGS", recalled_cigs, cigs, {5e-3, 0.7, 1.5, 0.6},
                              "our root law makes 1.4 % more of it");
  const std::string mean = "an earlier program of ours, 15 energies";
  rows.push_back({"... Jsc", 34.64, cigs.jsc / 10, 0.7, "mA/cm2",
                  "the same root law, optics of that program not at hand"});
  rows.push_back({"... Voc", 0.6398, cigs.voc, 1e-3, "V", mean});
  rows.push_back({"... FF", 78.67, 100 * cigs.fill_factor, 0.2, "%", mean});
  const CertifiedCurve cdte = cdte_baseline().curve();
  const Checks more = recalled_rows("CdTe", recalled_cdte, cdte, {7e-3, 2, 1, 1.4},
                                    "our root law makes 8 % more of it");
  rows.insert(rows.end(), more.begin(), more.end());
  rows.push_back({"... Voc", 0.874, cdte.voc, 1.5e-3, "V", mean});
  rows.push_back({"... FF", 76.1, 100 * cdte.fill_factor, 0.3, "%", mean});
  rows.push_back({"... Jsc", 26.2, cdte.jsc / 10, 0.7, "mA/cm2",
                  "the same root law, optics of that program not at hand"});
  return rows;
}

line_chart::Picture curve_picture() {
  const Marks cigs{recalled_cigs.jsc, recalled_cigs.voc, recalled_cigs.efficiency};
  const Marks cdte_marks{recalled_cdte.jsc, recalled_cdte.voc, recalled_cdte.efficiency};
  return {
      "device-curves.svg",
      "Current over voltage. Dots and hyperbolas of power: the references of the rows, for the "
      "two baselines figures recalled from memory, whose absorption we had to replace.",
      line_chart::svg(
          {.charts =
               {chart_of("BM-1", task(bm1()), 40, bm1_light, {}, "reference"), dark_chart(),
                chart_of("BM-2, charged levels", task(bm2()), 40, {}, {29.784, 0.6346, 14.634},
                         "reference"),
                chart_of("CdS/CdTe [gaury2019]", task(cdte()), 20, cdte_light, {}, "second code"),
                chart_of("CIGS baseline", cigs_baseline().task(), 40, {}, cigs, "recalled"),
                chart_of("CdTe baseline", cdte_baseline().task(), 40, {}, cdte_marks, "recalled")},
           .columns = 3,
           .width = 250,
           .height = 230,
           .right = 24})};
}

}  // namespace heliofab::device::testing_cells
