// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <tuple>

#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

// Tables and columns of a record, said once: the fingerprint, the store and whatever reads rows by
// name take them from here. A new column is one line here and a new numbered schema file.
//
//   for_each_table([&]<class Row>() { ... Table<Row>::name ... record.*Table<Row>::rows ... });
//   for_each_column<Row>([&](std::string_view name, auto Row::*member) { ... });

template <class Row, class T>
struct Column {
  std::string_view name;
  T Row::*member;
};
template <class Row, class T>
Column(std::string_view, T Row::*) -> Column<Row, T>;

/// Name of the table of a row type, where its rows are in a record, and its columns in order.
template <class Row>
struct Table;

template <>
struct Table<InputRow> {
  static constexpr std::string_view name = "inputs";
  static constexpr auto rows = &RunRecord::inputs;
  static constexpr std::tuple columns{
      Column{"path", &InputRow::path},          Column{"value", &InputRow::value},
      Column{"grade", &InputRow::grade},        Column{"source", &InputRow::source},
      Column{"origin", &InputRow::origin},      Column{"location", &InputRow::where},
      Column{"fitted_to", &InputRow::fitted_to}};
};

template <>
struct Table<RollRow> {
  static constexpr std::string_view name = "rolls";
  static constexpr auto rows = &RunRecord::rolls;
  static constexpr std::tuple columns{Column{"roll", &RollRow::roll},
                                      Column{"started", &RollRow::started},
                                      Column{"finished", &RollRow::finished},
                                      Column{"length_m", &RollRow::length_m},
                                      Column{"width_m", &RollRow::width_m},
                                      Column{"cut_m", &RollRow::cut_m},
                                      Column{"scrap_m", &RollRow::scrap_m},
                                      Column{"modules", &RollRow::modules},
                                      Column{"molybdenum_kg", &RollRow::molybdenum_kg},
                                      Column{"cigs_kg", &RollRow::cigs_kg},
                                      Column{"cds_kg", &RollRow::cds_kg},
                                      Column{"izno_kg", &RollRow::izno_kg},
                                      Column{"azo_kg", &RollRow::azo_kg}};
};

template <>
struct Table<PassRow> {
  static constexpr std::string_view name = "passes";
  static constexpr auto rows = &RunRecord::passes;
  static constexpr std::tuple columns{
      Column{"roll", &PassRow::roll},          Column{"station", &PassRow::station},
      Column{"tool", &PassRow::tool},          Column{"started", &PassRow::started},
      Column{"finished", &PassRow::finished},  Column{"stops", &PassRow::stops},
      Column{"stopped_s", &PassRow::stopped_s}};
};

template <>
struct Table<ScrapRow> {
  static constexpr std::string_view name = "scrap";
  static constexpr auto rows = &RunRecord::scrap;
  static constexpr std::tuple columns{Column{"roll", &ScrapRow::roll},
                                      Column{"position_m", &ScrapRow::position_m},
                                      Column{"length_m", &ScrapRow::length_m},
                                      Column{"area_m2", &ScrapRow::area_m2},
                                      Column{"station", &ScrapRow::station},
                                      Column{"cause", &ScrapRow::cause},
                                      Column{"length_um", &ScrapRow::length_um},
                                      Column{"serial", &ScrapRow::serial},
                                      Column{"molybdenum_kg", &ScrapRow::molybdenum_kg},
                                      Column{"cigs_kg", &ScrapRow::cigs_kg},
                                      Column{"cds_kg", &ScrapRow::cds_kg},
                                      Column{"izno_kg", &ScrapRow::izno_kg},
                                      Column{"azo_kg", &ScrapRow::azo_kg}};
};

