// SPDX-License-Identifier: Apache-2.0
#include "film_kinds.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace heliofab::module {

namespace {

// To 40 bits, so that films that differ by rounding alone are one.
double rounded(double value, double of_stripe) noexcept {
  if (std::abs(value - of_stripe) <= 1e-12 * std::abs(of_stripe)) {
    return of_stripe;
  }
  int exponent = 0;
  const double mantissa = std::frexp(value, &exponent);
  return std::ldexp(std::round(std::ldexp(mantissa, 40)), exponent - 40);
}

bool is_same(const FilmTable* a, const FilmTable* b) {
  return a == b || (a != nullptr && b != nullptr && *a == *b);
}

}  // namespace

std::vector<PointFilm> films_at(const PlaneProblem& p, const PlaneCell& cell, std::size_t point) {
  std::vector<PointFilm> films;
  const auto add = [&](const FilmLaw& law, double area) {
    films.push_back({{law, cell.table, cell.law}, area});
  };
  for (const FilmPart& part : parts_of(p, point)) {
    add(law_of(p, cell, part), part.area);
  }
  if (films.empty()) {
    add(law_at(p, cell, point), p.area[point]);
  }
  return films;
}

FilmKinds::FilmKinds(const PlaneProblem& problem, const std::optional<NominalFilm>& nominal,
                     const FilmWarmth* warmth)
    : problem_(&problem), warmth_(warmth) {
  const std::vector<PlaneCell>& cells = problem.cells;
  for (const PlaneCell& cell : cells) {
    const auto first = std::ranges::find_if(cells, [&](const PlaneCell& other) {
      return other.law == cell.law && is_same(other.table, cell.table);
    });
    like_.push_back(static_cast<std::size_t>(first - cells.begin()));
  }
  if (nominal) {
    nominal_ = {nominal->law, nominal->table ? &*nominal->table : nullptr, nominal->law};
    if (nominal->warm && warmth == nullptr) {
      warming_ = warming(nominal->law, *nominal->warm);
    }
    // One table is one film's own, wherever it stands.
    for (const PlaneCell& cell : cells) {
      nominal_.table = is_same(cell.table, nominal_.table) ? cell.table : nominal_.table;
    }
  } else {
    nominal_ = median();
  }
  ideal_ = highest_power(nominal_).value;
}

LocalFilm FilmKinds::stripe(std::size_t cell) const {
  const PlaneCell& block = problem_->cells[like_[cell]];
  return {block.law, block.table, block.law};
}

LocalFilm FilmKinds::median() const {
  std::vector<std::pair<double, std::size_t>> powers;
  for (std::size_t cell = 0; cell < like_.size(); ++cell) {
    const bool is_first = like_[cell] == cell;
    powers.emplace_back(is_first ? highest_power(stripe(cell)).value : powers[like_[cell]].first,
                        cell);
  }
  const auto middle = powers.begin() + static_cast<std::ptrdiff_t>((powers.size() - 1) / 2);
  std::ranges::nth_element(powers, middle);
  return stripe(middle->second);
}

// Of all films of a stripe alike, for they have one ideality.
Warming FilmKinds::warming_at(std::size_t cell, std::size_t point) const {
  if (warmth_ == nullptr) {
    return warming_;
  }
  const FilmLaw& law = stripe(cell).law;
  return warming(law, at_temperature(law, warmth_->film, warmth_->temperature[point]));
}

std::size_t FilmKinds::of(std::size_t cell, std::size_t point, const LocalFilm& film) {
  const LocalFilm of_stripe = stripe(cell);
  LocalFilm here = film;
  here.table = of_stripe.table;
  for (const auto member :
       {&FilmLaw::photocurrent, &FilmLaw::saturation, &FilmLaw::shunt, &FilmLaw::diode_voltage}) {
    here.law.*member = rounded(here.law.*member, of_stripe.law.*member);
  }
  const Key key{static_cast<double>(like_[cell]), here.law.photocurrent, here.law.saturation,
                here.law.shunt, here.law.diode_voltage};
  if (kinds_.empty() || key != last_) {
    const auto [place, is_new] = numbers_.emplace(key, kinds_.size());
    if (is_new) {
      const double light =
          unwarmed(of_stripe.law.photocurrent, warming_.photocurrent, nominal_.law.photocurrent);
      kinds_.push_back(film_loss(nominal_, light, here, warming_at(cell, point)));
    }
    last_ = key;
    last_number_ = place->second;
  }
  return last_number_;
}

}  // namespace heliofab::module
