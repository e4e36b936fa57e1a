// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../core/test/validation_page.hpp"
#include "validation_buffers.hpp"
#include "validation_queues.hpp"
#include "validation_web.hpp"

// The line against closed forms of queueing theory and exact chains. Each row of
// docs/validation/plant.md is an assertion here; set HELIOFAB_VALIDATION to a file name to write
// it.
namespace heliofab::plant {
namespace {

using validation_lines::Buffered;
using validation_lines::Case;
using validation_lines::Row;
using validation_lines::Rows;

constexpr auto page_head = R"(# Validation of plant

Written by `HELIOFAB_VALIDATION=docs/validation/plant.md build/dev/libs/plant/plant_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Obtained: mean of 20 runs with seeds 1 to 20, and the half width of its 95 % confidence
interval (Student). A row passes when it is within 4 standard errors of the expected figure and these are below 5 % of it (up to 15 % of a waiting
time, 60 % of what hardly occurs). By chance one row in 25 is outside its 95 % interval and one in 1,300 fails; the
seeds are fixed. Times are in units of the mean time of service, those of webs in seconds and of penny fabs in hours.
)";

void write_rows(const Rows& rows, std::ostream& file) {
  file << "\n## " << rows.title << "\n\n"
       << "| case | expected | obtained | 95 % ± | away, standard errors | formula |\n"
          "|---|---|---|---|---|---|\n";
  for (const Case& c : rows.cases) {
    for (const Row& r : c.rows) {
      const double away =
          r.obtained.error > 0 ? (r.obtained.mean - r.expected) / r.obtained.error : 0;
      file << "| " << r.what << " | " << r.expected << " | " << r.obtained.mean << " | ";
      file.precision(2);
      file << 2.093 * r.obtained.error << " | " << away << " | " << r.formula << " |\n";
      file.precision(6);
    }
  }
}

double obtained(const std::vector<Rows>& all, const std::string& what) {
  for (const Rows& rows : all) {
    for (const Case& c : rows.cases) {
      for (const Row& r : c.rows) {
        if (r.what == what) {
          return r.obtained.mean;
        }
      }
    }
  }
  ADD_FAILURE() << "no row '" << what << "'";
  return 0;
}

void add_buffer_curve(line_chart::Chart& chart, const std::vector<Rows>& all,
                      const std::vector<Buffered>& exact, const std::string& name, int colour) {
  line_chart::Line line{.name = name, .x = {}, .y = {}, .colour = colour};
  line_chart::Line dots{
      .name = {}, .x = {}, .y = {}, .colour = colour, .look = line_chart::Look::dots};
  for (const Buffered& b : exact) {
    const auto x = static_cast<double>(b.places);
    line.x.push_back(x);
    line.y.push_back(b.out);
    dots.x.push_back(x);
    dots.y.push_back(obtained(all, name + ", " + std::to_string(b.places) +
                                       (b.places == 1 ? " place" : " places") + ": modules out"));
  }
  chart.lines.push_back(line);
  chart.lines.push_back(dots);
}

// What buffers and work in process buy: exact lines, simulated dots.
line_chart::Picture line_picture(const std::vector<Rows>& all) {
  line_chart::Chart buffers{.title = "Places between stations",
                            .x = {"places", 0, 20, 5},
                            .y = {"modules out in a mean service time", 0.5, 1, 0.1},
                            .lines = {}};
  add_buffer_curve(buffers, all, validation_lines::two_stations(), "2 stations", 0);
  add_buffer_curve(buffers, all, validation_lines::two_unreliable(), "2 unreliable stations", 1);
  add_buffer_curve(buffers, all, validation_lines::three_unreliable(), "3 unreliable stations", 2);
  line_chart::Chart wip{.title = "Constant work in process, 4 stations",
                        .x = {"modules in the line", 0, 20, 5},
                        .y = {"modules out in a mean service time", 0, 1, 0.2},
                        .lines = {}};
  line_chart::Line best{.name = "best case", .x = {0, 4, 20}, .y = {0, 1, 1}, .colour = 3};
  line_chart::Line practical{.name = "practical worst case", .x = {}, .y = {}, .colour = 4};
  for (double w = 0; w <= 20; w += 0.5) {
    practical.x.push_back(w);
    practical.y.push_back(w / (w + 3));
  }
  line_chart::Line dots{
      .name = "simulated", .x = {}, .y = {}, .colour = 4, .look = line_chart::Look::dots};
  for (const int w : {1, 4, 8, 12, 20}) {
    dots.x.push_back(w);
    dots.y.push_back(obtained(
        all, "4 exponential stations, " + std::to_string(w) + " modules in the line: out"));
  }
  wip.lines = {best, practical, dots};
  return {"plant-lines.svg", "What places and work in process bring: lines exact, dots simulated.",
          line_chart::svg({.charts = {buffers, wip}, .columns = 1})};
}

void write_page(const std::vector<Rows>& all, const char* path) {
  std::ofstream file(path);
  file.precision(6);
  file << page_head << '\n';
  validation::write_picture(line_picture(all), "Throughput", file);
  for (const Rows& rows : all) {
    write_rows(rows, file);
  }
  std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/plant/test/validation_notes.md");
  file << '\n' << notes.rdbuf();
}

TEST(Validation, EveryFigureIsWithinFourStandardErrors) {
  std::vector<Rows> all{
      validation_lines::single_queues(),   validation_lines::parallel_tools(),
      validation_lines::buffered_lines(),  validation_lines::unreliable_lines(),
      validation_lines::networks(),        validation_lines::penny_fabs(),
      validation_lines::continuous_webs(), validation_lines::webs_of_two_speeds()};
  for (Rows& rows : all) {
    for (Case& c : rows.cases) {
      validation_lines::simulate(c);
      for (const Row& r : c.rows) {
        // Figures are given to six digits.
        EXPECT_NEAR(r.obtained.mean, r.expected, 4 * r.obtained.error + 1e-5 * r.expected)
            << r.what;
        EXPECT_LT(4 * r.obtained.error, r.widest * r.expected) << r.what << " tells too little";
      }
    }
  }
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    write_page(all, path);
  }
}

}  // namespace
}  // namespace heliofab::plant