template <>
struct Table<ModuleRow> {
  static constexpr std::string_view name = "modules";
  static constexpr auto rows = &RunRecord::modules;
  static constexpr std::tuple columns{
      Column{"serial", &ModuleRow::serial},
      Column{"roll", &ModuleRow::roll},
      Column{"position_m", &ModuleRow::position_m},
      Column{"lane", &ModuleRow::lane},
      Column{"product", &ModuleRow::product},
      Column{"segment", &ModuleRow::segment},
      Column{"made", &ModuleRow::made},
      Column{"cells", &ModuleRow::cells},
      Column{"aperture_m2", &ModuleRow::aperture_m2},
      Column{"thickness_um", &ModuleRow::thickness_um},
      Column{"cgi", &ModuleRow::cgi},
      Column{"ggi", &ModuleRow::ggi},
      Column{"sodium", &ModuleRow::sodium},
      Column{"cds_nm", &ModuleRow::cds_nm},
      Column{"tco_ohm_sq", &ModuleRow::tco_ohm_sq},
      Column{"mo_ohm_sq", &ModuleRow::mo_ohm_sq},
      Column{"p2_ohm_cm", &ModuleRow::p2_ohm_cm},
      Column{"shunt_S_m2", &ModuleRow::shunt_S_m2},
      Column{"hard_shunts", &ModuleRow::hard_shunts},
      Column{"isc_A", &ModuleRow::isc_A},
      Column{"voc_V", &ModuleRow::voc_V},
      Column{"fill_factor", &ModuleRow::fill_factor},
      Column{"pmax_W", &ModuleRow::pmax_W},
      Column{"aperture_efficiency", &ModuleRow::aperture_efficiency},
      Column{"curve_error", &ModuleRow::curve_error},
      Column{"solve_error", &ModuleRow::solve_error},
      Column{"solved_in_full", &ModuleRow::solved_in_full},
      Column{"dead_um", &ModuleRow::dead_um},
      Column{"bridged", &ModuleRow::bridged},
      Column{"interrupted", &ModuleRow::interrupted},
      Column{"gel", &ModuleRow::gel},
      Column{"length_um", &ModuleRow::length_um},
      Column{"molybdenum_kg", &ModuleRow::molybdenum_kg},
      Column{"cigs_kg", &ModuleRow::cigs_kg},
      Column{"cds_kg", &ModuleRow::cds_kg},
      Column{"izno_kg", &ModuleRow::izno_kg},
      Column{"azo_kg", &ModuleRow::azo_kg}};
};

template <>
struct Table<FlashRow> {
  static constexpr std::string_view name = "flashes";
  static constexpr auto rows = &RunRecord::flashes;
  static constexpr std::tuple columns{Column{"serial", &FlashRow::serial},
                                      Column{"flashed", &FlashRow::flashed},
                                      Column{"irradiance_W_m2", &FlashRow::irradiance_W_m2},
                                      Column{"temperature_K", &FlashRow::temperature_K},
                                      Column{"isc_A", &FlashRow::isc_A},
                                      Column{"voc_V", &FlashRow::voc_V},
                                      Column{"imp_A", &FlashRow::imp_A},
                                      Column{"vmp_V", &FlashRow::vmp_V},
                                      Column{"pmax_W", &FlashRow::pmax_W},
                                      Column{"fill_factor", &FlashRow::fill_factor},
                                      Column{"aperture_efficiency", &FlashRow::aperture_efficiency},
                                      Column{"bin", &FlashRow::bin},
                                      Column{"is_good", &FlashRow::is_good},
                                      Column{"cause", &FlashRow::cause},
                                      Column{"awake", &FlashRow::awake},
                                      Column{"mismatch", &FlashRow::mismatch},
                                      Column{"shunt_S_m2", &FlashRow::shunt_S_m2}};
};

template <>
struct Table<ReadingRow> {
  static constexpr std::string_view name = "readings";
  static constexpr auto rows = &RunRecord::readings;
  static constexpr std::tuple columns{
      Column{"roll", &ReadingRow::roll},         Column{"station", &ReadingRow::station},
      Column{"tool", &ReadingRow::tool},         Column{"gauge", &ReadingRow::gauge},
      Column{"quantity", &ReadingRow::quantity}, Column{"position_m", &ReadingRow::position_m},
      Column{"value", &ReadingRow::value},       Column{"target", &ReadingRow::target},
      Column{"sigma", &ReadingRow::sigma}};
};

template <>
struct Table<AlarmRow> {
  static constexpr std::string_view name = "alarms";
  static constexpr auto rows = &RunRecord::alarms;
  static constexpr std::tuple columns{Column{"roll", &AlarmRow::roll},
                                      Column{"station", &AlarmRow::station},
                                      Column{"tool", &AlarmRow::tool},
                                      Column{"quantity", &AlarmRow::quantity},
                                      Column{"position_m", &AlarmRow::position_m},
                                      Column{"rule", &AlarmRow::rule},
                                      Column{"action", &AlarmRow::action}};
};

template <>
struct Table<StateRow> {
  static constexpr std::string_view name = "states";
  static constexpr auto rows = &RunRecord::states;
  static constexpr std::tuple columns{
      Column{"station", &StateRow::station}, Column{"tool", &StateRow::tool},
      Column{"state", &StateRow::state},     Column{"begins", &StateRow::from},
      Column{"ends", &StateRow::to},         Column{"reason", &StateRow::reason}};
};

