// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../../core/test/validation_page.hpp"
#include "../src/scribe_charts.hpp"
#include "fab2.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/twin/fab_coater.hpp"
#include "heliofab/twin/make_module.hpp"

// What each tool does to the film, to the charts, to modules and watts, when it is set wrong or
// strays: three rolls of FAB 2 one after the other through the same tools. Set HELIOFAB_VALIDATION
// to a file name to write docs/validation/what-ifs.md and its picture.
namespace heliofab::twin {
namespace {

constexpr std::int64_t what_if_rolls = 3;

struct WhatIf {
  std::string name;
  std::vector<std::string> overrides;
  double least = 0, most = 0;        // [-] change of the watts that are to be expected
  std::vector<std::string> seen_by;  // whose charts show it
};

// The charts of a line.
constexpr std::array gauges{"fluorescence", "CdS thickness", "luminescence", "ZnO:Al thickness",
                            "camera"};

// What one of them made of all rolls.
struct Sight {
  double points = 0;
  double alarms = 0;        // quantities times points that a chart did not expect
  double first_alarm = -1;  // [m] of web; below 0: none

  double share() const { return points > 0 ? alarms / points : 0; }
  void add_alarm(double position) {
    ++alarms;
    first_alarm = first_alarm < 0 ? position : first_alarm;
  }
};

// What came of it.
struct Consequence {
  process::Film film;  // mean
  double cgi_off = 0;  // rms from the recipe's
  std::array<Sight, gauges.size()> sights;
  double lost = 0;                           // [-] of the web
  std::vector<double> position, efficiency;  // of modules: [m] of web, [-]
  std::vector<double> fill_factor, voc;      // [-]; [V] a cell
  double good = 0;                           // [-] of the modules
  double watts = 0;                          // [W/m2] of web

  double median() const { return quantile(efficiency, 0.5); }
};

const std::vector<WhatIf>& what_ifs() {
  static const std::vector<WhatIf> all{
      {"as it is", {}},
      {"sources run down by 40 % a roll",
       {"process.tools.cigs.straying.depletion=40 %"},
       -0.15,
       0,
       {"fluorescence"}},
      {"copper sources 10 % too strong",
       {"process.tools.cigs.straying.offsets.copper=10 %"},
       -0.1,
       0.01},
      {"... and nothing is controlled",
       {"process.tools.cigs.straying.offsets.copper=10 %", "process.tools.cigs.control.is_on=false",
        "process.tools.cigs.control.monitor.policy.run=none",
        "process.tools.cigs.control.monitor.policy.beyond_limits=none"},
       -0.9,
       -0.2,
       {"fluorescence", "luminescence"}},
      {"fluorescence reads 8 % high", {"process.tools.cigs.xrf.bias=8 %"}, -0.1, 0.02},
      {"web speed strays by 3 % a roll",
       {"process.tools.cigs.straying.web_speed.roll=3 %"},
       -0.05,
       0.05},
      {"a third of the selenium is missing",
       {"process.tools.cigs.straying.offsets.selenium=-33 %"},
       -0.9,
       -0.2,
       {"luminescence"}},
      {"no sodium",
       {"process.tools.cigs.straying.offsets.sodium=-99 %"},
       -0.8,
       -0.3,
       {"luminescence"}},
      {"web 40 K cooler",
       {"process.tools.cigs.straying.temperature_offset=-40 K"},
       -0.3,
       -0.1,
       {"luminescence"}},
      {"an old bath: no fresh solution",
       {"process.tools.cds.delivered=0 %"},
       -1,
       -0.5,
       {"CdS thickness", "luminescence"}},
      {"oxygen strays by 12 %", {"process.tools.tco.gas.drift=12 %"}, -0.03, 0.02},
      {"P2 100 um off", {"process.tools.scribe.p2.offset=100 um"}, -0.1, -0.005, {"camera"}},
      {"P2 140 um off", {"process.tools.scribe.p2.offset=140 um"}, -1, -0.99, {"camera"}},
      {"P3 at 3 times its energy", {"process.tools.scribe.p3.energy=3"}, -0.2, -0.002, {"camera"}},
      {"bus bars tapped at an end", {"process.tools.busbar.way=1"}, -0.03, -0.005},
      {"laminate pressed at 190 degC",
       {"process.tools.lamination.press.temperature=190 degC"},
       -0.1,
       -0.01},
  };
  return all;
}

// A plan and the rolls that its tools coat.
struct Coated {
  FabPlan plan;
  std::vector<CoatedRoll> rolls;

