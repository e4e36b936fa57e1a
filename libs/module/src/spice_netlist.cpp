// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/spice_netlist.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "plane_mesh.hpp"
#include "plane_problem.hpp"
#include "warm_films.hpp"

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

  void add_sheets(std::size_t cell) {
    const PlaneCell& block = problem_->cells[cell];
    const std::vector<ElementSheets> sheets = element_sheets(*problem_, cell);
    const std::size_t along = problem_->y.elements();
    for (std::size_t k = 0; k < 2 * sheets.size(); ++k) {
      const std::size_t sheet = k % 2;
      const std::size_t ex = k / 2 / along;
      const std::size_t ey = k / 2 % along;
      const double square = sheet == 0 ? sheets[k / 2].back : sheets[k / 2].front;
      const double dx = block.x.length(ex);
      const double dy = problem_->y.length(ey);
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
    const std::vector<ScribeLinks> links = row_links(*problem_, scribe);
    for (std::size_t j = 0; j < rows_; ++j) {
      add(before(scribe, 0, j), behind(scribe, 0, j), links[j].p1);
      add(before(scribe, 1, j), behind(scribe, 0, j), links[j].p2);
      add(before(scribe, 1, j), behind(scribe, 1, j), links[j].p3);
    }
  }

  void film(const PlaneCell& cell, std::size_t column, std::size_t row) {
    const std::size_t point = column * rows_ + row;
    resistor(node(0, column, row), node(1, column, row), problem_->ohmic[point]);
    const std::span<const FilmPart> parts = parts_of(*problem_, point);
    for (const FilmPart& part : parts) {
      diode(law_of(*problem_, cell, part), column, row, part.area);
    }
    if (parts.empty() && problem_->area[point] > 0) {
      diode(law_at(*problem_, cell, point), column, row, problem_->area[point]);
    }
  }

  void diode(const FilmLaw& law, std::size_t column, std::size_t row, double area) {
    const std::string back = node(0, column, row);
    const std::string front = node(1, column, row);
    std::string inner = back;
    if (law.series_resistance > 0) {
      inner = fmt::format("j{}_{}_{}", column, row, ++elements_);
      resistor(inner, back, area / law.series_resistance);
    }
    if (law.shunt_exponent == 1) {
      resistor(inner, front, law.shunt * area);
    } else if (law.shunt > 0) {
      line("B{0} {1} {2} I={3:.17g}*sgn(V({1},{2}))*pow(abs(V({1},{2}))/0.5,{4:.17g})", ++elements_,
           inner, front, law.shunt * area / 2, law.shunt_exponent);
    }
    line("I{} {} {} {:.17g}", ++elements_, front, inner, law.photocurrent * area);
    line("B{0} {1} {2} I={3:.17g}*(exp(V({1},{2})/{4:.17g})-1)", ++elements_, inner, front,
         law.saturation * area, law.diode_voltage);
    if (law.breakdown_current > 0) {
      line("B{0} {2} {1} I={3:.17g}*exp({4:.17g}*({5:.17g}-V({1},{2})))", ++elements_, inner, front,
           law.breakdown_current * area, law.breakdown_slope, law.breakdown_onset);
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

// A network is of finite volumes.
PlaneModule network_of(const PlaneModule& module) {
  check_plane(module);
  if (!module.tables.empty()) {
    throw InputError("E4105", "module.tables", "a netlist has no films by a table",
                     "fit a diode to the table, or solve the module here");
  }
  PlaneModule network = module;
  network.mesh.degree = 1;
  return network;
}

std::string text_of(const PlaneProblem& problem, std::string_view note, const SpiceSweep& sweep) {
  return fmt::format(
      "* {} stripes in their plane, {} points a sheet\n{}{}V1 plus 0 DC 0\n"
      ".options reltol=1e-9 abstol=1e-15 vntol=1e-11 gmin=1e-18 itl1=500 "
      "itl2=500\n"
      ".dc V1 {:.17g} {:.17g} {:.17g}\n.print dc i(V1)\n.end\n",
      problem.cells.size(), problem.points(), note, Netlist(problem).text(), sweep.from, sweep.to,
      sweep.step);
}

}  // namespace

std::string spice_netlist(const PlaneModule& module, const SpiceSweep& sweep) {
  return text_of(make_plane(network_of(module)), "", sweep);
}

std::string spice_netlist(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                          const SpiceSweep& sweep) {
  const WarmPlane warm = solve_warm_plane(network_of(module), heat, voltage);
  const auto [coldest, hottest] = std::ranges::minmax(warm.warmth.temperature);
  return text_of(warm.problem,
                 fmt::format("* each film as warm as light and currents make it at {:.10g} V, "
                             "{:.2f} K to {:.2f} K, at all voltages\n",
                             voltage, coldest, hottest),
                 sweep);
}

}  // namespace heliofab::module
