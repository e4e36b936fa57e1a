// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/solve_string.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "string_work.hpp"

namespace heliofab::module {

namespace {

enum class Aim { open, shorted, power };

// When a sweep is good enough.
struct Enough {
  double step = 0.5;     // [-] over the voltage on which a film bends
  double second = 1e-5;  // [-] what is of second order, of the string's voltage or current
};

// Where the search stands.
struct Walk {
  Aim aim = Aim::power;
  double current = 0;  // [A] at which the model was made
  double change = 0;   // [A] from there to the aim
  StringModel model;
  double voltage = 0;  // [V] at current + change
  double second = 0;   // [-]
  int sweeps = 0;
  bool is_there = false;

  double at() const noexcept { return current + change; }
};

// The change of current to the aim, by the model.
double aim_at(Aim aim, double current, const StringModel& m) {
  const auto& v = m.voltage;
  if (aim == Aim::open) {
    return 0;
  }
  // Voltage zero, or slope of the power zero: c + b x + a x^2 with b < 0.
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
      : work_(&work), ends_(design.end_contact / design.cell_length) {}

  StringFigures solve(std::span<double> cell_voltages);

 private:
  void walk(std::size_t level, Walk& w, const Enough& enough, int most);
  Walk find_power(StringFigures& f, std::span<double> cell_voltages);
  Walk find_short(double power_current);

  StringWork* work_;
  double ends_;  // [ohm] of both bus bars
  int sweeps_ = 0;
};

void StringSearch::walk(std::size_t level, Walk& w, const Enough& enough, int most) {
  w.is_there = false;
  for (int k = 0; k < most && !w.is_there; ++k) {
    ++sweeps_;
    w.current += w.change;
    w.model = sweep_string(work_->stripes(), work_->points(level), w.current, w.change);
    StringModel& m = w.model;
    m.voltage[0] -= ends_ * w.current;
    m.voltage[1] -= ends_;
    w.change = aim_at(w.aim, w.current, m);
    const double way = std::abs(w.change);
    w.voltage = m.voltage[0] + w.change * (m.voltage[1] + w.change * m.voltage[2]);
    const double scale =
        w.aim == Aim::shorted ? std::abs(m.voltage[1] * w.at()) : std::abs(w.voltage);
    w.second = (m.second[0] + way * (m.second[1] + way * m.second[2])) / scale;
    const double step = longest_step(work_->stripes(), work_->points(level), w.change);
    if (step > 4) {  // let the points catch up
      const double limit = 0.3 * std::max(std::abs(w.current), 0.1 * work_->light());
      w.change = std::clamp(w.change, -limit, limit);
    }
    w.is_there = step < enough.step && w.second < enough.second;
  }
}

Walk StringSearch::find_power(StringFigures& f, std::span<double> cell_voltages) {
  const StringStripes& stripes = work_->stripes();
  start_power(stripes, work_->points(0));
  const double voc = f.voc / static_cast<double>(cell_voltages.size());
  Walk w{.current = work_->light() * voc / (voc + 0.06)};
  walk(0, w, {.step = 0.7, .second = 1}, 30);
  spread_string(stripes, work_->points(0), w.change, w.at(), work_->points(1));
  w.current = w.at();
  w.change = 0;
  walk(1, w, {.step = 0.5, .second = 1e-5}, 12);
  const double coarser = w.at() * w.voltage;
  refine_string(stripes, work_->points(1), w.change, work_->points(2));
  w.current = w.at();
  w.change = 0;
  walk(2, w, {.step = 0.5, .second = 1e-5}, 12);
  const double power = w.at() * w.voltage;
  f.imp = w.at();
  f.vmp = w.voltage;
  f.pmax_error = std::abs(coarser / power - 1) + w.second + 1e-9;
  const StringPoints& p = work_->points(2);
  for (std::size_t k = 0; k < cell_voltages.size(); ++k) {
    cell_voltages[k] =
        p.voltage[0][k] + w.change * (p.voltage[1][k] + w.change * p.voltage[2][k]);
  }
  return w;
}

Walk StringSearch::find_short(double) {
  const StringPoints& lumped = work_->points(0);
  const std::size_t size = work_->stripes().size;
  std::fill_n(lumped.junction, size, -0.3);
  std::fill_n(lumped.step, size, 0);
  std::fill_n(lumped.by_current, size, 0);
  Walk w{.aim = Aim::shorted, .current = work_->light()};
  walk(0, w, {.step = 0.7, .second = 1}, 30);
  const double coarser = w.at();
  spread_string(work_->stripes(), lumped, w.change, w.at(), work_->points(1));
  w.current = w.at();
  w.change = 0;
  walk(1, w, {.step = 0.7, .second = 1e-5}, 12);
  w.second += std::abs(coarser / w.at() - 1);
  return w;
}

StringFigures StringSearch::solve(std::span<double> cell_voltages) {
  StringFigures f;
  sweeps_ = 0;
  Walk open{.aim = Aim::open};
  walk(0, open, {.step = 0.3, .second = 1e-6}, 30);
  f.voc = open.voltage;
  work_->limit();
  const Walk power = find_power(f, cell_voltages);
  const Walk shorted = find_short(f.imp);
  f.isc = shorted.at();
  f.isc_error = shorted.second;
  f.status.iterations = sweeps_;
  f.status.outcome = open.is_there && power.is_there && shorted.is_there ? Convergence::converged
                                                                         : Convergence::diverged;
  return f;
}

template <class Stripe>
StringSolutions solve_each(const ModuleDesign& design, std::span<const Stripe> stripes) {
  const auto cells = static_cast<std::size_t>(design.cells);
  if (cells == 0 || stripes.size() % cells != 0) {
    throw InputError("E4102", "module.cells",
                     fmt::format("{} stripes given, wanted a multiple of {}", stripes.size(),
                                 design.cells));
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

StringSolutions solve_strings(const ModuleDesign& design, std::span<const DiodeStripe> stripes) {
  return solve_each(design, stripes);
}

StringSolutions solve_strings(const ModuleDesign& design, std::span<const StripCell> stripes) {
  return solve_each(design, stripes);
}

}  // namespace heliofab::module
