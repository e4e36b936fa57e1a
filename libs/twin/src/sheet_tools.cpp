// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/sheet_tools.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/process/azo.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

// Of the CIGS that scribes go through [m], line by line.
std::vector<double> thickness_at_lines(const Product& product, const process::CoatedWeb& roll,
                                       const process::Footprint& footprint,
                                       const module::ModuleDesign& design) {
  const double border = border_of(product, design, footprint.length, roll.map.width);
  const std::int64_t places = process::places_along(design.cell_length);
  std::vector<double> thickness;
  thickness.reserve(static_cast<std::size_t>(design.cells * places));
  for (std::int64_t k = 1; k <= design.cells; ++k) {
    const double offset = border + static_cast<double>(k) * design.pitch;
    for (const WebPlace& at :
         places_on_line(product, footprint, offset, design.cell_length, places)) {
      thickness.push_back(roll.map.at(at.position, at.across).thickness);
    }
  }
  return thickness;
}

// As good as nothing, as P2 is where it joins nothing [ohm m].
double open_bars(const Process& process) {
  return process::open_contact * process.scribes.p2_contact;
}

// Of contacts, and of the stripe's front sheet, from all of whose width the current comes [S].
double conductance_of(const process::LineShort& bridged, const module::StripCell& cell,
                      double width) {
  return bridged.length > 0 ? bridged.length / (bridged.length / bridged.conductance +
                                                cell.tco_sheet_resistance * width / 3)
                            : 0;
}

}  // namespace

process::ScribeDesign scribe_design(const Process& p) {
  const process::Window& w = p.recipe.window;
  return {.dimensions = {.p1_width = p.scribes.p1_width,
                         .p1_p2_gap = p.scribes.p1_p2_gap,
                         .p2_width = p.scribes.p2_width,
                         .p2_p3_gap = p.scribes.p2_p3_gap,
                         .p3_width = p.scribes.p3_width},
          .p2_contact = p.scribes.p2_contact,
          .mo_thickness = w.mo_thickness,
          .front_thickness = w.cds_thickness + w.izno_thickness +
                             process::azo_thickness(w, process::tco_sheet_resistance(w)),
          .cigs_thickness = p.recipe.absorber.thickness};
}

process::ScribedStripes scribed_stripes(const Product& product, const module::ModuleDesign& design,
                                        std::int64_t roll, double position) {
  return {.roll = roll,
          .position = position,
          .cells = design.cells,
          .pitch = design.pitch,
          .length = design.cell_length,
          .is_along = product.stripes == Stripes::along};
}

double bars_of(const Process& process, const module::ModuleDesign& design, double draw) {
  const process::EndContact bars = process::print_bars(process.tools.busbar,
                                                       {.length = design.cell_length,
                                                        .front = design.tco_sheet_resistance,
                                                        .back = design.mo_sheet_resistance},
                                                       draw);
  return bars.is_interrupted ? open_bars(process) : bars.resistance;
}

SheetTools::SheetTools(const Process& process, std::uint64_t seed)
    : process_(&process),
      scriber_(process.tools.scribe, scribe_design(process), seed),
      inspector_(process.tools.scribe.camera, scribe_design(process), seed),
      draws_(seed, "twin.sheet") {}

void SheetTools::scribe(const process::ScribedSheet& sheet, ModuleParts& parts,
                        SheetMarks& marks) const {
  module::Scribes& s = parts.design.scribes;
  const process::ScribeDimensions& mean = sheet.mean;
  s.p1_width = mean.p1_width;
  s.p2_width = mean.p2_width;
  s.p3_width = mean.p3_width;
  // A P2 beyond P1 or P3 takes film of its own.
  s.p1_p2_gap = std::max(mean.p1_p2_gap, -mean.p1_width);
  s.p2_p3_gap = std::max(mean.p2_p3_gap, -mean.p3_width);
  s.leakage *= sheet.leakage_factor;
  marks.dead_width = module::dead_width(s);
  const double width = module::active_width(parts.design);
  for (std::size_t k = 0; k < parts.cells.size(); ++k) {
    const process::ScribedLine& line = sheet.lines[k];
    parts.cells[k].p2_contact *= line.p2_factor;
    parts.bridges[k] += conductance_of(line.before, parts.cells[k], width);
    if (k + 1 < parts.cells.size()) {
      parts.bridges[k + 1] += conductance_of(line.behind, parts.cells[k + 1], width);
    }
    marks.interrupted += line.interrupted > 0 ? 1 : 0;
    marks.is_open = marks.is_open || line.p2_factor == process::open_contact;
  }
  marks.bridged = std::ranges::count_if(parts.bridges, [](double g) { return g > 0; });
}

SheetMarks SheetTools::apply(const Product& product, const process::CoatedWeb& roll,
                             const process::Footprint& footprint, ModuleParts& parts) const {
  const module::ModuleDesign& design = parts.design;
  SheetMarks marks{.stripes = scribed_stripes(product, design, roll.roll, footprint.position)};
  const process::ScribedSheet scribed =
      scriber_.scribe(marks.stripes, thickness_at_lines(product, roll, footprint, design));
  scribe(scribed, parts, marks);
  marks.seen = inspector_.look(marks.stripes, scribed);

  const std::uint64_t sheet = process::address_of(marks.stripes);
  parts.design.end_contact = bars_of(*process_, design, draws_.normal(sheet, 0));
  marks.is_open = marks.is_open || parts.design.end_contact == open_bars(*process_);
  const process::Cure cure = process::laminate(process_->tools.lamination, draws_.normal(sheet, 1));
  for (module::StripCell& cell : parts.cells) {
    cell.shunt *= cure.shunt_factor;
  }
  marks.gel = cure.gel;
  marks.risk = cure.risk;
  return marks;
}

}  // namespace heliofab::twin
