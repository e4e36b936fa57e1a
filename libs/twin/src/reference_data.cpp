// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/reference_data.hpp"

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::twin {

namespace {

constexpr std::array<io::CsvColumn, 3> index_columns{io::CsvColumn{"wavelength", unit::nm},
                                                     io::CsvColumn{"n"}, io::CsvColumn{"k"}};

void add_to(ContentHash& hash, std::span<const double> values) {
  for (const double value : values) {
    hash.add(value);
  }
}

materials::OpticalConstants constants_of(io::CsvTable table) {
  return {std::move(table.columns[0]), std::move(table.columns[1]), std::move(table.columns[2])};
}

// Every 5 nm over the range that all tables cover.
std::vector<double> computed_wavelengths() {
  std::vector<double> rows;
  for (int nm = 300; nm <= 1300; nm += 5) {
    rows.push_back(nm * unit::nm);
  }
  return rows;
}

}  // namespace

ReferenceData read_reference_data(const std::filesystem::path& folder) {
  ReferenceData data;
  ContentHash hash;
  const auto add = [&hash](std::string_view name, const io::CsvTable& table) {
    hash.add(name);
    for (const std::vector<double>& column : table.columns) {
      add_to(hash, column);
    }
  };

  const io::CsvTable sun = io::read_csv((folder / "spectra" / "am15g.csv").string());
  add("am15g", sun);
  optics::Spectrum spectrum{sun.columns.at(0), sun.columns.at(1)};
  for (std::size_t i = 0; i < spectrum.wavelength.size(); ++i) {
    spectrum.wavelength[i] *= unit::nm.scale;
    spectrum.irradiance[i] /= unit::nm.scale;  // W/m2/nm
  }
  data.am15g = optics::rebin(spectrum, computed_wavelengths());

  for (const char* name : {"azo", "cds", "etfe", "eva", "izno", "mo"}) {
    io::CsvTable table =
        io::read_csv((folder / "optics" / (std::string(name) + ".csv")).string(), index_columns);
    add(name, table);
    const std::string source(table.comment("source"));
    const std::string grade(table.comment("grade"));
    data.materials.materials.push_back({name, constants_of(std::move(table)), source, grade});
  }
  for (const auto& [ggi, name] :
       {std::pair{0.0, "cigs_x000"}, std::pair{0.2, "cigs_x020"}, std::pair{0.3, "cigs_x030"},
        std::pair{0.4, "cigs_x040"}, std::pair{1.0, "cigs_x100"}}) {
    io::CsvTable table =
        io::read_csv((folder / "optics" / (std::string(name) + ".csv")).string(), index_columns);
    add(name, table);
    data.materials.cigs.push_back({ggi, constants_of(std::move(table))});
  }
  data.hash = hash.hex();
  return data;
}

}  // namespace heliofab::twin
