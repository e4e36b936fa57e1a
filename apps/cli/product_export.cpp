// SPDX-License-Identifier: Apache-2.0
#include "product_export.hpp"

#include <functional>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "heliofab/exchange/module_files.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/module_sheet.hpp"
#include "heliofab/twin/product_laminate.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

constexpr int sweep_steps = 200;  // of a netlist

// A model's fit under its name.
using NamedError = std::pair<std::string, field::FitError>;

// A line of the table, which value of an error and how it is written.
struct ErrorRow {
  std::string label;
  std::function<double(const field::FitError&)> value;
  bool has_sign = false;
};

std::vector<ErrorRow> error_rows(const std::vector<field::LightSpread>& lights) {
  using Error = field::FitError;
  std::vector<ErrorRow> rows{{"from 400 W/m2, RMS", [](const Error& e) { return e.bright.rms; }},
                             {"  worst", [](const Error& e) { return e.bright.worst; }, true},
                             {"at all, RMS", [](const Error& e) { return e.power.rms; }},
                             {"  worst", [](const Error& e) { return e.power.worst; }, true}};
  for (std::size_t k = lights.size(); k-- > 0;) {
    rows.push_back({fmt::format("at {:g} W/m2, RMS", lights[k].irradiance),
                    [k](const Error& e) { return e.by_light[k].power.rms; }});
  }
  rows.push_back({"Isc at all, RMS", [](const Error& e) { return e.isc.rms; }});
  rows.push_back({"Voc at all, RMS", [](const Error& e) { return e.voc.rms; }});
  return rows;
}

// @param gamma  [1/K] of the module itself
std::string errors_text(const std::vector<NamedError>& errors, std::size_t points, double gamma) {
  std::string text =
      fmt::format("  fitted to its figures at {} lights and temperatures (IEC 61853-1)\n    {:<24}",
                  points, "Pmp off by");
  for (const NamedError& e : errors) {
    text += fmt::format("{:>12}", e.first);
  }
  for (const ErrorRow& row : error_rows(errors.front().second.by_light)) {
    text += fmt::format("\n    {:<24}", row.label);
    for (const NamedError& e : errors) {
      const double percent = 100 * row.value(e.second);
      text +=
          row.has_sign ? fmt::format("{:>+10.2f} %", percent) : fmt::format("{:>10.2f} %", percent);
    }
  }
  text += fmt::format("\n    {:<24}", fmt::format("gamma, module {:.3f}", 100 * gamma));
  for (const NamedError& e : errors) {
    text += fmt::format("{:>8.3f} %/K", 100 * e.second.gamma);
  }
  return text;
}

std::string head_text(const twin::ModuleSheet& s) {
  return fmt::format("{}: a nominal module of {} cells, {:.4g} W, {:.4g} A and {:.4g} V", s.name,
                     s.cells, s.rated.power, s.rated.power / s.rated.vmp, s.rated.vmp);
}

// All models at once; a file that has one says how far off it is.
exchange::ModuleFits fits_of(const twin::ModuleSheet& sheet) {
  const twin::FitTask task = twin::fit_task(sheet);
  return {twin::fit_cec(task), twin::fit_de_soto(task), twin::fit_pvsyst(task)};
}

void write_fits(const twin::ModuleSheet& sheet, const ModuleFiles& files) {
  const exchange::ModuleFits fits = fits_of(sheet);
  std::vector<NamedError> errors;
  if (!files.cec.empty() || !files.pvlib.empty()) {
    errors.emplace_back("CEC", fits.cec.error);
  }
  if (!files.pvlib.empty()) {
    errors.emplace_back("De Soto", fits.de_soto.error);
  }
  if (!files.pan.empty() || !files.pvlib.empty()) {
    errors.emplace_back("PVsyst", fits.pvsyst.error);
  }
  print(errors_text(errors, sheet.points.size(), sheet.slopes.power / sheet.rated.power));
  if (!files.cec.empty()) {
    write_file(files.cec, exchange::cec_library(sheet, fits.cec.module, version()));
    io::Json beside = exchange::fit_json(fits.cec.error);
    write_file(files.cec + ".fit.json", beside.dump(2) + "\n");
    print(fmt::format("{}  a library of SAM; {}.fit.json has the errors", files.cec, files.cec));
  }
  if (!files.pan.empty()) {
    write_file(files.pan, exchange::pan_file(sheet, fits.pvsyst, version()));
    print(fmt::format("{}  a module of PVsyst; its remarks have the errors", files.pan));
  }
  if (!files.pvlib.empty()) {
    write_file(files.pvlib, exchange::pvlib_module(sheet, fits, version()).dump(2) + "\n");
    print(fmt::format("{}  arguments of pvlib's functions, with the errors", files.pvlib));
  }
}

