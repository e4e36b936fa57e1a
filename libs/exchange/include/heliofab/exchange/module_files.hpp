// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/module_sheet.hpp"

// A product's module as the files of programs that design systems. docs/formats/module-files.md
// tells what stands in each.
namespace heliofab::exchange {

// @param version  of this program, for the file's own words

/// A library of SAM with one row: names, units, SAM's variables, the module. UTF-8, no quotes:
/// commas in the name become blanks.
std::string cec_library(const twin::ModuleSheet& sheet, const field::DeSotoModule& cec,
                        std::string_view version);

/// PVsyst's file of a module, as version 7 writes it.
std::string pan_file(const twin::ModuleSheet& sheet, const twin::Fitted<field::PvsystModule>& fit,
                     std::string_view version);

struct ModuleFits {
  twin::Fitted<field::DeSotoModule> cec;
  twin::Fitted<field::DeSotoModule> de_soto;
  twin::Fitted<field::PvsystModule> pvsyst;
};
/// Arguments of pvlib's functions under their names, with the module's figures.
io::Json pvlib_module(const twin::ModuleSheet& sheet, const ModuleFits& fits,
                      std::string_view version);

/// {"pmp_rms": ..., "by_irradiance": [...], ...}, all relative.
io::Json fit_json(const field::FitError& error);

/// Figures at every point as CSV: those of IEC 61853-1, then the finer table.
std::string matrix_csv(const twin::ModuleSheet& sheet, std::string_view version);

}  // namespace heliofab::exchange
