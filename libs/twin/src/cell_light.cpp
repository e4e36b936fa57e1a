// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numbers>

#include "cell_profiles.hpp"
#include "heliofab/core/check.hpp"
#include "heliofab/materials/free_carriers.hpp"
#include "heliofab/optics/beer_lambert.hpp"
#include "heliofab/twin/cell_task.hpp"
#include "rough_face.hpp"

namespace heliofab::twin {

namespace {

// A film whose composition or gap runs is about this many for light, none of them across a bend.
// Three times as many change the current of FAB 2's cell by less than 1e-4 (tests).
constexpr double parts_of_a_grading = 12;

// What light sees of a layer's profile: a part of its thickness, alike throughout.
struct Part {
  double share = 1;  // [-] of the thickness
  ProfilePlace middle;
};

// The profiles of a layer that light sees and that run.
std::vector<const Profile*> seen_profiles(const LayerPlan& layer) {
  std::vector<const Profile*> seen;
  if (layer.index == "cigs") {
    seen = {&layer.composition, &layer.cgi};
  } else if (layer.root_law > 0) {
    seen = {&layer.gap_eV};
  }
  std::erase_if(seen, [&](const Profile* p) {
    return is_uniform(*p) || (p->over != ProfileAxis::depth && is_uniform(layer.composition));
  });
  return seen;
}

std::vector<Part> parts_of(const LayerPlan& layer) {
  const std::vector<const Profile*> seen = seen_profiles(layer);
  if (seen.empty()) {
    return {{1, place_in(layer, 0.5)}};
  }
  std::vector<double> corners{0, 1};
  for (const Profile* p : seen) {
    if (p->shape == ProfileShape::linear && p->over == ProfileAxis::depth) {
      const std::vector<double> own = corners_of(*p);
      corners.insert(corners.end(), own.begin(), own.end());
    }
  }
  std::ranges::sort(corners);
  corners.erase(std::unique(corners.begin(), corners.end()), corners.end());
  std::vector<Part> parts;
  for (std::size_t k = 1; k < corners.size(); ++k) {
    const double width = corners[k] - corners[k - 1];
    const auto count = static_cast<int>(std::ceil(parts_of_a_grading * width));
    for (int part = 0; part < count; ++part) {
      const double middle = corners[k - 1] + width * (part + 0.5) / count;
      parts.push_back({width / count, place_in(layer, middle)});
    }
  }
  return parts;
}

materials::OpticalConstants constants_of(const CellPlan& plan, const LayerPlan& layer,
                                         const Part& part, const CellData& data) {
  return layer.index == "cigs" ? materials::cigs_optics(data.cigs, part.middle.composition,
                                                        value_at(layer.cgi, part.middle))
                               : index_named(plan, data, layer.index);
}

// Absorption [1/m] of a part of a layer at each wavelength of the spectrum.
std::vector<double> absorption_of(const CellPlan& plan, const LayerPlan& layer, const Part& part,
                                  const CellData& data) {
  const std::vector<double>& wavelengths = data.spectrum.wavelength;
  std::vector<double> absorption(wavelengths.size());
  if (!layer.index.empty()) {
    const auto table =
        materials::resample(constants_of(plan, layer, part, data), wavelengths, layer.name);
    for (std::size_t k = 0; k < wavelengths.size(); ++k) {
      absorption[k] = 4 * std::numbers::pi * table.k[k] / wavelengths[k];
    }
    return absorption;
  }
  const double gap = value_at(layer.gap_eV, part.middle);
  for (std::size_t k = 0; k < wavelengths.size(); ++k) {
    const double photon = constants::photon_energy_wavelength / wavelengths[k];  // [eV]
    absorption[k] = layer.root_law * std::sqrt(std::max(0.0, photon - gap));
  }
  return absorption;
}

// Pairs per photon absorbed in a layer at each wavelength; empty where all make one.
std::vector<double> pair_yields(const LayerPlan& layer, std::size_t n_wavelengths,
                                std::vector<double> share) {
  if (share.empty() && layer.pair_yield < 1) {
    share.assign(n_wavelengths, 1);
  }
  for (double& value : share) {
    value *= layer.pair_yield;
  }
  return share;
}

std::vector<optics::AbsorbingFilm> absorbing_films(const CellPlan& plan, const CellData& data) {
  std::vector<optics::AbsorbingFilm> films;
  for (const LayerPlan& layer : plan.layers) {
    for (const Part& part : parts_of(layer)) {
      films.push_back({part.share * layer.thickness, absorption_of(plan, layer, part, data),
                       pair_yields(layer, data.spectrum.wavelength.size(),
                                   pair_share(plan, data, layer.index))});
    }
  }
  return films;
}

double roughness_behind(const CellPlan& plan, const LayerPlan& layer) {
  const auto found = std::ranges::find(plan.interfaces, layer.name, &InterfacePlan::name);
  return found == plan.interfaces.end() ? 0 : found->roughness;
}

optics::RayFaces faces_of(const LightPlan& light) {
  return {light.front_reflectance, light.back_reflectance};
}

// Pairs of one photon: the light of a narrow spectrum around its wavelength, over its photons.
std::vector<double> by_one_ray(const std::vector<optics::AbsorbingFilm>& films, double wavelength,
                               std::size_t row, const optics::RayFaces& faces,
                               std::span<const double> positions) {
  const optics::Spectrum narrow{{wavelength * (1 - 1e-6), wavelength * (1 + 1e-6)}, {1, 1}};
  std::vector<optics::AbsorbingFilm> alike;
  alike.reserve(films.size());
  for (const optics::AbsorbingFilm& film : films) {
    alike.push_back(
        {film.thickness, std::vector(2, film.absorption[row]),
         film.pair_yield.empty() ? std::vector<double>() : std::vector(2, film.pair_yield[row])});
  }
  std::vector<double> pairs = optics::beer_lambert(alike, narrow, faces, positions);
  const double photons = optics::photon_current(narrow) / constants::elementary_charge;
  for (double& value : pairs) {
    value /= photons;
  }
  return pairs;
}

// [m] below the front of the first layer.
double front_of(const CellPlan& plan, std::string_view name) {
  double front = 0;
  for (const LayerPlan& layer : plan.layers) {
    if (name.empty() || layer.name == name) {
      break;
    }
    front += layer.thickness;
  }
  return front;
}

// The integral of the table's straight lines from its first depth.
double integral_to(const CellData& data, double depth) {
  double sum = 0;
  for (std::size_t k = 1; k < data.depth.size() && data.depth[k - 1] < depth; ++k) {
    const double width = data.depth[k] - data.depth[k - 1];
    const double end = std::min(depth, data.depth[k]);
    const double t = (end - data.depth[k - 1]) / width;
    sum += (data.rate[k - 1] + std::lerp(data.rate[k - 1], data.rate[k], t)) / 2 * t * width;
  }
  return sum;
}

// Of light whose profile is said, not computed; nothing for the other models.
std::vector<double> given_profile(const LightPlan& light, double from, const CellData& data,
                                  std::span<const double> positions) {
  std::vector<double> pairs(positions.size());
  const auto fill = [&](auto cumulative) {
    std::ranges::transform(positions, pairs.begin(), [&](double x) {
      return light.suns * cumulative(std::max(0.0, x - from));
    });
  };
  switch (light.model) {
    case LightModel::exponential:
      fill([&](double depth) { return -light.flux * std::expm1(-light.absorption * depth); });
      break;
    case LightModel::uniform:
      fill([&](double depth) { return light.rate * depth; });
      break;
    case LightModel::table:
      fill([&](double depth) { return integral_to(data, depth); });
      break;
    case LightModel::dark:
    case LightModel::transfer_matrix:
    case LightModel::beer_lambert:
      return {};
  }
  return pairs;
}

}  // namespace

optics::Spectrum cell_spectrum(const CellPlan& plan, const CellData& data) {
  optics::Spectrum spectrum = data.spectrum;
  for (double& value : spectrum.irradiance) {
    value *= plan.light.suns;
  }
  return spectrum;
}

optics::Incidence incidence_of(const LightPlan& light) noexcept {
  return {light.angle, light.polarisation};
}

materials::LayerStack layer_stack(const CellPlan& plan, const CellData& data) {
  const auto film = [&](const FilmOfLight& f) {
    materials::OpticalConstants table = index_named(plan, data, f.index);
    if (f.carriers > 0) {
      table = materials::azo_optics(table, {f.carriers, f.optical_mobility});
    }
    return materials::Layer{f.name, std::move(table), f.thickness, 0};
  };
  materials::LayerStack stack{.back = index_named(plan, data, plan.back_index)};
  std::ranges::transform(plan.cover, std::back_inserter(stack.sheets), film);
  std::ranges::transform(plan.coating, std::back_inserter(stack.films), film);
  double roughness = 0;  // of the face before the layer
  for (const LayerPlan& layer : plan.layers) {
    std::vector<materials::Layer> parts;
    for (const Part& part : parts_of(layer)) {
      parts.push_back({layer.name, constants_of(plan, layer, part, data),
                       part.share * layer.thickness, layer.pair_yield,
                       pair_share(plan, data, layer.index)});
    }
    if (roughness > 0) {
      add_rough_face(roughness, data.spectrum.wavelength, stack.films, parts);
    }
    std::ranges::move(parts, std::back_inserter(stack.films));
    roughness = roughness_behind(plan, layer);
  }
  return stack;
}

device::GenerationAt cell_light(const CellPlan& plan, const CellData& data) {
  if (plan.light.model == LightModel::transfer_matrix) {
    return [stack = layer_stack(plan, data), first = plan.coating.size(),
            spectrum = cell_spectrum(plan, data),
            incidence = incidence_of(plan.light)](std::span<const double> positions) {
      return optics::make_generation(stack, spectrum, first, positions, incidence).cumulative;
    };
  }
  if (plan.light.model == LightModel::beer_lambert) {
    return [films = absorbing_films(plan, data), faces = faces_of(plan.light),
            spectrum = cell_spectrum(plan, data)](std::span<const double> positions) {
      return optics::beer_lambert(films, spectrum, faces, positions);
    };
  }
  return [light = plan.light, from = front_of(plan, plan.light.from),
          &data](std::span<const double> positions) {
    return given_profile(light, from, data, positions);
  };
}

std::vector<double> cell_generation(const CellPlan& plan, const CellData& data,
                                    std::span<const double> positions) {
  return cell_light(plan, data)(positions);
}

std::vector<double> pairs_of_photons(const CellPlan& plan, const CellData& data,
                                     std::span<const double> positions) {
  const bool is_of_waves = plan.light.model == LightModel::transfer_matrix;
  const materials::LayerStack stack =
      is_of_waves ? layer_stack(plan, data) : materials::LayerStack{};
  const auto films =
      is_of_waves ? std::vector<optics::AbsorbingFilm>{} : absorbing_films(plan, data);
  std::vector<double> pairs;
  for (std::size_t k = 0; k < data.spectrum.wavelength.size(); ++k) {
    const double wavelength = data.spectrum.wavelength[k];
    const std::vector<double> one =
        is_of_waves ? optics::pairs_per_photon(stack, wavelength, plan.coating.size(), positions,
                                               incidence_of(plan.light))
                    : by_one_ray(films, wavelength, k, faces_of(plan.light), positions);
    pairs.insert(pairs.end(), one.begin(), one.end());
  }
  return pairs;
}

}  // namespace heliofab::twin
