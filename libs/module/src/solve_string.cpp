// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/solve_string.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "string_work.hpp"

namespace heliofab::module {

namespace {

// At rest the current stays as it is.
enum class Aim { rest, shorted, power };

// When a sweep has come near enough for what is left out to be of third order.
struct Enough {
  double step = 0.5;     // [-] longest_step
  double second = 1e-5;  // [-] what is of second order, of the string's voltage or current
};
constexpr Enough roughly{0.7, 1};
constexpr Enough finely{0.5, 1e-5};

// Degrees rise until two that follow each other agree to this.
constexpr double wanted_power = 1e-5;
constexpr double wanted_short = 1e-4;

// Where a search stands.
struct Walk {
  Aim aim = Aim::rest;
  double current = 0;  // [A] of the last sweep
  double change = 0;   // [A] from there to the aim
  double voltage = 0;  // [V] there
  double slope = 0;    // [V/A]
  double second = 0;   // [-] what is of second order
  double lowest = 0;   // [V] across a film
  double least = 0;    // [A/m2] through a film
  bool is_there = false;

  double at() const noexcept { return current + change; }
  double power() const noexcept { return at() * voltage; }
};

// Where the voltage, or the slope of the power, is zero: c + b x + a x^2.
double change_to(Aim aim, double current, const std::array<double, 3>& v) {
  if (aim == Aim::rest) {
    return 0;
  }
  const bool is_power = aim == Aim::power;
  const double c = is_power ? v[0] + current * v[1] : v[0];
  const double b = is_power ? 2 * (v[1] + current * v[2]) : v[1];
  const double a = is_power ? 3 * v[2] : v[2];
  const double root = b * b - 4 * a * c;
  return root > 0 && b < 0 ? 2 * c / (std::sqrt(root) - b) : -c / (b < 0 ? b : v[1]);
}

class StringSearch {
 public:
  StringSearch(const ModuleDesign& design, StringWork& work)
      : work_(&work),
        ends_(design.end_contact / design.cell_length),
        voltages_(static_cast<std::size_t>(design.cells)) {}

  StringFigures solve(std::span<double> cell_voltages);

 private:
  void sweep(std::size_t level, const Enough& enough, Walk& w);
  void rest(std::size_t level, Walk& w);
  void walk(std::size_t level, const Enough& enough, int most, Walk& w);
  void settle(std::size_t level, const Enough& enough, double low, double high, Walk& w);
  double refine(std::size_t level, Walk& w);
  double climb(Walk& w);
  void start(double voltage);
  void find_open(StringFigures& f);
  Walk find_short(StringFigures& f);
  void find_power(StringFigures& f, std::span<double> cell_voltages);
  void take_power(const Walk& w, double error, StringFigures& f, std::span<double> cell_voltages);
  void look_around(const Walk& shorted, StringFigures& f, std::span<double> cell_voltages);
  void improve(double low, double high, StringFigures& f, std::span<double> cell_voltages);

