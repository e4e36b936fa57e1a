// SPDX-License-Identifier: Apache-2.0
#include "dot_plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace heliofab::report {

namespace {

// Bits of the dots of a braille character, by column and row from the top (Unicode 2800).
constexpr std::array<std::array<unsigned, 4>, 2> braille_bits{
    {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};

std::string braille(unsigned bits) {
  // U+2800 to U+28FF in UTF-8.
  return {'\xE2', static_cast<char>(0xA0U | (bits >> 6U)),
          static_cast<char>(0x80U | (bits & 0x3FU))};
}

}  // namespace

std::vector<std::string> dot_plot(const std::function<double(double)>& y, std::size_t width,
                                  std::size_t height, bool ascii) {
  const std::size_t across = ascii ? 1 : 2;
  const std::size_t down = ascii ? 1 : 4;
  const std::size_t dots_across = width * across;
  const std::size_t dots_down = height * down;
  std::vector<unsigned> cells(width * height, 0);
  const auto row_of = [&](double value) {
    return std::lround((1 - value) * static_cast<double>(dots_down - 1));
  };
  long before = 0;
  for (std::size_t x = 0; x < dots_across; ++x) {
    const double value = y(static_cast<double>(x) / static_cast<double>(dots_across - 1));
    const long row = std::isfinite(value) ? row_of(std::clamp(value, -1.0, 2.0)) : -1;
    const long first = x == 0 || row < before ? row : std::min(before + 1, row);
    const long last = x == 0 || row >= before ? row : std::max(before - 1, row);
    for (long r = std::max(first, 0L); r <= std::min(last, static_cast<long>(dots_down) - 1); ++r) {
      const auto at = static_cast<std::size_t>(r);
      cells[at / down * width + x / across] |=
          ascii ? 1U : braille_bits.at(x % across).at(at % down);
    }
    before = row;
  }
  std::vector<std::string> lines(height);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines[i / width] += ascii ? std::string(cells[i] == 0 ? " " : "*") : braille(cells[i]);
  }
  return lines;
}

}  // namespace heliofab::report