template <>
struct Table<ProductionRow> {
  static constexpr std::string_view name = "production";
  static constexpr auto rows = &RunRecord::production;
  static constexpr std::tuple columns{Column{"month", &ProductionRow::month},
                                      Column{"station", &ProductionRow::station},
                                      Column{"tool", &ProductionRow::tool},
                                      Column{"actual_s", &ProductionRow::actual_s},
                                      Column{"effective_s", &ProductionRow::effective_s},
                                      Column{"failures", &ProductionRow::failures},
                                      Column{"units", &ProductionRow::units}};
};

template <>
struct Table<EventRow> {
  static constexpr std::string_view name = "events";
  static constexpr auto rows = &RunRecord::events;
  static constexpr std::tuple columns{
      Column{"time", &EventRow::time}, Column{"tool", &EventRow::tool},
      Column{"kind", &EventRow::kind}, Column{"subject", &EventRow::subject},
      Column{"detail", &EventRow::detail}};
};

template <>
struct Table<CostRow> {
  static constexpr std::string_view name = "costs";
  static constexpr auto rows = &RunRecord::costs;
  static constexpr std::tuple columns{
      Column{"month", &CostRow::month}, Column{"step", &CostRow::step},
      Column{"category", &CostRow::category}, Column{"usd", &CostRow::usd}};
};

template <>
struct Table<DemandRow> {
  static constexpr std::string_view name = "demands";
  static constexpr auto rows = &RunRecord::demands;
  static constexpr std::tuple columns{Column{"month", &DemandRow::month},
                                      Column{"segment", &DemandRow::segment},
                                      Column{"product", &DemandRow::product},
                                      Column{"demand_W", &DemandRow::demand_W},
                                      Column{"shipped_W", &DemandRow::shipped_W},
                                      Column{"backlog_W", &DemandRow::backlog_W},
                                      Column{"price_usd_per_W", &DemandRow::price_usd_per_W},
                                      Column{"lost_W", &DemandRow::lost_W},
                                      Column{"stock_W", &DemandRow::stock_W},
                                      Column{"revenue_usd", &DemandRow::revenue_usd}};
};

template <>
struct Table<SalesRow> {
  static constexpr std::string_view name = "sales";
  static constexpr auto rows = &RunRecord::sales;
  static constexpr std::tuple columns{Column{"month", &SalesRow::month},
                                      Column{"segment", &SalesRow::segment},
                                      Column{"product", &SalesRow::product},
                                      Column{"bin", &SalesRow::bin},
                                      Column{"is_taken", &SalesRow::is_taken},
                                      Column{"made_W", &SalesRow::made_W},
                                      Column{"shipped_W", &SalesRow::shipped_W},
                                      Column{"stock_W", &SalesRow::stock_W},
                                      Column{"price_usd_per_W", &SalesRow::price_usd_per_W},
                                      Column{"revenue_usd", &SalesRow::revenue_usd}};
};

template <>
struct Table<MonthRow> {
  static constexpr std::string_view name = "months";
  static constexpr auto rows = &RunRecord::months;
  static constexpr std::tuple columns{Column{"month", &MonthRow::month},
                                      Column{"shifts", &MonthRow::shifts},
                                      Column{"web_started_m", &MonthRow::web_started_m},
                                      Column{"modules_made", &MonthRow::modules_made},
                                      Column{"modules_good", &MonthRow::modules_good},
                                      Column{"power_shipped_W", &MonthRow::power_shipped_W}};
};

template <>
struct Table<LossRow> {
  static constexpr std::string_view name = "losses";
  static constexpr auto rows = &RunRecord::losses;
  static constexpr std::tuple columns{
      Column{"position", &LossRow::order}, Column{"cause", &LossRow::cause},
      Column{"efficiency", &LossRow::efficiency}, Column{"loss", &LossRow::loss}};
};

template <>
struct Table<VarianceRow> {
  static constexpr std::string_view name = "variances";
  static constexpr auto rows = &RunRecord::variances;
  static constexpr std::tuple columns{Column{"position", &VarianceRow::order},
                                      Column{"cause", &VarianceRow::cause},
                                      Column{"variance_share", &VarianceRow::variance_share},
                                      Column{"median_efficiency", &VarianceRow::median_efficiency},
                                      Column{"std_efficiency", &VarianceRow::std_efficiency}};
};

template <>
struct Table<TargetRow> {
  static constexpr std::string_view name = "targets";
  static constexpr auto rows = &RunRecord::targets;
  static constexpr std::tuple columns{
      Column{"name", &TargetRow::name},           Column{"expected", &TargetRow::expected},
      Column{"tolerance", &TargetRow::tolerance}, Column{"obtained", &TargetRow::obtained},
      Column{"unit", &TargetRow::unit},           Column{"is_fitted", &TargetRow::is_fitted},
      Column{"source", &TargetRow::source}};
};

