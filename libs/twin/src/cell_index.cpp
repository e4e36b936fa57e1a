// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "cell_index_check.hpp"
#include "heliofab/materials/dispersion.hpp"
#include "heliofab/materials/effective_medium.hpp"
#include "heliofab/materials/free_carriers.hpp"
#include "heliofab/twin/cell_task.hpp"

namespace heliofab::twin {

namespace {

bool has_spectrum(const DrudePlan& d) { return d.plasma_energy_eV > 0 && d.damping_eV > 0; }

std::vector<materials::Drude> carriers_of(const IndexPlan& index) {
  std::vector<materials::Drude> terms;
  for (const DrudePlan& d : index.drude) {
    terms.push_back(has_spectrum(d) ? materials::Drude{d.plasma_energy_eV, d.damping_eV}
                                    : materials::free_electrons(d.density, d.mobility, d.mass));
  }
  return terms;
}

// The loss of all free carriers in an index at each wavelength; empty without any.
std::vector<double> carrier_loss(const CellPlan& plan, std::string_view name,
                                 std::span<const double> wavelength) {
  const IndexPlan* const index = own_index(plan, name);
  if (index == nullptr || index->drude.empty()) {
    return {};
  }
  std::vector<double> loss = materials::free_carrier_loss(carriers_of(*index), wavelength);
  const std::vector<double> of_host = carrier_loss(plan, index->of, wavelength);
  for (std::size_t k = 0; k < of_host.size(); ++k) {
    loss[k] += of_host[k];
  }
  return loss;
}

materials::Dispersion dispersion_of(const IndexPlan& index) {
  materials::Dispersion dispersion{.permittivity = index.permittivity, .drude = carriers_of(index)};
  for (const SellmeierPlan& s : index.sellmeier) {
    dispersion.sellmeier.push_back({s.strength, s.wavelength});
  }
  for (const TaucLorentzPlan& t : index.tauc_lorentz) {
    dispersion.tauc_lorentz.push_back({t.amplitude_eV, t.energy_eV, t.width_eV, t.gap_eV});
  }
  return dispersion;
}

bool has_parts(const IndexPlan& index) {
  return index.model == IndexModel::mixture || index.model == IndexModel::doped;
}

// Indices of parts inside one another: more would take long to mix, each twice as long.
constexpr int most_levels = 8;

// Of what some indices are made, and that is made of others itself.
std::set<const IndexPlan*> parts_with_parts(const CellPlan& plan,
                                            const std::set<const IndexPlan*>& wholes) {
  std::set<const IndexPlan*> parts;
  for (const IndexPlan* whole : wholes) {
    for (const std::string* name : {&whole->of, &whole->with}) {
      const IndexPlan* const part = own_index(plan, *name);
      if (part != nullptr && has_parts(*part)) {
        parts.insert(part);
      }
    }
  }
  return parts;
}

// Why an index cannot be made of its parts; empty when it can.
std::string_view problem_of_parts(const CellPlan& plan, const IndexPlan& index) {
  std::set<const IndexPlan*> level{&index};
  for (int depth = 0; !level.empty(); ++depth) {
    if (depth == most_levels) {
      return "indices inside one another 8 times or more, wanted fewer";
    }
    level = parts_with_parts(plan, level);
    if (level.contains(&index)) {
      return "an index made of itself";
    }
  }
  return {};
}

void check_parts(const CellPlan& plan, const IndexPlan& index, const std::string& path,
                 PlanProblems& problems) {
  const std::string_view problem = problem_of_parts(plan, index);
  problems.add_if(!problem.empty(), path, std::string(problem));
}

void check_carriers(const IndexPlan& index, const std::string& path, PlanProblems& problems) {
  for (std::size_t k = 0; k < index.drude.size(); ++k) {
    const DrudePlan& d = index.drude[k];
    const bool has_carriers = d.density > 0 && d.mobility > 0 && d.mass > 0;
    const bool has_some = d.density > 0 || d.mobility > 0 || d.mass > 0;
    const bool has_some_spectrum = d.plasma_energy_eV > 0 || d.damping_eV > 0;
    problems.add_if(!(has_spectrum(d) || has_carriers) || (has_some && has_some_spectrum),
                    fmt::format("{}.drude[{}]", path, k),
                    "wanted plasma_energy and damping, or density, mobility and mass, all above 0");
  }
}

void check_oscillators(const IndexPlan& index, const std::string& path, PlanProblems& problems) {
  problems.add_if(index.sellmeier.empty() && index.drude.empty() && index.tauc_lorentz.empty(),
                  path, "no term, wanted some of sellmeier, drude and tauc_lorentz",
                  "an index alike at all wavelengths is of the model constant");
  for (std::size_t k = 0; k < index.tauc_lorentz.size(); ++k) {
    const TaucLorentzPlan& t = index.tauc_lorentz[k];
    problems.add_if(t.width_eV >= 2 * t.energy_eV,
                    fmt::format("{}.tauc_lorentz[{}].width", path, k),
                    fmt::format("{:g} eV, wanted less than twice the energy of {:g} eV", t.width_eV,
                                t.energy_eV));
  }
}

// Keys of one model that were given to another would do nothing, unseen.
void check_keys_of_others(const IndexPlan& index, const std::string& path, PlanProblems& problems) {
  const IndexPlan blank;
  const auto name_at = [](IndexModel m) { return names_of(m)[static_cast<std::size_t>(m)]; };
  const auto want = [&](std::vector<IndexModel> owners, bool is_blank, std::string_view key) {
    const bool is_owned = std::ranges::find(owners, index.model) != owners.end();
    problems.add_if(
        !is_owned && !is_blank, fmt::format("{}.{}", path, key),
        fmt::format("given for the model {}, wanted for {}{} only", name_at(index.model),
                    name_at(owners.front()),
                    owners.size() > 1 ? fmt::format(" or {}", name_at(owners[1])) : ""));
  };
  want({IndexModel::oscillators}, index.permittivity == blank.permittivity, "permittivity");
  want({IndexModel::oscillators}, index.sellmeier.empty(), "sellmeier");
  want({IndexModel::oscillators, IndexModel::doped}, index.drude.empty(), "drude");
  want({IndexModel::oscillators}, index.tauc_lorentz.empty(), "tauc_lorentz");
  want({IndexModel::cauchy}, index.a == 0, "a");
  want({IndexModel::cauchy}, index.b == 0, "b");
  want({IndexModel::cauchy}, index.c == 0, "c");
  want({IndexModel::constant}, index.n == 0, "n");
  want({IndexModel::constant}, index.k == 0, "k");
  want({IndexModel::mixture, IndexModel::doped}, index.of.empty(), "of");
  want({IndexModel::mixture}, index.with.empty(), "with");
  want({IndexModel::mixture}, index.share == blank.share, "share");
  want({IndexModel::azo}, index.carriers == 0, "carriers");
  want({IndexModel::azo}, index.optical_mobility == blank.optical_mobility, "optical_mobility");
}

void check_index(const CellPlan& plan, const IndexPlan& index, PlanProblems& problems) {
  const std::string path = "cell.indices." + index.name;
  problems.add_if(index.name == "cigs" || index.name.ends_with(".csv"), path,
                  fmt::format("the name '{}' is taken", index.name),
                  "'cigs' follows the composition of a layer, '.csv' ends the name of a file");
  check_keys_of_others(index, path, problems);
  check_carriers(index, path, problems);
  switch (index.model) {
    case IndexModel::oscillators:
      check_oscillators(index, path, problems);
      break;
    case IndexModel::cauchy:
      problems.add_if(index.a <= 0, path + ".a", "0, wanted above 0 for the model cauchy");
      break;
    case IndexModel::constant:
      problems.add_if(index.n <= 0, path + ".n", "0, wanted above 0 for the model constant");
      break;
    case IndexModel::mixture:
      problems.add_if(index.of.empty(), path + ".of", "no first medium, wanted an index");
      problems.add_if(index.with.empty(), path + ".with", "no second medium, wanted an index");
      check_parts(plan, index, path, problems);
      break;
    case IndexModel::doped:
      problems.add_if(index.of.empty(), path + ".of", "nothing to dope, wanted an index");
      problems.add_if(index.drude.empty(), path + ".drude", "no carriers, wanted some");
      check_parts(plan, index, path, problems);
      break;
    case IndexModel::azo:
      problems.add_if(index.carriers <= 0, path + ".carriers",
                      "no electrons, wanted some for the model azo");
      break;
  }
}

// Only a layer has a composition to follow.
void check_place(const std::string& name, const std::string& path, PlanProblems& problems) {
  problems.add_if(name == "cigs", path, "'cigs' follows a composition, which only a layer has",
                  "name one of its tables: cigs_x000, cigs_x020, cigs_x030, cigs_x040, cigs_x100");
}

}  // namespace

const IndexPlan* own_index(const CellPlan& plan, std::string_view name) noexcept {
  const auto found = std::ranges::find(plan.indices, name, &IndexPlan::name);
  return found == plan.indices.end() ? nullptr : &*found;
}

void check_indices(const CellPlan& plan, PlanProblems& problems) {
  for (const IndexPlan& index : plan.indices) {
    check_index(plan, index, problems);
    check_place(index.of, fmt::format("cell.indices.{}.of", index.name), problems);
    check_place(index.with, fmt::format("cell.indices.{}.with", index.name), problems);
  }
  for (const FilmOfLight& film : plan.cover) {
    check_place(film.index, fmt::format("cell.cover.{}.index", film.name), problems);
  }
  for (const FilmOfLight& film : plan.coating) {
    const std::string path = "cell.coating." + film.name;
    check_place(film.index, path + ".index", problems);
    const bool is_azo = film.index == "azo" && own_index(plan, "azo") == nullptr;
    problems.add_if(film.carriers > 0 && !is_azo, path + ".carriers",
                    fmt::format("given for the index '{}', wanted for 'azo' only", film.index));
  }
  check_place(plan.back_index, "cell.back_index", problems);
}

materials::OpticalConstants index_named(const CellPlan& plan, const CellData& data,
                                        std::string_view name) {
  const IndexPlan* const index = own_index(plan, name);
  if (index == nullptr) {
    return data.index.find(name)->second;
  }
  const std::vector<double>& wavelength = data.spectrum.wavelength;
  switch (index->model) {
    case IndexModel::oscillators:
      return materials::tabulate(dispersion_of(*index), wavelength);
    case IndexModel::cauchy:
      return materials::tabulate(materials::Cauchy{index->a, index->b, index->c}, wavelength);
    case IndexModel::constant:
      return materials::constant_index(index->n, index->k);
    case IndexModel::mixture: {
      const auto part = [&](const std::string& of) {
        return materials::resample(index_named(plan, data, of), wavelength, of);
      };
      return materials::effective_medium(part(index->of), part(index->with), index->share,
                                         wavelength);
    }
    case IndexModel::doped:
      return materials::with_free_carriers(index_named(plan, data, index->of), carriers_of(*index),
                                           wavelength);
    case IndexModel::azo:
      return materials::azo_optics(data.index.find("azo")->second,
                                   {index->carriers, index->optical_mobility});
  }
  return {};
}

std::vector<double> pair_share(const CellPlan& plan, const CellData& data, std::string_view name) {
  const std::vector<double>& wavelength = data.spectrum.wavelength;
  std::vector<double> share = carrier_loss(plan, name, wavelength);
  if (!share.empty()) {
    const materials::OpticalConstants index = index_named(plan, data, name);
    for (std::size_t k = 0; k < share.size(); ++k) {
      share[k] = std::max(0.0, 1 - share[k] / (2 * index.n[k] * index.k[k]));
    }
  }
  return share;
}

}  // namespace heliofab::twin
