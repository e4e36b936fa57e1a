// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "heliofab/process/gauge_study.hpp"

/// Published data sets with known answers.
namespace heliofab::process::spc_cases {

/// NIST handbook 6.3.2.4 [nist_handbook]: target 50, sigma 2.0539. The averages printed there are
/// of weight 0.3.
inline constexpr double ewma_target = 50;
inline constexpr double ewma_sigma = 2.0539;
inline constexpr std::array<double, 20> ewma_data{52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0,
                                                  50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3,
                                                  47.8, 51.2, 52.6, 52.4, 53.6, 52.1};
inline constexpr std::array<double, 20> ewma_printed{
    50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33,
    50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99};

/// NIST handbook 6.3.2.3 [nist_handbook]: means of groups with a standard deviation of 0.635, which
/// makes k = 0.3175 half of it and h = 4.1959.
inline constexpr double cusum_target = 325;
inline constexpr double cusum_sigma = 0.635;
inline constexpr double cusum_decision = 4.1959;
inline constexpr std::array<double, 20> cusum_data{
    324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
    324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350};

/// The study of ten parts, three appraisers and three trials of the reference manual [aiag2010].
inline GaugeStudy aiag_study() {
  return {10, 3, 3, {0.29,  0.41,  0.64,  0.08,  0.25,  0.07,  0.04,  -0.11, -0.15,  //
                     -0.56, -0.68, -0.58, -0.47, -1.22, -0.68, -1.38, -1.13, -0.96,  //
                     1.34,  1.17,  1.27,  1.19,  0.94,  1.34,  0.88,  1.09,  0.67,   //
                     0.47,  0.50,  0.64,  0.01,  1.03,  0.20,  0.14,  0.20,  0.11,   //
                     -0.80, -0.92, -0.84, -0.56, -1.20, -1.28, -1.46, -1.07, -1.45,  //
                     0.02,  -0.11, -0.21, -0.20, 0.22,  0.06,  -0.29, -0.67, -0.49,  //
                     0.59,  0.75,  0.66,  0.47,  0.55,  0.83,  0.02,  0.01,  0.21,   //
                     -0.31, -0.20, -0.17, -0.63, 0.08,  -0.34, -0.46, -0.56, -0.49,  //
                     2.26,  1.99,  2.01,  1.80,  2.12,  2.19,  1.77,  1.45,  1.87,   //
                     -1.36, -1.25, -1.31, -1.68, -1.62, -1.50, -1.49, -1.77, -2.16}};
}

}  // namespace heliofab::process::spc_cases
