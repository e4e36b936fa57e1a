// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/scribe_tool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

constexpr double place_spacing = 0.5;  // [m]
constexpr std::int64_t fewest_places = 3;

AblatedFilm film_of(const ScribePass& p, double thickness) noexcept {
  return {.thickness = thickness,
          .threshold = p.threshold,
          .depth_per_pulse = p.depth_per_pulse,
          .melting = p.melting};
}

// Middles of the three scribes from that of P1 [m].
std::array<double, 3> middles_of(const ScribeDimensions& d) noexcept {
  const double p2 = (d.p1_width + d.p2_width) / 2 + d.p1_p2_gap;
  return {0, p2, p2 + (d.p2_width + d.p3_width) / 2 + d.p2_p3_gap};
}

// What a piece of a line adds to it [m]. P2 that misses its land bridges a cell, and so does P2 as
// it should be where P1 or P3 is not through.
void add_place(const Interconnect& at, double piece, ScribedLine& line) noexcept {
  line.interrupted += at.is_interrupted() ? piece : 0;
  const auto add = [&](double missed, bool is_closed, LineShort& bridged) {
    const double width = missed > 0 ? missed : is_closed ? at.contact_width : 0;
    if (width > 0) {
      bridged.length += piece;
      bridged.conductance += piece * short_conductance(at, width);
    }
  };
  add(at.short_before, at.is_p1_closed, line.before);
  add(at.short_behind, at.is_p3_closed, line.behind);
}

}  // namespace

// How one pass strays on one sheet.
struct SheetScriber::Strays {
  double energy = 1;           // [-]
  double strain = 0;           // [-] in the direction in which lines follow one another
  std::vector<double> lines;   // [m] of each line
  std::vector<double> places;  // [m] of each place along the lines, the sheet's own included
};

std::uint64_t address_of(const ScribedStripes& s) noexcept {
  return (static_cast<std::uint64_t>(s.roll) << 24U) +
         static_cast<std::uint64_t>(std::llround(s.position * 1e3));
}

std::int64_t places_along(double length) noexcept {
  return std::max(fewest_places, static_cast<std::int64_t>(std::ceil(length / place_spacing)));
}

SheetScriber::SheetScriber(const ScribeTool& tool, const ScribeDesign& design, std::uint64_t seed)
    : tool_(tool), design_(design) {
  const ScribeDesign& d = design;
  const double front = d.cigs_thickness + d.front_thickness;
  passes_ = {set(tool.p1, d.dimensions.p1_width, d.mo_thickness, "p1", seed),
             set(tool.p2, d.dimensions.p2_width, d.cigs_thickness, "p2", seed),
             set(tool.p3, d.dimensions.p3_width, front, "p3", seed)};
  const auto as_wanted = [&](std::size_t k, double place, double thickness) {
    return Scribe{place, laser_groove(passes_[k].beam, film_of(passes_[k].settings, thickness))};
  };
  contact_.leakage = tool.leakage;
  const std::array<double, 3> middles = middles_of(d.dimensions);
  nominal_ = interconnect(as_wanted(0, middles[0], d.mo_thickness),
                          as_wanted(1, middles[1], d.cigs_thickness),
                          as_wanted(2, middles[2], front), contact_);
  contact_.resistivity = d.p2_contact * nominal_.contact_width;
}

SheetScriber::Pass SheetScriber::set(const ScribePass& pass, double width, double thickness,
                                     const char* name, std::uint64_t seed) const {
  LaserBeam beam{.spot_radius = pass.spot_radius, .pulse_spacing = pass.pulse_spacing};
  beam.pulse_energy = energy_for(beam, pass.threshold, width);
  if (!laser_groove(beam, film_of(pass, thickness)).is_open()) {
    throw InputError(
        "E4340", std::string("scribe.") + name,
        fmt::format(
            "a spot of {:g} um that cuts {:g} um wide does not reach the bottom of {:.3g} um "
            "of film anywhere",
            pass.spot_radius / unit::um, width / unit::um, thickness / unit::um),
        "wanted a smaller spot, closer pulses or more depth per pulse");
  }
  return {pass, beam, Stream(seed, std::string("process.scribe.") + name)};
}

// Beside that under P1, on which the lines are laid out.
double SheetScriber::strain(const WebLoad& load, bool is_along) const noexcept {
  const auto of = is_along ? strain_across : strain_along;
  return (1 + of(tool_.web, load)) / (1 + of(tool_.web, tool_.p1.load)) - 1;
}

