// SPDX-License-Identifier: Apache-2.0
#include "sort_products.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/made_power.hpp"
#include "heliofab/twin/run_modules.hpp"
#include "product_yield.hpp"
#include "run_product.hpp"

namespace heliofab::cli {

namespace {

constexpr std::size_t most_modules = 2000;  // of a layout that are solved
constexpr std::size_t at_once = 64;         // modules between looks at the observer

struct OpenProduct {
  std::string file;
  io::Document document;
  twin::ProductPlan plan;
  std::vector<twin::ModuleRow> rows;  // good modules of its layout
};

std::vector<OpenProduct> open_products(const twin::RunRecord& record,
                                       const std::vector<std::string>& files,
                                       const std::vector<std::string>& overrides) {
  std::vector<OpenProduct> products;
  for (const std::string& file : files) {
    io::Document document = read_input(file, overrides);
    twin::ProductPlan plan = twin::read_product_plan(document).value;
    std::vector<twin::ModuleRow> rows =
        twin::choose_modules(record, {.layout = plan.module.layout, .bin = {}, .serial = {}});
    products.push_back({file, std::move(document), std::move(plan), std::move(rows)});
  }
  return products;
}

double price_of(const twin::ProductPlan& plan, const twin::FabPlan& fab,
                const std::string& segment) {
  if (plan.sale.price_usd_per_W > 0) {
    return plan.sale.price_usd_per_W;
  }
  const auto& segments = fab.market.segments;
  const auto found = std::ranges::find(segments, segment, &market::Segment::name);
  return found == segments.end() ? 0 : found->price_usd_per_W;
}

// A bend that breaks every module takes none.
void refuse_broken(const OpenProduct& product, const twin::LaidModule& laid) {
  if (!laid.laminate || !laid.laminate->bend || laid.laminate->bend->beyond.empty()) {
    return;
  }
  const twin::OverstrainedLayer& l = laid.laminate->bend->beyond.front();
  throw InputError({io::locate(
      product.document,
      {.code = "E6119",
       .path = "product.laminate.bend.radius",
       .message = fmt::format("no module can be sorted to '{}': its bend of {:.4g} mm {} '{}'",
                              product.plan.name, product.plan.laminate.bend.radius / unit::mm,
                              l.is_tension ? "cracks" : "crushes", l.layer),
       .note =
           fmt::format("it bears {:.3g} % and is at {:.3g} %, and no law says what is left then",
                       l.limit / unit::percent, l.strain / unit::percent)})});
}

// Modules of a layout with their own power under each cover, bend and sky that products have.
class LayoutSorter {
 public:
  LayoutSorter(const ReadRun& run, const twin::ReferenceData& data, Observer* observer)
      : run_(&run), data_(&data), observer_(observer) {}

  // False when the observer stopped it.
  bool add(const OpenProduct& product) {
    const twin::LaidModule laid =
        run_module(product.document, product.plan, run_->plan, product.rows.front().product);
    refuse_broken(product, laid);
    const twin::NominalModule& module = laid.module;
    if (!solve(product, module)) {
      return false;
    }
    if (layout_.serials.empty()) {
      start(product.rows);
    }
    const field::Weather weather = weather_of(product.document, product.plan, {}, true);
    const twin::ProductPower mean =
        product_power(product.document, product.plan, module, *data_, made_->mean);
    twin::MarketOffer offer{
        .price = price_of(product.plan, run_->plan, product.rows.front().segment),
        .share = product.plan.sale.share,
        .energy = std::vector<double>(made_->modules.size())};
    for (std::size_t from = 0; from < offer.energy.size(); from += at_once) {
      parallel_for(std::min(at_once, offer.energy.size() - from), [&](std::size_t k) {
        twin::ProductPower own = mean;
        own.table = made_->modules[order_[from + k]].table;
        const twin::ProductEnergy e = twin::product_energy(product.plan, own, weather);
        offer.energy[from + k] = e.energy * own.table.nominal / e.nominal;
      });
      if (!goes_on(observer_, "energy of each module", std::min(from + at_once, order_.size()),
                   order_.size())) {
        return false;
      }
    }
    layout_.markets.push_back(
        {.file = product.file,
         .name = product.plan.name,
         .market = std::string(
             twin::names_of(product.plan.market)[static_cast<std::size_t>(product.plan.market)]),
         .price = offer.price,
         .share = offer.share,
         .energy = {}});
    offers_.push_back(std::move(offer));
    return true;
  }

