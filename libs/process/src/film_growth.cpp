// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_growth.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/process/film_diffusion.hpp"
#include "heliofab/process/plume.hpp"
#include "quadrature.hpp"

namespace heliofab::process {

namespace {

constexpr std::size_t index_of(Evaporant e) noexcept { return static_cast<std::size_t>(e); }
constexpr std::size_t cu = index_of(Evaporant::copper);
constexpr std::size_t in = index_of(Evaporant::indium);
constexpr std::size_t ga = index_of(Evaporant::gallium);
constexpr std::size_t se = index_of(Evaporant::selenium);
constexpr std::size_t naf = index_of(Evaporant::sodium_fluoride);

// theory/evaporation.md (6), volumes per In, Ga or excess Cu atom [m3].
constexpr double chalcopyrite_in = 97.15e-30;  // a = 0.5784 nm, c = 1.1616 nm, four a cell
constexpr double chalcopyrite_ga = 86.85e-30;  // a = 0.5614 nm, c = 1.1022 nm
constexpr double selenide_in = 66.8e-30;       // In2Se3, 5.80 g/cm3
constexpr double selenide_ga = 63.5e-30;       // Ga2Se3, 4.92 g/cm3
constexpr double selenide_cu = 25.0e-30;       // Cu2Se, 6.84 g/cm3
constexpr double fluoride = 27.3e-30;          // NaF, 2.56 g/cm3

double mixed(double of_indium, double of_gallium, double ggi) noexcept {
  return of_indium + (of_gallium - of_indium) * ggi;
}

// Below this share of the highest arrival of metals a node says nothing about the film's selenium:
// the rims of plumes that shields cut off.
constexpr double faint = 0.02;

// What a step of the path brings.
struct PathStep {
  ArealAtoms atoms{};  // [1/m2]
  double time = 0;     // [s]
  double spread = 0;   // [m2]
};

class Path {
 public:
  Path(const Evaporator& e, const WebTrack& t, const Passage& p)
      : evaporator_(e), track_(t), passage_(p), arrival_(t.along.size()) {
    add_sources();
    add_steps();
  }
  std::span<const PathStep> steps() const noexcept { return steps_; }
  // [1/m2/s] at each node
  std::span<const ArealAtoms> arrival() const noexcept { return arrival_; }
  // [m] where the web is at the end of a step
  double end_of_step(std::size_t i) const noexcept {
    const DepositionZone& z = evaporator_.zones[i / track_.steps];
    return z.start +
           z.length * static_cast<double>(i % track_.steps + 1) / static_cast<double>(track_.steps);
  }

 private:
  void add_sources() {
    const std::size_t nodes = track_.nodes_of_zone();
    for (std::size_t s = 0; s < evaporator_.sources.size(); ++s) {
      const std::size_t kind = index_of(evaporator_.sources[s].evaporant);
      ArealAtoms* const at = arrival_.data() + track_.zone[s] * nodes;
      for (std::size_t k = 0; k < nodes; ++k) {
        const double factor = passage_.factors.empty() ? 1 : passage_.factors[s * nodes + k];
        at[k][kind] += factor * passage_.emissions[s] * track_.impinging[s * nodes + k];
      }
    }
  }

  void add_steps() {
    for (std::size_t z = 0; z < evaporator_.zones.size(); ++z) {
      const double diffusivity = interdiffusivity(
          evaporator_, passage_.web_temperature + evaporator_.zones[z].temperature_offset);
      for (std::size_t k = 0; k < track_.steps; ++k) {
        add_step(z * track_.nodes_of_zone() + 1 + 2 * k, diffusivity);
      }
    }
  }

  void add_step(std::size_t first_node, double diffusivity) {
    PathStep step;
    for (const std::size_t node : {first_node, first_node + 1}) {
      const double time = track_.weight[node] / passage_.web_speed;
      step.time += time;
      for (std::size_t e = 0; e < n_evaporants; ++e) {
        step.atoms[e] += time * arrival_[node][e];
      }
    }
    step.spread = diffusivity * step.time;
    steps_.push_back(step);
  }

