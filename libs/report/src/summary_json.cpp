// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/summary_json.hpp"

#include "format.hpp"
#include "gate_views.hpp"
#include "intervals.hpp"
#include "line_views.hpp"
#include "tally.hpp"
#include "web_views.hpp"

namespace heliofab::report {

namespace {

using io::Json;

Json distribution(const twin::Distribution& d) {
  return Json::object({{"mean", Json::number(d.mean)},
                       {"median", Json::number(d.median)},
                       {"std", Json::number(d.std)},
                       {"p10", Json::number(d.p10)},
                       {"p90", Json::number(d.p90)},
                       {"best", Json::number(d.best)}});
}

Json bin(const twin::BinCount& b) {
  return Json::object(
      {{"bin", b.bin}, {"modules", b.modules}, {"power_W", Json::number(b.power_W)}});
}

Json yield_loss(const twin::AreaLoss& loss) {
  return Json::object({{"station", loss.station},
                       {"cause", loss.cause},
                       {"modules", loss.modules},
                       {"area_m2", Json::number(loss.area_m2)},
                       {"share", Json::number(loss.share)}});
}

Json costs(const std::vector<Share>& shares, std::string_view key, double power_good_W) {
  return Json::array_of(shares, [&](const Share& share) {
    const Json per_watt = power_good_W > 0 ? Json::number(share.value / power_good_W) : Json();
    return Json::object({{std::string(key), share.name},
                         {"usd", Json::number(share.value)},
                         {"usd_per_W", per_watt}});
  });
}

Json market(const MarketTotal& m) {
  return Json::object({{"segment", m.segment},
                       {"product", m.product},
                       {"demand_W", Json::number(m.demand_W)},
                       {"shipped_W", Json::number(m.shipped_W)},
                       {"backlog_W", Json::number(m.backlog_W)},
                       {"lost_W", Json::number(m.lost_W)},
                       {"stock_W", Json::number(m.stock_W)},
                       {"revenue_usd", Json::number(m.revenue_usd)}});
}

Json loss(const twin::LossRow& row) {
  return Json::object({{"cause", row.cause},
                       {"efficiency", Json::number(row.efficiency)},
                       {"loss", Json::number(row.loss)}});
}

Json variance(const twin::VarianceRow& row) {
  return Json::object({{"cause", row.cause},
                       {"variance_share", Json::number(row.variance_share)},
                       {"median_efficiency", Json::number(row.median_efficiency)},
                       {"std_efficiency", Json::number(row.std_efficiency)}});
}

Json sensitivity(const twin::SensitivityRow& row) {
  return Json::object({{"input", row.path},
                       {"value", row.value},
                       {"step", Json::number(row.step)},
                       {"unit", row.unit},
                       {"change", Json::number(row.change)},
                       {"lower", Json::number(row.lower)},
                       {"upper", Json::number(row.upper)},
                       {"elasticity", Json::number(row.elasticity)},
                       {"error", Json::number(row.error)}});
}

Json sensitivities(const twin::RunRecord& record) {
  Json json = Json::object();
  for (const std::string_view figure : {twin::efficiency_figure, twin::cost_figure}) {
    json.set(figure, Json::array_of(top_inputs(record, figure), sensitivity));
  }
  return json;
}

Json target(const twin::TargetRow& row) {
  return Json::object({{"name", row.name},
                       {"expected", Json::number(row.expected)},
                       {"tolerance", Json::number(row.tolerance)},
                       {"obtained", Json::number(row.obtained)},
                       {"unit", row.unit},
                       {"is_fitted", row.is_fitted},
                       {"is_met", is_met(row)},
                       {"source", row.source}});
}

Json yield(const twin::YieldRow& row) {
  return Json::object({{"product", row.product},
                       {"market", row.market},
                       {"layout", row.layout},
                       {"bin", row.bin},
                       {"modules", row.modules},
                       {"period_days", Json::number(row.period_days)},
                       {"energy_kWh", Json::number(row.energy_kWh)},
                       {"yield_kWh_per_kWp", Json::number(row.yield_kWh_per_kWp)},
                       {"yield_p5_kWh_per_kWp", Json::number(row.yield_p5_kWh_per_kWp)},
                       {"yield_p95_kWh_per_kWp", Json::number(row.yield_p95_kWh_per_kWp)},
                       {"cost_usd_per_kWh_a", Json::number(row.cost_usd_per_kWh_a)}});
}

Json warning(const twin::EventRow& row) {
  return Json::object({{"key", row.subject}, {"message", row.detail}});
}

Json provenance(const twin::Provenance& p) {
  // A seed has 64 bits; most JSON readers keep 53.
  return Json::object({{"name", p.name},
                       {"seed", std::to_string(p.seed)},
                       {"from", format_time(p.from)},
                       {"to", format_time(p.to)},
                       {"plan_hash", p.plan_hash},
                       {"data_hash", p.data_hash},
                       {"version", p.version},
                       {"command", p.command}});
}

Json intervals(const Intervals& within) {
  return Json::object({{"batches", static_cast<std::int64_t>(within.batches)},
                       {"line_yield", Json::number(within.line_yield)},
                       {"aperture_efficiency_median", Json::number(within.efficiency_median)},
                       {"fill_factor_median", Json::number(within.fill_factor_median)},
                       {"voc_per_cell_median_V", Json::number(within.voc_per_cell_median_V)}});
}

}  // namespace

io::Json summary_json(const twin::RunRecord& record, const twin::Summary& summary) {
  if (summary.is_line) {
    Json json = line_json(record, summary);
    json.set("gates", Json::array_of(gates_of(record, summary), gate_json));
    json.set("provenance", provenance(record.provenance));
    return json;
  }
  const twin::Summary s = with_gaps(summary);
  Json json = Json::object({{"schema", "heliofab.summary"}, {"schema_version", 1}});
  json.set("modules_made", s.modules_made);
  json.set("modules_good", s.modules_good);
  json.set("line_yield", Json::number(s.line_yield));
  json.set("aperture_efficiency", distribution(s.aperture_efficiency));
  json.set("fill_factor_median", Json::number(s.fill_factor_median));
  json.set("voc_per_cell_median_V", Json::number(s.voc_per_cell_median_V));
  json.set("power_shipped_W", Json::number(s.power_shipped_W));
  json.set("cost_usd_per_W", Json::number(s.cost_usd_per_W));
  json.set("oee_e79", Json::number(s.oee_e79));
  json.set("bottleneck", s.bottleneck.empty() ? Json() : Json(s.bottleneck));
  json.set("fingerprint", s.fingerprint);
  json.set("is_complete", s.is_complete);

  json.set("rolls_finished", s.rolls_finished);
  json.set("web_finished_m2", Json::number(s.web_finished_m2));
  json.set("power_good_W", Json::number(s.power_good_W));
  json.set("demand_W", Json::number(total_demand(record)));
  json.set("backlog_W", Json::number(s.backlog_W));
  json.set("cost_usd", Json::number(s.cost_usd));
  json.set("lost_W", Json::number(s.lost_W));
  json.set("stock_W", Json::number(s.stock_W));
  json.set("revenue_usd", Json::number(s.revenue_usd));

  json.set("bins", Json::array_of(s.bins, bin));
  json.set("yield_losses", Json::array_of(s.area_losses, yield_loss));
  json.set("stations", Json::array_of(s.stations, station_json));
  json.set("flow", flow_json(s.flow));
  json.set("web", web_json(s.web));
  json.set("what_ifs", Json::array_of(record.what_ifs, what_if_json));
  json.set("markets", Json::array_of(market_totals(record), market));
  json.set("costs_by_step", costs(cost_by(record, &twin::CostRow::step), "step", s.power_good_W));
  json.set("costs_by_category",
           costs(cost_by(record, &twin::CostRow::category), "category", s.power_good_W));
  json.set("efficiency_losses", Json::array_of(ordered_losses(record), loss));
  json.set("scatter_causes", Json::array_of(ordered_variances(record), variance));
  json.set("sensitivities", sensitivities(record));
  json.set("yields", Json::array_of(record.yields, yield));
  json.set("targets", Json::array_of(record.targets, target));
  json.set("gates", Json::array_of(gates_of(record, s), gate_json));
  json.set("half_widths", intervals(intervals_of(record)));
  json.set("warnings", Json::array_of(events_of(record, twin::warning_event), warning));
  json.set("provenance", provenance(record.provenance));
  return json;
}

}  // namespace heliofab::report
