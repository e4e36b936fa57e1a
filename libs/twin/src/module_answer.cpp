// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_answer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

namespace heliofab::twin {

namespace {

using module::PlanePoint;

constexpr std::size_t chunk = 16;  // voltages solved between two looks at the clock

// At least open circuit of the module: heat leaves it as cold as its surroundings at least.
double highest_voltage(module::PlaneModule m, const module::PlaneHeat* heat) {
  if (heat != nullptr) {
    for (module::FilmLaw& film : m.films) {
      film = module::at_temperature(
          film, heat->film,
          std::min({heat->ambient, heat->front.surroundings, heat->back.surroundings}));
    }
  }
  return module::open_circuit_bound(m);
}

// The parabola through three points of evenly spaced voltages: value + slope u + bend u2 with u in
// steps from the middle one.
struct Parabola {
  double value, slope, bend;
};
Parabola through(const std::array<double, 3>& y) {
  return {y[1], (y[2] - y[0]) / 2, (y[0] + y[2]) / 2 - y[1]};
}
double root_of(const Parabola& p) {
  double u = p.slope == 0 ? 0 : -p.value / p.slope;
  for (int k = 0; k < 20; ++k) {
    const double slope = p.slope + 2 * p.bend * u;
    u -= slope == 0 ? 0 : (p.value + (p.slope + p.bend * u) * u) / slope;
  }
  return std::isfinite(u) ? std::clamp(u, -1.0, 1.0) : 0;
}

class Search {
 public:
  Search(const module::PlaneModule& m, const module::PlaneHeat* heat, Observer* observer)
      : module_(&m),
        heat_(heat),
        observer_(observer),
        top_(highest_voltage(m, heat) * (1 + 1e-6)),
        step_(std::min(0.02 * static_cast<double>(m.design.cells), top_ / 20)) {}

  PlaneFigures figures() {
    const auto n = static_cast<std::size_t>(std::ceil(top_ / step_)) + 1;
    std::vector<double> voltages(n);
    for (std::size_t k = 0; k < n; ++k) {
      voltages[k] = top_ * static_cast<double>(k) / static_cast<double>(n - 1);
    }
    step_ = voltages[1];
    total_ = n + 5 + 9 + 9;  // with what is solved around maximum power and open circuit
    const std::vector<PlanePoint> coarse = solve(voltages);
    if (coarse.size() == n) {
      found_.isc = coarse.front().current;
      find_power(coarse);
      find_open_circuit(coarse);
    }
    found_.is_complete = !is_stopped_;
    return found_;
  }

 private:
  std::vector<PlanePoint> solve(std::span<const double> voltages) {
    std::vector<PlanePoint> points;
    for (std::size_t k = 0; k < voltages.size() && !is_stopped_; k += chunk) {
      const auto part = voltages.subspan(k, std::min(chunk, voltages.size() - k));
      const std::vector<double> here(part.begin(), part.end());
      const module::PlaneCurve curve = heat_ == nullptr
                                           ? module::solve_plane(*module_, here)
                                           : module::solve_heated(*module_, *heat_, here).electric;
      PlaneWork& work = found_.work;
      work.nodes = curve.nodes;
      work.points += static_cast<std::int64_t>(curve.points.size());
      work.newton_steps += curve.newton_steps;
      work.inner_steps += curve.inner_steps;
      for (const PlanePoint& p : curve.points) {
        work.residual = std::max(work.residual, p.status.residual);
        points.push_back(p);
      }
      // Open circuit at a kink takes more than was counted.
      const auto done = std::min(static_cast<std::uint64_t>(work.points), total_);
      is_stopped_ = !goes_on(observer_, "module", done, total_);
    }
    return points;
  }

  std::vector<PlanePoint> solve_evenly(double from, double to, std::size_t n) {
    std::vector<double> voltages(n);
    for (std::size_t k = 0; k < n; ++k) {
      voltages[k] = std::lerp(from, to, static_cast<double>(k) / static_cast<double>(n - 1));
    }
    return solve(voltages);
  }

