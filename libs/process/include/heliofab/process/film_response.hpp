// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "heliofab/process/tune_evaporator.hpp"

namespace heliofab::process {

/// Films of a stretch of web: frames down the web x places across it, frame by frame.
struct FilmFields {
  std::size_t frames = 0;
  std::size_t places = 0;
  std::vector<double> thickness;       // [m] CIGS
  std::vector<double> cgi;             // [-]
  std::vector<double> ggi;             // [-]
  std::vector<double> naf_thickness;   // [m]
  std::vector<double> selenium_ratio;  // [-] Se over metal atoms arriving, least along the path
  std::vector<double> front;           // [-] as fit_grading_at has it
  std::vector<double> notch;           // [-]
  std::vector<double> back;            // [-]
};

/// All of them, for what treats them alike.
inline constexpr std::array film_fields{
    &FilmFields::thickness,      &FilmFields::cgi,   &FilmFields::ggi,   &FilmFields::naf_thickness,
    &FilmFields::selenium_ratio, &FilmFields::front, &FilmFields::notch, &FilmFields::back};

/// What differs between a response and films grown in full, over random deviations: for each of
/// `film_fields` in its own unit.
struct ResponseError {
  std::array<double, film_fields.size()> rms{};
  std::array<double, film_fields.size()> largest{};
};

/// Some places across, one next to the other; by default all.
struct PlaceRange {
  std::size_t first = 0;
  std::size_t count = std::numeric_limits<std::size_t>::max();  // cut off at the last place
};

struct ResponseTables;

/// How the film of a tool answers to fluxes that stray in time: made once for a tool at work, then
/// asked for millions of places.
///
/// Time is counted in frames: sample k of a source is its flux when the middle of frame k passes
/// along = 0, and between samples the flux runs straight. Frame f therefore meets, at a place of
/// the path, the samples f + along / frame_length. Elements are the exact sums over sources and
/// samples of what grow_film integrates. Front, notch and back, with the notch where the tool at
/// work has it, are linear in the samples of indium and gallium; the least selenium ratio of a zone
/// follows the zone's mean. measure_error tells what that costs. theory/evaporation.md (14)-(16).
class FilmResponse {
 public:
  /// @param frame_length  of the web map [m], > 0
  /// @param across        places from the web's middle [m]
  /// Cost: two films grown for each place, shaping source and sample, on all threads.
  FilmResponse(const Evaporator& evaporator, const EvaporatorRun& run, double frame_length,
               std::vector<double> across);
  ~FilmResponse();
  FilmResponse(FilmResponse&&) noexcept;
  FilmResponse& operator=(FilmResponse&&) noexcept;
  FilmResponse(const FilmResponse&) = delete;
  FilmResponse& operator=(const FilmResponse&) = delete;

  /// Samples of each source that so many frames need: those of the frames and of the path.
  std::size_t samples_for(std::size_t frames) const noexcept;

  /// Each place has the bits it has among all.
  /// @param log_fluxes  ln(flux / flux at work), sources x samples_for(frames)
  FilmFields films_at(std::span<const double> log_fluxes, std::size_t frames,
                      const PlaceRange& places = {}) const;

  /// The same in plain words, for tests.
  FilmFields plain_films_at(std::span<const double> log_fluxes, std::size_t frames) const;

  /// The film of one frame and place, grown in full under the same deviations.
  GrownFilm full_film_at(std::span<const double> log_fluxes, std::size_t frames, std::size_t frame,
                         std::size_t place) const;

  /// Compares with films grown in full. Each source strays by a normal of standard deviation
  /// `spread` in the logarithm, half its variance for good and half anew at each sample.
  ResponseError measure_error(double spread, std::size_t frames, std::uint64_t seed) const;

 private:
  GrownFilm full_film(std::span<const double> fluxes, std::size_t samples, std::size_t frame,
                      std::size_t place) const;
  void add_taps();
  void add_shapes();
  void add_shape(std::size_t place);

  Evaporator evaporator_;
  EvaporatorRun run_;
  double frame_length_;
  std::vector<double> across_;
  std::vector<WebTrack> tracks_;
  std::unique_ptr<ResponseTables> tables_;
};

}  // namespace heliofab::process
