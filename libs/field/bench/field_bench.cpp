// SPDX-License-Identifier: Apache-2.0
#include <numeric>

#include <benchmark/benchmark.h>

#include "compare.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/field/tracking.hpp"
#include "minute_year.hpp"
#include "pvlib.hpp"

// A year of minutes on one core, as a whole and stage by stage, and a million maximum power points.
// Counters: `ratio_plain`, processor time of the plain form per point over ours in the same run;
// `ns`, a point's time; `best_ms`, the shortest of five runs: others use the same machine.
namespace heliofab::field {
namespace {

const MinuteYear& the_year() {
  static const MinuteYear year;
  return year;
}

void whole_year(benchmark::State& state) {
  const MinuteYear& year = the_year();
  ChainRoom room;
  std::vector<double> power(minutes);
  compare(
      state, minutes, 97, [&] { run_chain(year, room, power); },
      [&](std::size_t i) { return plain_minute(year, i); });
  double worst = 0;
  double energy = 0;
  for (std::size_t i = 0; i < minutes; ++i) {
    energy += power[i] / 60e3;
    if (i % 97 == 0) {
      worst = std::max(worst, std::abs(power[i] - plain_minute(year, i)));
    }
  }
  state.counters["worst_W"] = worst;
  state.counters["kWh"] = energy;
  compare_with_pvlib(state, "year",
                     {&year.time, &year.beam, &year.diffuse, &year.global, &year.air, &year.wind},
                     60e3 * energy);
}
BENCHMARK(whole_year)->Unit(benchmark::kMillisecond);

void sun_table(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(SunTable(first_minute, first_minute + 365 * 86400));
  }
}
BENCHMARK(sun_table)->Unit(benchmark::kMillisecond);

// With the azimuth, which the chain does without.
void sun(benchmark::State& state) {
  const SunTable table(first_minute, first_minute + 60.0 * minutes);
  std::vector<double> zenith(minutes), azimuth(minutes);
  compare(
      state, minutes, 397,
      [&] {
        sun_path(table, thornton, {}, the_year().time, {.zenith = zenith, .azimuth = azimuth});
      },
      [&](std::size_t i) { return sun_position(thornton, {}, the_year().time[i]).zenith; });
}
BENCHMARK(sun)->Unit(benchmark::kMillisecond);

// What the stages after the sun start from.
struct Stage {
  std::vector<double> zenith, east, north, up, extra, mass, incidence, beam, sky, ground, warm;

