// SPDX-License-Identifier: Apache-2.0
#include "ohmic_powers.hpp"

#include <numeric>
#include <vector>

#include "scribe_places.hpp"
#include "sheet_products.hpp"

namespace heliofab::module {

namespace {

class Adder {
  using Part = OhmicPowers::Part;

 public:
  Adder(const PlaneModule& m, const PlaneProblem& p, const PlaneField& a, const PlaneField& b)
      : module_(&m), problem_(&p), a_(&a), b_(&b), weight_y_(lobatto(p.y.degree).weight) {}

  OhmicPowers all() {
    using Sheet = SheetProducts::Sheet;
    const SheetProducts sheets(*problem_);
    add_sheet(sheets.of(Sheet::back, a_->back, b_->back), Part::back_sheet, Part::back_scribes);
    add_sheet(sheets.of(Sheet::front, a_->front, b_->front), Part::front_sheet,
              Part::front_scribes);
    for (std::size_t scribe = 0; scribe <= problem_->cells.size(); ++scribe) {
      add_scribe(scribe);
    }
    for (std::size_t k = 0; k < problem_->points(); ++k) {
      powers_.of[Part::flaws] +=
          problem_->ohmic[k] * (a_->back[k] - a_->front[k]) * (b_->back[k] - b_->front[k]);
    }
    return powers_;
  }

 private:
  void add_sheet(const SheetPlaces& heat, Part film, Part scribes) {
    powers_.of[film] += std::reduce(heat.film.begin(), heat.film.end());
    powers_.of[scribes] += std::reduce(heat.scribes.begin(), heat.scribes.end());
  }

  void add_scribe(std::size_t scribe) {
    const ScribePlaces places(*module_, scribe);
    const LineMesh& y = problem_->y;
    for (std::size_t e = 0; e < y.elements(); ++e) {
      const ScribePlace here = places.at(y.middle(e));
      for (std::size_t j = 0; j <= y.degree; ++j) {
        const std::size_t row = e * y.degree + j;
        add_row(here, weight_y_[j] * y.length(e) / 2, sides_of(*problem_, *a_, scribe, row),
                sides_of(*problem_, *b_, scribe, row));
      }
    }
  }

  void add_row(const ScribePlace& here, double length, const ScribeSides& a, const ScribeSides& b) {
    auto& of = powers_.of;
    const double p1 = length * (a.back_before - a.back) * (b.back_before - b.back);
    const double p3 = length * (a.front_before - a.front) * (b.front_before - b.front);
    of[Part::leakage] += here.p1 * p1 + here.p3 * p3;
    of[Part::bridges] += here.bridged_p1 * p1 + here.bridged_p3 * p3;
    // One current runs through all pieces of P2.
    const double currents = length * (a.front_before - a.back) * (b.front_before - b.back) /
                            (here.series() * here.series());
    of[here.is_p2_faulty ? Part::p2_faults : Part::p2_contacts] += here.contact * currents;
    of[Part::front_scribes] += here.front * currents;
    of[Part::back_scribes] += here.back * currents;
    of[Part::end_contacts] += here.end * currents;
  }

  const PlaneModule* module_;
  const PlaneProblem* problem_;
  const PlaneField* a_;
  const PlaneField* b_;
  std::vector<double> weight_y_;
  OhmicPowers powers_;
};

}  // namespace

OhmicPowers ohmic_powers(const PlaneModule& module, const PlaneProblem& problem,
                         const PlaneField& a, const PlaneField& b) {
  return Adder(module, problem, a, b).all();
}

}  // namespace heliofab::module
