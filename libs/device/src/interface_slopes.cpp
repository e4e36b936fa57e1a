// SPDX-License-Identifier: Apache-2.0
#include "interface_slopes.hpp"

#include <algorithm>

#include "heliofab/core/unit.hpp"
#include "level_rates.hpp"

namespace heliofab::device {

namespace {

constexpr std::array<double, 2> depth_in{1, 0};  // where the films on the left and right meet

// Shares of a maximum of two numbers in a change of both. Where they are alike, the mean of what a
// rise and a fall of one of them do.
std::array<double, 2> shares_of_larger(const std::array<double, 2>& numbers) {
  const double left = numbers[0] > numbers[1] ? 1 : numbers[0] < numbers[1] ? 0 : 0.5;
  return {left, 1 - left};
}

}  // namespace

InterfaceSlopes::InterfaceSlopes(const Interface& interface, LayerSlopes& left, LayerSlopes& right,
                                 double kt_eV, Interface& slopes)
    : interface_(&interface), films_{&left, &right}, kt_(kt_eV), slopes_(&slopes) {
  for (const std::size_t s : {0U, 1U}) {
    const LayerSlopes::Bands b = films_[s]->bands(depth_in[s]);
    conduction_eV_[s] = b.affinity_eV;
    valence_eV_[s] = b.affinity_eV + b.gap_eV;
  }
  is_lower_ = shares_of_larger(conduction_eV_);
  is_shallow_ = shares_of_larger({valence_eV_[1], valence_eV_[0]});
}

// By the edges of the gap of the plane.
void InterfaceSlopes::add_edges(double by_conduction, double by_valence) {
  for (const std::size_t s : {0U, 1U}) {
    PropertySlopes p;
    p.material.affinity_eV = is_lower_[s] * by_conduction + is_shallow_[s] * by_valence;
    p.material.gap_eV = is_shallow_[s] * by_valence;
    films_[s]->spread(depth_in[s], p);
  }
}

void InterfaceSlopes::add_levels(const SheetSlopes& d) {
  for (const std::size_t s : {0U, 1U}) {
    films_[s]->add_bands(d.log_n[s], d.log_p[s], depth_in[s]);
  }
  const double conduction_eV = std::max(conduction_eV_[0], conduction_eV_[1]);
  const double valence_eV = std::min(valence_eV_[0], valence_eV_[1]);
  for (std::size_t k = 0; k < d.levels.size(); ++k) {
    const InterfaceLevel& level = interface_->levels[k];
    const SheetSlopes::Level& by = d.levels[k];
    InterfaceLevel& to = slopes_->levels[k];
    to.density += level.kind == LevelKind::neutral ? 0 : by.density;
    to.velocity_n += by.capture_n;
    to.velocity_p += by.capture_p;
    to.energy_eV += by.energy / kt_;
    // The energy counts from a share of one edge and the rest of the other.
    const double upper = level.reference == LevelReference::mid_gap           ? 0.5
                         : level.reference == LevelReference::conduction_band ? 1
                                                                              : 0;
    const double below_vacuum = upper * conduction_eV + (1 - upper) * valence_eV - level.energy_eV;
    warmth_ += by.energy * below_vacuum / kt_;
    add_edges(-upper * by.energy / kt_, (upper - 1) * by.energy / kt_);
  }
}

// The bands of the step are the higher barriers of both sides, not the edges of the gap. Of two
// alike it has those on the right, but a small step of either energy decides anew: half of a slope
// each.
void InterfaceSlopes::add_joint(const Element& e, const Element& d) {
  slopes_->emission_n += d.diffusion_n * e.length;
  slopes_->emission_p += d.diffusion_p * e.length;
  const double by_log_n = d.end[0].log_n + d.end[1].log_n;
  const double by_log_p = d.end[0].log_p + d.end[1].log_p;
  const double flush_n = is_lower_[0] == 0.5 ? by_log_n / (2 * kt_) : 0;
  const double flush_p = is_shallow_[0] == 0.5 ? by_log_p / (2 * kt_) : 0;
  for (const std::size_t s : {0U, 1U}) {
    const bool has_n = s == 0 ? is_lower_[0] == 0 : is_lower_[1] <= 0.5;
    const bool has_p = s == 0 ? is_shallow_[0] == 0 : is_shallow_[1] <= 0.5;
    films_[s]->add_bands(has_n ? by_log_n : 0, has_p ? by_log_p : 0, depth_in[s]);
    PropertySlopes p;
    p.material.permittivity = s == 0 ? d.permittivity * constants::vacuum_permittivity : 0;
    p.material.affinity_eV = (s == 0 ? 1 : -1) * (flush_n - flush_p);
    p.material.gap_eV = (s == 0 ? -1 : 1) * flush_p;
    films_[s]->spread(depth_in[s], p);
  }
}

void InterfaceSlopes::add_tips(const Element& e, const Element& d, const Meeting& meeting) {
  const Tips tips = tip_shapes(*interface_, meeting);
  const auto add = [&](const TipShape& shape, const TipShapeSlopes& by, bool is_electron) {
    for (const std::size_t s : {0U, 1U}) {
      const bool is_left = s == 0;
      const double permittivity = (is_left ? meeting.left : meeting.right).permittivity;
      PropertySlopes p;
      if (is_left) {
        p.material.permittivity += by.shape.joint / permittivity;
      }
      if (is_left == (shape.step_eV < 0)) {  // the film with the barrier
        p.material.permittivity += by.shape.permittivity / permittivity;
        p.doping += by.shape.doping;
      }
      // Electrons climb from the affinity of the left film to that of the right one, holes climb
      // down to the edge of the valence band.
      const double away = is_left == is_electron ? by.shape.step_eV : -by.shape.step_eV;
      p.material.affinity_eV = away;
      p.material.gap_eV = is_electron ? 0 : away;
      films_[s]->spread(depth_in[s], p);
    }
    warmth_ += by.warmth;
    return by.shape.mass;
  };
  if (e.tip_n.is_open()) {
    slopes_->tunnel_mass_n += add(tips.n, pull_tip(tips.n, e.tip_n, d.tip_n, kt_), true);
  }
  if (e.tip_p.is_open()) {
    slopes_->tunnel_mass_p += add(tips.p, pull_tip(tips.p, e.tip_p, d.tip_p, kt_), false);
  }
}

}  // namespace heliofab::device