template <>
struct Table<InProcessRow> {
  static constexpr std::string_view name = "in_process";
  static constexpr auto rows = &RunRecord::in_process;
  static constexpr std::tuple columns{Column{"roll", &InProcessRow::roll},
                                      Column{"serial", &InProcessRow::serial},
                                      Column{"station", &InProcessRow::station},
                                      Column{"length_um", &InProcessRow::length_um},
                                      Column{"width_um", &InProcessRow::width_um},
                                      Column{"molybdenum_kg", &InProcessRow::molybdenum_kg},
                                      Column{"cigs_kg", &InProcessRow::cigs_kg},
                                      Column{"cds_kg", &InProcessRow::cds_kg},
                                      Column{"izno_kg", &InProcessRow::izno_kg},
                                      Column{"azo_kg", &InProcessRow::azo_kg}};
};

template <>
struct Table<ChargeRow> {
  static constexpr std::string_view name = "charges";
  static constexpr auto rows = &RunRecord::charges;
  static constexpr std::tuple columns{
      Column{"roll", &ChargeRow::roll},     Column{"station", &ChargeRow::station},
      Column{"tool", &ChargeRow::tool},     Column{"source", &ChargeRow::source},
      Column{"charge", &ChargeRow::charge}, Column{"began", &ChargeRow::began},
      Column{"ended", &ChargeRow::ended}};
};

template <>
struct Table<LayerRow> {
  static constexpr std::string_view name = "layers";
  static constexpr auto rows = &RunRecord::layers;
  static constexpr std::tuple columns{Column{"layer", &LayerRow::layer},
                                      Column{"thickness_um", &LayerRow::thickness_um},
                                      Column{"density_kg_m3", &LayerRow::density_kg_m3}};
};

template <>
struct Table<FlowRow> {
  static constexpr std::string_view name = "flows";
  static constexpr auto rows = &RunRecord::flows;
  static constexpr std::tuple columns{
      Column{"batch", &FlowRow::batch},       Column{"begins", &FlowRow::from},
      Column{"ends", &FlowRow::to},           Column{"parts", &FlowRow::parts},
      Column{"cycle_us", &FlowRow::cycle_us}, Column{"wip_us", &FlowRow::wip_us},
      Column{"in_line", &FlowRow::in_line},   Column{"ages_us", &FlowRow::ages_us},
      Column{"scrapped", &FlowRow::scrapped}};
};

template <>
struct Table<ToolTimeRow> {
  static constexpr std::string_view name = "tool_times";
  static constexpr auto rows = &RunRecord::tool_times;
  static constexpr std::tuple columns{
      Column{"station", &ToolTimeRow::station}, Column{"tool", &ToolTimeRow::tool},
      Column{"state", &ToolTimeRow::state}, Column{"reason", &ToolTimeRow::reason},
      Column{"time_us", &ToolTimeRow::time_us}};
};

template <>
struct Table<WhatIfRow> {
  static constexpr std::string_view name = "what_ifs";
  static constexpr auto rows = &RunRecord::what_ifs;
  static constexpr std::tuple columns{Column{"change", &WhatIfRow::change},
                                      Column{"station", &WhatIfRow::station},
                                      Column{"throughput_per_s", &WhatIfRow::throughput_per_s},
                                      Column{"gain_per_s", &WhatIfRow::gain_per_s},
                                      Column{"half_width_per_s", &WhatIfRow::half_width_per_s}};
};

template <>
struct Table<SensitivityRow> {
  static constexpr std::string_view name = "sensitivities";
  static constexpr auto rows = &RunRecord::sensitivities;
  static constexpr std::tuple columns{
      Column{"figure", &SensitivityRow::figure}, Column{"position", &SensitivityRow::order},
      Column{"path", &SensitivityRow::path},     Column{"value", &SensitivityRow::value},
      Column{"step", &SensitivityRow::step},     Column{"unit", &SensitivityRow::unit},
      Column{"change", &SensitivityRow::change}, Column{"lower", &SensitivityRow::lower},
      Column{"upper", &SensitivityRow::upper},   Column{"elasticity", &SensitivityRow::elasticity},
      Column{"error", &SensitivityRow::error}};
};

