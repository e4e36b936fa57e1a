// SPDX-License-Identifier: Apache-2.0
#include "mesh_errors.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace heliofab::cli {

namespace {

constexpr double coarse = 1e-3;              // [-] of a figure, from where on there is a hint
constexpr std::int64_t highest_degree = 12;  // of files

}  // namespace

std::string mesh_errors_text(const twin::MeshErrors& e, const twin::PlaneFigures& f,
                             std::int64_t degree, bool is_heated) {
  if (!e.is_known) {
    return "\n  the mesh leaves errors that are not known: a better one has no solution";
  }
  std::string text = fmt::format(
      "\n  the mesh leaves errors of some {:.0e} A in Isc, {:.0e} V in Voc, {:.0e} W in Pmax "
      "({:.0e} of it)",
      e.isc, e.voc, e.pmax, e.pmax / f.pmax());
  if (is_heated) {
    text += fmt::format(", {:.0e} K in the hottest", e.hottest);
  }
  if (twin::largest_share(e, f) > coarse) {
    const std::int64_t better = std::min(degree + 2, highest_degree);
    text += "\n  that is coarse: try ";
    text += degree < better ? fmt::format("--set mesh.degree={}, or ", better) : "";
    text += "shorter elements by mesh.elements, elements_flaw and growth";
  }
  return text;
}

io::Json mesh_errors_json(const twin::MeshErrors& e, bool is_heated) {
  if (!e.is_known) {
    return {};
  }
  io::Json json = io::Json::object({{"isc_A", io::Json::number(e.isc)},
                                    {"voc_V", io::Json::number(e.voc)},
                                    {"pmax_W", io::Json::number(e.pmax)}});
  if (is_heated) {
    json.set("hottest_K", io::Json::number(e.hottest));
  }
  return json.set("nodes", e.nodes);
}

}  // namespace heliofab::cli
