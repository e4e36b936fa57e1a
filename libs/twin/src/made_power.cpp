// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/made_power.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "cells_in_light.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/make_module.hpp"
#include "made_string.hpp"

namespace heliofab::twin {

namespace {

constexpr double widest_step = 0.7;  // between logarithms of lifetimes
constexpr double least_step = 0.05;
constexpr double least_ggi = 1e-3;  // [-] of a shift that is solved

// The mean film of the rows; what rows do not tell is as the recipe wants it.
process::Film mean_film(const Process& process, std::span<const ModuleRow> rows) {
  process::Film film = nominal_film(process);
  const auto mean = [&](double ModuleRow::*column, double scale) {
    double sum = 0;
    for (const ModuleRow& row : rows) {
      sum += row.*column;
    }
    return sum * scale / static_cast<double>(rows.size());
  };
  film.thickness = mean(&ModuleRow::thickness_um, unit::um.scale);
  film.cgi = mean(&ModuleRow::cgi, 1);
  film.ggi = mean(&ModuleRow::ggi, 1);
  film.sodium = mean(&ModuleRow::sodium, 1);
  film.cds_thickness = mean(&ModuleRow::cds_nm, unit::nm.scale);
  film.tco_sheet_resistance = mean(&ModuleRow::tco_ohm_sq, 1);
  film.mo_sheet_resistance = mean(&ModuleRow::mo_ohm_sq, 1);
  return film;
}

// The cells of a film with several lifetimes under one cover.
class FilmInLight {
 public:
  // @param ggi_shift  by which films differ from it; 0: by nothing
  FilmInLight(Process process, Cover cover, process::Film film, double ggi_shift,
              const ReferenceData& data)
      : process_(std::move(process)), film_(film), ggi_shift_(ggi_shift), data_(&data) {
    process_.cover = cover;
  }

  // By condition.
  std::vector<LifetimeCells> cells(std::span<const double> log_factors,
                                   std::span<const device::Condition> conditions) const {
    std::vector<LifetimeCells> all(conditions.size());
    for (const double log_factor : log_factors) {
      const std::vector<LitCell> cells = solve(log_factor, 0, conditions);
      for (std::size_t k = 0; k < cells.size(); ++k) {
        all[k].log_factors.push_back(log_factor);
        all[k].cells.push_back(cells[k]);
      }
    }
    if (ggi_shift_ > 0) {
      const std::vector<LitCell> cells =
          solve(log_factors[log_factors.size() / 2], ggi_shift_, conditions);
      for (std::size_t k = 0; k < cells.size(); ++k) {
        all[k].shifted = cells[k];
        all[k].shift = ggi_shift_;
      }
    }
    return all;
  }

 private:
  std::vector<LitCell> solve(double log_factor, double ggi_shift,
                             std::span<const device::Condition> conditions) const {
    process::Film film = film_;
    film.lifetime_factor *= std::exp(log_factor);
    film.ggi += ggi_shift;
    std::vector<LitCell> cells;
    const CellsInLight solver(process_, cell_parameters(process_, film), *data_);
    for (const device::CertifiedCurve& curve : solver.solve(conditions)) {
      cells.push_back(lit_cell(curve));
    }
    return cells;
  }

  Process process_;
  process::Film film_;
  double ggi_shift_;
  const ReferenceData* data_;
};

// Three lifetimes that span what the modules need.
struct Span {
  double middle = 0;  // of logarithms
  double step = 0.5;

  std::vector<double> nodes() const { return {middle - step, middle, middle + step}; }
};

double log_lifetime(const MadeString& string, const LifetimeCells& cells, const ModuleRow& row) {
  Corrections c;
  meet_ends(string, cells, row, c);
  return std::log(c.lifetime);
}

// Modules of a set, and the cells that their film has under test conditions.
class MadeSet {
 public:
  MadeSet(const NominalModule& module, Cover measured_under, std::vector<ModuleRow> rows,
          const ReferenceData& data)
      : rows_(std::move(rows)),
        mean_(mean_film(module.process, rows_)),
        film_(module.process, module.process.cover, mean_, widest_ggi(), data) {
    for (const ModuleRow& row : rows_) {
      strings_.push_back(made_string(module.process, module.layout, row, mean_.ggi));
    }
    const FilmInLight measured(module.process, measured_under, mean_, widest_ggi(), data);
    find_span(measured);
    corrections_.resize(rows_.size());
    parallel_for(rows_.size(), [&](std::size_t k) {
      corrections_[k] = find_corrections(strings_[k], tested_, rows_[k]);
    });
    for (MadeString& string : strings_) {  // its record is of the flat module
      bend_sheets(module.bent, string.design, string.stripe);
    }
  }

