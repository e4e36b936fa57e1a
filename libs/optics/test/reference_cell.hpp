// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "../../materials/test/csv_table.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/materials/layer_stack.hpp"
#include "heliofab/optics/spectrum.hpp"

// The cell whose photon budget was computed by an independent program: MgF2 105 / ZnO:Al 300 /
// i-ZnO 80 / CdS 50 / Cu(In,Ga)Se2 (GGI 0.30) 1800 nm / Mo.
namespace heliofab::optics::testing_cell {

inline Spectrum read_spectrum(const std::string& name) {
  const auto columns = testing_data::read_columns("spectra/" + name + ".csv");
  Spectrum spectrum{.wavelength = columns[0], .irradiance = columns[1]};
  for (double& wavelength : spectrum.wavelength) {
    wavelength = wavelength * unit::nm;
  }
  for (double& irradiance : spectrum.irradiance) {
    irradiance /= unit::nm.scale;
  }
  return spectrum;
}

inline std::vector<double> grid(int from_nm, int to_nm, int step_nm) {
  std::vector<double> wavelength;
  for (int nm = from_nm; nm <= to_nm; nm += step_nm) {
    wavelength.push_back(nm * unit::nm);
  }
  return wavelength;
}

// On the 5 nm rows of the optical constants.
inline Spectrum light(const std::string& name, int from_nm = 300, int to_nm = 1300) {
  return rebin(read_spectrum(name), grid(from_nm, to_nm, 5));
}

inline materials::LayerStack stack(const std::string& absorber = "cigs_x030") {
  using testing_data::read_constants;
  return {.front_index = 1,
          .sheets = {},
          .films = {{"mgf2", read_constants("mgf2"), 105 * unit::nm},
                    {"azo", read_constants("azo"), 300 * unit::nm, 0},
                    {"izno", read_constants("izno"), 80 * unit::nm},
                    {"cds", read_constants("cds"), 50 * unit::nm},
                    {"cigs", read_constants(absorber), 1800 * unit::nm}},
          .back = read_constants("mo")};
}

constexpr std::size_t azo = 1;
constexpr std::size_t izno = 2;
constexpr std::size_t cds = 3;
constexpr std::size_t cigs = 4;

}  // namespace heliofab::optics::testing_cell
