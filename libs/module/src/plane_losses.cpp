// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/plane_losses.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "film_kinds.hpp"
#include "ohmic_powers.hpp"
#include "plane_mesh.hpp"
#include "plane_state.hpp"

namespace heliofab::module {

namespace {

constexpr std::array loss_items{
    PlaneLossItem{"scribes", "dead area of the scribes", &PlaneLosses::scribes},
    PlaneLossItem{"flaw_area", "film that flaws take", &PlaneLosses::flaw_area},
    PlaneLossItem{"shade", "shade and uneven light", &PlaneLosses::shade},
    PlaneLossItem{"light", "light from stripe to stripe", &PlaneLosses::light},
    PlaneLossItem{"saturation", "weak diodes", &PlaneLosses::saturation},
    PlaneLossItem{"shunt", "shunts of the film", &PlaneLosses::shunt},
    PlaneLossItem{"ideality", "ideality", &PlaneLosses::ideality},
    PlaneLossItem{"temperature", "temperature", &PlaneLosses::temperature},
    PlaneLossItem{"film", "other film", &PlaneLosses::film},
    PlaneLossItem{"within_stripes", "mismatch within stripes", &PlaneLosses::within_stripes},
    PlaneLossItem{"between_stripes", "mismatch between stripes", &PlaneLosses::between_stripes},
    PlaneLossItem{"operating_point", "stripes off the best current", &PlaneLosses::operating_point},
    PlaneLossItem{"uneven_voltage", "uneven voltage in a stripe", &PlaneLosses::uneven_voltage},
    PlaneLossItem{"front_sheet", "front sheet over the film", &PlaneLosses::front_sheet},
    PlaneLossItem{"front_scribes", "front sheet over scribes", &PlaneLosses::front_scribes},
    PlaneLossItem{"p2_contacts", "contacts of P2", &PlaneLosses::p2_contacts},
    PlaneLossItem{"back_sheet", "back sheet over the film", &PlaneLosses::back_sheet},
    PlaneLossItem{"back_scribes", "back sheet over scribes", &PlaneLosses::back_scribes},
    PlaneLossItem{"end_contacts", "end contacts", &PlaneLosses::end_contacts},
    PlaneLossItem{"flaws", "paths of flaws", &PlaneLosses::flaws},
    PlaneLossItem{"p2_faults", "faults of P2", &PlaneLosses::p2_faults},
    PlaneLossItem{"leakage", "leakage over P1 and P3", &PlaneLosses::leakage},
    PlaneLossItem{"bridges", "bridges over P1 and P3", &PlaneLosses::bridges},
    PlaneLossItem{"bypasses", "bypass diodes", &PlaneLosses::bypasses}};

// Where the shares of each cause belong.
constexpr std::array by_cause{&PlaneLosses::shade,      &PlaneLosses::light,
                              &PlaneLosses::saturation, &PlaneLosses::shunt,
                              &PlaneLosses::ideality,   &PlaneLosses::temperature,
                              &PlaneLosses::film};
static_assert(by_cause.size() == loss_causes);

// Length along a line at x that places cover [m], where they lie on each other once.
double covered(const std::vector<const Place*>& places, double x) {
  std::vector<std::pair<double, double>> ranges;
  for (const Place* p : places) {
    if (x > p->x && x < p->x + p->width) {
      ranges.emplace_back(p->y, p->y + p->length);
    }
  }
  std::ranges::sort(ranges);
  double sum = 0;
  double end = 0;
  for (const auto& [from, to] : ranges) {
    sum += std::max(0.0, to - std::max(from, end));
    end = std::max(end, to);
  }
  return sum;
}

// What the films of a stripe do at the solved voltages.
class StripeFilms {
 public:
  void add(std::size_t kind, double area, const FilmState& state, double voltage) {
    current_ += area * state.current;
    delivered_ += area * state.current * voltage;
    low_ = std::min(low_, voltage);
    high_ = std::max(high_, voltage);
    area_[kind] += area;
  }

  const std::map<std::size_t, double>& areas() const noexcept { return area_; }  // [m2] of kinds
  double current() const noexcept { return current_; }                           // [A]
  double delivered() const noexcept { return delivered_; }                       // [W]
  // All of its films at the voltage at which they carry its current [W].
  double even_power(const StripeParts& parts) const {
    constexpr double slack = 1e-9;  // [V] for what rounds
    return current_ *
           even_voltage(parts, current_, low_ - slack, high_ + slack, (low_ + high_) / 2);
  }

