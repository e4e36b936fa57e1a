// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "cell_index_check.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/twin/cell_task.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::twin {

namespace {

namespace fs = std::filesystem;

// A file named by a cell: one of its own when the name ends with .csv, else one of data/.
// `others` could have been named in place of a file.
fs::path file_of(const io::Document& document, const std::string& path, const std::string& name,
                 const fs::path& folder, std::vector<std::string> others = {}) {
  if (name.ends_with(".csv")) {
    return fs::path(document.file()).parent_path() / name;
  }
  fs::path file = folder / (name + ".csv");
  if (fs::exists(file)) {
    return file;
  }
  std::vector<std::string> names = std::move(others);
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") {
      names.push_back(entry.path().stem().string());
    }
  }
  std::ranges::sort(names);
  const std::string_view near = nearest(name, {names.begin(), names.end()});
  throw InputError({io::locate(
      document,
      {.code = "E2103",
       .path = path,
       .message = fmt::format("no table '{}'", name),
       .note = near.empty() ? fmt::format("known: {}; or a file of yours that ends in .csv",
                                          fmt::join(names, ", "))
                            : fmt::format("did you mean '{}'?", near)})});
}

optics::Spectrum spectrum_of(const io::Document& document, const LightPlan& light,
                             const fs::path& folder) {
  optics::Spectrum spectrum =
      read_spectrum(file_of(document, "cell.light.spectrum", light.spectrum, folder / "spectra"));
  std::vector<double> rows;
  const double width = light.last_wavelength - light.first_wavelength;
  const auto count = static_cast<std::size_t>(std::floor(width / light.wavelength_step + 1e-9));
  for (std::size_t k = 0; k <= count; ++k) {
    rows.push_back(light.first_wavelength + static_cast<double>(k) * light.wavelength_step);
  }
  try {
    return optics::rebin(spectrum, rows);
  } catch (const InputError& error) {
    Diagnostic problem = error.diagnostics().front();
    problem.path = "cell.light.spectrum";
    problem.note = "light.first_wavelength and light.last_wavelength say what is computed";
    throw InputError({io::locate(document, std::move(problem))});
  }
}

// An index and a place that names it.
struct NamedIndex {
  std::string name;
  std::string path;
};

// Every index that a cell names and does not bring along.
std::vector<NamedIndex> foreign_indices(const CellPlan& plan) {
  std::vector<NamedIndex> names;
  const auto add = [&](const std::string& name, std::string path) {
    if (!name.empty() && own_index(plan, name) == nullptr) {
      names.push_back({name, std::move(path)});
    }
  };
  for (const FilmOfLight& film : plan.cover) {
    add(film.index, fmt::format("cell.cover.{}.index", film.name));
  }
  for (const FilmOfLight& film : plan.coating) {
    add(film.index, fmt::format("cell.coating.{}.index", film.name));
  }
  for (const LayerPlan& layer : plan.layers) {
    add(layer.index, fmt::format("cell.layers.{}.index", layer.name));
  }
  if (plan.light.model == LightModel::transfer_matrix) {
    add(plan.back_index, "cell.back_index");
  }
  for (const IndexPlan& index : plan.indices) {
    add(index.of, fmt::format("cell.indices.{}.of", index.name));
    add(index.with, fmt::format("cell.indices.{}.with", index.name));
    if (index.model == IndexModel::azo) {
      names.push_back({"azo", fmt::format("cell.indices.{}.model", index.name)});
    }
  }
  return names;
}

// Formulas may give no index, and tables end: what engines say of it, at the index that says so.
void check_formulas(const io::Document& document, const CellPlan& plan, const CellData& data) {
  PlanProblems problems;
  for (const IndexPlan& index : plan.indices) {
    try {
      index_named(plan, data, index.name);
    } catch (const InputError& error) {
      const Diagnostic& first = error.diagnostics().front();
      const std::size_t count = error.diagnostics().size();
      problems.add(first.code, "cell.indices." + index.name,
                   fmt::format("{}: {}", first.path, first.message),
                   count == 1 ? first.note : fmt::format("the first of {} such places", count));
    }
  }
  problems.throw_located(document);
}

constexpr std::array<io::CsvColumn, 2> table_columns{io::CsvColumn{"depth", unit::um},
                                                     io::CsvColumn{"generation", unit::per_cm3_s}};

}  // namespace

CellData read_cell_data(const io::Document& document, const CellPlan& plan,
                        const fs::path& folder) {
  CellData data;
  const LightModel model = plan.light.model;
  if (model == LightModel::table) {
    io::CsvTable table = io::read_csv(
        (fs::path(document.file()).parent_path() / plan.light.file).string(), table_columns);
    data.depth = std::move(table.columns[0]);
    data.rate = std::move(table.columns[1]);
  }
  if (model != LightModel::transfer_matrix && model != LightModel::beer_lambert) {
    return data;
  }
  data.spectrum = spectrum_of(document, plan.light, folder);
  std::vector<std::string> own;
  for (const IndexPlan& index : plan.indices) {
    own.push_back(index.name);
  }
  for (const auto& [name, path] : foreign_indices(plan)) {
    if (name == "cigs") {
      data.cigs = data.cigs.empty() ? read_cigs_tables(folder) : std::move(data.cigs);
    } else if (!data.index.contains(name)) {
      data.index[name] =
          read_optical_constants(file_of(document, path, name, folder / "optics", own));
    }
  }
  check_formulas(document, plan, data);
  return data;
}

}  // namespace heliofab::twin
