// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/optimum.hpp"
#include "sweep_panels.hpp"

namespace heliofab::report {

namespace {

io::Json numbers(std::span<const double> values) {
  return io::Json::array_of(values, [](double value) { return io::Json::number(value); });
}

io::Json figure_json(const OptimumFigure& figure, bool has_errors) {
  io::Json json = io::Json::object({{"key", figure.column.key},
                                    {"start", io::Json::number(figure.start.value)},
                                    {"optimum", io::Json::number(figure.optimum.value)},
                                    {"change", io::Json::number(figure.change.value)}});
  if (has_errors) {
    json.set("start_error", io::Json::number(figure.start.error))
        .set("optimum_error", io::Json::number(figure.optimum.error))
        .set("change_error", io::Json::number(figure.change.error));
  }
  return json;
}

io::Json input_json(const OptimumInput& input) {
  io::Json json = io::Json::object({{"key", input.column.key},
                                    {"start", io::Json::number(input.start)},
                                    {"optimum", io::Json::number(input.optimum)},
                                    {"from", io::Json::number(input.from)},
                                    {"to", io::Json::number(input.to)},
                                    {"is_at_lower_bound", input.is_at(input.from)},
                                    {"is_at_upper_bound", input.is_at(input.to)},
                                    {"within_0.1_percent", numbers(input.close)},
                                    {"within_1_percent", numbers(input.wide)}});
  if (input.line.size() > 0) {
    json.set("line", io::Json::object({{"values", numbers(input.line.inputs.front().values)},
                                       {"goal", numbers(input.line.figures.front().values)}}));
  }
  return json;
}

}  // namespace

io::Json optimum_json(const Optimum& o) {
  const bool has_errors = o.modules > 1;
  return io::Json::object({{"name", o.title},
                           {"goal", o.key},
                           {"goal_in_words", o.goal},
                           {"result", figure_json(o.result, has_errors)},
                           {"inputs", io::Json::array_of(o.inputs, input_json)},
                           {"figures", io::Json::array_of(o.figures,
                                                          [&](const OptimumFigure& f) {
                                                            return figure_json(f, has_errors);
                                                          })},
                           {"modules", static_cast<std::int64_t>(o.modules)},
                           {"ends", numbers(o.ends)},
                           {"points", static_cast<std::int64_t>(o.points)},
                           {"points_without_answer", static_cast<std::int64_t>(o.failed)},
                           {"is_converged", o.is_converged},
                           {"is_complete", o.is_complete}});
}

std::string optimum_svg(const Optimum& o) {
  constexpr double head = 64;
  constexpr double edge = 24;
  std::vector<const OptimumInput*> drawn;
  for (const OptimumInput& input : o.inputs) {
    if (input.line.size() > 0) {
      drawn.push_back(&input);
    }
  }
  const std::size_t across = drawn.size() < 2 ? 1 : drawn.size() < 5 ? 2 : 3;
  const std::size_t down = (drawn.size() + across - 1) / across;
  const double width = (page_width - edge) / static_cast<double>(across) - edge;
  const double height = std::min(0.8 * width, 420.0);
  Drawing svg(page_width, head + static_cast<double>(down) * (height + edge / 2) + 8,
              fmt::format("Optimum of {}", clean(o.title)));
  svg.text(edge, 20, "start", o.title, "title");
  svg.text(edge, 42, "start", fmt::format("{}, along each input through the optimum", o.goal));
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const Sweep& line = drawn[i]->line;
    const std::size_t row = i / across;
    svg.begin_group(edge + static_cast<double>(i % across) * (width + edge),
                    head + static_cast<double>(row) * (height + edge / 2));
    draw_lines(svg, {0, 0, width, height}, line, line.figures.front(), line.inputs.front(),
               nullptr);
    svg.end_group();
  }
  return svg.file();
}

}  // namespace heliofab::report
