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

constexpr std::array<io::CsvColumn, 2> spectrum_columns{io::CsvColumn{"wavelength", unit::nm},
                                                        io::CsvColumn{"irradiance_W_m2_nm"}};

struct CigsFile {
  double ggi;
  double cgi;
  const char* name;
};
constexpr std::array<CigsFile, 7> cigs_files{{{0.0, 0.90, "cigs_x000"},
                                              {0.2, 0.90, "cigs_x020"},
                                              {0.3, 0.90, "cigs_x030"},
                                              {0.4, 0.90, "cigs_x040"},
                                              {1.0, 0.90, "cigs_x100"},
                                              {0.4, 0.69, "cigs_x040_y069"},
                                              {0.4, 1.00, "cigs_x040_y100"}}};

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

optics::Spectrum read_spectrum(const std::filesystem::path& file) {
  io::CsvTable table = io::read_csv(file.string(), spectrum_columns);
  for (double& value : table.columns[1]) {
    value /= unit::nm.scale;  // to W/m2/m
  }
  return {std::move(table.columns[0]), std::move(table.columns[1])};
}

materials::OpticalConstants read_optical_constants(const std::filesystem::path& file) {
  return constants_of(io::read_csv(file.string(), index_columns));
}

std::vector<materials::CigsTable> read_cigs_tables(const std::filesystem::path& folder) {
  std::vector<materials::CigsTable> tables;
  tables.reserve(cigs_files.size());
  for (const CigsFile& file : cigs_files) {
    tables.push_back({file.ggi,
                      read_optical_constants(folder / "optics" / (std::string(file.name) + ".csv")),
                      file.cgi});
  }
  return tables;
}

ReferenceData read_reference_data(const std::filesystem::path& folder) {
  ReferenceData data;
  ContentHash hash;
  const auto add = [&hash](std::string_view name, const io::CsvTable& table) {
    hash.add(name);
    for (const std::vector<double>& column : table.columns) {
      add_to(hash, column);
    }
  };

  const std::filesystem::path sun = folder / "spectra" / "am15g.csv";
  add("am15g", io::read_csv(sun.string()));
  data.am15g = optics::rebin(read_spectrum(sun), computed_wavelengths());

  for (const char* name : {"azo", "cds", "etfe", "eva", "izno", "mo"}) {
    io::CsvTable table =
        io::read_csv((folder / "optics" / (std::string(name) + ".csv")).string(), index_columns);
    add(name, table);
    const std::string source(table.comment("source"));
    const std::string grade(table.comment("grade"));
    data.materials.materials.push_back({name, constants_of(std::move(table)), source, grade});
  }
  for (const CigsFile& file : cigs_files) {
    if (file.cgi != materials::usual_cgi) {  // the fab's films do not tell light their copper
      continue;
    }
    io::CsvTable table = io::read_csv(
        (folder / "optics" / (std::string(file.name) + ".csv")).string(), index_columns);
    add(file.name, table);
    data.materials.cigs.push_back({file.ggi, constants_of(std::move(table)), file.cgi});
  }
  data.hash = hash.hex();
  return data;
}

}  // namespace heliofab::twin
