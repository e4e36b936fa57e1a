// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "common.hpp"

namespace heliofab::cli {

/// What is filmed, and how.
struct FilmRequest {
  std::string run;
  std::filesystem::path file;  // .webm or .mp4, of a still .png
  std::string station;         // of a still; empty: a film
  int width = 1280;            // [pixels]
  int height = 720;            // [pixels]
  int fps = 30;                // [1/s]
  int seconds = 60;            // [s]
  std::string look;            // plain, high; empty: the page chooses by what draws
  bool may_replace = false;
};

/// Films the tour of a run, or takes a still of it, with a browser without a window.
/// @throws InputError   E8140 when the file is there, E9020 without a browser, E9021 when none of
///                      its ways to draw works, E9022 when the page fails, E9023 when the page is
///                      not part of this program
/// @throws StorageError E5104
Exit film_tour(const FilmRequest& request);

}  // namespace heliofab::cli