template <>
struct Table<YieldRow> {
  static constexpr std::string_view name = "yields";
  static constexpr auto rows = &RunRecord::yields;
  static constexpr std::tuple columns{
      Column{"product", &YieldRow::product},
      Column{"market", &YieldRow::market},
      Column{"layout", &YieldRow::layout},
      Column{"bin", &YieldRow::bin},
      Column{"weather", &YieldRow::weather},
      Column{"period_days", &YieldRow::period_days},
      Column{"modules", &YieldRow::modules},
      Column{"modules_solved", &YieldRow::modules_solved},
      Column{"module_W", &YieldRow::module_W},
      Column{"module_p5_W", &YieldRow::module_p5_W},
      Column{"module_p50_W", &YieldRow::module_p50_W},
      Column{"module_p95_W", &YieldRow::module_p95_W},
      Column{"energy_kWh", &YieldRow::energy_kWh},
      Column{"yield_kWh_per_kWp", &YieldRow::yield_kWh_per_kWp},
      Column{"yield_p5_kWh_per_kWp", &YieldRow::yield_p5_kWh_per_kWp},
      Column{"yield_p50_kWh_per_kWp", &YieldRow::yield_p50_kWh_per_kWp},
      Column{"yield_p95_kWh_per_kWp", &YieldRow::yield_p95_kWh_per_kWp},
      Column{"poa_kWh_m2", &YieldRow::poa_kWh_m2},
      Column{"specific_power_W_per_kg", &YieldRow::specific_power_W_per_kg},
      Column{"energy_per_orbit_Wh", &YieldRow::energy_per_orbit_Wh},
      Column{"cost_usd_per_W", &YieldRow::cost_usd_per_W},
      Column{"cost_usd_per_kWh_a", &YieldRow::cost_usd_per_kWh_a},
      Column{"table_error", &YieldRow::table_error},
      Column{"command", &YieldRow::command}};
};

template <>
struct Table<DestinationRow> {
  static constexpr std::string_view name = "destinations";
  static constexpr auto rows = &RunRecord::destinations;
  static constexpr std::tuple columns{Column{"serial", &DestinationRow::serial},
                                      Column{"product", &DestinationRow::product},
                                      Column{"market", &DestinationRow::market},
                                      Column{"value_usd", &DestinationRow::value_usd},
                                      Column{"rsh_ohm_cm2", &DestinationRow::rsh_ohm_cm2},
                                      Column{"energy_kWh", &DestinationRow::energy_kWh}};
};

// Tables of a batch's log.
template <>
struct Table<VisitRow> {
  static constexpr std::string_view name = "visits";
  static constexpr auto rows = &LineLog::visits;
  static constexpr std::tuple columns{
      Column{"part", &VisitRow::part}, Column{"tool", &VisitRow::tool},
      Column{"began", &VisitRow::began}, Column{"done", &VisitRow::done},
      Column{"gone", &VisitRow::left}};
};

template <>
struct Table<RepairRow> {
  static constexpr std::string_view name = "repairs";
  static constexpr auto rows = &LineLog::repairs;
  static constexpr std::tuple columns{Column{"tool", &RepairRow::tool},
                                      Column{"began", &RepairRow::began},
                                      Column{"ended", &RepairRow::ended}};
};

/// Calls f.template operator()<Row>() for every table, in the order of the schema.
template <class Function>
void for_each_table(Function&& f) {
  const auto call = [&f]<class... Rows>(std::tuple<Rows...>*) {
    (f.template operator()<Rows>(), ...);
  };
  call(static_cast<
       std::tuple<InputRow, RollRow, PassRow, ScrapRow, ModuleRow, FlashRow, StateRow,
                  ProductionRow, EventRow, CostRow, DemandRow, MonthRow, LossRow, VarianceRow,
                  TargetRow, ReadingRow, AlarmRow, InProcessRow, ChargeRow, LayerRow, FlowRow,
                  ToolTimeRow, WhatIfRow, SalesRow, SensitivityRow, YieldRow, DestinationRow>*>(
      nullptr));
}

/// The same for the tables of a batch's log.
template <class Function>
void for_each_log_table(Function&& f) {
  f.template operator()<VisitRow>();
  f.template operator()<RepairRow>();
}

/// Whether the run itself made the rows of a table. What its modules deliver is found later, and
/// may be found again: it says nothing of what was made, and the fingerprint leaves it out.
template <class Row>
inline constexpr bool is_of_run = true;
template <>
inline constexpr bool is_of_run<YieldRow> = false;
template <>
inline constexpr bool is_of_run<DestinationRow> = false;

/// Calls f(name, pointer to member) for every column of a row, in order.
template <class Row, class Function>
void for_each_column(Function&& f) {
  std::apply([&f](const auto&... column) { (f(column.name, column.member), ...); },
             Table<Row>::columns);
}

}  // namespace heliofab::twin
