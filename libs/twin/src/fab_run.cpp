// SPDX-License-Identifier: Apache-2.0
#include "fab_run.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/twin/film_materials.hpp"
#include "made_row.hpp"
#include "readings.hpp"

namespace heliofab::twin {

namespace {

std::vector<std::size_t> products_by_segment(const FabPlan& plan) {
  std::vector<std::size_t> products;
  for (const market::Segment& s : plan.market.segments) {
    const auto product = std::ranges::find(plan.products, s.product, &Product::name);
    products.push_back(static_cast<std::size_t>(product - plan.products.begin()));
  }
  return products;
}

std::vector<std::string> bin_names(const FlashTest& test) {
  std::vector<std::string> names;
  for (std::size_t b = 0; b < test.bin_edges.size(); ++b) {
    names.push_back(bin_name(test, b));
  }
  return names;
}

double full_month_s(SimTime t) { return to_s(next_month(t) - month_start(t)); }

// The station with platens is the one that laminates.
bool laminates(const plant::Station& station) { return station.kind == plant::StationKind::batch; }

}  // namespace

FabRun::FabRun(FabPlan& plan, FilmShop shop, const Tester& tester, double first_watts_per_area)
    : plan_(&plan),
      shop_(std::move(shop)),
      tester_(&tester),
      learner_(plan),
      film_materials_(film_materials(plan)),
      seed_(static_cast<std::uint64_t>(plan.seed)),
      end_(SimTime(plan.start) + std::chrono::days(plan.days)),
      month_(plan.start),
      flash_(plant::find_station(plan.line, flash_station)),
      product_of_segment_(products_by_segment(plan)),
      orders_(plan.market, bin_names(plan.flash), first_watts_per_area),
      books_(plan.line),
      charges_(plan),
      log_(plan.line),
      meter_(plan.line, month_),
      ramp_{.shifts = plan.line.shifts.count},
      line_(
          plan.line, month_, seed_, [this](const plant::RollHistory& h) { return cut(h); },
          [this](const plant::RollHistory& h) {
            charges_.take_up(h);
            return shop_.take_up(h);
          }) {
  if (shop_.makes_each && plan.process.film_from == FilmFrom::tools) {
    scribe_charts_.emplace(plan);
  }
  for (const plant::Station& station : plan.line.stations) {
    tools_.push_back(station.tools);
  }
}

plant::Sheet FabRun::sheet_of(std::size_t product, const process::Footprint& footprint) const {
  const module::ModuleDesign design = nominal_design(plan_->process, plan_->products[product]);
  const double aperture = module::aperture_area(design);
  return {.product = static_cast<std::int64_t>(product),
          .position = footprint.position,
          .length = footprint.length,
          .aperture_area = aperture,
          .laminate_area = aperture * plan_->products[product].laminate_ratio,
          .scribe_length = 3 * static_cast<double>(design.cells) * design.cell_length};
}

// A coated roll is good for any product; the scribes decide. So the choice is made here, for the
// segment that lacks most.
std::vector<plant::Sheet> FabRun::cut(const plant::RollHistory& history) {
  Lot lot;
  lot.segment = orders_.neediest();
  lot.product = product_of_segment_[lot.segment];
  const Product& product = plan_->products[lot.product];
  lot.coated = shop_.coat(history);
  ++rolls_cut_;
  std::vector<process::Stretch> bad = lot.coated.lost;
  for (const plant::ScrapStretch& s : history.scrap) {
    bad.push_back({s.position, s.length,
                   plan_->line.stations[static_cast<std::size_t>(s.station)].name,
                   std::string(s.cause)});
  }
  lot.plan = process::cut(history.length, std::move(bad), product.length, product.margin);
  lot.pieces = exact_cut(lot.plan, history.length);
  lot.charges = charges_.coated(history, lot.coated.after);
  for (const process::Footprint& f : lot.plan.footprints) {
    lot.sheets.push_back(sheet_of(lot.product, f));
    orders_.start(lot.segment, lot.sheets.back().aperture_area);
  }
  return lots_.emplace(history.roll, std::move(lot)).first->second.sheets;
}

void FabRun::note(RunRecord& batch, std::string who, std::string kind, std::string detail) const {
  batch.events.push_back({.time = line_.now(),
                          .tool = std::move(who),
                          .kind = std::move(kind),
                          .detail = std::move(detail)});
}

SimTime FabRun::month_end() const { return std::min(next_month(month_), end_); }

void FabRun::open_month(RunRecord& batch) {
  learn();
  past_.backlog_W = orders_.backlog_W();
  const market::RampDecision decision = market::ramp_decision(plan_->ramp, ramp_, past_);
  const std::int64_t index = ramp_.month;
  if (decision.shifts != ramp_.shifts) {
    line_.set_calendar(plant::calendar(plan_->line.shifts, decision.shifts));
  }
  ramp_ = decision.next;
  paid_crews_ = decision.paid_crews;
  qualifying_ = decision.qualifying;
  for (const market::Arrival& a : decision.installed) {
    const std::size_t s = plant::find_station(plan_->line, a.station);
    tools_[s] += a.tools;
    line_.set_tools(s, tools_[s]);
  }
  if (!decision.reason.empty()) {
    note(batch, "market", "ramp", decision.reason);
  }
  orders_.open_month(index, to_s(month_end() - month_) / full_month_s(month_));
  month_row_ = {.month = month_, .shifts = ramp_.shifts};
  laminated_ = 0;
  is_open_ = true;
}

// As many rolls as it takes to serve what is ordered and not on its way.
void FabRun::release_rolls() {
  const double per_roll =
      plan_->line.roll_length * plan_->process.aperture_width * orders_.watts_per_area();
  const auto wanted = static_cast<std::int64_t>(std::ceil(orders_.uncovered_W() / per_roll));
  const auto begun = static_cast<std::int64_t>(line_.rolls_in_process().size());
  // A limit of work in process lets rolls in before a tool takes them up: those stay.
  not_begun_ += released_ - line_.released_rolls();
  line_.cancel_released();
  released_ = std::max<std::int64_t>(0, wanted - begun - not_begun_);
  line_.release_rolls(released_);
}

void FabRun::close_month(RunRecord& batch) {
  const double duration = to_s(line_.now() - month_);
  closed_.used = used(duration);
  booked_.push_back({plan_->cost, closed_.used});
  closed_.staff = market::staff(plan_->cost, closed_.used);
  for (market::Cost& cost : market::month_costs(plan_->cost, closed_.used)) {
    batch.costs.push_back({.month = month_,
                           .step = std::move(cost.step),
                           .category = std::string(market::name_of(cost.category)),
                           .usd = cost.usd});
  }
  month_row_.web_started_m = books_.web_started();
  past_.output_W = orders_.output_W() * full_month_s(month_) / duration;
  past_.demand_W = orders_.demand_W() * full_month_s(month_) / duration;
  orders_.close_month(month_, batch);
  closed_.deliveries = orders_.deliveries();
  for (const market::Delivery& delivery : closed_.deliveries) {
    month_row_.power_shipped_W += delivery.shipped_W;
  }
  note_lost(batch);
  batch.months.push_back(month_row_);
  batch.flows.push_back(flow_row(++months_, meter_.take_flow()));
  for (ProductionRow& row : books_.close_month(month_)) {
    batch.production.push_back(std::move(row));
  }
  is_open_ = false;
}

void FabRun::add_web(const plant::RollHistory& history, const Lot& lot, const WebMasses& masses,
                     RunRecord& batch) const {
  const double width = plan_->process.aperture_width;
  RollRow row{.roll = static_cast<RollId>(history.roll),
              .started = history.started,
              .finished = history.finished,
              .length_m = history.length,
              .width_m = width,
              .modules = history.sheets};
  set_masses(row, masses.of({0, micrometres(history.length)}));
  for (std::size_t i = 0; i < lot.plan.scrap.size(); ++i) {
    const process::Stretch& s = lot.plan.scrap[i];
    row.scrap_m += s.length;
    batch.scrap.push_back({.roll = row.roll,
                           .position_m = s.position,
                           .length_m = s.length,
                           .area_m2 = s.length * width,
                           .station = s.station,
                           .cause = s.cause,
                           .length_um = lot.pieces.scrap[i].length});
    set_masses(batch.scrap.back(), masses.of(lot.pieces.scrap[i]));
  }
  row.cut_m = row.length_m - row.scrap_m;
  batch.rolls.push_back(row);
  batch.charges.insert(batch.charges.end(), lot.charges.begin(), lot.charges.end());
}

FabRun::Piece FabRun::make_piece(const plant::RollHistory& history, const Lot& lot,
                                 const WebMasses& masses, std::size_t index) const {
  const Product& product = plan_->products[lot.product];
  const process::Footprint& footprint = lot.plan.footprints[index];
  MadeModule made = shop_.make(product, lot.coated, footprint);
  const auto serial =
      static_cast<std::int64_t>(history.first_sheet) + static_cast<std::int64_t>(index);
  ModuleRow row = made_row(static_cast<Serial>(serial), made);
  row.roll = static_cast<RollId>(history.roll);
  row.position_m = footprint.position;
  row.product = product.name;
  row.segment = plan_->market.segments[lot.segment].name;
  row.made = history.finished;
  row.aperture_m2 = lot.sheets[index].aperture_area;
  row.length_um = lot.pieces.footprints[index].length;
  set_masses(row, masses.of(lot.pieces.footprints[index]));
  return {.row = std::move(row),
          .made = std::move(made),
          .sheet = lot.sheets[index],
          .segment = lot.segment,
          .product = lot.product};
}

void FabRun::add_roll(const plant::RollHistory& history, RunRecord& batch) {
  const auto node = lots_.extract(history.roll);
  HELIOFAB_CHECK(!node.empty());
  const Lot& lot = node.mapped();
  const WebMasses masses(plan_->process, lot.coated);
  add_web(history, lot, masses, batch);
  add_readings(plan_->process, books_, history, lot.coated, batch);
  std::vector<Piece> pieces(lot.plan.footprints.size());
  parallel_for(pieces.size(),
               [&](std::size_t i) { pieces[i] = make_piece(history, lot, masses, i); });
  for (Piece& piece : pieces) {
    const auto id = static_cast<plant::SheetId>(piece.row.serial);
    pieces_.emplace(id, std::move(piece));
  }
}

void FabRun::add_departure(const plant::Departure& departure, RunRecord& batch) {
  const auto station = static_cast<std::size_t>(departure.station);
  const auto found = pieces_.find(departure.sheet);
  if (found == pieces_.end()) {
    return;  // flashed already
  }
  Piece& piece = found->second;
  books_.add_departure(departure, piece.sheet);
  if (scribe_charts_ && plan_->line.stations[station].name == ScribeCharts::station) {
    scribe_charts_->add(piece.made.marks, piece.product, departure.tool,
                        books_.tool_name(departure.station, departure.tool), departure.time, batch);
  }
  if (laminates(plan_->line.stations[station])) {
    laminated_ += piece.sheet.laminate_area;
  }
  if (station < flash_) {
    piece.row.made = departure.time;
    return;
  }
  if (station > flash_) {
    return;
  }
  const FlashRow flashed = tester_->flash(piece.made, piece.row.serial, departure.time);
  ++month_row_.modules_made;
  month_row_.modules_good += flashed.is_good ? 1 : 0;
  orders_.finish(
      piece.segment, piece.row.aperture_m2,
      flashed.is_good ? bin_index(plan_->flash, flashed.aperture_efficiency) : std::nullopt,
      flashed.pmax_W);
  batch.modules.push_back(std::move(piece.row));
  batch.flashes.push_back(flashed);
  pieces_.erase(found);
}

// A module that rework or a limit made scrap: its web is lost where it was.
void FabRun::add_scrapped(const plant::ScrappedModule& scrapped, RunRecord& batch) {
  const auto found = pieces_.find(scrapped.sheet);
  if (found == pieces_.end()) {
    return;  // flashed already
  }
  const Piece& piece = found->second;
  const double length = static_cast<double>(piece.row.length_um) * unit::um.scale;
  batch.scrap.push_back(
      {.roll = piece.row.roll,
       .position_m = piece.row.position_m,
       .length_m = length,
       .area_m2 = length * plan_->process.aperture_width,
       .station = plan_->line.stations[static_cast<std::size_t>(scrapped.station)].name,
       .cause = std::string(scrapped.cause),
       .length_um = piece.row.length_um,
       .serial = static_cast<std::int64_t>(piece.row.serial)});
  set_masses(batch.scrap.back(), masses_of(piece.row));
  orders_.finish(piece.segment, piece.row.aperture_m2, std::nullopt, 0);
  pieces_.erase(found);
}

RunRecord FabRun::next_day() {
  RunRecord batch;
  const SimTime from = line_.now();
  if (!is_open_) {
    month_ = from;
    open_month(batch);
  }
  release_rolls();
  const SimTime midnight = std::chrono::floor<std::chrono::days>(from) + std::chrono::days(1);
  line_.advance_to(std::min(midnight, end_));
  const plant::EventLog log = line_.take_log();
  not_begun_ -= std::ranges::count_if(log.events, [](const plant::Event& e) {
    return e.kind == plant::EventKind::roll_started && e.station == 0;
  });
  books_.add(log, line_, batch);
  meter_.add(log);
  log_.add(log, batch.log);
  for (const plant::RollHistory& roll : log.rolls) {
    add_roll(roll, batch);
  }
  for (const plant::Departure& departure : log.departures) {
    add_departure(departure, batch);
  }
  for (const plant::ScrappedModule& scrapped : log.scrapped) {
    add_scrapped(scrapped, batch);
  }
  if (line_.now() == month_end()) {
    close_month(batch);
  }
  return batch;
}

std::vector<InProcessRow> FabRun::work_in_process() const {
  const std::int64_t width = micrometres(plan_->process.aperture_width);
  std::vector<InProcessRow> rows;
  for (const plant::RollInProcess& roll : line_.rolls_in_process()) {
    rows.push_back({.roll = static_cast<RollId>(roll.history.roll),
                    .station = plan_->line.stations[static_cast<std::size_t>(roll.station)].name,
                    .length_um = micrometres(roll.history.length),
                    .width_um = width});
  }
  for (const auto& [id, piece] : pieces_) {
    rows.push_back({.roll = piece.row.roll,
                    .serial = piece.row.serial,
                    .length_um = piece.row.length_um,
                    .width_um = width});
    set_masses(rows.back(), masses_of(piece.row));
  }
  return rows;
}

RunRecord FabRun::close_books() {
  RunRecord batch;
  if (is_open_) {
    orders_.shorten_month(to_s(line_.now() - month_) / to_s(month_end() - month_));
    close_month(batch);
  }
  return batch;
}

}  // namespace heliofab::twin