  Stage() {
    const MinuteYear& year = the_year();
    for (auto* row :
         {&zenith, &east, &north, &up, &extra, &mass, &incidence, &beam, &sky, &ground, &warm}) {
      row->resize(minutes);
    }
    const SunTable table(first_minute, first_minute + 60.0 * minutes);
    sun_path(table, thornton, {}, year.time,
             {.zenith = zenith, .east = east, .north = north, .up = up, .radius = extra});
    extraterrestrial(extra, extra);
    air_mass(zenith, mass);
    plane_light(SkyModel::perez, roof, rows(), 0.2, out());
    cell_temperature(FaimanModel{}, {sky, year.air, year.wind}, warm);
  }
  SkyRows rows() const {
    const MinuteYear& y = the_year();
    return {east, north, up, zenith, extra, mass, y.beam, y.diffuse, y.global};
  }
  PlaneRows out() { return {.incidence = incidence, .beam = beam, .sky = sky, .ground = ground}; }
  SkySun sun_at(std::size_t i) const {
    return {{east[i], north[i], up[i]}, zenith[i], extra[i], mass[i]};
  }
};

void mass_of_air(benchmark::State& state) {
  Stage s;
  compare(
      state, minutes, 17, [&] { air_mass(s.zenith, s.mass); },
      [&](std::size_t i) { return air_mass(s.zenith[i]); });
}
BENCHMARK(mass_of_air)->Unit(benchmark::kMillisecond);

void transposition(benchmark::State& state) {
  Stage s;
  const auto model = static_cast<SkyModel>(state.range(0));
  const MinuteYear& y = the_year();
  compare(
      state, minutes, 17, [&] { plane_light(model, roof, s.rows(), 0.2, s.out()); },
      [&](std::size_t i) {
        return plane_light(model, roof, s.sun_at(i), {y.beam[i], y.diffuse[i], y.global[i]}, 0.2);
      });
}
BENCHMARK(transposition)->DenseRange(0, 3)->ArgName("model")->Unit(benchmark::kMillisecond);

void sheet(benchmark::State& state) {
  Stage s;
  std::vector<double> out(minutes);
  compare(
      state, minutes, 17, [&] { iam(GlassIam{}, s.incidence, out); },
      [&](std::size_t i) { return iam(GlassIam{}, s.incidence[i]); });
}
BENCHMARK(sheet)->Unit(benchmark::kMillisecond);

void faiman(benchmark::State& state) {
  Stage s;
  const MinuteYear& y = the_year();
  compare(
      state, minutes, 17,
      [&] {
        cell_temperature(FaimanModel{}, {s.sky, y.air, y.wind}, s.warm);
      },
      [&](std::size_t i) {
        return cell_temperature(FaimanModel{}, {s.sky[i], y.air[i], y.wind[i], {}});
      });
}
BENCHMARK(faiman)->Unit(benchmark::kMillisecond);

void spectral(benchmark::State& state) {
  Stage s;
  std::vector<double> water(minutes, 0.014), out(minutes);
  compare(
      state, minutes, 17, [&] { spectral_factor(FirstSolarSpectrum{}, s.mass, water, out); },
      [&](std::size_t i) { return spectral_factor(FirstSolarSpectrum{}, s.mass[i], water[i]); });
}
BENCHMARK(spectral)->Unit(benchmark::kMillisecond);

void translation(benchmark::State& state) {
  Stage s;
  Diodes d;
  compare(
      state, minutes, 17, [&] { translate(flex01, s.sky, s.warm, d); },
      [&](std::size_t i) { return diode_of(flex01, s.sky[i], s.warm[i]); });
}
BENCHMARK(translation)->Unit(benchmark::kMillisecond);

void tracking(benchmark::State& state) {
  Stage s;
  Tracker t;
  t.cross_tilt = 0.05;
  compare(
      state, minutes, 17,
      [&] {
        track(t, {s.east, s.north, s.up}, {.rotation = s.warm, .east = s.beam, .up = s.sky});
      },
      [&](std::size_t i) {
        return rotation(t, {s.east[i], s.north[i], s.up[i]});
      });
}
BENCHMARK(tracking)->Unit(benchmark::kMillisecond);

// A million modules at 50 to 1200 W/m2 and -10 to 75 degC.
struct Million {
  static constexpr std::size_t n = 1'000'000;
  Diodes diodes;
  std::vector<double> out = std::vector<double>(n);
  std::vector<double> voltage = std::vector<double>(n, 22);
  std::vector<double> light, warm;

  Million() {
    const Stream draw(1, "bench.field.million");
    for (std::size_t i = 0; i < n; ++i) {
      light.push_back(50 + 1150 * draw.uniform(0, i));
      warm.push_back(263.15 + 85 * draw.uniform(1, i));
    }
    translate(flex01, light, warm, diodes);
  }
};

void million_powers(benchmark::State& state) {
  Million m;
  compare(
      state, Million::n, 997, [&] { maximum_power(m.diodes, {.power = m.out}); },
      [&](std::size_t i) { return maximum_power(m.diodes.at(i)); });
  compare_with_pvlib(state, "million", {&m.light, &m.warm},
                     std::accumulate(m.out.begin(), m.out.end(), 0.0));
}
BENCHMARK(million_powers)->Unit(benchmark::kMillisecond);

void million_currents(benchmark::State& state) {
  Million m;
  compare(
      state, Million::n, 997, [&] { current_at(m.diodes, m.voltage, m.out); },
      [&](std::size_t i) { return current_at(m.diodes.at(i), 22); });
}
BENCHMARK(million_currents)->Unit(benchmark::kMillisecond);

void million_open_circuits(benchmark::State& state) {
  Million m;
  compare(
      state, Million::n, 997, [&] { open_circuit(m.diodes, m.out); },
      [&](std::size_t i) { return voltage_at(m.diodes.at(i), 0); });
}
BENCHMARK(million_open_circuits)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::field
