// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <gtest/gtest.h>

#include "heliofab/field/ageing.hpp"
#include "heliofab/field/charger.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/radiation.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/io/write.hpp"

namespace heliofab::field {
namespace {

// What products will be written with: every default is within its own range, and reads back.
template <class T>
void expect_reads_back(const T& value) {
  const std::string text = io::write_yaml("product", value);
  const auto read = io::read<T>(io::parse_document(text, "product.yaml"), "product");
  EXPECT_EQ(io::write_yaml("product", read.value), text);
}

TEST(Described, ProductsReadBackAsTheyAreWritten) {
  expect_reads_back(Installation{});
  expect_reads_back(Installation{.surface = SurfaceKind::rows, .cells = CellRun::along});
  expect_reads_back(AgeingModel{});
  expect_reads_back(RadiationModel{});
  expect_reads_back(SpacePanel{});
  expect_reads_back(Mission{.pointing = {Attitude::fixed, 0.25}});
  expect_reads_back(Charger{.panels = zigzag(3, 0.25, {}, 0.05), .wiring = Wiring::series});
  expect_reads_back(Site{0.7, -1.8, 1630});
}

}  // namespace
}  // namespace heliofab::field
