// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "heliofab/report/module_image.hpp"
#include "plot_axis.hpp"

namespace heliofab::report {

/// Colours of a picture of a module, from the darkest.
inline constexpr int image_levels = 48;

/// Shares of the way from the darkest to the brightest level on a grid of pixels, column by column;
/// below 0 where there is no film.
struct Pixels {
  std::size_t columns = 0, rows = 0;
  std::vector<double> values;
};

/// How values become levels.
struct View {
  double low = 0, high = 1;  // values
  bool is_logarithmic = false;
  bool is_continuous = true;  // over scribes and flaws

  double place(double value) const {
    return is_logarithmic ? std::log10(std::max(value, low)) : value;
  }
  double share(double value) const {
    return std::clamp((place(value) - place(low)) / (place(high) - place(low)), 0.0, 1.0);
  }
};

/// Values of a picture between the points of its mesh, some pixels across each stripe.
/// @param width,height  of the picture in user units
Pixels pixels_of(const ModulePicture& picture, const View& view, double width, double height);

/// Pixels of one level as a path, in runs along the columns; y upwards from the bottom of the
/// frame.
std::string path_of(const Pixels& pixels, int level, const Frame& frame);

}  // namespace heliofab::report
