// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/line_tools.hpp"

#include <array>

namespace heliofab::process {

LineTools::LineTools() = default;

LineTools without_straying(LineTools tools) {
  for (SputterTool* sputter : std::array<SputterTool*, 2>{&tools.molybdenum, &tools.tco}) {
    sputter->power = {};
    sputter->four_point_probe = {.sampling = sputter->four_point_probe.sampling};
  }
  tools.molybdenum.gas = {};
  tools.tco.gas = {};
  tools.cds.temperature = {};
  tools.cds.delivered = 1;
  CigsStraying& s = tools.cigs.straying;
  s = {.copper = {},
       .indium = {},
       .gallium = {},
       .selenium = {},
       .sodium = {},
       .control = {},
       .depletion = 0,
       .temperature = {},
       .web_speed = {}};
  tools.cigs.xrf = {.sampling = tools.cigs.xrf.sampling, .dead_time = tools.cigs.xrf.dead_time};
  for (ScribePass* pass : {&tools.scribe.p1, &tools.scribe.p2, &tools.scribe.p3}) {
    pass->energy_spread = 0;
    pass->registration = 0;
    pass->encoder = 0;
    pass->wander = 0;
  }
  tools.busbar.temperature_spread = 0;
  tools.lamination.temperature_spread = 0;
  tools.defects.clear();
  tools.events = {.wrinkles = {}, .splice_spacing = 0, .end_length = 0};
  return tools;
}

}  // namespace heliofab::process
