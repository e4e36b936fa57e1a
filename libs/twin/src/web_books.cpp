// SPDX-License-Identifier: Apache-2.0
#include "web_books.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/process/azo.hpp"

namespace heliofab::twin {

namespace {

// Densities of the bulk [kg/m3]; films are a few per cent lighter (grade C).
constexpr double of_molybdenum = 10.22e3;
constexpr double of_cuinse2 = 5.77e3;
constexpr double of_cugase2 = 5.57e3;
constexpr double of_cds = 4.82e3;
constexpr double of_zno = 5.61e3;

}  // namespace

std::int64_t micrometres(double length) { return std::llround(length / unit::um); }

CutLengths exact_lengths(const process::CutPlan& plan, double length) {
  struct Piece {
    double from = 0;
    double to = 0;
    std::int64_t* length = nullptr;
  };
  CutLengths exact{.footprints = std::vector<std::int64_t>(plan.footprints.size()),
                   .scrap = std::vector<std::int64_t>(plan.scrap.size())};
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < plan.footprints.size(); ++i) {
    const process::Footprint& f = plan.footprints[i];
    pieces.push_back({f.position, f.position + f.length, &exact.footprints[i]});
  }
  for (std::size_t i = 0; i < plan.scrap.size(); ++i) {
    const process::Stretch& s = plan.scrap[i];
    pieces.push_back({s.position, s.position + s.length, &exact.scrap[i]});
  }
  std::ranges::sort(pieces, {}, &Piece::from);
  constexpr double slack = 1.5e-6;  // [m] a remnant below 1 nm has no piece, and ends are rounded
  double reached = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    HELIOFAB_CHECK(std::abs(pieces[i].from - reached) < slack);
    reached = pieces[i].to;
    const std::int64_t from = i == 0 ? 0 : micrometres(pieces[i].from);
    const std::int64_t to = micrometres(i + 1 < pieces.size() ? pieces[i + 1].from : length);
    *pieces[i].length = to - from;
  }
  HELIOFAB_CHECK(pieces.empty() || std::abs(length - reached) < slack);
  return exact;
}

std::vector<LayerRow> layers_of(const process::Recipe& recipe) {
  const process::Window& w = recipe.window;
  const double ggi = recipe.absorber.ggi;
  const double azo = process::azo_thickness(w, process::tco_sheet_resistance(w));
  const auto layer = [](std::string name, double thickness, double density) {
    return LayerRow{std::move(name), thickness / unit::um, density};
  };
  return {layer("molybdenum", w.mo_thickness, of_molybdenum),
          layer("cigs", recipe.absorber.thickness, of_cuinse2 + ggi * (of_cugase2 - of_cuinse2)),
          layer("cds", w.cds_thickness, of_cds), layer("izno", w.izno_thickness, of_zno),
          layer("azo", azo, of_zno)};
}

}  // namespace heliofab::twin
