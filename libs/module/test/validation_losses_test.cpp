// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/plane_losses.hpp"
#include "heliofab/module/plane_sensitivity.hpp"
#include "plane_everything.hpp"
#include "validation_rows.hpp"

// Where the power goes and what it hangs on.
namespace heliofab::module::testing_planes {
namespace {

double off_maximum(const PlaneLosses& l) {
  return l.within_stripes + l.between_stripes + l.operating_point + l.uneven_voltage;
}

// What the losses leave over, by the ideal power.
double gap_of(const PlaneLosses& l) {
  double sum = l.delivered();
  for (const PlaneLossItem& item : plane_loss_items()) {
    sum += l.*item.power;
  }
  return std::abs(l.ideal - sum) / l.ideal;
}

double worst_gap() {
  double worst = 0;
  for (std::uint64_t k = 100; k < 140; ++k) {
    const PlaneModule m = random_with_everything(k);
    worst = std::max(worst, gap_of(solve_losses(m, 0.5 * static_cast<double>(m.design.cells))));
  }
  return worst;
}

PlaneModule fine_hm50() {
  PlaneModule m = hm50();
  m.mesh.degree = 8;
  return m;
}

Maximum highest_power_of(const PlaneModule& m) {
  return find_maximum([&](double v) { return v * solve_plane(m, {v}).points[0].current; }, 25, 29,
                      1e-5);
}

void add_slope(const std::string& name, double& (*number)(PlaneModule&), Checks& rows) {
  constexpr double step = 1e-3;
  const auto changed = [&](double factor) {
    PlaneModule m = fine_hm50();
    number(m) *= factor;
    return m;
  };
  const auto rise = [&](double h) {
    return highest_power_of(changed(1 + h)).value - highest_power_of(changed(1 - h)).value;
  };
  const Maximum best = highest_power_of(fine_hm50());
  const PlaneSensitivity s(fine_hm50(), best.x);
  const double found = *s.current_change(changed(1 - 1e-5), changed(1 + 1e-5)) / 2e-5 / s.current();
  rows.push_back({fmt::format("HM50: % of Pmax by % of {}", name),
                  (8 * rise(step) - rise(2 * step)) / (12 * step) / best.value, found, 2e-6, "",
                  "what two solved maxima leave"});
}

}  // namespace

Checks loss_rows() {
  const PlaneLosses l = solve_losses(fine_hm50(), 27.02031);
  const std::string digits = "digits given";
  Checks rows{{"HM50 at 27.02031 V: ideal power on 900 cm2", 16.46663, l.ideal, 5e-6, "W", digits},
              {"... dead area", 0.82333, l.scribes, 5e-6, "W", digits},
              {"... films off their maximum", 0.08980, off_maximum(l), 5e-6, "W", digits},
              {"... front sheet over the film", 0.891282, l.front_sheet, 5e-7, "W", digits},
              {"... over P1 and its land", 0.059966, l.front_scribes, 5e-7, "W", digits},
              {"... contacts of P2", 0.056136, l.p2_contacts, 5e-7, "W", digits},
              {"... back sheet over the film", 0.046527, l.back_sheet, 5e-7, "W", digits},
              {"... over P3 and its land", 0.002998, l.back_scribes, 5e-7, "W", digits},
              {"... end contacts", 4.8e-5, l.end_contacts, 5e-8, "W", digits},
              {"... what all leave of the ideal power", 0, gap_of(l), 1e-9, "", "Tellegen"},
              {"forty random modules with everything: the most that is left", 0, worst_gap(), 1e-9,
               "", "Tellegen"}};
  add_slope(
      "TCO", [](PlaneModule& m) -> double& { return m.design.tco_sheet_resistance; }, rows);
  add_slope(
      "the pitch", [](PlaneModule& m) -> double& { return m.design.pitch; }, rows);
  add_slope(
      "saturation", [](PlaneModule& m) -> double& { return m.films[0].saturation; }, rows);
  return rows;
}

line_chart::Picture loss_picture() {
  std::vector<line_chart::Line> lines(5);
  const std::vector<std::string> names{"dead area", "front sheet", "films off their maximum",
                                       "contacts of P2", "all"};
  for (std::size_t k = 0; k < lines.size(); ++k) {
    lines[k].name = names[k];
    lines[k].colour = k == 4 ? 7 : static_cast<int>(k);
  }
  for (double pitch = 2; pitch < 10.05; pitch += 0.25) {
    PlaneModule m = fine_hm50();
    m.design.cells = 1;
    m.design.pitch = pitch * 1e-3;
    const Maximum best = find_maximum(
        [&](double v) { return v * solve_plane(m, {v}).points[0].current; }, 0.4, 0.65, 1e-4);
    const PlaneLosses l = solve_losses(m, best.x);
    const std::vector<double> losses{l.scribes, l.front_sheet + l.front_scribes, off_maximum(l),
                                     l.p2_contacts, l.ideal - l.delivered()};
    for (std::size_t k = 0; k < lines.size(); ++k) {
      lines[k].x.push_back(pitch);
      lines[k].y.push_back(100 * losses[k] / l.ideal);
    }
  }
  return {
      "module-losses.svg",
      "Where the power of HM50's film goes over the pitch: scribes against the front sheet, and "
      "with it films that lie off their maximum.",
      line_chart::svg({.charts = {{.title = "losses at maximum power",
                                   .x = {.name = "pitch [mm]", .from = 2, .to = 10, .step = 1},
                                   .y = {.name = "% of the ideal power", .to = 30, .step = 5},
                                   .lines = lines}},
                       .right = 215})};
}

}  // namespace heliofab::module::testing_planes
