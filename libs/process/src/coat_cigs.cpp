// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/coat_cigs.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "heliofab/process/film_growth.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

namespace {

// Evaporants that feedback moves, in the order of its actuators.
constexpr std::array moved{Evaporant::copper, Evaporant::indium, Evaporant::gallium};

constexpr double usual_roll = 300;    // [m] of rolls that charts learn from
constexpr double least_sigma = 1e-6;  // [-] of a target: less is rounding, and nothing strays

bool is_metal(Evaporant e) { return std::ranges::find(moved, e) != moved.end(); }

const Scatter& scatter_of(const CigsStraying& s, Evaporant evaporant) {
  switch (evaporant) {
    case Evaporant::copper:
      return s.copper;
    case Evaporant::indium:
      return s.indium;
    case Evaporant::gallium:
      return s.gallium;
    case Evaporant::selenium:
      return s.selenium;
    case Evaporant::sodium_fluoride:
      break;
  }
  return s.sodium;
}

std::string purpose_of(Evaporant evaporant) {
  return "process.cigs." + std::string(names_of(evaporant)[static_cast<std::size_t>(evaporant)]);
}

std::vector<double> zone_places(double width) {
  std::vector<double> places;
  for (std::size_t z = 0; z < web_zones; ++z) {
    places.push_back(width * (static_cast<double>(z) / (web_zones - 1) - 0.5));
  }
  return places;
}

// What clogged nozzles do at one place: by how much each evaporant brings more, theory/process.md (23).
struct Skew {
  double copper, indium, gallium, selenium, sodium;
};

struct PlaceFilm {
  double thickness, cgi, ggi, sodium, selenium_ratio;
};

PlaceFilm skewed(const PlaceFilm& film, const Skew& by) {
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

}  // namespace

// Skews of a stretch, places x zones.
class CigsCoater::Skews {
 public:
  // Of the places of a grid.
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll, const WebGrid& grid)
      : Skews(straying, seed, roll, grid, true) {}
  // Of the roll as a whole, as a gauge sees it: what is local averages out over its span.
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll)
      : Skews(straying, seed, roll, {0, frame_length, 1}, false) {}

  Skew at(std::size_t i) const noexcept {
    const auto of = [&](Evaporant e) { return values_[static_cast<std::size_t>(e)][i]; };
    return {of(Evaporant::copper), of(Evaporant::indium), of(Evaporant::gallium),
            of(Evaporant::selenium), of(Evaporant::sodium_fluoride)};
  }

 private:
  Skews(const CigsStraying& straying, std::uint64_t seed, std::int64_t roll, const WebGrid& grid,
        bool with_local) {
    for (std::size_t e = 0; e < n_evaporants; ++e) {
      const auto evaporant = static_cast<Evaporant>(e);
      Scatter scatter = scatter_of(straying, evaporant);
      scatter.local = with_local ? scatter.local : 0;
      values_[e].assign(grid.count * web_zones, 0);
      ScatterField(scatter, seed, purpose_of(evaporant))
          .add_across(roll, grid, web_zones, values_[e]);
    }
  }

  std::array<std::vector<double>, n_evaporants> values_;
};

namespace {

PlaceFilm film_of(const FilmFields& fields, std::size_t i) {
  return {fields.thickness[i], fields.cgi[i], fields.ggi[i], fields.naf_thickness[i],
          fields.selenium_ratio[i]};
}

// At a place across of 0 to 1, between zones.
XrfValues across_zones(const std::array<XrfValues, web_zones>& zones, double across) {
  const double zone = std::clamp(across, 0.0, 1.0) * (web_zones - 1);
  const auto z = std::min(static_cast<std::size_t>(zone), web_zones - 2);
  XrfValues values{};
  for (std::size_t q = 0; q < values.size(); ++q) {
    values[q] = std::lerp(zones[z][q], zones[z + 1][q], zone - static_cast<double>(z));
  }
  return values;
}

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

// A roll as it runs: readings become known after a while and move what is emitted from then on.
struct CigsCoater::Loop {
  struct Known {
    double at = 0;        // [s]
    double position = 0;  // [m]
    std::array<std::optional<double>, xrf_quantities.size()> values;
  };

  const CigsCoater& coater;
  CigsPass& pass;
  Feedback feedback;
  Feedback adjustment;  // what alarms ask for
  std::vector<double> start;
  std::deque<Known> pending;
  std::array<MonitorState, xrf_quantities.size()> monitors;
  XrfValues sums{};
  std::array<std::int64_t, xrf_quantities.size()> counts{};
  std::int64_t readings = 0;  // since the last point
  std::size_t set = 0;        // samples that are final

  Loop(const CigsCoater& c, CigsPass& p, const CigsMemory& before)
      : coater(c),
        pass(p),
        feedback(c.tool_.control.feedback, {c.targets_.begin(), c.targets_.end()}, c.sensitivity_),
        adjustment({.integral = 1, .dead_readings = 0, .is_predictive = false, .rate = 5},
                   {c.targets_.begin(), c.targets_.end()}, c.sensitivity_),
        start(before.trims) {
    monitors.fill(start_of(c.tool_.control.monitor));
  }

  double trim(std::size_t actuator) const {
    return start[actuator] + feedback.actuators()[actuator] + adjustment.actuators()[actuator];
  }

