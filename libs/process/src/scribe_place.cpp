// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/scribe_place.hpp"

namespace heliofab::process {

namespace {

double drawn(const WebMechanics& w, const WebLoad& l) noexcept {
  return l.tension / (w.modulus * w.thickness * w.width);
}

double lasting(const WebMechanics& w, const WebLoad& l) noexcept {
  return w.expansion * (l.temperature - w.reference_temperature) - l.shrinkage;
}

}  // namespace

double strain_along(const WebMechanics& w, const WebLoad& l) noexcept {
  return drawn(w, l) + lasting(w, l);
}

double strain_across(const WebMechanics& w, const WebLoad& l) noexcept {
  return -w.poisson_ratio * drawn(w, l) + lasting(w, l);
}

double scribe_place(double design, double strain, const ScribeError& e) noexcept {
  return (design + e.encoder + e.registration) / (1 + strain);
}

}  // namespace heliofab::process
