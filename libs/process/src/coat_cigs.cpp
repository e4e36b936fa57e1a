// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/coat_cigs.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "cigs_loop.hpp"
#include "clogged_nozzles.hpp"
#include "heliofab/process/film_growth.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

namespace {

constexpr double usual_roll = 300;    // [m] of rolls that charts learn from
constexpr double least_sigma = 1e-6;  // [-] of a target: less is rounding, nothing strays

bool is_metal(Evaporant e) { return std::ranges::find(moved, e) != moved.end(); }

std::vector<double> zone_places(double width) {
  std::vector<double> places;
  for (std::size_t z = 0; z < web_zones; ++z) {
    places.push_back(width * (static_cast<double>(z) / (web_zones - 1) - 0.5));
  }
  return places;
}

// Where a place across of 0 to 1 lies between two zones.
struct BetweenZones {
  std::size_t zone;  // and the next
  double part;       // of the next

  explicit BetweenZones(double across) {
    const double at = std::clamp(across, 0.0, 1.0) * (web_zones - 1);
    zone = std::min(static_cast<std::size_t>(at), web_zones - 2);
    part = at - static_cast<double>(zone);
  }
  XrfValues of(const XrfValues& here, const XrfValues& next) const {
    XrfValues values{};
    for (std::size_t q = 0; q < values.size(); ++q) {
      values[q] = std::lerp(here[q], next[q], part);
    }
    return values;
  }
};

// The samples from `first` on that `count` frames need, of every source.
std::vector<double> window_of(std::span<const double> log_fluxes, std::size_t samples,
                              std::size_t first, std::size_t wanted) {
  std::vector<double> window;
  window.reserve(log_fluxes.size() / samples * wanted);
  for (std::size_t s = 0; s < log_fluxes.size() / samples; ++s) {
    const auto from = log_fluxes.begin() + static_cast<std::ptrdiff_t>(s * samples + first);
    window.insert(window.end(), from, from + static_cast<std::ptrdiff_t>(wanted));
  }
  return window;
}

}  // namespace

CigsCoater::CigsCoater(const CigsTool& tool, const Absorber& recipe, double web_speed, double width,
                       std::uint64_t seed)
    : tool_(tool),
      web_speed_(web_speed),
      width_(width),
      seed_(seed),
      setup_(tune_evaporator(tool.evaporator, recipe, web_speed)),
      response_(std::make_shared<FilmResponse>(tool.evaporator, setup_, frame_length,
                                               zone_places(width))),
      targets_{recipe.thickness, recipe.cgi, recipe.ggi} {
  const std::size_t samples = response_->samples_for(1);
  const std::size_t sources = tool.evaporator.sources.size();
  constexpr double step = 0.01;
  const FilmFields usual = response_->films_at(std::vector<double>(sources * samples, 0), 1);
  for (std::size_t z = 0; z < web_zones; ++z) {
    usual_[z] = {usual.thickness[z], usual.cgi[z], usual.ggi[z]};
  }
  const auto mean_with = [&](Evaporant evaporant, double by) {
    std::vector<double> fluxes(sources * samples, 0);
    for (std::size_t s = 0; s < sources; ++s) {
      if (tool.evaporator.sources[s].evaporant == evaporant) {
        std::fill_n(fluxes.begin() + static_cast<std::ptrdiff_t>(s * samples), samples, by);
      }
    }
    const FilmFields fields = response_->films_at(fluxes, 1);
    XrfValues mean{};
    for (std::size_t z = 0; z < web_zones; ++z) {
      mean[0] += fields.thickness[z] / web_zones;
      mean[1] += fields.cgi[z] / web_zones;
      mean[2] += fields.ggi[z] / web_zones;
    }
    return mean;
  };
  sensitivity_.resize(targets_.size() * moved.size());
  for (std::size_t a = 0; a < moved.size(); ++a) {
    const XrfValues more = mean_with(moved[a], step);
    const XrfValues less = mean_with(moved[a], -step);
    for (std::size_t q = 0; q < targets_.size(); ++q) {
      sensitivity_[q * moved.size() + a] = (more[q] - less[q]) / (2 * step);
    }
  }
  set_dead_readings();
  sigma_ = learn_sigma(usual_roll);
}

