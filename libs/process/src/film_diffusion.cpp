// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_diffusion.hpp"

#include <numbers>
#include <utility>

namespace heliofab::process {

namespace {

// Two implicit stages, second order and without ringing: Alexander's method [alexander1977].
constexpr double stage_part = 1 - 1 / std::numbers::sqrt2;

// The film while it grows, as gallium atoms in each of its first `count` layers.
class GrowingFilm {
 public:
  GrowingFilm(std::span<const GrowthLayer> layers, double site_density)
      : layers_(layers),
        density2_(site_density * site_density),
        pivot_(layers.size()),
        factor_(layers.size()),
        ggi_(layers.size()),
        gallium_(layers.size()) {}

  // Lets the next layer grow at a constant rate while the film mixes. To let it arrive first and
  // mix then would flatten the face each time and cost half an order.
  void grow_layer() {
    const std::size_t k = count_++;
    const double spread = stage_part * layers_[k].spread;
    const double arriving = stage_part * layers_[k].gallium;
    // First stage: a part of the layer is there.
    ggi_ = gallium_;
    ggi_[k] += arriving;
    solve(stage_part * layers_[k].sites, spread);
    // Second stage: it starts from the rest of the first one's slope.
    constexpr double rest = (1 - stage_part) / stage_part;
    for (std::size_t i = 0; i < k; ++i) {
      gallium_[i] += rest * (layers_[i].sites * ggi_[i] - gallium_[i]);
    }
    gallium_[k] = rest * stage_part * layers_[k].sites * ggi_[k] + arriving;
    ggi_ = gallium_;
    solve(layers_[k].sites, spread);
    for (std::size_t i = 0; i <= k; ++i) {
      gallium_[i] = layers_[i].sites * ggi_[i];
    }
  }

  std::vector<double> take() { return std::move(ggi_); }

 private:
  // Thomas' algorithm for (sites - spread * exchange) ggi = ggi as given: symmetric and diagonally
  // dominant. Between the centres of neighbours the flux is density^2 D difference / sites.
  void solve(double sites_of_last, double spread) {
    double left = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const double sites = i + 1 == count_ ? sites_of_last : layers_[i].sites;
      double right = 0;
      if (i + 1 < count_) {
        const double above = i + 2 == count_ ? sites_of_last : layers_[i + 1].sites;
        right = 2 * spread * density2_ / (sites + above);
      }
      pivot_[i] = sites + left + right;
      if (i > 0) {
        pivot_[i] -= left * factor_[i - 1];
        ggi_[i] += factor_[i - 1] * ggi_[i - 1];
      }
      factor_[i] = right / pivot_[i];
      left = right;
    }
    for (std::size_t i = count_; i-- > 0;) {
      ggi_[i] /= pivot_[i];
      if (i + 1 < count_) {
        ggi_[i] += factor_[i] * ggi_[i + 1];
      }
    }
  }

  std::span<const GrowthLayer> layers_;
  double density2_;
  std::size_t count_ = 0;
  std::vector<double> pivot_, factor_, ggi_, gallium_;
};

}  // namespace

std::vector<double> interdiffuse(std::span<const GrowthLayer> layers, double site_density) {
  GrowingFilm film(layers, site_density);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    film.grow_layer();
  }
  return film.take();
}

}  // namespace heliofab::process