  explicit Coated(const WhatIf& what_if) : plan(fab2::plan(what_if.overrides).value) {
    FabCoater coater(plan);
    for (std::int64_t r = 0; r < what_if_rolls; ++r) {
      rolls.push_back(coater.coat(r, plan.line.roll_length, {0, 0, 0, 0}));
    }
  }
};

bool has_the_films_of(const Coated& a, const Coated& b) {
  return std::ranges::equal(a.rolls, b.rolls, [](const CoatedRoll& x, const CoatedRoll& y) {
    return x.map.films == y.map.films;
  });
}

std::vector<process::CellParameters> films_of(const Coated& coated) {
  const Process& p = coated.plan.process;
  std::vector<process::CellParameters> films{cell_parameters(p, nominal_film(p))};
  for (const CoatedRoll& roll : coated.rolls) {
    for (std::size_t i = 0; i < roll.map.films.size(); i += 7) {
      films.push_back(cell_parameters(p, roll.map.films[i]));
    }
  }
  return films;
}

// What films of these rolls do.
struct RollCurves {
  CellModel model;
  FilmCurves curves;

  explicit RollCurves(const Coated& coated)
      : model(coated.plan.process.recipe, coated.plan.process.physics, coated.plan.process.cover,
              fab2::data()),
        curves(model, films_of(coated), nullptr) {}
};

void add_film(const CoatedRoll& roll, Consequence& out) {
  const auto count = static_cast<double>(roll.map.films.size());
  double squares = 0;
  for (const process::Film& film : roll.map.films) {
    for (const auto member : process::film_members) {
      out.film.*member += film.*member / (what_if_rolls * count);
    }
    squares += (film.cgi - 0.88) * (film.cgi - 0.88) / count;
  }
  out.cgi_off += std::sqrt(squares) / what_if_rolls;
}

void add_charts(const CoatedRoll& roll, double start, Consequence& out) {
  Sight& fluorescence = out.sights.front();
  fluorescence.points += static_cast<double>(roll.points.size() * process::xrf_quantities.size());
  for (const process::ChartAlarm& a : roll.alarms) {
    fluorescence.add_alarm(start + a.position);
  }
  for (std::size_t q = 0; q < process::watched_count; ++q) {
    Sight& sight = out.sights[1 + q];
    sight.points += static_cast<double>(roll.watched[q].points.size());
    for (const process::WatchAlarm& a : roll.watched[q].alarms) {
      sight.add_alarm(start + a.position);
    }
  }
}

void add_sheets(const RunRecord& seen, double start, Consequence& out) {
  Sight& camera = out.sights.back();
  camera.points += static_cast<double>(seen.readings.size());
  for (const AlarmRow& a : seen.alarms) {
    camera.add_alarm(start + a.position_m);
  }
}

void add_modules(const FabPlan& plan, const ModuleMaker& maker, ScribeCharts& camera,
                 const CoatedRoll& roll, double start, Consequence& out) {
  const Product& product = plan.products.front();
  const double length = plan.line.roll_length;
  const process::CutPlan cut = process::cut(length, roll.lost, product.length, product.margin);
  for (const process::Stretch& s : roll.lost) {
    out.lost += s.length / (what_if_rolls * length);
  }
  const double area = what_if_rolls * length * plan.process.aperture_width;
  RunRecord seen;
  for (const process::Footprint& footprint : cut.footprints) {
    const MadeModule made = maker.make(product, roll, footprint);
    camera.add(made.marks, 0, 0, "scribe-1", SimTime(plan.start), seen);
    const double efficiency = module::aperture_efficiency(made.design, made.curve);
    out.position.push_back(start + footprint.position);
    out.efficiency.push_back(efficiency);
    out.fill_factor.push_back(made.curve.fill_factor);
    out.voc.push_back(made.curve.voc / static_cast<double>(made.design.cells));
    if (made.worst_fault <= plan.flash.most_fault_conductance &&
        efficiency >= plan.flash.bin_edges.front()) {
      ++out.good;
      out.watts += made.curve.pmax() / area;
    }
  }
  add_sheets(seen, start, out);
}

Consequence consequence_of(const Coated& coated, const FilmCurves& curves) {
  const FabPlan& plan = coated.plan;
  const ModuleMaker maker(plan.process, curves, static_cast<std::uint64_t>(plan.seed));
  ScribeCharts camera(plan);
  Consequence out;
  double start = 0;
  for (const CoatedRoll& roll : coated.rolls) {
    add_film(roll, out);
    add_charts(roll, start, out);
    add_modules(plan, maker, camera, roll, start, out);
    start += plan.line.roll_length;
  }
  return out;
}

constexpr auto head = R"(# Validation: what each tool does to film, charts, modules and watts

Written, with its picture, by `HELIOFAB_VALIDATION=docs/validation/what-ifs.md build/dev/libs/twin/twin_test --gtest_filter='WhatIf.*'`.
Three rolls of 300 m of FAB 2 one after the other through the same tools, modules of 5 m, before the flash. Each what-if is FAB 2's plan but for the keys that it names; in all of them the same draws stray. Charts: thickness, CGI and GGI by
Western Electric's rules; CdS, ZnO:Al, luminescence and scribes by their limits alone, about the standard deviation that the tools themselves have in control. Seen by: charts whose points alarm more than twice as often as usual and two in a hundred, with
that share and the web that had run by then. Watts: of modules that are good, over all web that was coated, what charts hold and what is torn off included.

)";

std::string keys_of(const WhatIf& w) {
  return w.overrides.empty() ? "" : fmt::format("`{}`", fmt::join(w.overrides, "`, `"));
}

bool is_seen(const Sight& sight, const Sight& usual) {
  return sight.share() > 2 * usual.share() + 0.02;
}

std::string sights_of(const Consequence& o, const Consequence& usual) {
  std::string text;
  for (std::size_t g = 0; g < gauges.size(); ++g) {
    if (is_seen(o.sights[g], usual.sights[g])) {
      text += fmt::format("{}{} {:.0f} %, {:.0f} m", text.empty() ? "" : "; ", gauges[g],
                          100 * o.sights[g].share(), o.sights[g].first_alarm);
    }
  }
  return text.empty() ? "none" : text;
}

constexpr auto findings = R"(
* Feedback takes a tenth too much copper out within the first metres. Without it, and with charts that nobody heeds, the same fault costs two thirds of the watts.
* A gauge that reads high makes a film that is thin and poor in copper, and all charts are content; here that costs little, for the recipe lies in the middle of its window.
* No gauge of this line reads selenium, sodium or the web's temperature. Luminescence sees what they do to the absorber, behind the bath and long before the flash, and cannot tell which of them it was.
* What sheets and flash alone can show (bus bars, laminate) no gauge sees.
* P2 may stray by a land: its contact has resistance to spare. A little beyond all is lost at once. A bath of which the pump fails is spent within half a roll, and filled anew only after 2000 m2.
* Modules of 5 m lose 1 % to bars that are tapped at an end.
)";