  StringWork* work_;
  double ends_;                   // [ohm] of both bus bars
  std::vector<double> voltages_;  // [V] of stripes
  double lumped_power_ = 0;       // [W] at the maximum that was taken
  std::size_t level_ = 0;         // of string_degrees, the last one solved
  int sweeps_ = 0;
  bool is_there_ = true;
};

void StringSearch::sweep(std::size_t level, const Enough& enough, Walk& w) {
  ++sweeps_;
  level_ = level;
  const StringPoints& points = work_->points(level);
  w.current += w.change;
  const StringModel m = sweep_string(work_->stripes(), points, w.current, w.change);
  const std::array v{m.voltage[0] - ends_ * w.current, m.voltage[1] - ends_, m.voltage[2]};
  const double limit = 0.3 * std::max(std::abs(w.current), 0.1 * work_->light());
  w.change = std::clamp(change_to(w.aim, w.current, v), -limit, limit);
  const double way = std::abs(w.change);
  w.voltage = v[0] + w.change * (v[1] + w.change * v[2]);
  w.slope = v[1];
  w.lowest = m.lowest;
  w.least = m.least;
  const double scale =
      std::max(w.aim == Aim::shorted ? std::abs(v[1] * w.at()) : std::abs(w.voltage), 1e-9);
  w.second = (m.size[0] + way * (m.size[1] + way * m.size[2])) / scale;
  w.is_there = w.second < enough.second && way <= limit &&
               longest_step(work_->stripes(), points, w.change) < enough.step;
}

// All points where they belong at the current of the walk.
void StringSearch::rest(std::size_t level, Walk& w) {
  w.change = 0;
  const Aim aim = std::exchange(w.aim, Aim::rest);
  w.is_there = false;
  for (int k = 0; k < 40 && !w.is_there; ++k) {
    sweep(level, {0.3, 1e-4}, w);
  }
  w.aim = aim;
}

// Currents between two that enclose the aim, all points at rest at each.
void StringSearch::settle(std::size_t level, const Enough& enough, double low, double high,
                          Walk& w) {
  w.current = std::clamp(w.at(), low, high);
  for (int k = 0; k < 50 && high - low > 1e-12 * high; ++k) {
    rest(level, w);
    const double ahead = w.aim == Aim::power ? w.voltage + w.current * w.slope : w.voltage;
    (ahead > 0 ? low : high) = w.current;
    sweep(level, enough, w);
    if (w.is_there) {
      return;
    }
    const double next = w.at();
    w.current = next > low && next < high ? next : (low + high) / 2;
  }
}

// Newton's method for current and points together; where it does not get there, one by one.
void StringSearch::walk(std::size_t level, const Enough& enough, int most, Walk& w) {
  w.is_there = false;
  for (int k = 0; k < most && !w.is_there; ++k) {
    sweep(level, enough, w);
  }
  if (!w.is_there && w.aim != Aim::rest) {
    settle(level, enough, 0, 1.05 * work_->most_light(), w);
  }
}

// From the degree before to this one. By how much that changed the aim [-].
double StringSearch::refine(std::size_t level, Walk& w) {
  const double before = w.aim == Aim::power ? w.power() : w.at();
  const StringPoints& coarser = work_->points(level - 1);
  if (level == 1) {
    spread_string(work_->stripes(), coarser, w.change, w.at(), work_->points(1));
  } else {
    refine_string(work_->stripes(), coarser, w.change, work_->points(level));
  }
  w.current = w.at();
  w.change = 0;
  walk(level, finely, 8, w);
  const double after = w.aim == Aim::power ? w.power() : w.at();
  return std::abs(before / after - 1);
}

// Up the degrees until the aim holds still; the bound of its error [-]. Where degrees converge, an
// error is far below the change to its degree; a tenth of the change before tells if they do not.
// Rounding is below 1e-9.
double StringSearch::climb(Walk& w) {
  const bool is_short = w.aim == Aim::shorted;
  double error = refine(1, w);
  double before = 0;
  for (std::size_t level = 2; level < string_degrees.size(); ++level) {
    // Lumped stripes are no power to compare with, but good enough at short circuit.
    if ((level > 2 || is_short) && error < (is_short ? wanted_short : wanted_power)) {
      break;
    }
    const double change = refine(level, w) + w.second;
    error = std::max(change, 0.1 * before);
    before = change;
  }
  is_there_ = is_there_ && w.is_there;
  return error + w.second + 1e-9;
}

void StringSearch::start(double voltage) {
  const StringPoints& p = work_->points(0);
  std::fill_n(p.junction, work_->stripes().size, voltage);
  std::fill_n(p.step, work_->stripes().size, 0);
  std::fill_n(p.by_current, work_->stripes().size, 0);
}

// Without current the sheets carry none: lumped stripes are exact.
void StringSearch::find_open(StringFigures& f) {
  Walk w;
  walk(0, {0.3, 1e-6}, 40, w);
  is_there_ = w.is_there;
  f.voc = w.voltage;
  work_->limit();
}

Walk StringSearch::find_short(StringFigures& f) {
  start(-0.3);
  Walk w{.aim = Aim::shorted, .current = work_->light()};
  sweep(0, roughly, w);
  const double least = w.least;
  walk(0, roughly, 10, w);
  f.isc_error = climb(w);
  f.isc = w.at();
  w.least = least;
  return w;
}

void StringSearch::take_power(const Walk& w, double error, StringFigures& f,
                              std::span<double> cell_voltages) {
  f.imp = w.at();
  f.vmp = w.voltage;
  f.pmax_error = error;
  const auto& v = work_->points(level_).voltage;
  for (std::size_t k = 0; k < cell_voltages.size(); ++k) {
    cell_voltages[k] = v[0][k] + w.change * (v[1][k] + w.change * v[2][k]);
  }
}

void StringSearch::find_power(StringFigures& f, std::span<double> cell_voltages) {
  start_power(work_->stripes(), work_->points(0));
  const double voc = f.voc / static_cast<double>(cell_voltages.size());
  Walk w{.aim = Aim::power, .current = work_->light() * voc / (voc + 0.06)};
  walk(0, roughly, 10, w);
  lumped_power_ = w.power();
  const double error = climb(w);
  take_power(w, error, f, cell_voltages);
}

// The maximum between two currents, if it is a better one.
void StringSearch::improve(double low, double high, StringFigures& f,
                           std::span<double> cell_voltages) {
  Walk w{.aim = Aim::power, .current = (low + high) / 2};
  settle(0, roughly, low, high, w);
  const double lumped = w.power();
  if (lumped > lumped_power_) {
    const double error = climb(w);
    if (w.power() > f.pmax()) {
      lumped_power_ = lumped;
      take_power(w, error, f, cell_voltages);
    }
  }
}

// Other maxima of the power, of lumped stripes. Up to the least current of a stripe all films bend
// down and there is one maximum at most. Beyond it voltages fall: from one current to the next no
// power exceeds the next current times the voltage at this one.
void StringSearch::look_around(const Walk& shorted, StringFigures& f,
                               std::span<double> cell_voltages) {
  const double area = work_->stripes().width * work_->stripes().length;
  const double least = std::clamp(shorted.least * area, 0.0, f.isc);
  const double step = f.isc / 64;
  Walk w{.aim = Aim::power, .current = least};
  rest(0, w);
  const double slope = w.voltage + w.current * w.slope;
  double best = 0;
  double there = 0;
  while (w.current < f.isc && w.voltage > 0) {
    if (w.current * w.voltage > best) {
      best = w.current * w.voltage;
      there = w.current;
    }
    w.current = std::max(w.current + step, 0.999 * std::max(lumped_power_, best) / w.voltage);
    rest(0, w);
  }
  if (best > 1.0001 * lumped_power_ && std::abs(there - f.imp) > step) {
    improve(std::max(least, there - step), there + step, f, cell_voltages);
  }
  if (f.imp > least && slope < 0) {
    improve(0, least, f, cell_voltages);
  }
}

StringFigures StringSearch::solve(std::span<double> cell_voltages) {
  StringFigures f;
  sweeps_ = 0;
  find_open(f);
  if (f.voc > 0 && work_->light() > 0) {
    find_power(f, cell_voltages);
    const Walk shorted = find_short(f);
    if (shorted.lowest < -0.5) {
      look_around(shorted, f, cell_voltages);
    }
  } else {
    f.voc = 0;
    std::ranges::fill(cell_voltages, 0);
  }
  f.status = {is_there_ ? Convergence::converged : Convergence::diverged, sweeps_, f.pmax_error};
  return f;
}

template <class Stripe>
StringSolutions solve_each(const ModuleDesign& design, std::span<const Stripe> stripes) {
  const auto cells = static_cast<std::size_t>(std::max<std::int64_t>(design.cells, 1));
  if (stripes.size() % cells != 0) {
    throw InputError("E4102", "module.cells",
                     fmt::format("{} cells given, wanted a multiple of {}", stripes.size(), cells));
  }
  StringWork work(design, cells);
  StringSearch search(design, work);
  StringSolutions all;
  all.modules.resize(stripes.size() / cells);
  all.cell_voltage_mp.resize(stripes.size());
  for (std::size_t m = 0; m < all.modules.size(); ++m) {
    work.load(stripes.subspan(m * cells, cells));
    all.modules[m] = search.solve(std::span(all.cell_voltage_mp).subspan(m * cells, cells));
  }
  return all;
}

}  // namespace

ModuleCurve curve_of(const StringSolutions& solutions, std::size_t module) {
  const StringFigures& f = solutions.modules[module];
  ModuleCurve curve{.isc = f.isc, .voc = f.voc, .imp = f.imp, .vmp = f.vmp};
  if (f.pmax() > 0) {
    curve.fill_factor = f.pmax() / (f.isc * f.voc);
    const std::size_t cells = solutions.cell_voltage_mp.size() / solutions.modules.size();
    const auto first =
        solutions.cell_voltage_mp.begin() + static_cast<std::ptrdiff_t>(module * cells);
    curve.cell_voltage_mp.assign(first, first + static_cast<std::ptrdiff_t>(cells));
  }
  return curve;
}

StringSolutions solve_strings(const ModuleDesign& design, std::span<const DiodeStripe> stripes) {
  return solve_each(design, stripes);
}

StringSolutions solve_strings(const ModuleDesign& design, std::span<const StripCell> stripes) {
  return solve_each(design, stripes);
}

}  // namespace heliofab::module
