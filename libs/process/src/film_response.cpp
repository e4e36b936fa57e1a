// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_response.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"
#include "response_tables.hpp"

namespace heliofab::process {

namespace {

FilmFields empty_fields(std::size_t frames, std::size_t places) {
  FilmFields fields{.frames = frames, .places = places};
  for (const auto member : film_fields) {
    (fields.*member).resize(frames * places);
  }
  return fields;
}

std::vector<double> exp_of_all(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) {
    value = std::exp(value);
  }
  return result;
}

using Shape = std::array<double, n_shapes>;

Shape shape_of(const GrownFilm& film, double depth) {
  const Grading g = fit_grading_at(film.profile, depth);
  return {g.front, g.notch, g.back};
}

// What one frame brings at one place.
struct FrameSums {
  ArealAtoms atoms{};
  std::vector<double> metals;    // [1/m2] by zone
  std::vector<double> selenium;  // [1/m2] by zone
  Shape shape{};
};

// `fluxes` are over those at work, sources x samples.
FrameSums sum_frame(const ResponseTables& t, std::span<const double> fluxes, std::size_t samples,
                    std::size_t frame, std::size_t place) {
  FrameSums sums{.metals = std::vector<double>(t.zones), .selenium = std::vector<double>(t.zones)};
  for (std::size_t m = 0; m < n_shapes; ++m) {
    sums.shape[m] = t.shape_starts[place * n_shapes + m];
  }
  for (std::size_t s = 0; s < t.sources.size(); ++s) {
    const ResponseSource& source = t.sources[s];
    const std::span<const double> here =
        fluxes.subspan(s * samples + frame + source.first, source.taps);
    const auto sum_with = [&](const std::vector<double>& taps, std::size_t first) {
      double sum = 0;
      for (std::size_t j = 0; j < source.taps; ++j) {
        sum += taps[first + j] * here[j];
      }
      return sum;
    };
    const double brought = sum_with(t.taps, t.first_tap(place, s));
    sums.atoms[source.kind] += brought;
    if (source.kind == static_cast<std::size_t>(Evaporant::selenium)) {
      sums.selenium[source.zone] += brought;
    } else if (source.kind != static_cast<std::size_t>(Evaporant::sodium_fluoride)) {
      sums.metals[source.zone] += brought;
    }
    for (std::size_t m = 0; source.is_shaping && m < n_shapes; ++m) {
      sums.shape[m] += sum_with(t.shape_taps, t.first_tap(m, place, s));
    }
  }
  return sums;
}

double least_selenium(const ResponseTables& t, const FrameSums& sums, std::size_t place) noexcept {
  double least = HUGE_VAL;
  for (std::size_t z = 0; z < t.zones; ++z) {
    const double factor = t.selenium_factor[place * t.zones + z];
    if (factor > 0) {
      least = std::min(least, factor * sums.selenium[z] / sums.metals[z]);
    }
  }
  return least;
}

}  // namespace

FilmResponse::FilmResponse(const Evaporator& evaporator, const EvaporatorRun& run,
                           double frame_length, std::vector<double> across)
    : evaporator_(evaporator),
      run_(run),
      frame_length_(frame_length),
      across_(std::move(across)),
      tables_(std::make_unique<ResponseTables>()) {
  HELIOFAB_CHECK(frame_length > 0 && run.emissions.size() == evaporator.sources.size());
  tracks_.resize(across_.size());
  parallel_for(across_.size(),
               [&](std::size_t p) { tracks_[p] = make_track(evaporator_, across_[p]); });
  add_taps();
  add_shapes();
}

FilmResponse::~FilmResponse() = default;
FilmResponse::FilmResponse(FilmResponse&&) noexcept = default;
FilmResponse& FilmResponse::operator=(FilmResponse&&) noexcept = default;

