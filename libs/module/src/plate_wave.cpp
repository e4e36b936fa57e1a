// SPDX-License-Identifier: Apache-2.0
#include "plate_wave.hpp"

#include <algorithm>

namespace heliofab::module {

namespace {

using Complex = std::complex<double>;

// A symmetric matrix of one mode: entry (q, q - d) at q * (band + 1) + d.
struct ComplexBand {
  std::size_t size = 0;
  std::size_t band = 0;
  std::vector<Complex> entries;

  Complex& operator()(std::size_t q, std::size_t other) {
    return entries[q * (band + 1) + q - other];
  }
};

// Conduction across the plate, and a loss along it [W/m2/K].
ComplexBand chain_of(const LineMesh& x, double conductance, Complex loss) {
  ComplexBand chain{x.points(), x.degree, std::vector<Complex>(x.points() * (x.degree + 1))};
  for (std::size_t q = 0; q < x.points(); ++q) {
    chain(q, q) = x.weight[q] * loss;
  }
  for (std::size_t e = 0; e < x.elements(); ++e) {
    for (std::size_t a = 0; a <= x.degree; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        chain(e * x.degree + a, e * x.degree + b) += conductance * x.stiff(e, a, b);
      }
    }
  }
  return chain;
}

// L D L^T in place and one right side; loss only adds to the diagonal, so no pivots are needed.
void solve(ComplexBand& a, std::span<Complex> x) {
  for (std::size_t q = 0; q < a.size; ++q) {
    const std::size_t first = q - std::min(q, a.band);
    for (std::size_t k = first; k < q; ++k) {
      for (std::size_t m = std::max(first, k - std::min(k, a.band)); m < k; ++m) {
        a(q, k) -= a(q, m) * a(k, m);  // a(q, m) still times its pivot, a(k, m) without
      }
    }
    for (std::size_t k = first; k < q; ++k) {
      const Complex without = a(q, k) / a(k, k);
      a(q, q) -= a(q, k) * without;
      a(q, k) = without;
      x[q] -= without * x[k];
    }
  }
  for (std::size_t q = a.size; q-- > 0;) {
    x[q] /= a(q, q);
    for (std::size_t k = q + 1; k < std::min(a.size, q + a.band + 1); ++k) {
      x[q] -= a(k, q) * x[k];
    }
  }
}

}  // namespace

std::vector<Complex> plate_wave(const PlateMesh& mesh, const Modes& modes, double conductance,
                                Complex loss, std::span<const double> heat) {
  const LineMesh& x = mesh.x;
  const std::size_t n = modes.count();
  std::vector<double> amplitudes(heat.size());
  modes.to_modes(heat.data(), x.points(), amplitudes.data());
  std::vector<double> real(heat.size());
  std::vector<double> imaginary(heat.size());
  for (std::size_t m = 0; m < n; ++m) {
    ComplexBand chain = chain_of(x, conductance, conductance * modes.rates()[m] + loss);
    std::vector<Complex> value(x.points());
    for (std::size_t q = 0; q < x.points(); ++q) {
      value[q] = amplitudes[q * n + m];
    }
    solve(chain, value);
    for (std::size_t q = 0; q < x.points(); ++q) {
      real[q * n + m] = value[q].real();
      imaginary[q * n + m] = value[q].imag();
    }
  }
  std::vector<double> rows(2 * heat.size());
  modes.to_rows(real.data(), n, x.points(), rows.data());
  modes.to_rows(imaginary.data(), n, x.points(), &rows[heat.size()]);
  std::vector<Complex> waves(heat.size());
  for (std::size_t k = 0; k < waves.size(); ++k) {
    waves[k] = {rows[k], rows[heat.size() + k]};
  }
  return waves;
}

}  // namespace heliofab::module
