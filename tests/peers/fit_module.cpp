// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <unsupported/Eigen/NonLinearOptimization>

#include "measured_module.hpp"

namespace heliofab::twin {

namespace {

constexpr double side_step = 2e-3;     // of a coordinate, for slopes
constexpr double voltage_share = 0.5;  // of what Voc and Isc are off, beside power
constexpr double first_reach = 5;      // of a step, in Eigen's units
constexpr int most_steps = 60;

double on_side(const FittedSide& side, double value) {
  const auto at = [&](double v) { return side.is_logarithm ? std::log(v) : v; };
  const double share = (at(value) - at(side.least)) / (at(side.most) - at(side.least));
  return std::log(share / (1 - share));
}

double from_side(const FittedSide& side, double coordinate) {
  const double share = 1 / (1 + std::exp(-coordinate));
  return side.is_logarithm ? side.least * std::pow(side.most / side.least, share)
                           : side.least + share * (side.most - side.least);
}

// What Eigen asks: how far off a module is whose parameters lie at coordinates.
class Distance {
 public:
  using Vector = Eigen::VectorXd;

  Distance(const ModuleModel& model, const MeasuredModule& module,
           std::span<const MeasuredPoint> points, bool is_over_warmth)
      : model_(&model), module_(&module), points_(points) {
    for (const FittedSide& side : fitted_sides) {
      if (is_over_warmth || side.member != &FittedModule::current_slope) {
        sides_.push_back(&side);
      }
    }
  }

  Vector start() const {
    const FittedModule from = model_->start();
    Vector x(inputs());
    for (int k = 0; k < inputs(); ++k) {
      x[k] = on_side(side(k), from.*side(k).member);
    }
    return x;
  }
  FittedModule at(const Vector& x) const {
    FittedModule fitted = model_->start();
    for (int k = 0; k < inputs(); ++k) {
      fitted.*side(k).member = from_side(side(k), x[k]);
    }
    return fitted;
  }

  int inputs() const { return static_cast<int>(sides_.size()); }
  int values() const { return 3 * static_cast<int>(points_.size()); }
  int operator()(const Vector& x, Vector& off) const {
    const std::vector<field::ModuleFigures> here = model_->figures(*module_, at(x), points_);
    for (std::size_t k = 0; k < here.size(); ++k) {
      const field::ModuleFigures& wanted = points_[k].figures;
      const double weight = points_[k].irradiance < bright ? dim_weight : 1;
      const auto row = static_cast<Eigen::Index>(3 * k);
      off[row] = weight * (here[k].power / wanted.power - 1);
      off[row + 1] = weight * voltage_share * (here[k].voc / wanted.voc - 1);
      off[row + 2] = weight * voltage_share * (here[k].isc / wanted.isc - 1);
    }
    return 0;
  }
  int df(const Vector& x, Eigen::MatrixXd& slopes) const {
    Vector here(values());
    Vector there(values());
    (*this)(x, here);
    for (int k = 0; k < inputs(); ++k) {
      Vector beside = x;
      beside[k] += side_step;
      (*this)(beside, there);
      slopes.col(k) = (there - here) / side_step;
    }
    return 0;
  }

 private:
  const FittedSide& side(int k) const { return *sides_[static_cast<std::size_t>(k)]; }

  const ModuleModel* model_;
  const MeasuredModule* module_;
  std::span<const MeasuredPoint> points_;
  std::vector<const FittedSide*> sides_;
};

}  // namespace

FittedModule fit(const ModuleModel& model, const MeasuredModule& module,
                 std::span<const MeasuredPoint> points, bool is_over_warmth) {
  Distance distance(model, module, points, is_over_warmth);
  Eigen::VectorXd x = distance.start();
  Eigen::LevenbergMarquardt<Distance> search(distance);
  search.parameters.factor = first_reach;
  search.parameters.maxfev = most_steps;
  search.minimize(x);
  return distance.at(x);
}

}  // namespace heliofab::twin