CigsCoater::CigsCoater(const CigsCoater& tuned, const CigsStraying& straying, const Gauge& xrf,
                       const CigsControl& control)
    : CigsCoater(tuned) {
  tool_.straying = straying;
  tool_.xrf = xrf;
  tool_.control = control;
  set_dead_readings();
  sigma_.fill(0);
  sigma_ = learn_sigma(usual_roll);
}

// What a reading does not show yet, unless the plan says it: web on its way to the gauge, and the
// gauge's own dead time.
void CigsCoater::set_dead_readings() {
  const double path = static_cast<double>(response_->samples_for(1) - 1) * frame_length;
  const SamplingPlan& plan = tool_.xrf.sampling;
  const double interval =
      reading_place(plan, web_speed_, 1).time - reading_place(plan, web_speed_, 0).time;
  if (tool_.control.feedback.dead_readings == 0) {
    tool_.control.feedback.dead_readings = static_cast<std::int64_t>(
        std::ceil((path / web_speed_ + tool_.xrf.dead_time) / std::max(1.0, interval)));
  }
}

// Sample k is on its way when frame k enters the tool; its film leaves it a path later, which is
// where the clock of readings begins.
double CigsCoater::emission_time(std::size_t sample) const noexcept {
  const auto path = static_cast<double>(response_->samples_for(1) - 1);
  return (static_cast<double>(sample) - path) * frame_length / web_speed_;
}

std::vector<double> CigsCoater::strayed_fluxes(std::int64_t roll, std::size_t samples,
                                               double roll_length) const {
  const CigsStraying& straying = tool_.straying;
  const WebGrid grid{0, frame_length, samples};
  std::vector<double> speed(samples, 0);
  ScatterField(straying.web_speed, seed_, "process.cigs.web_speed").add_along(roll, grid, speed);
  std::vector<double> fluxes;
  fluxes.reserve(tool_.evaporator.sources.size() * samples);
  for (const EvaporationSource& source : tool_.evaporator.sources) {
    const std::string purpose = purpose_of(source.evaporant) + "." + source.name;
    std::vector<double> own(samples, std::log1p(of_evaporant(straying.offsets, source.evaporant)));
    ScatterField(of_evaporant(straying, source.evaporant), seed_, purpose)
        .add_along(roll, grid, own);
    if (is_metal(source.evaporant)) {
      ScatterField(straying.control, seed_, purpose + ".control").add_along(roll, grid, own);
    }
    for (std::size_t k = 0; k < samples; ++k) {
      const double done = std::min(1.0, static_cast<double>(k) * frame_length / roll_length);
      const double used = is_metal(source.evaporant) ? straying.depletion * (done - 0.5) : 0;
      fluxes.push_back(own[k] - used - speed[k]);
    }
  }
  return fluxes;
}

// What a gauge looks at, at a place across of 0 to 1.
XrfValues CigsCoater::film_at(const CigsPass& pass, const Skews& skews, double position,
                              double across) const {
  const auto frame = static_cast<std::size_t>(std::llround(position / frame_length));
  const BetweenZones between(across);
  const FilmFields fields = response_->films_at(
      window_of(pass.log_fluxes, pass.samples, frame, response_->samples_for(1)), 1,
      {.first = between.zone, .count = 2});
  const auto seen = [&](std::size_t k) -> XrfValues {
    const PlaceFilm film = skewed(film_of(fields, k), skews.at(between.zone + k));
    return {film.thickness, film.cgi, film.ggi};
  };
  return between.of(seen(0), seen(1));
}