void write_spice(const std::string& file, const twin::NominalModule& module,
                 const twin::ReferenceData& data, const twin::ModuleSheet& sheet) {
  const twin::CellModel cell(module.process.recipe, module.process.physics, module.process.cover,
                             data);
  const std::vector<module::StripCell> stripes(static_cast<std::size_t>(sheet.cells),
                                               twin::nominal_stripe(module.process, cell));
  const double last = sheet.rated.voc;
  write_file(file, module::spice_netlist(twin::nominal_design(module.process, module.layout),
                                         stripes, {0, last, last / sweep_steps}));
  print(
      fmt::format("{}  a netlist at 1000 W/m2 and 25 degC: {:.5g} A at short circuit, {:.5g} V "
                  "at open circuit, {:.5g} W at most",
                  file, sheet.rated.isc, sheet.rated.voc, sheet.rated.power));
}

std::string next_of(const ModuleFiles& files) {
  if (!files.cec.empty()) {
    return fmt::format("python3 -c \"import pvlib; print(pvlib.pvsystem.retrieve_sam(path='{}'))\"",
                       files.cec);
  }
  if (!files.pan.empty()) {
    return fmt::format("python3 -c \"import pvlib; print(pvlib.iotools.read_panond('{}'))\"",
                       files.pan);
  }
  if (!files.pvlib.empty()) {
    return fmt::format("jq .cec.arguments {}", shell_word(files.pvlib));
  }
  return files.spice.empty() ? fmt::format("cat {}", shell_word(files.matrix))
                             : fmt::format("ngspice -b {}", shell_word(files.spice));
}

}  // namespace

bool ModuleFiles::is_empty() const {
  return cec.empty() && pan.empty() && pvlib.empty() && matrix.empty() && spice.empty();
}

Exit export_product(const std::string& file, const std::vector<std::string>& overrides,
                    const ModuleFiles& files) {
  for (const std::string& name : {files.cec, files.pan, files.pvlib, files.matrix, files.spice}) {
    if (!name.empty()) {
      check_writable(name);
    }
  }
  const io::Document document = read_input(file, overrides);
  twin::ProductPlan plan = twin::read_product_plan(document).value;
  const twin::ReferenceData data = twin::read_reference_data(data_folder());
  const twin::NominalModule module = twin::read_product_module(document, plan, data_folder());
  plan.areal_mass = twin::lay_module(document, plan, module, data_folder()).areal_mass(plan);
  catch_interrupts();
  std::optional<twin::ModuleSheet> sheet;
  {
    Progress progress;
    sheet = twin::make_module_sheet(plan, module, data, !files.matrix.empty(), &progress);
  }
  if (!sheet) {
    tell("heliofab: interrupted; nothing is written");
    return Exit::interrupted;
  }
  print(head_text(*sheet));
  if (!files.cec.empty() || !files.pan.empty() || !files.pvlib.empty()) {
    write_fits(*sheet, files);
  }
  if (!files.matrix.empty()) {
    write_file(files.matrix, exchange::matrix_csv(*sheet, version()));
    print(fmt::format("{}  its figures at {} points, each solved", files.matrix,
                      sheet->points.size() + sheet->table.size()));
  }
  if (!files.spice.empty()) {
    write_spice(files.spice, module, data, *sheet);
  }
  suggest(next_of(files));
  return Exit::done;
}

}  // namespace heliofab::cli