void write_page(const std::vector<Consequence>& outcomes, const std::string& path) {
  std::ofstream file(path);
  std::vector<line_chart::Chart> charts;
  const auto percent = [](std::vector<double> values) {
    for (double& v : values) {
      v *= 100;
    }
    return values;
  };
  for (std::size_t k = 1; k < outcomes.size(); ++k) {
    charts.push_back({.title = what_ifs()[k].name,
                      .x = {.name = "web, m", .from = 0, .to = 900, .step = 300},
                      .y = {.name = "efficiency, %", .from = 0, .to = 13, .step = 2},
                      .lines = {{"", outcomes[0].position, percent(outcomes[0].efficiency), 7,
                                 line_chart::Look::pale},
                                {"", outcomes[k].position, percent(outcomes[k].efficiency), 0}}});
  }
  file << head;
  validation::write_picture(
      {"what-ifs.svg", "Efficiency of the modules along three rolls. Pale: FAB 2 as it is.",
       line_chart::svg({.charts = charts, .columns = 3, .width = 250, .height = 130, .right = 30})},
      "Modules along three rolls", file);
  file << "\n| what if | keys | CIGS um | CGI | its rms from 0.88 | Na | Se a metal | CdS nm | "
          "ZnO:Al "
          "ohm | seen by | web lost % | median efficiency % | "
          "fill "
          "factor % | Voc a cell V | good % | W/m2 of web | change % |\n|"
          "---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const Consequence& o = outcomes[k];
    file << fmt::format(
        "| {} | {} | {:.2f} | {:.3f} | {:.3f} | {:.2f} | {:.1f} | {:.0f} | {:.1f} | {} | "
        "{:.1f} | {:.2f} | {:.1f} | {:.3f} | {:.0f} | {:.1f} | {:+.1f} |\n",
        what_ifs()[k].name, keys_of(what_ifs()[k]), o.film.thickness / unit::um, o.film.cgi,
        o.cgi_off, o.film.sodium, o.film.selenium_ratio, o.film.cds_thickness / unit::nm,
        o.film.tco_sheet_resistance, sights_of(o, outcomes.front()), 100 * o.lost, 100 * o.median(),
        100 * quantile(o.fill_factor, 0.5), quantile(o.voc, 0.5),
        100 * o.good / static_cast<double>(o.efficiency.size()), o.watts,
        100 * (o.watts / outcomes[0].watts - 1));
  }
  file << findings;
}

