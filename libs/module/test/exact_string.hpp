// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <vector>

#include <Eigen/Dense>

#include "../src/line_mesh.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/module/solve_string.hpp"

/// Strings solved the plain way on many points: one stripe at a time, dense matrices, searches by
/// bracketing. For comparison.
namespace heliofab::module::testing_strings {

/// What a stripe does between its sheets, and what lies around it.
struct ExactStripe {
  std::function<LocalCurrent(double)> law;
  double tco = 0;        // [ohm]
  double mo = 0;         // [ohm]
  double p2 = 0;         // [ohm m]
};

inline std::vector<ExactStripe> exact(const ModuleDesign&, std::span<const DiodeStripe> stripes) {
  std::vector<ExactStripe> all;
  for (const DiodeStripe& s : stripes) {
    const auto law = [s](double v) {
      const FilmState state = film_state(s.film, v, std::min(v, 0.5));
      return LocalCurrent{state.current - s.ohmic * v, state.slope - s.ohmic};
    };
    all.push_back({law, s.tco_sheet_resistance, s.mo_sheet_resistance, s.p2_contact});
  }
  return all;
}

inline std::vector<ExactStripe> exact(const ModuleDesign& design,
                                      std::span<const StripCell> stripes) {
  std::vector<ExactStripe> all;
  for (const StripCell& s : stripes) {
    const double ohmic = ohmic_conductance(design, s);
    all.push_back({[s, ohmic](double v) { return local_current(s, ohmic, v); },
                   s.tco_sheet_resistance, s.mo_sheet_resistance, s.p2_contact});
  }
  return all;
}

/// A string on `elements` of degree 8 across each stripe. Keeps its voltages from call to call.
class ExactString {
 public:
  ExactString(const ModuleDesign& design, std::vector<ExactStripe> stripes, std::size_t elements)
      : design_(design), stripes_(std::move(stripes)) {
    const double width = active_width(design);
    std::vector<double> breaks;
    for (std::size_t k = 0; k <= elements; ++k) {
      breaks.push_back(width * static_cast<double>(k) / static_cast<double>(elements));
    }
    line_ = make_line(breaks, 8);
    voltages_.assign(stripes_.size(), Eigen::VectorXd::Constant(size(), 0.3));
  }

  double voltage(double current) {
    double sum = -design_.end_contact / design_.cell_length * current;
    for (std::size_t k = 0; k < stripes_.size(); ++k) {
      sum += stripe(k, current);
    }
    return sum;
  }
  double isc(double guess) {
    const auto v = [this](double i) { return voltage(i); };
    return find_root(v, 0.2 * guess, 3 * guess, 1e-12 * guess).value_or(0);
  }
  Maximum power(double low, double high) {
    return find_maximum([this](double i) { return i * voltage(i); }, low, high, 1e-8 * high);
  }

 private:
  Eigen::Index size() const { return static_cast<Eigen::Index>(line_.points()); }

  double stripe(std::size_t k, double current) {
    const ExactStripe& s = stripes_[k];
    const double sheet = s.tco + s.mo;
    const double line = current / design_.cell_length;
    Eigen::VectorXd& v = voltages_[k];
    const Eigen::Index n = size();
    for (int step = 0; step < 200; ++step) {
      Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n, n);
      for (std::size_t e = 0; e < line_.elements(); ++e) {
        for (std::size_t q = 0; q <= 8; ++q) {
          for (std::size_t r = 0; r <= 8; ++r) {
            a(static_cast<Eigen::Index>(e * 8 + q), static_cast<Eigen::Index>(e * 8 + r)) +=
                line_.stiff(e, q, r);
          }
        }
      }
      Eigen::VectorXd right = -(a * v);
      for (Eigen::Index q = 0; q < n; ++q) {
        const LocalCurrent j = s.law(v[q]);
        const double weight = sheet * line_.weight[static_cast<std::size_t>(q)];
        right[q] += weight * j.value;
        a(q, q) -= weight * j.slope;
      }
      right[0] -= s.mo * line;
      right[n - 1] -= s.tco * line;
      const Eigen::VectorXd change = a.ldlt().solve(right);
      const double largest = change.cwiseAbs().maxCoeff();
      v += change * std::min(1.0, 0.1 / largest);
      if (largest < 1e-12) {
        break;
      }
    }
    const Scribes& c = design_.scribes;
    const double series = s.p2 + s.tco * (c.p1_width + c.p1_p2_gap) +
                          s.mo * (c.p2_p3_gap + c.p3_width);
    return (s.mo * v[0] + s.tco * v[n - 1] - s.tco * s.mo * active_width(design_) * line) / sheet -
           series * line;
  }

  ModuleDesign design_;
  std::vector<ExactStripe> stripes_;
  LineMesh line_;
  std::vector<Eigen::VectorXd> voltages_;
};

}  // namespace heliofab::module::testing_strings
