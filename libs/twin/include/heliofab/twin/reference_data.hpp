// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "heliofab/materials/material_set.hpp"
#include "heliofab/optics/spectrum.hpp"

namespace heliofab::twin {

/// What every simulation reads of the folder `data/`, as values.
struct ReferenceData {
  optics::Spectrum am15g;  // on the rows that the optics compute, 300 .. 1300 nm
  materials::MaterialSet materials;
  std::string hash;  // of every number read
};

/// Reads spectra and optical constants. @throws InputError with what is missing or malformed
ReferenceData read_reference_data(const std::filesystem::path& folder);

// Parts of it, for cells that name their own.
/// @throws InputError E14xx
optics::Spectrum read_spectrum(const std::filesystem::path& file);
materials::OpticalConstants read_optical_constants(const std::filesystem::path& file);
/// Cu(In,Ga)Se2 in steps of composition, from `folder` / optics.
std::vector<materials::CigsTable> read_cigs_tables(const std::filesystem::path& folder);

}  // namespace heliofab::twin
