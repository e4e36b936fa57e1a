// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/optics/spectrum.hpp"

namespace heliofab::device::testing_cells {

/// data/spectra/am15g.csv, 280 to 1300 nm.
inline optics::Spectrum am15g() {
  const io::CsvTable sun = io::read_csv(
      HELIOFAB_SOURCE_DIR "/data/spectra/am15g.csv",
      std::array{io::CsvColumn{"wavelength", unit::nm}, io::CsvColumn{"irradiance_W_m2_nm"}});
  optics::Spectrum spectrum{sun.column("wavelength"), sun.column("irradiance_W_m2_nm")};
  for (double& irradiance : spectrum.irradiance) {
    irradiance /= unit::nm.scale;  // W/m2/nm
  }
  return spectrum;
}

}  // namespace heliofab::device::testing_cells