  void chart(double position) {
    ChartPoint point{.position = position};
    std::array<std::optional<double>, xrf_quantities.size()> means;
    bool wants_adjustment = false;
    for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
      if (counts[q] > 0) {
        means[q] = sums[q] / static_cast<double>(counts[q]);
      }
      point.value[q] = means[q].value_or(std::numeric_limits<double>::quiet_NaN());
      if (coater.sigma_[q] > least_sigma * coater.targets_[q]) {
        const Alarm alarm = next_point(monitors[q], coater.tool_.control.monitor,
                                       {coater.targets_[q], coater.sigma_[q]}, means[q]);
        if (alarm != Alarm{}) {
          pass.alarms.push_back({position, q, alarm});
        }
        if (alarm.reaction == Reaction::adjust || alarm.reaction == Reaction::stop) {
          wants_adjustment = true;
          monitors[q] = start_of(coater.tool_.control.monitor);
        }
      }
    }
    pass.points.push_back(point);
    if (wants_adjustment) {
      adjustment.step(means);
    }
    sums.fill(0);
    counts.fill(0);
    readings = 0;
  }

  void act(const Known& reading) {
    if (coater.tool_.control.is_on) {
      feedback.step(reading.values);
    }
    for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
      if (reading.values[q]) {
        sums[q] += *reading.values[q];
        ++counts[q];
      }
    }
    if (++readings == coater.tool_.control.readings_per_point) {
      chart(reading.position);
    }
  }

  // Makes the fluxes up to a sample final.
  void set_to(std::size_t end) {
    for (; set < end; ++set) {
      const double now = coater.emission_time(set);
      while (!pending.empty() && pending.front().at <= now) {
        act(pending.front());
        pending.pop_front();
      }
      const auto& sources = coater.tool_.evaporator.sources;
      for (std::size_t s = 0; s < sources.size(); ++s) {
        const auto found = std::ranges::find(moved, sources[s].evaporant);
        if (found != moved.end()) {
          pass.log_fluxes[s * pass.samples + set] +=
              trim(static_cast<std::size_t>(found - moved.begin()));
        }
      }
    }
  }

  void finish() {
    set_to(pass.samples);
    for (const Known& reading : pending) {
      act(reading);
    }
    for (std::size_t a = 0; a < moved.size(); ++a) {
      pass.after.trims[a] = trim(a);
    }
  }
};

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
    std::vector<double> own(samples, 0);
    ScatterField(scatter_of(straying, source.evaporant), seed_, purpose).add_along(roll, grid, own);
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
  const FilmFields fields = response_->films_at(
      window_of(pass.log_fluxes, pass.samples, frame, response_->samples_for(1)), 1);
  std::array<XrfValues, web_zones> zones;
  for (std::size_t z = 0; z < web_zones; ++z) {
    const PlaceFilm film = skewed(film_of(fields, z), skews.at(z));
    zones[z] = {film.thickness, film.cgi, film.ggi};
  }
  return across_zones(zones, across);
}

CigsPass CigsCoater::run(std::int64_t roll, double length, double roll_length,
                         const CigsMemory& before) const {
  const auto frames = static_cast<std::size_t>(std::ceil(length / frame_length)) + 2;
  CigsPass pass;
  pass.samples = response_->samples_for(frames);
  pass.log_fluxes = strayed_fluxes(roll, pass.samples, roll_length);
  pass.after.time = before.time + length / web_speed_;
  std::vector<GaugeChannel> channels;
  for (std::size_t q = 0; q < xrf_quantities.size(); ++q) {
    channels.emplace_back(tool_.xrf, seed_, "xrf", xrf_quantities[q], targets_[q]);
  }
  const Skews skews(tool_.straying, seed_, roll);
  Loop loop(*this, pass, before);
  for (const ReadingPlace& place : reading_places(tool_.xrf.sampling, web_speed_, length)) {
    const auto frame = static_cast<std::size_t>(std::llround(place.position / frame_length));
    loop.set_to(std::min(pass.samples, response_->samples_for(frame + 1)));
    const XrfValues truth = film_at(pass, skews, place.position, place.across);
    const XrfValues usual = across_zones(usual_, place.across);
    Loop::Known known{.position = place.position};
    for (std::size_t q = 0; q < channels.size(); ++q) {
      const Reading reading = channels[q].read(roll, before.time, place, truth[q]);
      known.at = reading.known_at;
      // The gauge knows the tool's own profile: what it reads is brought to the mean over the web.
      if (reading.value) {
        known.values[q] = *reading.value + targets_[q] - usual[q];
      }
    }
    loop.pending.push_back(known);
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
    film.substrate_temperature += warmer[i];
  }
}

// Rolls of their own, watched without charts: the standard deviation of points about the target.
XrfValues CigsCoater::learn_sigma(double roll_length) const {
  constexpr std::int64_t rolls = 12;
  constexpr std::int64_t first_roll = 3'000'000;
  XrfValues squares{};
  double count = 0;
  for (std::int64_t r = 0; r < rolls; ++r) {
    for (const ChartPoint& point : run(first_roll + r, roll_length, roll_length, {}).points) {
      for (std::size_t q = 0; q < squares.size(); ++q) {
        const double off = point.value[q] - targets_[q];
        squares[q] += std::isfinite(off) ? off * off : 0;
      }
      ++count;
    }
  }
  XrfValues sigma{};
  for (std::size_t q = 0; q < sigma.size(); ++q) {
    sigma[q] = std::sqrt(squares[q] / std::max(1.0, count));
  }
  return sigma;
}

}  // namespace heliofab::process