CigsPass CigsCoater::run(std::int64_t roll, double length, double roll_length,
                         const CigsMemory& before) const {
  const auto frames = static_cast<std::size_t>(std::ceil(length / frame_length)) + 2;
  CigsPass pass;
  pass.samples = response_->samples_for(frames);
  pass.log_fluxes = strayed_fluxes(roll, pass.samples, roll_length);
  pass.sigma = sigma_;
  pass.after.time = before.time + length / web_speed_;
  std::vector<GaugeChannel> channels;
  for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
    channels.emplace_back(tool_.xrf, seed_, "xrf", xrf_quantities[q], targets_[q]);
  }
  const Skews skews(tool_.straying, seed_, roll);
  Loop loop(*this, pass, roll_length, before);
  for (const ReadingPlace& place : reading_places(tool_.xrf.sampling, web_speed_, length)) {
    const auto frame = static_cast<std::size_t>(std::llround(place.position / frame_length));
    loop.set_to(std::min(pass.samples, response_->samples_for(frame + 1)));
    const XrfValues truth = film_at(pass, skews, place.position, place.across);
    const BetweenZones between(place.across);
    const XrfValues usual = between.of(usual_[between.zone], usual_[between.zone + 1]);
    Loop::Known known{.position = place.position};
    for (std::size_t q = 0; q < channels.size(); ++q) {
      const Reading reading = channels[q].read(roll, before.time, place, truth[q]);
      known.at = reading.known_at;
      // The gauge knows the tool's own profile: what it reads is brought to the mean over the web.
      if (reading.value) {
        known.values[q] = *reading.value + targets_[q] - usual[q];
      }
    }
    if (known.position >= loop.read_from) {
      loop.pending.push_back(known);
    }
  }
  loop.finish();
  return pass;
}

void CigsCoater::lay_down(const CigsPass& pass, std::int64_t roll, double sodium_optimum,
                          WebMap& map) const {
  const auto first = static_cast<std::size_t>(std::llround(map.first / frame_length));
  const WebGrid grid{map.first, frame_length, map.frames};
  const FilmFields fields = response_->films_at(
      window_of(pass.log_fluxes, pass.samples, first, response_->samples_for(map.frames)),
      map.frames);
  const Skews skews(tool_.straying, seed_, roll, grid);
  const std::vector<double> warmer =
      deviations(ScatterField(tool_.straying.temperature, seed_, "process.cigs.temperature"), roll,
                 grid, web_zones);
  for (std::size_t i = 0; i < map.films.size(); ++i) {
    const PlaceFilm place = skewed(film_of(fields, i), skews.at(i));
    Film& film = map.films[i];
    film.thickness = place.thickness;
    film.cgi = place.cgi;
    film.ggi = place.ggi;
    film.sodium = place.sodium / sodium_optimum;
    film.selenium_ratio = place.selenium_ratio;
    film.front_ratio = fields.front[i];
    film.notch_ratio = fields.notch[i];
    film.back_ratio = fields.back[i];
    film.substrate_temperature += tool_.straying.temperature_offset + warmer[i];
  }
}

// Rolls of their own, watched without charts: the standard deviation of points about the target.
XrfValues CigsCoater::learn_sigma(double roll_length) const {
  constexpr std::int64_t rolls = 12;
  constexpr std::int64_t first_roll = 3'000'000;
  CigsCoater in_control(*this);
  in_control.tool_.straying.offsets = {};
  XrfValues squares{};
  double count = 0;
  for (std::int64_t r = 0; r < rolls; ++r) {
    for (const ChartPoint& point :
         in_control.run(first_roll + r, roll_length, roll_length, {}).points) {
      for (std::size_t q = 0; q < squares.size(); ++q) {
        const double off = point.value[q] - targets_[q];
        squares[q] += std::isfinite(off) ? off * off : 0;
      }
      ++count;
    }
  }
  XrfValues sigma{};
  for (std::size_t q = 0; q < sigma.size(); ++q) {
    const double off = std::sqrt(squares[q] / std::max(1.0, count));
    sigma[q] = off > least_sigma * targets_[q] ? off : 0;
  }
  return sigma;
}

}  // namespace heliofab::process
