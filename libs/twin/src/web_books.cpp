// SPDX-License-Identifier: Apache-2.0
#include "web_books.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/process/azo.hpp"
#include "heliofab/process/film_growth.hpp"

namespace heliofab::twin {

namespace {

// Densities of the bulk [kg/m3], for films that no tool lays down; films are a few per cent lighter
// (grade C).
constexpr double of_molybdenum = 10.22e3;
constexpr double of_zno = 5.61e3;

double sputtered_density(const Process& process, const process::Magnetrons& magnetrons,
                         double unit_mass, double of_bulk) {
  return process.film_from == FilmFrom::tools ? magnetrons.film_atoms * unit_mass : of_bulk;
}

}  // namespace

std::int64_t micrometres(double length) { return std::llround(length / unit::um); }

ExactCut exact_cut(const process::CutPlan& plan, double length) {
  struct Piece {
    double from = 0;
    double to = 0;
    ExactPiece* exact = nullptr;
  };
  ExactCut exact{.footprints = std::vector<ExactPiece>(plan.footprints.size()),
                 .scrap = std::vector<ExactPiece>(plan.scrap.size())};
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
    *pieces[i].exact = {from, to - from};
  }
  HELIOFAB_CHECK(pieces.empty() || std::abs(length - reached) < slack);
  return exact;
}

FilmMasses areal_masses(const Process& process, const process::Film& film) {
  const process::Window& w = process.recipe.window;
  const process::LineTools& tools = process.tools;
  const double molybdenum = sputtered_density(process, tools.molybdenum.magnetrons,
                                              process::molybdenum_mass, of_molybdenum);
  const double oxide =
      sputtered_density(process, tools.tco.magnetrons, process::zinc_oxide_mass, of_zno);
  const process::ArealAtoms atoms = process::atoms_of(film.thickness, film.cgi, film.ggi,
                                                      film.sodium * process.physics.sodium_optimum);
  double cigs = 0;
  for (std::size_t e = 0; e < atoms.size(); ++e) {
    cigs += atoms[e] * process::vapour_of(static_cast<process::Evaporant>(e)).mass;
  }
  const double azo = process::azo_thickness(w, film.azo_carriers, film.tco_sheet_resistance);
  return {film.mo_thickness * molybdenum, cigs, film.cds_thickness * process::cds_density,
          w.izno_thickness * oxide, azo * oxide};
}

std::vector<LayerRow> layers_of(const Process& process) {
  const process::Window& w = process.recipe.window;
  const std::array thickness{w.mo_thickness, process.recipe.absorber.thickness, w.cds_thickness,
                             w.izno_thickness,
                             process::azo_thickness(w, process::tco_sheet_resistance(w))};
  const FilmMasses masses = areal_masses(process, nominal_film(process));
  std::vector<LayerRow> rows;
  for (std::size_t l = 0; l < film_layers.size(); ++l) {
    const double density = thickness[l] > 0 ? masses[l] / thickness[l] : 0;
    rows.push_back({std::string(film_layers[l]), thickness[l] / unit::um, density});
  }
  return rows;
}

WebMasses::WebMasses(const Process& process, const CoatedRoll& coated) : first_(coated.map.first) {
  const process::WebMap& map = coated.map;
  by_way_.resize(map.films.empty() ? 0 : map.frames);
  before_.resize(by_way_.size());
  const double zone = map.width / static_cast<double>(map.zones - 1);  // [m]
  for (std::size_t f = 0; f < by_way_.size(); ++f) {
    for (std::size_t z = 0; z < map.zones; ++z) {
      const double share = z == 0 || z + 1 == map.zones ? zone / 2 : zone;
      const FilmMasses here = areal_masses(process, map.films[f * map.zones + z]);
      for (std::size_t l = 0; l < here.size(); ++l) {
        by_way_[f][l] += share * here[l];
      }
    }
    for (std::size_t l = 0; f > 0 && l < film_layers.size(); ++l) {
      before_[f][l] =
          before_[f - 1][l] + process::frame_length / 2 * (by_way_[f - 1][l] + by_way_[f][l]);
    }
  }
}

FilmMasses WebMasses::up_to(double position) const {
  const double way = std::max(0.0, (position - first_) / process::frame_length);
  const std::size_t f = std::min(static_cast<std::size_t>(way), by_way_.size() - 1);
  const std::size_t next = std::min(f + 1, by_way_.size() - 1);
  const double part = way - static_cast<double>(f);  // [-] of a frame
  FilmMasses kg = before_[f];
  for (std::size_t l = 0; l < kg.size(); ++l) {
    const double mean = by_way_[f][l] + part / 2 * (by_way_[next][l] - by_way_[f][l]);
    kg[l] += process::frame_length * part * mean;
  }
  return kg;
}

FilmMasses WebMasses::of(const ExactPiece& piece) const {
  if (by_way_.empty()) {
    return {};
  }
  FilmMasses kg = up_to(static_cast<double>(piece.from + piece.length) * unit::um.scale);
  const FilmMasses before = up_to(static_cast<double>(piece.from) * unit::um.scale);
  for (std::size_t l = 0; l < kg.size(); ++l) {
    kg[l] -= before[l];
  }
  return kg;
}

}  // namespace heliofab::twin
