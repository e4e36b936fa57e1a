// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace heliofab::report {

/// The graph of `y` over [0, 1], 0 below and 1 on top, in `height` lines of `width` characters:
/// dots of braille, two by four in a character, or '*' in ASCII. Values outside are not drawn.
/// Steep parts are joined.
std::vector<std::string> dot_plot(const std::function<double(double)>& y, std::size_t width,
                                  std::size_t height, bool ascii);

}  // namespace heliofab::report