  // Figures of each module at each condition.
  std::vector<std::vector<field::ModuleFigures>> solve(
      std::span<const device::Condition> conditions) const {
    const std::vector<LifetimeCells> cells = film_.cells(span_.nodes(), conditions);
    std::vector<std::vector<field::ModuleFigures>> figures(rows_.size());
    parallel_for(rows_.size(), [&](std::size_t k) {
      for (const LifetimeCells& lit : cells) {
        const module::ModuleCurve c = solve_made(strings_[k], lit, corrections_[k]);
        figures[k].push_back({.isc = c.isc, .voc = c.voc, .vmp = c.vmp, .power = c.pmax()});
      }
    });
    return figures;
  }

  const std::vector<ModuleRow>& rows() const noexcept { return rows_; }
  const Corrections& corrections(std::size_t k) const { return corrections_[k]; }

 private:
  void find_span(const FilmInLight& measured) {
    const auto by_voltage = [](const ModuleRow& a, const ModuleRow& b) {
      return a.voc_V / static_cast<double>(a.cells - a.hard_shunts) <
             b.voc_V / static_cast<double>(b.cells - b.hard_shunts);
    };
    const auto [low, high] = std::ranges::minmax_element(rows_, by_voltage);
    const std::vector<device::Condition> test{{}};
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
      tested_ = measured.cells(span_.nodes(), test).front();
      const auto at = [&](auto row) {
        return log_lifetime(strings_[static_cast<std::size_t>(row - rows_.begin())], tested_, *row);
      };
      const double least = at(low);
      const double most = at(high);
      span_ = {.middle = (least + most) / 2,
               .step = std::clamp((most - least) / 2, least_step, widest_step)};
    }
    tested_ = measured.cells(span_.nodes(), test).front();
  }

  double widest_ggi() const {
    double widest = 0;
    for (const ModuleRow& row : rows_) {
      widest = std::max(widest, std::abs(row.ggi - mean_.ggi));
    }
    return rows_.size() > 1 ? std::max(widest, least_ggi) : 0;
  }

  std::vector<ModuleRow> rows_;
  process::Film mean_;
  std::vector<MadeString> strings_;
  FilmInLight film_;
  Span span_;
  LifetimeCells tested_;
  std::vector<Corrections> corrections_;
};

// By rising power, evenly by rank.
std::vector<ModuleRow> sample(std::span<const ModuleRow> rows, std::size_t most) {
  std::vector<ModuleRow> sorted(rows.begin(), rows.end());
  std::ranges::sort(sorted, [](const ModuleRow& a, const ModuleRow& b) {
    return std::pair(a.pmax_W, a.serial) < std::pair(b.pmax_W, b.serial);
  });
  const std::size_t count = std::min(sorted.size(), most);
  std::vector<ModuleRow> taken;
  for (std::size_t k = 0; k < count; ++k) {
    taken.push_back(sorted[(2 * k + 1) * sorted.size() / (2 * count)]);
  }
  return taken;
}

field::ModuleFigures mean_at(const std::vector<std::vector<field::ModuleFigures>>& modules,
                             std::size_t point) {
  const auto mean = [&](double field::ModuleFigures::*member) {
    double sum = 0;
    for (const std::vector<field::ModuleFigures>& one : modules) {
      sum += one[point].*member;
    }
    return sum / static_cast<double>(modules.size());
  };
  return {.isc = mean(&field::ModuleFigures::isc),
          .voc = mean(&field::ModuleFigures::voc),
          .vmp = mean(&field::ModuleFigures::vmp),
          .power = mean(&field::ModuleFigures::power)};
}

}  // namespace

std::optional<MadePower> make_made_power(const NominalModule& module,
                                         std::span<const ModuleRow> rows, const ReferenceData& data,
                                         const MadeSetting& setting, Observer* observer) {
  constexpr std::size_t at_once = 16;  // conditions between looks at the observer
  const field::PowerGrid& grid = setting.grid;
  const MadeSet set(module, setting.measured_under, sample(rows, setting.most), data);
  const std::vector<device::Condition> conditions = conditions_of(field::power_points(grid));
  const std::span<const device::Condition> all(conditions);
  std::vector<std::vector<field::ModuleFigures>> figures(set.rows().size());
  for (std::size_t k = 0; k < all.size(); k += at_once) {
    const auto some = set.solve(all.subspan(k, std::min(at_once, all.size() - k)));
    for (std::size_t m = 0; m < figures.size(); ++m) {
      std::ranges::copy(some[m], std::back_inserter(figures[m]));
    }
    if (!goes_on(observer, "modules in light and warmth", figures.front().size(), all.size())) {
      return std::nullopt;
    }
  }
  MadePower power{.mean = {}, .modules = {}, .count = rows.size()};
  std::vector<field::ModuleFigures> mean;
  for (std::size_t k = 0; k < all.size(); ++k) {
    mean.push_back(mean_at(figures, k));
  }
  power.mean = field::make_power_table(mean, grid);
  for (std::size_t m = 0; m < figures.size(); ++m) {
    power.modules.push_back({.serial = set.rows()[m].serial,
                             .corrections = set.corrections(m),
                             .table = field::make_power_table(figures[m], grid)});
  }
  return power;
}

}  // namespace heliofab::twin
