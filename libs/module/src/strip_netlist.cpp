// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "strip_constants.hpp"

namespace heliofab::module {

namespace {

constexpr double chord_error =
    2e-5;  // [-] of the current at 0 V, up to as much in the forward direction
constexpr double forward_error = 1e-3;  // [-] of the current, beyond that
constexpr double lowest = -40;  // [V] beyond the curve its end slopes go on, as the engine has it
constexpr double highest = 5;

struct CurvePoint {
  double voltage;
  double current;
};

// Points between which straight lines stay as near to the curve as they should.
class Chords {
 public:
  explicit Chords(const MonotoneCubic& curve) : curve_(&curve), light_(std::abs(curve.at(0))) {
    add(lowest);
    for (std::size_t k = 0; k + 1 < curve.x().size(); ++k) {
      add(curve.x()[k]);
      divide(curve.x()[k], curve.x()[k + 1], 0);
    }
    add(curve.x().back());
    add(highest);
  }
  const std::vector<CurvePoint>& points() const { return points_; }

 private:
  void add(double voltage) { points_.push_back({voltage, curve_->at(voltage)}); }

  double allowed(double least) const {
    return least >= -light_ ? chord_error * light_ : forward_error * (light_ - least);
  }

  void divide(double low, double high, int depth) {
    const double from = curve_->at(low);
    const double to = curve_->at(high);
    double worst = 0;
    for (const double share : {0.25, 0.5, 0.75}) {
      const double is = curve_->at(low + share * (high - low));
      worst = std::max(worst, std::abs(is - (from + share * (to - from))));
    }
    if (worst > allowed(std::min(from, to)) && depth < 12) {
      const double middle = (low + high) / 2;
      divide(low, middle, depth + 1);
      add(middle);
      divide(middle, high, depth + 1);
    }
  }

  const MonotoneCubic* curve_;
  double light_;
  std::vector<CurvePoint> points_;
};

// The same film: one subcircuit serves both.
bool are_alike(const StripCell& a, const StripCell& b) {
  return a.curve == b.curve && a.shunt == b.shunt && a.shunt_exponent == b.shunt_exponent &&
         a.fault == b.fault;
}

class StripNetlist {
 public:
  StripNetlist(const ModuleDesign& design, std::span<const StripCell> cells)
      : design_(&design), cells_(cells), width_(active_width(design)) {}

  std::string text() {
    std::vector<std::size_t> kind(cells_.size());  // of each stripe, which subcircuit
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      std::size_t first = 0;
      while (!are_alike(cells_[first], cells_[k])) {
        ++first;
      }
      kind[k] = first;
      if (first == k) {
        film(k);
      }
    }
    resistor("plus", "s0", design_->end_contact / design_->cell_length);
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      stripe(k, kind[k]);
    }
    return std::move(text_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }
  // A wire where there is no resistance: a source of no voltage.
  void resistor(const std::string& from, const std::string& to, double resistance) {
    if (resistance > 0) {
      line("R{} {} {} {:.17g}", ++elements_, from, to, resistance);
    } else {
      line("V{}w {} {} 0", ++elements_, from, to);
    }
  }

  double step() const { return width_ / static_cast<double>(design_->strip_elements); }  // [m]

  // A place of the film, from the back sheet, p, to the front.
  void film(std::size_t k) {
    const StripCell& cell = cells_[k];
    const double area = step() * design_->cell_length;
    line(".subckt film{} p n", k + 1);
    line("* light and diode [A] over the film's voltage [V]");
    line("B1 n p I=pwl(V(p,n)");
    const Chords chords(cell.curve);
    for (const CurvePoint& p : chords.points()) {
      line("+ ,{:.12g},{:.12g}", p.voltage, p.current * area);
    }
    line("+ )");
    line("* faults and scribe edges, and what keeps slopes from 0");
    line("R1 p n {:.17g}", 1 / ((ohmic_conductance(*design_, cell) + least_slope) * area));
    if (cell.shunt > 0) {
      line("* shunt");
      line("B2 p n I={:.17g}*sgn(V(p,n))*pow(abs(V(p,n))/0.5,{:.17g})", cell.shunt * area / 2,
           cell.shunt_exponent);
    }
    line("* reverse breakdown");
    line("B3 n p I={:.17g}*exp({:.17g}*({:.17g}-V(p,n)))", breakdown_current * area,
         breakdown_slope, breakdown_onset);
    line(".ends");
  }

  // Its back sheet begins where the stripe before ends; the front one leads on to the next.
  void stripe(std::size_t k, std::size_t kind) {
    const StripCell& cell = cells_[k];
    const auto n = static_cast<std::size_t>(design_->strip_elements);
    const double back = cell.mo_sheet_resistance * step() / design_->cell_length;  // [ohm]
    const double front = cell.tco_sheet_resistance * step() / design_->cell_length;
    const auto node = [&](char sheet, std::size_t i) {
      return fmt::format("{}{}_{}", sheet, k + 1, i + 1);
    };
    resistor(fmt::format("s{}", k), node('b', 0), back / 2);
    for (std::size_t i = 0; i < n; ++i) {
      line("X{}_{} {} {} film{}", k + 1, i + 1, node('b', i), node('f', i), kind + 1);
      if (i + 1 < n) {
        resistor(node('b', i), node('b', i + 1), back);
        resistor(node('f', i), node('f', i + 1), front);
      }
    }
    const Scribes& s = design_->scribes;
    const double link = cell.p2_contact + cell.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap) +
                        cell.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width);  // [ohm m]
    const bool is_last = k + 1 == cells_.size();
    resistor(node('f', n - 1), is_last ? "0" : fmt::format("s{}", k + 1),
             front / 2 + link / design_->cell_length);
  }

  const ModuleDesign* design_;
  std::span<const StripCell> cells_;
  double width_;
  std::string text_;
  int elements_ = 0;
};

}  // namespace

std::string spice_netlist(const ModuleDesign& design, std::span<const StripCell> cells,
                          const SpiceSweep& sweep) {
  if (cells.size() != static_cast<std::size_t>(design.cells)) {
    throw InputError("E4102", "module.cells",
                     fmt::format("{} cells given, wanted {}", cells.size(), design.cells));
  }
  return fmt::format(
      "* {} stripes, {} places of film across each\n{}V1 plus 0 DC 0\n"
      ".options reltol=1e-6 abstol=1e-12 vntol=1e-9 gmin=1e-18 itl1=500 itl2=500\n"
      ".dc V1 {:.17g} {:.17g} {:.17g}\n.print dc i(V1)\n.end\n",
      cells.size(), design.strip_elements, StripNetlist(design, cells).text(), sweep.from, sweep.to,
      sweep.step);
}

}  // namespace heliofab::module