SheetScriber::Strays SheetScriber::strays_of(const Pass& pass,
                                             const ScribedStripes& stripes) const {
  const ScribePass& p = pass.settings;
  const auto lines = static_cast<std::size_t>(stripes.cells);
  const auto places = static_cast<std::size_t>(places_along(stripes.length));
  std::vector<double> draws(2 + lines + places);
  pass.draws.fill_normal(address_of(stripes), 0, draws);
  Strays s{.energy = p.energy * std::max(0.0, 1 + p.energy_spread * draws[0]),
           .strain = strain(p.load, stripes.is_along),
           .lines = std::vector<double>(lines),
           .places = std::vector<double>(places)};
  for (std::size_t k = 0; k < lines; ++k) {
    s.lines[k] = p.encoder * draws[2 + k];
  }
  const double kept = std::exp(-stripes.length / static_cast<double>(places) / tool_.wander_length);
  double wander = 0;
  for (std::size_t i = 0; i < places; ++i) {
    const double draw = draws[2 + lines + i];
    wander = i == 0 ? draw : kept * wander + std::sqrt(1 - kept * kept) * draw;
    s.places[i] = p.offset + p.registration * draws[1] + p.wander * wander;
  }
  return s;
}

Groove SheetScriber::groove(const Pass& pass, double energy, double thickness) const noexcept {
  LaserBeam beam = pass.beam;
  beam.pulse_energy *= energy;
  return laser_groove(beam, film_of(pass.settings, thickness));
}

ScribedSheet SheetScriber::scribe(const ScribedStripes& stripes,
                                  std::span<const double> cigs) const {
  const auto lines = static_cast<std::size_t>(stripes.cells);
  const auto places = static_cast<std::size_t>(places_along(stripes.length));
  HELIOFAB_CHECK(cigs.size() == lines * places);
  const std::array<Strays, 3> strays{strays_of(passes_[0], stripes), strays_of(passes_[1], stripes),
                                     strays_of(passes_[2], stripes)};
  const ScribeDesign& d = design_;
  const std::array<double, 3> within = middles_of(d.dimensions);
  const double middle = static_cast<double>(stripes.cells) * stripes.pitch / 2;
  const double piece = stripes.length / static_cast<double>(places);
  const Groove p1 = groove(passes_[0], strays[0].energy, d.mo_thickness);

  ScribedSheet sheet{.lines = std::vector<ScribedLine>(lines), .leakage_factor = 0};
  sheet.places.reserve(lines * places);
  const double share = 1 / static_cast<double>(lines * places);
  for (std::size_t k = 0; k < lines; ++k) {
    const double from_middle = (static_cast<double>(k) + 1) * stripes.pitch - middle;
    ScribedLine& line = sheet.lines[k];
    double contact = 0;  // [-] of the design's
    for (std::size_t i = 0; i < places; ++i) {
      const auto scribe = [&](std::size_t pass, const Groove& groove) {
        const Strays& s = strays.at(pass);
        return Scribe{scribe_place(from_middle + within.at(pass), s.strain,
                                   {.encoder = s.lines[k], .registration = s.places[i]}),
                      groove};
      };
      const double thickness = cigs[k * places + i];
      const Interconnect at = interconnect(
          scribe(0, p1), scribe(1, groove(passes_[1], strays[1].energy, thickness)),
          scribe(2, groove(passes_[2], strays[2].energy, thickness + d.front_thickness)), contact_);
      contact += at.contact_width / nominal_.contact_width / static_cast<double>(places);
      add_place(at, piece, line);
      sheet.places.push_back({at.p1_width, at.p1_p2_gap, at.p2_width, at.p2_p3_gap, at.p3_width});
      sheet.mean.p1_width += share * at.p1_width;
      sheet.mean.p1_p2_gap += share * at.p1_p2_gap;
      sheet.mean.p2_width += share * at.p2_width;
      sheet.mean.p2_p3_gap += share * at.p2_p3_gap;
      sheet.mean.p3_width += share * at.p3_width;
      sheet.leakage_factor += share * at.leakage / nominal_.leakage;
    }
    line.p2_factor = contact > 1 / open_contact ? 1 / contact : open_contact;
  }
  return sheet;
}

}  // namespace heliofab::process
