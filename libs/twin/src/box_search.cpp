// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/box_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include <nlopt.h>

#include "heliofab/core/parallel.hpp"
#include "heliofab/core/sampling.hpp"

namespace heliofab::twin {

namespace {

constexpr double first_step = 0.15;  // of a side

// The climb from one start.
class Climb {
 public:
  Climb(const SearchFunction& f, std::span<const SearchAxis> axes, const SearchRequest& request)
      : f_(&f), axes_(axes), request_(&request) {
    for (std::size_t k = 0; k < axes.size(); ++k) {
      (axes[k].levels > 0 ? stepped_ : free_).push_back(k);
    }
  }

  SearchEnd from(std::span<const double> start) {
    at_.assign(start.begin(), start.end());
    for (const std::size_t k : stepped_) {
      at_[k] = std::round(at_[k] * last_level(k)) / last_level(k);
    }
    climb_freely();
    std::map<std::vector<double>, double> seen{{levels_of(end_.point), end_.value}};
    double share = 0.5;  // of a side, in one step
    for (bool is_finest = stepped_.empty(); !is_finest && goes_on();) {
      is_finest = is_finest_step(share);
      while (step_to_better(share, seen)) {
        // From a better place all steps of this length may be worth another look.
        is_finest = is_finest_step(share);
      }
      share /= 2;
    }
    end_.is_converged = goes_on() && is_converged_;
    return end_;
  }

 private:
  double last_level(std::size_t k) const { return static_cast<double>(axes_[k].levels - 1); }
  bool goes_on() const { return !is_stopped_ && end_.points < request_->most_points; }

  bool is_finest_step(double share) const {
    return std::ranges::all_of(stepped_, [&](std::size_t k) { return share * last_level(k) <= 1; });
  }

  std::vector<double> levels_of(const std::vector<double>& point) const {
    std::vector<double> levels;
    for (const std::size_t k : stepped_) {
      levels.push_back(point.empty() ? at_[k] : point[k]);
    }
    return levels;
  }

  // One step along each stepped side from the best point so far; true when one of them was better.
  bool step_to_better(double share, std::map<std::vector<double>, double>& seen) {
    bool is_better = false;
    for (const std::size_t k : stepped_) {
      for (const double sign : {-1.0, 1.0}) {
        if (end_.point.empty() || !goes_on()) {
          return false;
        }
        at_ = end_.point;
        const double step = std::max(1.0, std::round(share * last_level(k))) / last_level(k);
        at_[k] = std::round((at_[k] + sign * step) * last_level(k)) / last_level(k);
        if (at_[k] < 0 || at_[k] > 1 || seen.contains(levels_of(at_))) {
          continue;
        }
        const double before = end_.value;
        climb_freely();
        seen[levels_of(at_)] = end_.value;
        is_better = is_better || end_.value > before;
      }
    }
    return is_better;
  }

  // Keeps the best point. Where there is no value, NLopt is told one worse than all seen.
  double look(const std::vector<double>& point) {
    if (point == last_point_) {
      return last_value_;  // NLopt begins where it was decided that there is a value
    }
    const std::optional<double> value = (*f_)(point);
    if (!value) {
      is_stopped_ = true;
      return 0;
    }
    ++end_.points;
    last_point_ = point;
    last_value_ = *value;
    if (!std::isfinite(*value)) {
      last_value_ = end_.point.empty() ? 0 : worst_ - 0.1 * (end_.value - worst_);
    } else if (end_.point.empty() || *value > end_.value) {
      end_.point = point;
      end_.value = *value;
    }
    worst_ = std::min(worst_, last_value_);
    return last_value_;
  }

  // The best free places beside the levels of `at_`.
  void climb_freely() {
    look(at_);
    if (free_.empty() || is_stopped_ || end_.point.empty()) {
      return;
    }
    const auto n = static_cast<unsigned>(free_.size());
    const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> search(
        nlopt_create(NLOPT_LN_BOBYQA, n), &nlopt_destroy);
    nlopt_set_max_objective(
        search.get(),
        [](unsigned size, const double* x, double*, void* climb) {
          return static_cast<Climb*>(climb)->look_freely({x, size});
        },
        this);
    nlopt_set_lower_bounds1(search.get(), 0);
    nlopt_set_upper_bounds1(search.get(), 1);
    nlopt_set_initial_step1(search.get(), first_step);
    nlopt_set_xtol_abs1(search.get(), request_->tolerance);
    nlopt_set_maxeval(search.get(), static_cast<int>(request_->most_points - end_.points) + 1);
    running_ = search.get();
    std::vector<double> x;
    for (const std::size_t k : free_) {
      x.push_back(at_[k]);
    }
    double best = 0;
    const nlopt_result result = nlopt_optimize(search.get(), x.data(), &best);
    is_converged_ = result > 0 && result != NLOPT_MAXEVAL_REACHED;
    is_converged_ = is_converged_ || result == NLOPT_ROUNDOFF_LIMITED;
  }

  double look_freely(std::span<const double> x) {
    for (std::size_t k = 0; k < free_.size(); ++k) {
      at_[free_[k]] = x[k];
    }
    const double value = look(at_);
    if (is_stopped_) {
      nlopt_force_stop(running_);
    }
    return value;
  }

  const SearchFunction* f_;
  std::span<const SearchAxis> axes_;
  const SearchRequest* request_;
  std::vector<std::size_t> free_, stepped_;  // sides
  std::vector<double> at_;                   // where it looks
  SearchEnd end_{.value = std::numeric_limits<double>::quiet_NaN()};
  std::vector<double> last_point_;
  double last_value_ = 0;
  double worst_ = std::numeric_limits<double>::max();
  nlopt_opt running_ = nullptr;
  bool is_stopped_ = false;
  bool is_converged_ = true;
};

}  // namespace

std::vector<SearchEnd> find_maxima(const SearchFunction& f, std::span<const SearchAxis> axes,
                                   std::span<const double> start, const SearchRequest& request) {
  std::vector<std::vector<double>> starts{{start.begin(), start.end()}};
  for (const std::vector<double>& point :
       latin_hypercube(request.starts - 1, axes.size(), request.seed)) {
    starts.push_back(point);
  }
  std::vector<SearchEnd> ends(starts.size());
  const auto climb = [&](std::size_t i) { ends[i] = Climb(f, axes, request).from(starts[i]); };
  if (request.is_parallel) {
    parallel_for(starts.size(), climb);
  } else {
    for (std::size_t i = 0; i < starts.size(); ++i) {
      climb(i);
    }
  }
  return ends;
}

}  // namespace heliofab::twin
