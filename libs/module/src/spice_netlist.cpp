// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/spice_netlist.hpp"

#include <array>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "plane_mesh.hpp"
#include "plane_problem.hpp"

namespace heliofab::module {

namespace {

constexpr std::array<char, 2> sheet_letters{'b', 'f'};

class Netlist {
 public:
  explicit Netlist(const PlaneProblem& problem) : problem_(&problem), rows_(problem.rows()) {}

  std::string text() {
    for (std::size_t cell = 0; cell < problem_->cells.size(); ++cell) {
      add_sheets(cell);
    }
    for (std::size_t scribe = 0; scribe < problem_->links.size(); ++scribe) {
      add_links(scribe);
    }
    for (const auto& [ends, conductance] : conductances_) {
      resistor(ends.first, ends.second, conductance);
    }
    for (const PlaneCell& cell : problem_->cells) {
      for (std::size_t i = 0; i < cell.x.points(); ++i) {
        for (std::size_t j = 0; j < rows_; ++j) {
          film(cell, cell.first_column + i, j);
        }
      }
    }
    for (const Bypass& b : problem_->bypasses) {
      bypass(b);
    }
    return std::move(text_);
  }

 private:
  static std::string node(std::size_t sheet, std::size_t column, std::size_t row) {
    return fmt::format("{}{}_{}", sheet_letters[sheet], column, row);
  }

  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }
  void resistor(const std::string& from, const std::string& to, double conductance) {
    if (conductance > 0) {
      line("R{} {} {} {:.17g}", ++elements_, from, to, 1 / conductance);
    }
  }
  // Of several elements that share the two points.
  void add(const std::string& from, const std::string& to, double conductance) {
    conductances_[{from, to}] += conductance;
  }

  // Conductances [S] of a square of each element of a stripe, back and front.
  std::vector<std::array<double, 2>> sheets_of(std::size_t cell) const {
    const PlaneCell& block = problem_->cells[cell];
    const std::size_t along = problem_->y.elements();
    std::vector<std::array<double, 2>> sheets;
    for (std::size_t ex = 0; ex < block.x.elements(); ++ex) {
      sheets.insert(sheets.end(), along, {block.back_sheet[ex], block.front_sheet[ex]});
    }
    for (const UnevenSheet& s : problem_->sheets) {
      if (s.cell == cell) {
        sheets[s.x * along + s.y][0] += s.back;
        sheets[s.x * along + s.y][1] += s.front;
      }
    }
    return sheets;
  }

  void add_sheets(std::size_t cell) {
    const PlaneCell& block = problem_->cells[cell];
    const std::vector<std::array<double, 2>> sheets = sheets_of(cell);
    const std::size_t along = problem_->y.elements();
    for (std::size_t k = 0; k < 2 * sheets.size(); ++k) {
      const std::size_t sheet = k % 2;
      const std::size_t ex = k / 2 / along;
      const std::size_t ey = k / 2 % along;
      const double square = sheets[k / 2][sheet];
      const double dx = block.x.x[ex + 1] - block.x.x[ex];
      const double dy = problem_->y.x[ey + 1] - problem_->y.x[ey];
      const std::size_t i = block.first_column + ex;
      const double left = dx / 2 + (sheet == 0 && ex == 0 ? block.back_margin : 0);
      const bool is_last = ex + 1 == block.x.elements();
      const double right = dx / 2 + (sheet == 1 && is_last ? block.front_margin : 0);
      add(node(sheet, i, ey), node(sheet, i + 1, ey), square * dy / 2 / dx);
      add(node(sheet, i, ey + 1), node(sheet, i + 1, ey + 1), square * dy / 2 / dx);
      add(node(sheet, i, ey), node(sheet, i, ey + 1), square * left / dy);
      add(node(sheet, i + 1, ey), node(sheet, i + 1, ey + 1), square * right / dy);
    }
  }

  // Sheet of a stripe before (after) a scribe at a row, or the terminal there.
  std::string before(std::size_t scribe, std::size_t sheet, std::size_t row) const {
    return scribe == 0 ? "plus" : node(sheet, column_at(scribe) - 1, row);
  }
  std::string behind(std::size_t scribe, std::size_t sheet, std::size_t row) const {
    return scribe == problem_->cells.size() ? "0" : node(sheet, column_at(scribe), row);
  }
  std::size_t column_at(std::size_t scribe) const {
    return scribe == problem_->cells.size() ? problem_->columns()
                                            : problem_->cells[scribe].first_column;
  }

  void add_links(std::size_t scribe) {
    using Line = ScribeFault::Line;
    const ScribeLinks& links = problem_->links[scribe];
    const auto join = [&](Line which, std::size_t row, double conductance) {
      add(before(scribe, which == Line::p1 ? 0 : 1, row),
          behind(scribe, which == Line::p3 ? 1 : 0, row), conductance);
    };
    for (std::size_t j = 0; j < rows_; ++j) {
      const double height = problem_->y.weight[j];
      join(Line::p1, j, links.p1 * height);
      join(Line::p2, j, links.p2 * height);
      join(Line::p3, j, links.p3 * height);
    }
    for (const UnevenLink& link : problem_->uneven_links) {
      if (link.scribe == scribe) {
        join(link.line, link.row, link.conductance);
      }
    }
  }

