// SPDX-License-Identifier: Apache-2.0
#include "plane_files.hpp"

#include <sstream>

#include "heliofab/io/csv.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "heliofab/report/module_image.hpp"
#include "heliofab/report/module_report.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

// Total heat by points [W/m2].
std::vector<double> all_heat(const module::HeatMap& heat) {
  std::vector<double> sum = heat.light;
  for (std::size_t k = 0; k < sum.size(); ++k) {
    sum[k] += heat.film[k] + heat.flaws[k] + heat.sheets[k];
  }
  return sum;
}

}  // namespace

void write_curve(const std::string& file, const module::PlaneCurve& curve) {
  std::ostringstream out;
  io::CsvWriter csv(out);
  csv.cell("voltage_V").cell("current_A").end_row();
  for (const module::PlanePoint& p : curve.points) {
    csv.cell(p.voltage).cell(p.current).end_row();
  }
  write_file(file, out.str());
}

void write_map(const twin::PlaneModulePlan& plan, const Operated& m, double voltage,
               const PlaneModuleOptions& o) {
  using report::ImageOf;
  const bool is_pulsed = o.image_of == ImageOf::thermography || o.image_of == ImageOf::phase;
  module::HeatedCurve solved;
  if (m.heat) {
    solved = module::solve_heated(m.module, *m.heat, {voltage});
  } else if (!o.map.empty() || !is_pulsed) {
    solved.electric.map = twin::solve_map(m.module, voltage);
  }
  if (!o.map.empty()) {
    write_file(o.map, report::module_map_csv(solved.electric.map, m.heat ? &solved.heat : nullptr));
  }
  if (o.image.empty()) {
    return;
  }
  report::ModulePicture picture{.title = plan.name,
                                .design = m.module.design,
                                .map = solved.electric.map,
                                .shows = o.image_of,
                                .diode_voltage = m.module.films.front().diode_voltage};
  if (is_pulsed) {
    picture.frequency = plan.heat.frequency;
    const module::LockInMap seen =
        module::solve_lock_in(m.module, twin::plane_heat(plan), voltage, picture.frequency);
    picture.map = seen.map;
    picture.values = o.image_of == ImageOf::phase ? seen.phase : seen.amplitude;
  } else if (o.image_of != ImageOf::luminescence) {
    picture.values = o.image_of == ImageOf::heat ? all_heat(solved.heat) : solved.heat.temperature;
  }
  write_file(o.image, report::module_image_svg(picture));
}

void write_netlist(const std::string& file, const Operated& m, double voltage,
                   const std::vector<double>& voltages) {
  const double step = voltages.size() > 1 ? voltages[1] - voltages[0] : 1;
  const module::SpiceSweep sweep{voltages.front(), voltages.back(), step};
  write_file(file, m.heat ? module::spice_netlist(m.module, *m.heat, voltage, sweep)
                          : module::spice_netlist(m.module, sweep));
}

}  // namespace heliofab::cli
