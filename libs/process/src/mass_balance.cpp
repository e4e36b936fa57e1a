// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/mass_balance.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"

namespace heliofab::process {

MassBalance balance_masses(const Evaporator& evaporator, const EvaporatorRun& run) {
  HELIOFAB_CHECK(run.emissions.size() == evaporator.sources.size());
  MassBalance balance;
  std::array<double, n_evaporants> emitted{};
  std::array<double, n_evaporants> kept{};
  constexpr auto se = static_cast<std::size_t>(Evaporant::selenium);
  const double arrived = run.film.arrived[se];
  const double kept_selenium = arrived > 0 ? run.film.selenium / arrived : 0;
  for (std::size_t s = 0; s < evaporator.sources.size(); ++s) {
    const EvaporationSource& source = evaporator.sources[s];
    const auto kind = static_cast<std::size_t>(source.evaporant);
    SourceBalance b{.shares = plume_shares(evaporator, source)};
    b.mass_rate = run.emissions[s] * vapour_of(source.evaporant).mass;
    b.life = b.mass_rate > 0 ? source.charge / b.mass_rate : HUGE_VAL;
    emitted[kind] += run.emissions[s];
    kept[kind] += run.emissions[s] * b.shares.film * (kind == se ? kept_selenium : 1);
    if (kind == se) {
      balance.selenium_left +=
          run.emissions[s] * (b.shares.film + b.shares.margins) * (1 - kept_selenium);
    }
    balance.rest =
        std::max(balance.rest, std::abs(b.shares.film + b.shares.margins + b.shares.walls - 1));
    balance.sources.push_back(b);
  }
  for (std::size_t e = 0; e < n_evaporants; ++e) {
    balance.utilisation[e] = emitted[e] > 0 ? kept[e] / emitted[e] : 0;
  }
  return balance;
}

}  // namespace heliofab::process