  // Half steps around the best point, then parabolas over steps a fifth as long each time.
  void find_power(const std::vector<PlanePoint>& coarse) {
    const auto power = [](const PlanePoint& p) { return p.voltage * p.current; };
    const auto best_of = [&](const std::vector<PlanePoint>& points) {
      return std::ranges::max_element(points, {}, power)->voltage;
    };
    double best = best_of(coarse);
    double step = step_;
    const auto near = solve_evenly(best - step, best + step, 5);
    best = near.empty() ? best : best_of(near);
    step /= 5;
    double last = 0;
    for (int round = 0; round < 3 && !is_stopped_; ++round) {
      const auto p = solve_evenly(best - step, best + step, 3);
      if (p.size() < 3) {
        return;
      }
      const Parabola y = through({power(p[0]), power(p[1]), power(p[2])});
      const double u = y.bend < 0 ? std::clamp(-y.slope / (2 * y.bend), -1.0, 1.0) : 0;
      const Parabola i = through({p[0].current, p[1].current, p[2].current});
      best += u * step;
      found_.vmp = best;
      found_.imp = i.value + (i.slope + i.bend * u) * u;
      found_.power_change = std::abs(found_.pmax() - last);
      last = found_.pmax();
      step /= 5;
    }
  }

  // Parabolas over steps a twelfth as long each time; where they miss the change of sign, as at the
  // kink of a stripe in the dark, half of what brackets it.
  void find_open_circuit(const std::vector<PlanePoint>& coarse) {
    const auto beyond = std::ranges::find_if(coarse.begin() + 1, coarse.end() - 1,
                                             [](const PlanePoint& p) { return p.current <= 0; });
    double high = beyond->voltage;
    double low = high - step_;
    double step = step_ / 2;
    found_.voc = low + step;
    for (int round = 0; round < 12 && !is_stopped_; ++round) {
      const auto p = solve_evenly(found_.voc - step, found_.voc + step, 3);
      if (p.size() < 3) {
        return;
      }
      for (const PlanePoint& point : p) {
        double& side = point.current > 0 ? low : high;
        side = point.current > 0 ? std::max(low, point.voltage) : std::min(high, point.voltage);
      }
      found_.open_slope = (p[2].current - p[0].current) / (p[2].voltage - p[0].voltage);
      const double before = found_.voc;
      if (p[0].current > 0 && p[2].current <= 0) {
        found_.voc += step * root_of(through({p[0].current, p[1].current, p[2].current}));
        step /= 12;
      } else {
        found_.voc = (low + high) / 2;
        step = (high - low) / 2;
      }
      found_.voltage_change = std::abs(found_.voc - before);
      if (round > 1 && found_.voltage_change < 1e-8 * found_.voc) {
        return;
      }
    }
  }

  const module::PlaneModule* module_;
  const module::PlaneHeat* heat_;
  Observer* observer_;
  double top_;
  double step_;
  PlaneFigures found_;
  std::uint64_t total_ = 1;
  bool is_stopped_ = false;
};

}  // namespace

bool is_lit(const module::PlaneModule& m) {
  const double width = module::active_width(m.design) * (1 - 1e-9);
  const double length = m.design.cell_length * (1 - 1e-9);
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    const auto& film = m.films[m.films.size() == 1 ? 0 : static_cast<std::size_t>(cell)];
    const bool is_dark = std::ranges::any_of(m.shades, [&](const module::Shade& s) {
      return s.light == 0 && s.place.cell == cell && s.place.width >= width &&
             s.place.length >= length;
    });
    if (film.photocurrent > 0 && !is_dark) {
      return true;
    }
  }
  return false;
}

PlaneFigures solve_figures(const module::PlaneModule& module, Observer* observer,
                           const module::PlaneHeat* heat) {
  return Search(module, heat, observer).figures();
}

namespace {

// In steps of `step`, or as `points` of them, or 61, with both ends.
std::vector<double> values_over(double from, double to, double step, std::int64_t points) {
  const double range = to - from;
  std::int64_t n = points > 0 ? points : 61;
  if (step > 0) {
    n = static_cast<std::int64_t>(std::floor(range / step * (1 + 1e-12))) + 1;
  }
  std::vector<double> values;
  for (std::int64_t k = 0; k < n; ++k) {
    values.push_back(step > 0 ? from + static_cast<double>(k) * step
                              : from + range * static_cast<double>(k) /
                                           static_cast<double>(std::max<std::int64_t>(n - 1, 1)));
  }
  return values;
}

}  // namespace