TEST(WhatIf, EachToolCostsWhatItsFaultMakesOfTheFilm) {
  const Coated usual_rolls(what_ifs().front());
  const RollCurves usual_curves(usual_rolls);
  std::vector<Consequence> outcomes;
  for (const WhatIf& w : what_ifs()) {
    const Coated coated(w);
    const bool is_film_usual = has_the_films_of(coated, usual_rolls);
    const auto own = is_film_usual ? nullptr : std::make_unique<RollCurves>(coated);
    outcomes.push_back(consequence_of(coated, own ? own->curves : usual_curves.curves));
  }
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    write_page(outcomes, path);
  }
  const Consequence& usual = outcomes.front();
  for (std::size_t k = 0; k < outcomes.size(); ++k) {
    const Consequence& o = outcomes[k];
    const double change = o.watts / usual.watts - 1;
    EXPECT_GE(change, what_ifs()[k].least) << what_ifs()[k].name;
    EXPECT_LE(change, what_ifs()[k].most) << what_ifs()[k].name;
    std::vector<std::string> seen_by;
    for (std::size_t g = 0; g < gauges.size(); ++g) {
      if (is_seen(o.sights[g], usual.sights[g])) {
        seen_by.emplace_back(gauges[g]);
      }
    }
    EXPECT_EQ(seen_by, what_ifs()[k].seen_by) << what_ifs()[k].name;
  }
  // What control is worth.
  EXPECT_GT(outcomes[2].watts, outcomes[3].watts);
  EXPECT_LT(outcomes[2].cgi_off, outcomes[3].cgi_off);
}

}  // namespace
}  // namespace heliofab::twin