  const Evaporator& evaporator_;
  const WebTrack& track_;
  const Passage& passage_;
  std::vector<ArealAtoms> arrival_;
  std::vector<PathStep> steps_;
};

void add_selenium(const Path& path, const WebTrack& track, GrownFilm& film) {
  double most_metal = 0;
  for (const ArealAtoms& a : path.arrival()) {
    most_metal = std::max(most_metal, a[cu] + a[in] + a[ga]);
  }
  film.least_selenium_ratio = HUGE_VAL;
  film.zone_selenium_ratio.assign(path.arrival().size() / track.nodes_of_zone(), HUGE_VAL);
  for (std::size_t k = 0; k < path.arrival().size(); ++k) {
    const ArealAtoms& a = path.arrival()[k];
    const double metal = a[cu] + a[in] + a[ga];
    if (!(metal > faint * most_metal)) {
      continue;
    }
    const double ratio = a[se] / metal;
    double& of_zone = film.zone_selenium_ratio[k / track.nodes_of_zone()];
    of_zone = std::min(of_zone, ratio);
    if (ratio < film.least_selenium_ratio) {
      film.least_selenium_ratio = ratio;
      film.least_selenium_along = track.along[k];
    }
  }
  double missing = 0;
  for (const PathStep& step : path.steps()) {
    const double bound = (step.atoms[cu] + 3 * (step.atoms[in] + step.atoms[ga])) / 2;
    const double kept = std::min(missing + bound, step.atoms[se]);
    missing += bound - kept;
    film.selenium += kept;
  }
  film.selenium_missing = missing;
}

void add_copper_course(const Path& path, GrownFilm& film) {
  double copper = 0;
  double sites = 0;
  for (std::size_t i = 0; i < path.steps().size(); ++i) {
    const ArealAtoms& a = path.steps()[i].atoms;
    copper += a[cu];
    sites += a[in] + a[ga];
    // A film of a few atoms has any ratio.
    if (sites > 0.05 * (film.arrived[in] + film.arrived[ga]) && copper > film.highest_cgi * sites) {
      film.highest_cgi = copper / sites;
      film.highest_cgi_along = path.end_of_step(i);
    }
  }
}

void add_profile(const Path& path, GrownFilm& film) {
  const double sites = film.arrived[in] + film.arrived[ga];
  std::vector<GrowthLayer> layers;
  for (const PathStep& step : path.steps()) {
    const double here = step.atoms[in] + step.atoms[ga];
    if (here > 1e-12 * sites) {
      layers.push_back({here, step.atoms[ga], step.spread});
    } else if (!layers.empty()) {
      layers.back().spread += step.spread;
    }
  }
  const std::vector<double> ggi = interdiffuse(layers, sites / film.thickness);
  // From the light side: the layers in the reverse order of arrival.
  const std::size_t n = layers.size();
  film.profile.edge.assign(1, 0);
  for (std::size_t i = n; i-- > 0;) {
    film.profile.value.push_back(ggi[i]);
    film.profile.edge.push_back(film.profile.edge.back() +
                                layers[i].sites * volume_per_site(film.cgi, ggi[i]));
  }
  const double whole = film.profile.edge.back();
  for (double& edge : film.profile.edge) {
    edge /= whole;
  }
  film.profile.edge.back() = 1;
  film.grading = fit_grading(film.profile);
}

}  // namespace

double volume_per_site(double cgi, double ggi) noexcept {
  const double chalcopyrite = mixed(chalcopyrite_in, chalcopyrite_ga, ggi);
  return cgi < 1 ? cgi * chalcopyrite + (1 - cgi) * mixed(selenide_in, selenide_ga, ggi)
                 : chalcopyrite + (cgi - 1) * selenide_cu;
}

double selenium_per_site(double cgi) noexcept { return (cgi + 3) / 2; }

ArealAtoms atoms_of(double thickness, double cgi, double ggi, double naf_thickness) noexcept {
  const double sites = thickness / volume_per_site(cgi, ggi);
  ArealAtoms atoms{};
  atoms[cu] = cgi * sites;
  atoms[in] = (1 - ggi) * sites;
  atoms[ga] = ggi * sites;
  atoms[se] = selenium_per_site(cgi) * sites;
  atoms[naf] = naf_thickness / fluoride;
  return atoms;
}

double naf_thickness_of(double formula_units) noexcept { return formula_units * fluoride; }

WebTrack make_track(const Evaporator& e, double across, std::size_t steps) {
  WebTrack track{.steps = steps};
  const GaussRule rule = gauss_rule(2);
  const auto add_node = [&track](double along, double weight) {
    track.along.push_back(along);
    track.weight.push_back(weight);
  };
  for (const DepositionZone& z : e.zones) {
    const double step = z.length / static_cast<double>(steps);
    add_node(z.start, 0);
    for (std::size_t k = 0; k < steps; ++k) {
      for (std::size_t q = 0; q < 2; ++q) {
        add_node(z.start + (static_cast<double>(k) + rule.point[q]) * step, rule.weight[q] * step);
      }
    }
    add_node(z.start + z.length, 0);
  }
  for (const EvaporationSource& s : e.sources) {
    const std::size_t zone = zone_of(e, s);
    track.zone.push_back(zone);
    const bool is_open = std::abs(across) <= e.zones[zone].opening / 2;
    for (std::size_t k = 0; k < track.nodes_of_zone(); ++k) {
      const double along = track.along[zone * track.nodes_of_zone() + k];
      track.impinging.push_back(is_open ? impingement(s, {along, across}) : 0);
    }
  }
  return track;
}

WebTrack make_mean_track(const Evaporator& e, std::size_t steps) {
  // Twelve points leave less than 1e-9: the plumes are smooth over a tenth of the aperture.
  const GaussRule rule = gauss_rule(12);
  WebTrack mean;
  for (std::size_t i = 0; i < rule.point.size(); ++i) {
    WebTrack track = make_track(e, e.aperture_width * (rule.point[i] - 0.5), steps);
    if (i == 0) {
      mean = track;
      std::ranges::fill(mean.impinging, 0);
    }
    for (std::size_t k = 0; k < track.impinging.size(); ++k) {
      mean.impinging[k] += rule.weight[i] * track.impinging[k];
    }
  }
  return mean;
}

GrownFilm grow_film(const Evaporator& evaporator, const WebTrack& track, const Passage& passage) {
  const Path path(evaporator, track, passage);
  GrownFilm film;
  for (const PathStep& step : path.steps()) {
    for (std::size_t e = 0; e < n_evaporants; ++e) {
      film.arrived[e] += step.atoms[e];
    }
  }
  film.naf_thickness = naf_thickness_of(film.arrived[naf]);
  const double sites = film.arrived[in] + film.arrived[ga];
  if (!(sites > 0)) {
    return film;
  }
  film.cgi = film.arrived[cu] / sites;
  film.ggi = film.arrived[ga] / sites;
  film.thickness = sites * volume_per_site(film.cgi, film.ggi);
  add_selenium(path, track, film);
  add_copper_course(path, film);
  add_profile(path, film);
  return film;
}

double web_excess(const Evaporator& evaporator, double web_temperature) noexcept {
  const DepositionZone* hottest = hottest_zone(evaporator);
  return hottest == nullptr ? -HUGE_VAL
                            : web_temperature + hottest->temperature_offset - evaporator.web_limit;
}

}  // namespace heliofab::process
