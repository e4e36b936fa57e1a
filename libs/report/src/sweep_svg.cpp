// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "sweep_panels.hpp"
#include "sweep_values.hpp"

namespace heliofab::report {

namespace {

constexpr double head = 64;  // title and what was varied
constexpr double edge = 24;  // around the picture and between panels

enum class Form { lines, map, dots };

constexpr std::size_t most_lines = 8;

// A second input that is a choice, or a short list beside a range, makes a line of each of its
// values.
const SweepColumn* series_of(const Sweep& sweep) {
  if (sweep.inputs.size() != 2 || !sweep.is_grid) {
    return nullptr;
  }
  for (const std::size_t i : {1, 0}) {
    if (!sweep.inputs[i].words.empty()) {
      return &sweep.inputs[i];
    }
  }
  for (const std::size_t i : {1, 0}) {
    const SweepColumn& column = sweep.inputs[i];
    if (column.is_listed && !sweep.inputs[1 - i].is_listed &&
        levels_of(column).size() <= most_lines) {
      return &column;
    }
  }
  return nullptr;
}

Form form_of(const Sweep& sweep) {
  const std::size_t inputs = sweep.inputs.size();
  return inputs == 1 || series_of(sweep) != nullptr ? Form::lines
         : inputs == 2 && sweep.is_grid             ? Form::map
                                                    : Form::dots;
}

std::string subtitle_of(const Sweep& sweep) {
  std::string inputs;
  for (const SweepColumn& input : sweep.inputs) {
    inputs += (inputs.empty() ? "" : ", ") + input.key;
  }
  const auto failed = std::ranges::count_if(
      sweep.problems, [](const std::string& problem) { return !problem.empty(); });
  return fmt::format("{} points{} over {}", sweep.size(),
                     failed == 0 ? "" : fmt::format(", {} of them without figures,", failed),
                     inputs);
}

// "the same everywhere: dark shunt 2 S/m2"
std::string constants_of(const Sweep& sweep) {
  std::string text;
  for (const SweepColumn& figure : sweep.figures) {
    if (is_constant(figure)) {
      const auto value =
          std::ranges::find_if(figure.values, [](double v) { return std::isfinite(v); });
      text += fmt::format(
          "{}{} {}{}{}", text.empty() ? "" : ", ", figure.label,
          value == figure.values.end() ? "-" : cell_text(figure, *value, decimals_of(figure)),
          figure.unit.empty() ? "" : " ", figure.unit);
    }
  }
  return text.empty() ? text : "the same everywhere: " + text;
}

std::string cut_to_page(const std::string& text) {
  constexpr std::size_t columns = 120;
  return count_columns(text) > columns ? to_width(text, columns) : text;
}

void draw_series_names(Drawing& svg, const SweepColumn& series) {
  std::vector<std::string> names = names_of(series, levels_of(series));
  if (series.words.empty()) {
    names.front() = series.label + " " + names.front();
    names.back() += series.unit.empty() ? "" : " " + series.unit;
  }
  double x = page_width - edge;
  for (std::size_t s = names.size(); s-- > 0;) {
    svg.text(x, 42, "end", names[s], "name");
    x -= character_width * static_cast<double>(count_columns(names[s])) + 10;
    svg.rect(x - 12, 36, 12, 12, fmt::format("s{}", s % 8 + 1));
    x -= 30;
  }
}

}  // namespace

std::string sweep_svg(const Sweep& sweep) {
  std::vector<SweepColumn> figures;
  std::ranges::copy_if(sweep.figures, std::back_inserter(figures),
                       [](const SweepColumn& figure) { return !is_constant(figure); });
  const Form form = form_of(sweep);
  const SweepColumn* const series = series_of(sweep);
  const std::size_t across = figures.size() < 2 ? 1 : figures.size() < 5 ? 2 : 3;
  const std::size_t down = (figures.size() + across - 1) / across;
  const double width = (page_width - edge) / static_cast<double>(across) - edge;
  const double height = std::min(0.8 * width + (form == Form::map ? 50 : 0), 420.0);
  const double body = form == Form::dots ? height_of_dots(figures.size())
                                         : static_cast<double>(down) * (height + edge / 2);
  const std::string constants = constants_of(sweep);
  const double foot = constants.empty() ? 8 : 24;
  Drawing svg(page_width, head + body + foot, fmt::format("Sweep of {}", clean(sweep.title)));
  svg.text(edge, 20, "start", sweep.title, "title");
  svg.text(edge, 42, "start", cut_to_page(subtitle_of(sweep)));
  svg.text(edge, head + body + foot / 2 - 4, "start", cut_to_page(constants));
  if (series != nullptr) {
    draw_series_names(svg, *series);
  }
  if (form == Form::dots) {
    svg.begin_group(0, head);
    draw_dots(svg, sweep, figures);
    svg.end_group();
    return svg.file();
  }
  const SweepColumn& x = series == sweep.inputs.data() ? sweep.inputs[1] : sweep.inputs[0];
  for (std::size_t f = 0; f < figures.size(); ++f) {
    const auto column = static_cast<double>(f % across);
    const auto row = static_cast<double>(f / across);
    svg.begin_group(edge + column * (width + edge), head + row * (height + edge / 2));
    if (form == Form::map) {
      draw_map(svg, {0, 0, width, height}, sweep, figures[f]);
    } else {
      draw_lines(svg, {0, 0, width, height}, sweep, figures[f], x, series);
    }
    svg.end_group();
  }
  return svg.file();
}

}  // namespace heliofab::report