void FilmResponse::add_taps() {
  ResponseTables& t = *tables_;
  t.places = across_.size();
  t.zones = evaporator_.zones.size();
  t.volumes = {volume_per_site(0, 0), volume_per_site(0, 1), volume_per_site(1, 0),
               volume_per_site(1, 1), volume_per_site(2, 0) - volume_per_site(1, 0)};
  t.naf_volume = naf_thickness_of(1);
  for (const EvaporationSource& s : evaporator_.sources) {
    const std::size_t zone = zone_of(evaporator_, s);
    const DepositionZone& z = evaporator_.zones[zone];
    const auto first = static_cast<std::size_t>(z.start / frame_length_);
    const auto last = static_cast<std::size_t>((z.start + z.length) / frame_length_) + 1;
    t.sources.push_back(
        {.kind = static_cast<std::size_t>(s.evaporant),
         .zone = zone,
         .first = first,
         .taps = last - first + 1,
         .is_shaping = s.evaporant == Evaporant::indium || s.evaporant == Evaporant::gallium});
    t.reach = std::max(t.reach, last);
    t.most_taps = std::max(t.most_taps, last - first + 1);
  }
  t.taps.assign(t.places * t.sources.size() * t.most_taps, 0);
  for (std::size_t p = 0; p < t.places; ++p) {
    const WebTrack& track = tracks_[p];
    const std::size_t nodes = track.nodes_of_zone();
    for (std::size_t s = 0; s < t.sources.size(); ++s) {
      double* const taps = t.taps.data() + t.first_tap(p, s);
      for (std::size_t k = 0; k < nodes; ++k) {
        const std::size_t node = t.sources[s].zone * nodes + k;
        const double brought = run_.emissions[s] * track.impinging[s * nodes + k] *
                               track.weight[node] / run_.web_speed;
        const double sample = track.along[node] / frame_length_;
        const auto before = static_cast<std::size_t>(sample);
        const double part = sample - static_cast<double>(before);
        taps[before - t.sources[s].first] += (1 - part) * brought;
        taps[before + 1 - t.sources[s].first] += part * brought;
      }
    }
  }
}

void FilmResponse::add_shapes() {
  ResponseTables& t = *tables_;
  t.shape_taps.assign(n_shapes * t.taps.size(), 0);
  t.shape_starts.assign(t.places * n_shapes, 0);
  t.selenium_factor.assign(t.places * t.zones, 0);
  parallel_for(t.places, [this](std::size_t place) { add_shape(place); });
}

// Slopes by central differences over steps that deviations really take; theory/evaporation.md (15).
void FilmResponse::add_shape(std::size_t p) {
  constexpr double step = 0.03;
  ResponseTables& t = *tables_;
  const double depth = run_.grading.depth;
  const std::size_t samples = samples_for(1);
  std::vector<double> fluxes(t.sources.size() * samples, 1.0);
  const GrownFilm film = full_film(fluxes, samples, 0, p);
  const FrameSums sums = sum_frame(t, fluxes, samples, 0, p);
  for (std::size_t z = 0; z < film.zone_selenium_ratio.size(); ++z) {
    if (sums.selenium[z] > 0 && film.zone_selenium_ratio[z] < HUGE_VAL) {
      t.selenium_factor[p * t.zones + z] =
          film.zone_selenium_ratio[z] * sums.metals[z] / sums.selenium[z];
    }
  }
  const auto shape_with = [&](double& flux, double value) {
    const double at_work = std::exchange(flux, value);
    const Shape shape = shape_of(full_film(fluxes, samples, 0, p), depth);
    flux = at_work;
    return shape;
  };
  Shape start = shape_of(film, depth);
  for (std::size_t s = 0; s < t.sources.size(); ++s) {
    const ResponseSource& source = t.sources[s];
    for (std::size_t j = 0; source.is_shaping && j < source.taps; ++j) {
      double& flux = fluxes[s * samples + source.first + j];
      const Shape up = shape_with(flux, 1 + step);
      const Shape down = shape_with(flux, 1 - step);
      for (std::size_t m = 0; m < n_shapes; ++m) {
        const double slope = (up[m] - down[m]) / (2 * step);
        t.shape_taps[t.first_tap(m, p, s) + j] = slope;
        start[m] -= slope;
      }
    }
  }
  std::ranges::copy(start, t.shape_starts.begin() + static_cast<std::ptrdiff_t>(p * n_shapes));
}

std::size_t FilmResponse::samples_for(std::size_t frames) const noexcept {
  return frames + tables_->reach;
}

FilmFields FilmResponse::films_at(std::span<const double> log_fluxes, std::size_t frames,
                                  const PlaceRange& places) const {
  HELIOFAB_CHECK(log_fluxes.size() == evaporator_.sources.size() * samples_for(frames));
  HELIOFAB_CHECK(places.first < across_.size());
  FilmFields fields = empty_fields(frames, std::min(places.count, across_.size() - places.first));
  respond_in_lanes(*tables_, log_fluxes, places.first, fields);
  return fields;
}

