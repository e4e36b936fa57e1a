// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/optimum.hpp"
#include "sweep_values.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

using Row = std::vector<std::string>;

// Words to the left in the first two columns, numbers to the right in the others.
std::vector<std::string> lines_of(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], count_columns(row[c]));
    }
  }
  std::vector<std::string> lines;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string room(widths[c] - count_columns(row[c]), ' ');
      line += "  " + (c < 2 ? row[c] + room : room + row[c]);
    }
    lines.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
  }
  return lines;
}

void add_table(Terminal& out, const std::vector<Row>& rows) {
  const std::vector<std::string> lines = lines_of(rows);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out.plain_line(lines[i], i == 0 ? Terminal::Ink::dim : Terminal::Ink::plain);
  }
}

Row input_row(const OptimumInput& input) {
  SweepColumn column = input.column;
  column.values = {input.start,    input.optimum,  input.from,    input.to,
                   input.close[0], input.close[1], input.wide[0], input.wide[1]};
  const auto say = [&](double value) {
    return column.is_logarithmic || std::isnan(value)
               ? cell_text(column, value, -1)
               : cell_text(column, value, std::max(decimals_of(column), 0));
  };
  const auto range = [&](double from, double to) {
    return std::isnan(from) ? std::string("-") : fmt::format("{} .. {}", say(from), say(to));
  };
  return {clean(input.column.label),
          clean(input.column.unit),
          say(input.start),
          say(input.optimum),
          range(input.close[0], input.close[1]),
          range(input.wide[0], input.wide[1]),
          range(input.from, input.to)};
}

// The same but for rounding.
bool is_same(const OptimumFigure& figure) {
  return std::abs(figure.change.value) <= 1e-7 * std::abs(figure.optimum.value);
}

// Decimals in which a change, or the error of it, has two digits, as far as that makes sense.
int decimals_of(const OptimumFigure& figure) {
  SweepColumn column = figure.column;
  column.values = {figure.start.value, figure.optimum.value};
  const int usual = std::max(decimals_of(column), 0);
  const bool is_chance = figure.change.error > 1e-9 * std::abs(figure.change.value);
  const double finest = std::abs(is_chance ? figure.change.error : figure.change.value);
  if (is_same(figure) || !(finest > 0) || (usual == 0 && !is_chance)) {
    return usual;  // counts are whole
  }
  const int wanted = 1 - static_cast<int>(std::floor(std::log10(finest * column.scale)));
  return std::clamp(wanted, usual, std::max(usual, 6));
}

Row figure_row(const OptimumFigure& figure, bool has_errors, std::string_view plus_minus) {
  const double scale = figure.column.scale;
  const int decimals = decimals_of(figure);
  const auto with_error = [&](const std::string& value, const Estimate& e) {
    return has_errors && e.error > 1e-9 * std::abs(e.value)  // the rest is rounding
               ? fmt::format("{} {} {}", value, plus_minus, fixed(e.error * scale, decimals))
               : value;
  };
  const auto say = [&](const Estimate& e) {
    return std::isfinite(e.value) ? with_error(fixed(e.value * scale, decimals), e)
                                  : std::string("-");
  };
  const std::string change =
      !std::isfinite(figure.change.value) ? "-"
      : is_same(figure)                   ? "0"
                        : with_error(fmt::format("{:+.{}f}", figure.change.value * scale, decimals),
                                     figure.change);
  return {clean(figure.column.label), clean(figure.column.unit), say(figure.start),
          say(figure.optimum), change};
}

std::string search_words(const Optimum& o) {
  std::string text = fmt::format("{} points solved", o.points);
  if (o.failed > 0) {
    text += fmt::format(", {} of them without an answer: {}", o.failed, clean(o.problem));
  }
  return text;
}

// What the ends of several starts say of each other.
std::string starts_words(const Optimum& o) {
  const double best = o.result.optimum.value;
  std::vector<double> others;
  std::ranges::copy_if(o.ends, std::back_inserter(others), [&](double end) {
    return !(std::abs(end - best) <= 1e-5 * std::abs(best));
  });
  std::string text =
      fmt::format("{} starts, {} of them ended here", o.ends.size(), o.ends.size() - others.size());
  for (std::size_t i = 0; i < std::min<std::size_t>(others.size(), 5); ++i) {
    text += fmt::format("{}{}", i == 0 ? ", the others at " : ", ",
                        four_digits(others[i] * o.result.column.scale));
  }
  return text;
}

void add_remarks(Terminal& out, const Optimum& o, std::string_view plus_minus) {
  for (const OptimumInput& input : o.inputs) {
    for (const double bound : {input.from, input.to}) {
      if (input.is_at(bound)) {
        out.remark(fmt::format("{} is at its {} bound: a wider range may hold a better design",
                               clean(input.column.label), bound == input.from ? "lower" : "upper"));
      }
    }
  }
  if (o.modules > 0) {
    out.remark(
        fmt::format("{} modules; {} is the standard error, of a change that of the same "
                    "modules in both designs",
                    grouped(static_cast<std::int64_t>(o.modules)), plus_minus));
  }
  out.remark(search_words(o));
  if (o.ends.size() > 1) {
    out.remark(starts_words(o));
  }
  if (!o.is_converged) {
    out.remark("the search ended before it had settled: this is the best so far");
  }
}

}  // namespace

std::string optimum_text(const Optimum& o, const TextStyle& style) {
  const std::string_view plus_minus = style.ascii ? "+-" : "\u00b1";
  Terminal out(style);
  out.plain_line(fmt::format("{}: {}", clean(o.title), o.goal), Terminal::Ink::bold);
  std::vector<Row> inputs{
      {"input", "", "start", "optimum", "within 0.1 %", "within 1 %", "searched"}};
  for (const OptimumInput& input : o.inputs) {
    inputs.push_back(input_row(input));
  }
  add_table(out, inputs);
  out.blank();
  const bool has_errors = o.modules > 1;
  std::vector<Row> figures{{"figure", "", "start", "optimum", "change"}};
  if (std::ranges::find(o.figures, o.result) == o.figures.end()) {
    figures.push_back(figure_row(o.result, has_errors, plus_minus));
  }
  for (const OptimumFigure& figure : o.figures) {
    figures.push_back(figure_row(figure, has_errors, plus_minus));
  }
  add_table(out, figures);
  out.blank();
  add_remarks(out, o, plus_minus);
  return out.text();
}

}  // namespace heliofab::report
