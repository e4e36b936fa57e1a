// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "line_views.hpp"

namespace heliofab::report {

namespace {

using io::Json;

void set_estimate(Json& json, const std::string& key, const std::string& unit,
                  const plant::MeanEstimate& e) {
  json.set(key + unit, Json::number(e.mean));
  json.set(key + "_half_width" + unit, Json::number(e.half_width));
}

Json e10_json(const plant::EquipmentRatios& r) {
  return Json::object({{"total_uptime", Json::number(r.total_uptime)},
                       {"operational_uptime", Json::number(r.operational_uptime)},
                       {"operational_utilization", Json::number(r.operational_utilization)},
                       {"total_utilization", Json::number(r.total_utilization)},
                       {"mtbf_productive_s", Json::number(r.mtbf_productive)},
                       {"mttr_s", Json::number(r.mttr)},
                       {"mcbf", Json::number(r.mcbf)}});
}

Json iso_json(const plant::Iso22400& k) {
  return Json::object({{"availability", Json::number(k.availability)},
                       {"effectiveness", Json::number(k.effectiveness)},
                       {"quality_ratio", Json::number(k.quality_ratio)},
                       {"oee_index", Json::number(k.oee_index)},
                       {"nee_index", Json::number(k.nee_index)},
                       {"utilization_efficiency", Json::number(k.utilization_efficiency)},
                       {"allocation_efficiency", Json::number(k.allocation_efficiency)},
                       {"setup_ratio", Json::number(k.setup_ratio)},
                       {"technical_efficiency", Json::number(k.technical_efficiency)},
                       {"mtbf_s", Json::number(k.mtbf)},
                       {"mttr_s", Json::number(k.mttr)}});
}

void set_flow(Json& json, const twin::FlowFigures& line) {
  json.set("parts", line.parts);
  set_estimate(json, "throughput", "_per_s", line.throughput_per_s);
  set_estimate(json, "wip_mean", "", line.wip);
  set_estimate(json, "cycle_time_mean", "_s", line.cycle_time_s);
  json.set("cycle_time_by_littles_law_s", Json::number(cycle_time_by_little(line)));
  json.set("holds_littles_law", line.holds_littles_law);
  json.set("in_line", line.in_line);
  json.set("duration_s", Json::number(line.duration_s));
  json.set("warm_up_s", Json::number(line.warm_up_s));
}

}  // namespace

double cycle_time_by_little(const twin::FlowFigures& flow) {
  return flow.parts > 0 ? flow.wip.mean * flow.duration_s / static_cast<double>(flow.parts)
                        : std::numeric_limits<double>::quiet_NaN();
}

io::Json flow_json(const twin::FlowFigures& flow) {
  Json json = Json::object({});
  set_flow(json, flow);
  return json;
}

io::Json station_json(const twin::StationOee& s) {
  return Json::object({{"station", s.station},
                       {"oee", Json::number(s.oee)},
                       {"availability", Json::number(s.availability)},
                       {"operational", Json::number(s.operational)},
                       {"rate", Json::number(s.rate)},
                       {"quality", Json::number(s.quality)},
                       {"busy_share", Json::number(s.busy_share)},
                       {"blocked", Json::number(s.blocked)},
                       {"starved", Json::number(s.starved)},
                       {"unscheduled_down", Json::number(s.down)},
                       {"units", s.units},
                       {"failures", s.failures},
                       {"e10", e10_json(s.e10)},
                       {"iso_22400", iso_json(s.iso)}});
}

io::Json what_if_json(const twin::WhatIfRow& row) {
  return Json::object({{"change", row.change},
                       {"station", row.station},
                       {"throughput_per_s", Json::number(row.throughput_per_s)},
                       {"gain_per_s", Json::number(row.gain_per_s)},
                       {"half_width_per_s", Json::number(row.half_width_per_s)}});
}

io::Json line_json(const twin::RunRecord& record, const twin::Summary& s) {
  const twin::FlowFigures& line = s.flow;
  Json json = Json::object({{"schema", "heliofab.line"}, {"schema_version", 1}});
  set_flow(json, line);
  json.set("bottleneck", s.bottleneck);
  json.set("oee_e79", Json::number(s.oee_e79));
  json.set("stations", Json::array_of(s.stations, station_json));
  json.set("what_ifs", Json::array_of(record.what_ifs, what_if_json));
  json.set("fingerprint", s.fingerprint);
  json.set("is_complete", s.is_complete);
  return json;
}

}  // namespace heliofab::report