FilmFields FilmResponse::plain_films_at(std::span<const double> log_fluxes,
                                        std::size_t frames) const {
  HELIOFAB_CHECK(log_fluxes.size() == evaporator_.sources.size() * samples_for(frames));
  const ResponseTables& t = *tables_;
  const std::vector<double> fluxes = exp_of_all(log_fluxes);
  FilmFields fields = empty_fields(frames, t.places);
  for (std::size_t f = 0; f < frames; ++f) {
    for (std::size_t p = 0; p < t.places; ++p) {
      const FrameSums sums = sum_frame(t, fluxes, samples_for(frames), f, p);
      const auto of = [&](Evaporant e) { return sums.atoms[static_cast<std::size_t>(e)]; };
      const double sites = of(Evaporant::indium) + of(Evaporant::gallium);
      const std::size_t i = f * t.places + p;
      fields.cgi[i] = of(Evaporant::copper) / sites;
      fields.ggi[i] = of(Evaporant::gallium) / sites;
      fields.thickness[i] = sites * volume_per_site(fields.cgi[i], fields.ggi[i]);
      fields.naf_thickness[i] = naf_thickness_of(of(Evaporant::sodium_fluoride));
      fields.selenium_ratio[i] = least_selenium(t, sums, p);
      fields.front[i] = sums.shape[0];
      fields.notch[i] = sums.shape[1];
      fields.back[i] = sums.shape[2];
    }
  }
  return fields;
}

GrownFilm FilmResponse::full_film(std::span<const double> fluxes, std::size_t samples,
                                  std::size_t frame, std::size_t place) const {
  const WebTrack& track = tracks_[place];
  const std::size_t nodes = track.nodes_of_zone();
  std::vector<double> factors(evaporator_.sources.size() * nodes);
  for (std::size_t s = 0; s < evaporator_.sources.size(); ++s) {
    for (std::size_t k = 0; k < nodes; ++k) {
      const double sample = track.along[track.zone[s] * nodes + k] / frame_length_;
      const auto before = static_cast<std::size_t>(sample);
      const double part = sample - static_cast<double>(before);
      const double* const at = fluxes.data() + s * samples + frame + before;
      factors[s * nodes + k] = (1 - part) * at[0] + part * at[1];
    }
  }
  return grow_film(evaporator_, track,
                   {.emissions = run_.emissions,
                    .web_speed = run_.web_speed,
                    .web_temperature = run_.web_temperature,
                    .factors = factors});
}

GrownFilm FilmResponse::full_film_at(std::span<const double> log_fluxes, std::size_t frames,
                                     std::size_t frame, std::size_t place) const {
  return full_film(exp_of_all(log_fluxes), samples_for(frames), frame, place);
}

ResponseError FilmResponse::measure_error(double spread, std::size_t frames,
                                          std::uint64_t seed) const {
  const Stream lasting(seed, "process.evaporator.response.lasting");
  const Stream passing(seed, "process.evaporator.response.passing");
  const std::size_t samples = samples_for(frames);
  const double half = spread * std::sqrt(0.5);
  ResponseError error;
  // Frames share passing samples but not what lasts: each is a tool of its own.
  std::vector<ResponseError> of_frame(frames);
  parallel_for(frames, [&](std::size_t f) {
    std::vector<double> log_fluxes(evaporator_.sources.size() * samples_for(1));
    for (std::size_t s = 0; s < evaporator_.sources.size(); ++s) {
      for (std::size_t k = 0; k < samples_for(1); ++k) {
        log_fluxes[s * samples_for(1) + k] =
            half * (lasting.normal(f, s) + passing.normal(s, f + k + samples));
      }
    }
    const FilmFields fields = plain_films_at(log_fluxes, 1);
    for (std::size_t p = 0; p < across_.size(); ++p) {
      const GrownFilm full = full_film_at(log_fluxes, 1, 0, p);
      const Shape shape = shape_of(full, run_.grading.depth);
      const std::array<double, film_fields.size()> truth{
          full.thickness, full.cgi, full.ggi, full.naf_thickness, full.least_selenium_ratio,
          shape[0],       shape[1], shape[2]};
      for (std::size_t m = 0; m < film_fields.size(); ++m) {
        const double difference = (fields.*film_fields[m])[p] - truth[m];
        of_frame[f].rms[m] += difference * difference;
        of_frame[f].largest[m] = std::max(of_frame[f].largest[m], std::abs(difference));
      }
    }
  });
  for (const ResponseError& e : of_frame) {
    for (std::size_t m = 0; m < film_fields.size(); ++m) {
      error.rms[m] += e.rms[m] / static_cast<double>(frames * across_.size());
      error.largest[m] = std::max(error.largest[m], e.largest[m]);
    }
  }
  for (double& rms : error.rms) {
    rms = std::sqrt(rms);
  }
  return error;
}

}  // namespace heliofab::process