std::vector<double> sweep_voltages(const VoltagesPlan& sweep, double voc) {
  return values_over(sweep.from, sweep.to == 0 ? voc : sweep.to, sweep.step, sweep.points);
}

std::vector<double> sweep_currents(const CurrentsPlan& sweep) {
  return sweep.is_given() ? values_over(sweep.from, sweep.to, sweep.step, sweep.points)
                          : std::vector<double>{};
}

DrivenModule drive_module(const module::PlaneModule& module, double current,
                          const module::PlaneHeat* heat) {
  const module::PlaneCurve curve =
      heat == nullptr ? module::solve_plane_at_currents(module, {current})
                      : module::solve_heated_at_currents(module, *heat, {current}).electric;
  const module::VoltageMap& map = curve.map;
  const auto least = std::ranges::min_element(map.junction) - map.junction.begin();
  return {.current = curve.points.front().current,
          .voltage = curve.points.front().voltage,
          .cell = map.cell[static_cast<std::size_t>(least) / map.y.size()],
          .junction_voltage = map.junction[static_cast<std::size_t>(least)]};
}

namespace {

// Adds a part of a curve to those before.
void append(module::PlaneCurve part, module::PlaneCurve& all) {
  all.points.insert(all.points.end(), part.points.begin(), part.points.end());
  all.map = std::move(part.map);
  all.nodes = part.nodes;
  all.newton_steps += part.newton_steps;
  all.inner_steps += part.inner_steps;
}

// Part by part, with a look at the observer between them; false when it stopped the curve.
template <class AddPart>
bool solve_in_parts(const std::vector<double>& voltages, Observer* observer, AddPart add_part) {
  for (std::size_t k = 0; k < voltages.size(); k += chunk) {
    const auto begin = voltages.begin() + static_cast<std::ptrdiff_t>(k);
    const std::size_t n = std::min(chunk, voltages.size() - k);
    add_part(std::vector<double>{begin, begin + static_cast<std::ptrdiff_t>(n)});
    if (!goes_on(observer, "curve", k + n, voltages.size())) {
      return false;
    }
  }
  return true;
}

}  // namespace

module::PlaneCurve solve_plane_curve(const module::PlaneModule& module,
                                     const std::vector<double>& voltages, Observer* observer) {
  module::PlaneCurve all;
  const bool is_whole = solve_in_parts(voltages, observer, [&](const std::vector<double>& part) {
    append(module::solve_plane(module, part), all);
  });
  return is_whole ? all : module::PlaneCurve{};
}

module::HeatedCurve solve_heated_curve(const module::PlaneModule& module,
                                       const module::PlaneHeat& heat,
                                       const std::vector<double>& voltages, Observer* observer) {
  module::HeatedCurve all;
  const bool is_whole =
      solve_in_parts(voltages, observer, [&](const std::vector<double>& voltages_here) {
        module::HeatedCurve part = module::solve_heated(module, heat, voltages_here);
        append(std::move(part.electric), all.electric);
        all.states.insert(all.states.end(), part.states.begin(), part.states.end());
        all.heat = std::move(part.heat);
      });
  return is_whole ? all : module::HeatedCurve{};
}

module::PlaneCurve solve_driven_curve(const module::PlaneModule& module,
                                      const std::vector<double>& currents,
                                      const module::PlaneHeat* heat, Observer* observer) {
  module::PlaneCurve all;
  const bool is_whole = solve_in_parts(currents, observer, [&](const std::vector<double>& part) {
    append(heat == nullptr ? module::solve_plane_at_currents(module, part)
                           : module::solve_heated_at_currents(module, *heat, part).electric,
           all);
  });
  return is_whole ? all : module::PlaneCurve{};
}

module::VoltageMap solve_map(const module::PlaneModule& module, double voltage) {
  return module::solve_plane(module, {voltage}).map;
}

}  // namespace heliofab::twin
