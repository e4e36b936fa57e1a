// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/groove.hpp"
#include "heliofab/process/interconnect.hpp"
#include "validation_rows.hpp"

// Grooves of a Gaussian beam, and what P2 joins.
namespace heliofab::process::validation_rows {
namespace {

constexpr double circle = 3.14159265358979;

struct CutFilm {
  const char* name;
  LaserBeam beam;
  AblatedFilm film;
};
const std::array cut_films{CutFilm{"P1", p1_beam(), mo_film()},
                           CutFilm{"P2", p2_beam(), cigs_film(2.05e-6)},
                           CutFilm{"P3", p3_beam(), cigs_film(2.4e-6)}};

// The beam with a peak fluence over the threshold.
LaserBeam at_fluence(const CutFilm& c, double over) {
  LaserBeam beam = c.beam;
  beam.pulse_energy = over * c.film.threshold * circle * beam.spot_radius * beam.spot_radius / 2;
  return beam;
}

// Depth of pulses side by side, on a line beside the axis: each takes what its fluence there is
// worth. Midpoint rule over the pulses.
double depth_beside(const CutFilm& c, double x) {
  double sum = 0;
  const double step = 1e-4 * c.beam.spot_radius;
  for (double y = step / 2; y < 3 * c.beam.spot_radius; y += step) {
    sum += std::max(0.0, std::log(peak_fluence(c.beam) / c.film.threshold) -
                             2 * (x * x + y * y) / (c.beam.spot_radius * c.beam.spot_radius));
  }
  return c.film.depth_per_pulse * 2 * sum * step / c.beam.pulse_spacing;
}

// Fluence that heat of a Gaussian pulse reaches at r while it spreads, the highest over all times:
// F0 w0^2 / s exp(-2 r^2 / s), s from w0^2 up.
double highest_fluence(const LaserBeam& beam, double r) {
  const double w2 = beam.spot_radius * beam.spot_radius;
  double most = 0;
  for (double s = w2; s < 100 * w2; s *= 1.0001) {
    most = std::max(most, peak_fluence(beam) * w2 / s * std::exp(-2 * r * r / s));
  }
  return most;
}

void add_holes(Checks& rows) {
  for (const CutFilm& c : cut_films) {
    for (const double over : {1.5, std::exp(1), 10.0}) {
      LaserBeam beam = at_fluence(c, over);
      beam.pulse_spacing = 1e-9;
      const double expected = 2 * beam.spot_radius * beam.spot_radius * std::log(over);
      const double width = laser_groove(beam, c.film).width;
      rows.push_back(
          {fmt::format("{}, {:.4g} times the threshold: D2 = 2 w2 ln(F / Fth)", c.name, over),
           expected / unit::um2,
           (width * width + beam.pulse_spacing * beam.pulse_spacing) / unit::um2, 1e-9, "um2",
           "pulses 1 nm apart"});
    }
  }
  // Holes of radius r at a distance s meet at half-chords of sqrt(r^2 - s^2 / 4).
  LaserBeam beam = p1_beam();
  beam.pulse_spacing = 1e-9;
  const double hole = laser_groove(beam, mo_film()).width;
  beam.pulse_spacing = 0.6 * hole;
  rows.push_back({"... holes at 0.6 of their diameter: narrowest place over it", 0.8,
                  laser_groove(beam, mo_film()).width / hole, 1e-9, "", "chords of circles"});
  beam.pulse_spacing = 1.01 * hole;
  rows.push_back({"... that do not touch: no groove", 0, laser_groove(beam, mo_film()).width, 0,
                  "m", "exact"});
}

void add_depths(Checks& rows) {
  for (const CutFilm& c : {cut_films[1], cut_films[2]}) {
    const Groove groove = laser_groove(c.beam, c.film);
    rows.push_back({fmt::format("{}: depth where its bottom ends, by the sum over pulses", c.name),
                    c.film.thickness / unit::um,
                    depth_beside(c, groove.bottom_width / 2) / unit::um,
                    1e-6 * c.film.thickness / unit::um, "um", "1e-4 of the spot a step"});
  }
  for (const double energy : {22e-6, 60e-6, 200e-6}) {
    CutFilm c = cut_films[2];
    c.beam.pulse_energy = energy;
    c.beam.pulse_spacing = 1e-9;
    const Groove groove = laser_groove(c.beam, c.film);
    rows.push_back(
        {fmt::format("P3 of {:g} uJ: highest fluence on its molten rim", energy / unit::uJ),
         c.film.melting / unit::J_per_cm2,
         highest_fluence(c.beam, groove.width / 2 + groove.edge) / unit::J_per_cm2,
         1e-6 * c.film.melting / unit::J_per_cm2, "J/cm2", "search over times"});
  }
}

Interconnect with_p2_at(double shift) {
  const auto open = [](double width) {
    return Groove{.width = width, .bottom_width = width, .edge = 2e-6};
  };
  return interconnect({0, open(50e-6)}, {115e-6 + shift, open(80e-6)}, {240e-6, open(70e-6)}, {});
}

void add_joins(Checks& rows) {
  const Interconnect even = with_p2_at(0);
  const auto resistivity = "2.9e-7 ohm m2 of a laser";
  rows.push_back({"P2 of 80 um: contact without its sheets", 2.9e-7 / 80e-6 / unit::ohm_cm,
                  mean_contact({&even, 1}) / unit::ohm_cm, 1e-9, "ohm cm", resistivity});
  for (const double shift : {-60e-6, -100e-6, -110e-6}) {
    // P1 from -25 to 25 um, P2 from 75 to 155.
    const double left = 155e-6 + shift - std::max(25e-6, 75e-6 + shift);
    const Interconnect moved = with_p2_at(shift);
    rows.push_back({fmt::format("... {:g} um towards P1: what is left of it", -shift / unit::um),
                    left / unit::um, moved.contact_width / unit::um, 1e-9, "um", "intervals"});
    rows.push_back({"... its contact", 2.9e-7 / left / unit::ohm_cm,
                    mean_contact({&moved, 1}) / unit::ohm_cm, 1e-9, "ohm cm", resistivity});
  }
  const std::array places{even, with_p2_at(-200e-6)};
  rows.push_back({"... every other place interrupted: twice that of all", 2,
                  mean_contact(places) / mean_contact({&even, 1}), 1e-12, "", "side by side"});
}

}  // namespace

Checks scribe_rows() {
  Checks rows;
  add_holes(rows);
  add_depths(rows);
  add_joins(rows);
  return rows;
}

line_chart::Picture scribe_picture() {
  using line_chart::Line;
  using line_chart::Look;
  std::vector<Line> holes;
  for (const CutFilm& c : cut_films) {
    const auto colour = static_cast<int>(holes.size()) / 2;
    const auto law = [&](double over) {
      return 2 * c.beam.spot_radius * c.beam.spot_radius * std::log(over) / unit::um2 / 1e3;
    };
    const auto found = [&](double over) {
      LaserBeam beam = at_fluence(c, over);
      beam.pulse_spacing = 1e-9;
      const double width = laser_groove(beam, c.film).width;
      return width * width / unit::um2 / 1e3;
    };
    holes.push_back(drawn(c.name, spaced(1, 10, 90), law, colour));
    holes.push_back(
        drawn("", {1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10}, found, colour, Look::dots));
  }
  const auto p2_groove = [](double energy) {
    LaserBeam beam = p2_beam();
    beam.pulse_energy = energy * unit::uJ;
    return laser_groove(beam, cigs_film(2.05e-6));
  };
  const auto top = [&](double e) { return p2_groove(e).width / unit::um; };
  const auto bottom = [&](double e) { return p2_groove(e).bottom_width / unit::um; };
  const auto molten = [&](double e) {
    return (p2_groove(e).width + 2 * p2_groove(e).edge) / unit::um;
  };
  const auto contact = [](double s) { return with_p2_at(s * unit::um).contact_width / unit::um; };
  const auto before = [](double s) { return with_p2_at(s * unit::um).short_before / unit::um; };
  const std::vector<double> energies = spaced(5, 60, 110);
  const std::vector<double> shifts = spaced(-250, 150, 80);
  return {"process-scribes.svg",
          "Left: squares of hole diameters over the fluence, lines by Liu's law. Middle: widths of "
          "P2 in 2.05 um. Right: what a P2 of 80 um joins that lies elsewhere.",
          line_chart::svg(
              {.charts = {{.title = "D2 [1000 um2]",
                           .x = {.name = "peak fluence over threshold",
                                 .from = 1,
                                 .to = 10,
                                 .is_logarithmic = true,
                                 .ticks = {1, 2, 3, 5, 10}},
                           .y = {.to = 10, .step = 2},
                           .lines = holes,
                           .legend = {0.05, 0.05}},
                          {.title = "groove [um]",
                           .x = {.name = "pulse energy [uJ]", .to = 60, .step = 10},
                           .y = {.to = 160, .step = 40},
                           .lines = {drawn("top", energies, top, 0),
                                     drawn("bottom", energies, bottom, 1),
                                     drawn("to the molten rim", energies, molten, 3)},
                           .legend = {0.45, 0.65}},
                          {.title = "joined [um]",
                           .x = {.name = "shift of P2 [um]", .from = -250, .to = 150, .step = 100},
                           .y = {.to = 100, .step = 20},
                           .lines = {drawn("contact", shifts, contact, 0),
                                     drawn("short of the cell before", shifts, before, 1)},
                           .legend = {0.3, 0.02}}},
               .columns = 3,
               .width = 300,
               .right = 20})};
}

}  // namespace heliofab::process::validation_rows
