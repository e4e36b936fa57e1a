// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "heliofab/io/csv.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/twin/make_module.hpp"
#include "heliofab/twin/module_power.hpp"
#include "measured_module.hpp"

// Figures of the twin's model of a module for tools/validate-field.
namespace heliofab::twin {

namespace {

const std::filesystem::path source_folder = HELIOFAB_SOURCE_DIR;
const std::string fitted_file = (source_folder / "tests/peers/fitted_cigs.csv").string();
constexpr double stated_warmth = 298.15;  // [K] of the points that alone are fitted
constexpr const char* all_points = "all";
constexpr const char* stated_points = "25 degC";

// A module fitted to all points, or to those at 25 degC.
struct Fit {
  const MeasuredModule* module = nullptr;
  std::string to;
  FittedModule fitted;
};

std::vector<MeasuredPoint> points_of(const MeasuredModule& module, const std::string& to) {
  std::vector<MeasuredPoint> points;
  std::ranges::copy_if(module.points, std::back_inserter(points), [&](const MeasuredPoint& p) {
    return to == all_points || std::abs(p.temperature - stated_warmth) < 1;
  });
  return points;
}

std::vector<Fit> fits_of(const ModuleModel& model, const std::vector<MeasuredModule>& modules) {
  std::vector<Fit> fits;
  for (const MeasuredModule& module : modules) {
    for (const char* to : {all_points, stated_points}) {
      fits.push_back({&module, to, fit(model, module, points_of(module, to), to == all_points)});
    }
  }
  return fits;
}

void write_fits(const std::vector<Fit>& fits) {
  std::ofstream out(fitted_file);
  io::CsvWriter csv(out);
  csv.comment(
      "The twin's model of a module fitted to measured_cigs.csv, by tools/validate-field --fit");
  csv.cell("module").cell("fitted_to");
  for (const FittedSide& side : fitted_sides) {
    csv.cell(side.name);
  }
  csv.end_row();
  for (const Fit& f : fits) {
    csv.cell(f.module->name).cell(f.to);
    for (const FittedSide& side : fitted_sides) {
      csv.cell(f.fitted.*side.member / side.unit);
    }
    csv.end_row();
  }
}

std::vector<Fit> read_fits(const std::vector<MeasuredModule>& modules) {
  std::vector<io::CsvColumn> columns{{.name = "module", .kind = io::CsvKind::text},
                                     {.name = "fitted_to", .kind = io::CsvKind::text}};
  for (const FittedSide& side : fitted_sides) {
    columns.push_back({side.name});
  }
  const io::CsvTable table = io::read_csv(fitted_file, columns);
  std::vector<Fit> fits;
  for (std::size_t k = 0; k < table.lines.size(); ++k) {
    Fit f{&*std::ranges::find(modules, table.text("module")[k], &MeasuredModule::name),
          table.text("fitted_to")[k],
          {}};
    for (const FittedSide& side : fitted_sides) {
      f.fitted.*side.member = table.column(side.name)[k] * side.unit;
    }
    fits.push_back(f);
  }
  return fits;
}

io::Json json_of(const ModuleModel& model, const Fit& f) {
  io::Json fitted = io::Json::object();
  for (const FittedSide& side : fitted_sides) {
    fitted.set(side.name, f.fitted.*side.member / side.unit);
  }
  const std::vector<field::ModuleFigures> here =
      model.figures(*f.module, f.fitted, f.module->points);
  io::Json points = io::Json::array();
  for (std::size_t k = 0; k < here.size(); ++k) {
    const MeasuredPoint& p = f.module->points[k];
    points.push(io::Json::object({{"degC", p.temperature / unit::degC},
                                  {"irradiance", p.irradiance},
                                  {"measured_W", p.figures.power},
                                  {"measured_Isc", p.figures.isc},
                                  {"measured_Voc", p.figures.voc},
                                  {"power", here[k].power / p.figures.power - 1},
                                  {"voc", here[k].voc / p.figures.voc - 1},
                                  {"isc", here[k].isc / p.figures.isc - 1},
                                  {"vmp", here[k].vmp / p.figures.vmp - 1}}));
  }
  return io::Json::object({{"module", f.module->name},
                           {"cells", f.module->cells},
                           {"fitted_to", f.to},
                           {"fitted", fitted},
                           {"points", points}});
}

// FAB 2's own module in 1000 W/m2.
io::Json in_warmth(const FabPlan& fab, const ReferenceData& data) {
  const NominalModule module{fab.process, fab.products.front()};
  const field::PowerTable table = *make_module_power(module, data, earth_grid());
  const auto cells = nominal_design(module.process, module.layout).cells;
  io::Json points = io::Json::array_of(std::vector{25.0, 50.0, 65.0}, [&](double degC) {
    const field::ModuleFigures f =
        field::figures_at(table, field::rated_light, degC + unit::degC.offset);
    return io::Json::object({{"degC", degC}, {"isc", f.isc}, {"voc", f.voc}, {"power", f.power}});
  });
  return io::Json::object({{"cells", cells}, {"points", points}});
}

io::Json values(bool is_fitted_anew) {
  const FabPlan fab =
      read_plan(io::read_document((source_folder / "data/fabs/fab2-2010.yaml").string())).value;
  const ReferenceData data = read_reference_data(source_folder / "data");
  const ModuleModel model(fab.process, data);
  const std::vector<MeasuredModule> modules =
      read_measured_modules(source_folder / "tests/peers/measured_cigs.csv");
  if (is_fitted_anew) {
    write_fits(fits_of(model, modules));
  }
  return io::Json::object(
      {{"fits",
        io::Json::array_of(read_fits(modules), [&](const Fit& f) { return json_of(model, f); })},
       {"fab2", in_warmth(fab, data)}});
}

}  // namespace

}  // namespace heliofab::twin

// measured_values        how the fitted modules of fitted_cigs.csv fit
// measured_values --fit  fits them anew, some minutes
int main(int argc, char** argv) {
  try {
    const bool is_fitted_anew = argc > 1 && std::string(argv[1]) == "--fit";
    std::cout << heliofab::twin::values(is_fitted_anew).dump(1) << '\n';
  } catch (const std::exception& e) {
    std::cerr << "measured_values: " << e.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
