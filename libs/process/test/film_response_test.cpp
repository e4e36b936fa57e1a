// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film_response.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {
namespace {

constexpr double frame_length = 0.25;  // [m]

class Response : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    tool_ = new Evaporator;
    run_ = new EvaporatorRun(tune_evaporator(*tool_, {}, 0.36 * unit::m_per_min));
    response_ = new FilmResponse(*tool_, *run_, frame_length, {-0.135, 0.02, 0.135});
  }
  static void TearDownTestSuite() {
    delete response_;
    delete run_;
    delete tool_;
  }

  static std::vector<double> random_fluxes(std::size_t frames, double spread) {
    std::vector<double> log_fluxes(tool_->sources.size() * response_->samples_for(frames));
    const Stream draw(7, "process.test.fluxes");
    for (std::size_t i = 0; i < log_fluxes.size(); ++i) {
      log_fluxes[i] = spread * draw.normal(0, i);
    }
    return log_fluxes;
  }

  static std::size_t source(std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::find(tool_->sources, name, &EvaporationSource::name) - tool_->sources.begin());
  }

  static inline Evaporator* tool_ = nullptr;
  static inline EvaporatorRun* run_ = nullptr;
  static inline FilmResponse* response_ = nullptr;
};

TEST_F(Response, ToQuietSourcesIsTheFilmAtWork) {
  const std::vector<double> quiet = random_fluxes(3, 0);
  const FilmFields fields = response_->plain_films_at(quiet, 3);
  const std::array across{-0.135, 0.02, 0.135};
  for (std::size_t p = 0; p < across.size(); ++p) {
    const GrownFilm film = grow_film(*tool_, make_track(*tool_, across[p]),
                                     {.emissions = run_->emissions, .web_speed = run_->web_speed});
    const Grading g = fit_grading_at(film.profile, run_->grading.depth);
    for (std::size_t f = 0; f < 3; ++f) {
      const std::size_t i = f * 3 + p;
      EXPECT_NEAR(fields.thickness[i], film.thickness, 1e-12 * film.thickness);
      EXPECT_NEAR(fields.cgi[i], film.cgi, 1e-12);
      EXPECT_NEAR(fields.ggi[i], film.ggi, 1e-12);
      EXPECT_NEAR(fields.naf_thickness[i], film.naf_thickness, 1e-12 * film.naf_thickness);
      EXPECT_NEAR(fields.selenium_ratio[i], film.least_selenium_ratio, 1e-12);
      EXPECT_NEAR(fields.front[i], g.front, 1e-9);
      EXPECT_NEAR(fields.notch[i], g.notch, 1e-9);
      EXPECT_NEAR(fields.back[i], g.back, 1e-9);
    }
  }
}

// Whole registers, less than one, and one more; each bit of the plain version but for exp.
TEST_F(Response, IsTheSameInLanes) {
  for (const std::size_t frames : {1U, 2U, 3U, 5U, 8U, 17U, 33U}) {
    const std::vector<double> log_fluxes = random_fluxes(frames, 0.1);
    const FilmFields plain = response_->plain_films_at(log_fluxes, frames);
    const FilmFields fast = response_->films_at(log_fluxes, frames);
    for (const auto member : film_fields) {
      for (std::size_t i = 0; i < 3 * frames; ++i) {
        EXPECT_NEAR((fast.*member)[i] / (plain.*member)[i], 1, 1e-13) << frames << " " << i;
      }
    }
  }
}

TEST_F(Response, IsTheSameForSomePlaces) {
  const std::vector<double> log_fluxes = random_fluxes(9, 0.1);
  const FilmFields all = response_->films_at(log_fluxes, 9);
  const FilmFields last = response_->films_at(log_fluxes, 9, {.first = 1});
  ASSERT_EQ(last.places, 2U);
  for (const auto member : film_fields) {
    for (std::size_t i = 0; i < 2 * 9; ++i) {
      EXPECT_EQ((last.*member)[i], (all.*member)[i / 2 * 3 + i % 2 + 1]) << i;
    }
  }
}

// What one source does at one sample reaches the frames that are then before its zone: the finish
// lies 1.533 to 1.8 m down the path, 6.1 to 7.2 frames, so samples 6, 7 and 8 ahead of a frame.
TEST_F(Response, ReachesTheFramesThatPassWhenAFluxStrays) {
  constexpr std::size_t frames = 20;
  constexpr std::size_t sample = 14;
  std::vector<double> log_fluxes = random_fluxes(frames, 0);
  log_fluxes[source("finish_indium") * response_->samples_for(frames) + sample] = 0.1;
  const FilmFields fields = response_->films_at(log_fluxes, frames);
  for (std::size_t f = 0; f < frames; ++f) {
    const bool is_reached = f + 6 <= sample && sample <= f + 8;
    EXPECT_EQ(fields.thickness[3 * f] > fields.thickness[3 * (frames - 1)] * (1 + 1e-9), is_reached)
        << f;
  }
  // More indium last: less gallium at the light side.
  EXPECT_LT(fields.front[3 * (sample - 7)], fields.front[0] - 1e-3);
}

// A source that dies takes its atoms along and leaves numbers that are numbers.
TEST_F(Response, StandsASourceThatDies) {
  constexpr std::size_t frames = 4;
  std::vector<double> log_fluxes = random_fluxes(frames, 0);
  const std::size_t samples = response_->samples_for(frames);
  std::fill_n(log_fluxes.begin() + static_cast<std::ptrdiff_t>(source("back_gallium") * samples),
              samples, -60.0);
  const FilmFields fields = response_->films_at(log_fluxes, frames);
  for (const auto member : film_fields) {
    for (const double value : fields.*member) {
      EXPECT_TRUE(std::isfinite(value));
    }
  }
  EXPECT_LT(fields.back[1], 1);
  EXPECT_LT(fields.ggi[1], 0.28);
}

}  // namespace
}  // namespace heliofab::process