 private:
  double current_ = 0;
  double delivered_ = 0;
  double low_ = HUGE_VAL, high_ = -HUGE_VAL;  // [V]
  std::map<std::size_t, double> area_;
};

// The films of a stripe; what each lacks of the nominal one goes to its causes.
StripeParts take_parts(const StripeFilms& films, const FilmKinds& kinds, PlaneLosses& losses) {
  StripeParts parts;
  for (const auto& [kind, area] : films.areas()) {
    const FilmLoss& film = kinds[kind];
    for (std::size_t c = 0; c < loss_causes; ++c) {
      losses.*by_cause.at(c) += area * film.lost.at(c);
    }
    parts.push_back({&film.film, film.highest, area});
  }
  return parts;
}

StringParts string_of(const PlaneProblem& p) {
  StringParts string{.stripes = std::vector<StripeParts>(p.cells.size()),
                     .bypass = std::vector<std::size_t>(p.cells.size(), StringParts::none)};
  for (std::size_t diode = 0; diode < p.bypasses.size(); ++diode) {
    for (auto k = p.bypasses[diode].first; k <= p.bypasses[diode].last; ++k) {
      string.bypass[static_cast<std::size_t>(k)] = diode;
    }
  }
  return string;
}

// From the nominal film to what all films deliver: what each kind lacks, then from each film's own
// maximum to one voltage in a stripe, to one current in the string, to the currents that stripes
// carry, to the voltages that films have.
void add_films(const PlaneProblem& p, const PlaneState& state, FilmKinds& kinds,
               PlaneLosses& losses) {
  StringParts string = string_of(p);
  double currents = 0;
  for (std::size_t cell = 0; cell < p.cells.size(); ++cell) {
    const PlaneCell& block = p.cells[cell];
    const std::size_t first = block.first_column * p.rows();
    StripeFilms films;
    for (std::size_t k = first; k < first + block.x.points() * p.rows(); ++k) {
      const double voltage = state.voltage(k);
      for (const PointFilm& part : films_at(p, block, k)) {
        if (part.area > 0) {
          films.add(kinds.of(cell, k, part.film), part.area,
                    state_of(part.film, voltage, state.junction[k]), voltage);
        }
      }
    }
    if (films.areas().empty()) {
      continue;
    }
    const StripeParts& parts = string.stripes[cell] = take_parts(films, kinds, losses);
    double highest = 0;
    for (const FilmShare& part : parts) {
      highest += part.area * part.highest.value;
    }
    const double common = highest_common_power(parts);
    const double even = films.even_power(parts);
    losses.within_stripes += highest - common;
    losses.between_stripes += common;
    losses.operating_point -= even;
    losses.uneven_voltage += even - films.delivered();
    currents += films.current();
  }
  const double highest =
      highest_string_power(string, currents / static_cast<double>(p.cells.size()));
  losses.between_stripes -= highest;
  losses.operating_point += highest;
}

// Of all flaws, those that lie on each other once [m2].
double area_of_flaws(const PlaneModule& m) {
  double area = 0;
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    std::vector<const Place*> places;
    std::vector<double> edges;
    for (const Flaw& f : m.flaws) {
      if (f.place.cell == cell) {
        places.push_back(&f.place);
        edges.insert(edges.end(), {f.place.x, f.place.x + f.place.width});
      }
    }
    std::ranges::sort(edges);
    for (std::size_t k = 1; k < edges.size(); ++k) {
      area += (edges[k] - edges[k - 1]) * covered(places, (edges[k] + edges[k - 1]) / 2);
    }
  }
  return area;
}

void add_resistances(const OhmicPowers& powers, PlaneLosses& losses) {
  using Part = OhmicPowers::Part;
  losses.front_sheet = powers.of[Part::front_sheet];
  losses.front_scribes = powers.of[Part::front_scribes];
  losses.back_sheet = powers.of[Part::back_sheet];
  losses.back_scribes = powers.of[Part::back_scribes];
  losses.p2_contacts = powers.of[Part::p2_contacts];
  losses.p2_faults = powers.of[Part::p2_faults];
  losses.end_contacts = powers.of[Part::end_contacts];
  losses.leakage = powers.of[Part::leakage];
  losses.bridges = powers.of[Part::bridges];
  losses.flaws = powers.of[Part::flaws];
}

// Of a module with its films as warm as they are.
PlaneLosses losses_of(const PlaneModule& module, const PlaneProblem& problem, double voltage,
                      FilmKinds kinds) {
  PlaneSolver solver(problem, to_rounding);
  const PlaneState state = solve_state(solver, voltage);
  const ModuleDesign& d = module.design;
  PlaneLosses losses{.voltage = voltage,
                     .current = state.current,
                     .ideal = kinds.ideal() * aperture_area(d),
                     .scribes = kinds.ideal() * static_cast<double>(d.cells) * d.cell_length *
                                dead_width(d.scribes),
                     .flaw_area = kinds.ideal() * area_of_flaws(module)};
  add_films(problem, state, kinds, losses);
  add_resistances(ohmic_powers(module, problem, state.potential, state.potential), losses);
  for (const Bypass& b : module.bypasses) {
    const double across = bypass_voltage(problem, b, state.potential);
    losses.bypasses -= across * film_state(film_of(b), across, 0).current;
  }
  return losses;
}

}  // namespace

std::span<const PlaneLossItem> plane_loss_items() noexcept { return loss_items; }

PlaneLosses solve_losses(const PlaneModule& module, double voltage,
                         const std::optional<NominalFilm>& nominal) {
  check_plane(module);
  const PlaneProblem problem = make_plane(module);
  return losses_of(module, problem, voltage, FilmKinds(problem, nominal));
}

PlaneLosses solve_losses(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                         const std::optional<NominalFilm>& nominal) {
  const WarmPlane warm = solve_warm_plane(module, heat, voltage);
  return losses_of(module, warm.problem, voltage, FilmKinds(warm.problem, nominal, &warm.warmth));
}

}  // namespace heliofab::module