  void film(const PlaneCell& cell, std::size_t column, std::size_t row) {
    const std::size_t point = column * rows_ + row;
    resistor(node(0, column, row), node(1, column, row), problem_->ohmic[point]);
    const std::span<const FilmPart> parts = parts_of(*problem_, point);
    for (const FilmPart& part : parts) {
      diode(cell.law, column, row, part);
    }
    if (parts.empty() && problem_->area[point] > 0) {
      diode(cell.law, column, row, {point, problem_->area[point], 1, 1, 1});
    }
  }

  void diode(const FilmLaw& law, std::size_t column, std::size_t row, const FilmPart& part) {
    const std::string back = node(0, column, row);
    const std::string front = node(1, column, row);
    std::string inner = back;
    if (law.series_resistance > 0) {
      inner = fmt::format("j{}_{}_{}", column, row, ++elements_);
      resistor(inner, back, part.area / law.series_resistance);
    }
    const double shunt = part.shunt * problem_->shunt[part.point] * part.area;
    if (law.shunt_exponent == 1) {
      resistor(inner, front, shunt);
    } else if (shunt > 0) {
      line(
          "B{0} {1} {2} "
          "I={3:.17g}*sgn(V({1},{2}))*pow(abs(V({1},{2}))/0.5,{4:.17g})",
          ++elements_, inner, front, shunt / 2, law.shunt_exponent);
    }
    line("I{} {} {} {:.17g}", ++elements_, front, inner,
         part.photocurrent * problem_->photocurrent[part.point] * part.area);
    line("B{0} {1} {2} I={3:.17g}*(exp(V({1},{2})/{4:.17g})-1)", ++elements_, inner, front,
         part.saturation * problem_->saturation[part.point] * part.area,
         problem_->diode_voltage[part.point]);
    if (law.breakdown_current > 0) {
      line("B{0} {2} {1} I={3:.17g}*exp({4:.17g}*({5:.17g}-V({1},{2})))", ++elements_, inner, front,
           law.breakdown_current * part.area, law.breakdown_slope, law.breakdown_onset);
    }
  }

  // Voltage of the mean of the rows beside a scribe, as a node of its own; the current drawn from
  // it leaves the rows evenly.
  std::string ribbon(std::size_t scribe) {
    if (scribe == 0 || scribe == problem_->cells.size()) {
      return scribe == 0 ? "plus" : "0";
    }
    const double length = problem_->y.x.back() - problem_->y.x.front();
    std::string name = fmt::format("ribbon{}", ++elements_);
    std::string mean;
    for (std::size_t j = 0; j < rows_; ++j) {
      fmt::format_to(std::back_inserter(mean), "{}{:.17g}*V({})", j > 0 ? "+" : "",
                     problem_->y.weight[j] / length, behind(scribe, 0, j));
    }
    line("B{0}m {0}m 0 V={1}", name, mean);
    line("V{0} {0}m {0} 0", name);
    for (std::size_t j = 0; j < rows_; ++j) {
      line("F{0}_{1} {2} 0 V{0} {3:.17g}", name, j, behind(scribe, 0, j),
           problem_->y.weight[j] / length);
    }
    return name;
  }

  void bypass(const Bypass& b) {
    const std::string high = ribbon(static_cast<std::size_t>(b.first));
    const std::string low = ribbon(static_cast<std::size_t>(b.last) + 1);
    const std::string inner = fmt::format("bypass{}", ++elements_);
    resistor(low, inner, 1 / b.resistance);
    line("B{0} {1} {2} I={3:.17g}*(exp(V({1},{2})/{4:.17g})-1)", ++elements_, inner, high,
         b.saturation, b.diode_voltage);
  }

  const PlaneProblem* problem_;
  std::size_t rows_;
  std::map<std::pair<std::string, std::string>, double> conductances_;
  std::string text_;
  int elements_ = 0;
};

}  // namespace

std::string spice_netlist(const PlaneModule& module, const SpiceSweep& sweep) {
  check_plane(module);
  if (!module.tables.empty()) {
    throw InputError("E4105", "module.tables", "a netlist has no films by a table",
                     "fit a diode to the table, or solve the module here");
  }
  PlaneModule network = module;
  network.mesh.degree = 1;
  const PlaneProblem problem = make_plane(network);
  return fmt::format(
      "* {} stripes in their plane, {} points a sheet\n{}V1 plus 0 DC 0\n"
      ".options reltol=1e-9 abstol=1e-15 vntol=1e-11 gmin=1e-18 itl1=500 "
      "itl2=500\n"
      ".dc V1 {:.17g} {:.17g} {:.17g}\n.print dc i(V1)\n.end\n",
      module.design.cells, problem.points(), Netlist(problem).text(), sweep.from, sweep.to,
      sweep.step);
}

}  // namespace heliofab::module
