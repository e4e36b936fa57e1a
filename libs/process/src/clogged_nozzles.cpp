// SPDX-License-Identifier: Apache-2.0
#include "clogged_nozzles.hpp"

#include "heliofab/process/film_growth.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

std::string purpose_of(Evaporant evaporant) {
  return "process.cigs." + std::string(names_of(evaporant)[static_cast<std::size_t>(evaporant)]);
}

PlaceFilm film_of(const FilmFields& fields, std::size_t place) {
  return {fields.thickness[place], fields.cgi[place], fields.ggi[place],
          fields.naf_thickness[place], fields.selenium_ratio[place]};
}

PlaceFilm skewed(const PlaceFilm& film, const Skew& by) noexcept {
  const double sites = (1 - film.ggi) * (1 + by.indium) + film.ggi * (1 + by.gallium);
  PlaceFilm result = film;
  result.ggi = film.ggi * (1 + by.gallium) / sites;
  result.cgi = film.cgi * (1 + by.copper) / sites;
  result.thickness *=
      sites * volume_per_site(result.cgi, result.ggi) / volume_per_site(film.cgi, film.ggi);
  result.sodium *= 1 + by.sodium;
  result.selenium_ratio *= (1 + by.selenium) * (1 + film.cgi) / (sites * (1 + result.cgi));
  return result;
}

Skews::Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll,
             const WebGrid& grid, bool with_local) {
  for (std::size_t e = 0; e < n_evaporants; ++e) {
    const auto evaporant = static_cast<Evaporant>(e);
    Scatter scatter = of_evaporant(straying, evaporant);
    scatter.local = with_local ? scatter.local : 0;
    values_[e].assign(grid.count * web_zones, 0);
    ScatterField(scatter, seed, purpose_of(evaporant))
        .add_across(roll, grid, web_zones, values_[e]);
  }
}

Skew Skews::at(std::size_t place) const noexcept {
  const auto of = [&](Evaporant e) { return values_[static_cast<std::size_t>(e)][place]; };
  return {of(Evaporant::copper), of(Evaporant::indium), of(Evaporant::gallium),
          of(Evaporant::selenium), of(Evaporant::sodium_fluoride)};
}

}  // namespace heliofab::process