  SortedLayout take() {
    layout_.sorted = twin::sort_by_market(offers_, layout_.power, layout_.readings);
    for (std::size_t k = 0; k < offers_.size(); ++k) {
      layout_.markets[k].energy = std::move(offers_[k].energy);
    }
    return std::move(layout_);
  }

 private:
  // The set is solved again only under another cover, in another bend or for another range of
  // light.
  bool solve(const OpenProduct& product, const twin::NominalModule& module) {
    const twin::MadeSetting setting{.measured_under = run_->plan.process.cover,
                                    .grid = twin::grid_of(product.plan.market),
                                    .most = most_modules};
    if (made_ && module == solved_ && setting.grid == made_->mean.grid) {
      return true;
    }
    made_ = twin::make_made_power(module, product.rows, *data_, setting, observer_);
    solved_ = module;
    return made_.has_value();
  }

  void start(const std::vector<twin::ModuleRow>& rows) {
    layout_.layout = rows.front().product;
    layout_.count = rows.size();
    for (std::size_t k = 0; k < made_->modules.size(); ++k) {
      order_.push_back(k);
    }
    std::unordered_map<twin::Serial, const twin::ModuleRow*> row_of;
    for (const twin::ModuleRow& row : rows) {
      row_of.emplace(row.serial, &row);
    }
    std::unordered_map<twin::Serial, const twin::FlashRow*> flash_of;
    for (const twin::FlashRow& flash : run_->record.flashes) {
      flash_of.emplace(flash.serial, &flash);
    }
    std::ranges::sort(order_, {}, [&](std::size_t k) { return made_->modules[k].serial; });
    for (const std::size_t k : order_) {
      const twin::Serial serial = made_->modules[k].serial;
      const twin::ModuleRow& row = *row_of.at(serial);
      layout_.serials.push_back(serial);
      layout_.power.push_back(row.pmax_W);
      const twin::FlashRow& flash = *flash_of.at(serial);
      layout_.readings.push_back({.power = flash.pmax_W, .shunt = flash.shunt_S_m2});
    }
  }

  const ReadRun* run_;
  const twin::ReferenceData* data_;
  Observer* observer_;
  twin::NominalModule solved_;
  std::optional<twin::MadePower> made_;
  std::vector<std::size_t> order_;  // of made_->modules, as they were made
  std::vector<twin::MarketOffer> offers_;
  SortedLayout layout_;
};

}  // namespace

std::optional<SortedRun> sort_run(const std::string& run, const std::vector<std::string>& files,
                                  const std::vector<std::string>& overrides,
                                  const twin::ReferenceData& data, Observer* observer) {
  const ReadRun read = read_run_plan(run, data);
  const std::vector<OpenProduct> products = open_products(read.record, files, overrides);
  SortedRun sorted{.run = read.record.provenance.name, .layouts = {}};
  std::vector<std::string> done;
  for (const OpenProduct& first : products) {
    const std::string& layout = first.rows.front().product;
    if (std::ranges::find(done, layout) != done.end()) {
      continue;
    }
    done.push_back(layout);
    LayoutSorter sorter(read, data, observer);
    for (const OpenProduct& product : products) {
      if (product.rows.front().product == layout && !sorter.add(product)) {
        return std::nullopt;
      }
    }
    sorted.layouts.push_back(sorter.take());
  }
  return sorted;
}

}  // namespace heliofab::cli
