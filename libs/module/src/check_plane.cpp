// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "plane_mesh.hpp"

namespace heliofab::module {

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& what) {
  throw InputError("E4103", path, what);
}

void check_factor(const std::string& path, double factor, double most) {
  if (!(factor >= 0 && factor <= most)) {
    refuse(path, fmt::format("{:g}, wanted 0 .. {:g}", factor, most));
  }
}

// A factor that may not take all away.
void check_ratio(const std::string& path, double factor) {
  if (!(factor >= 1e-9 && factor <= 1e12)) {
    refuse(path, fmt::format("{:g}, wanted 1e-09 .. 1e+12", factor));
  }
}

void check_place(const PlaneModule& m, const std::string& path, const Place& p) {
  constexpr double slack = 1 + 1e-9;
  const double width = active_width(m.design);
  const bool is_inside = p.cell >= 0 && p.cell < m.design.cells && p.width > 0 && p.length > 0 &&
                         p.x >= 0 && p.y >= 0 && p.x + p.width <= width * slack &&
                         p.y + p.length <= m.design.cell_length * slack;
  if (!is_inside) {
    refuse(path,
           fmt::format("{:g} mm x {:g} mm at ({:g}, {:g}) mm of stripe {}, wanted within "
                       "{:g} mm x {:g} mm of one of {} stripes",
                       p.width / unit::mm, p.length / unit::mm, p.x / unit::mm, p.y / unit::mm,
                       p.cell, width / unit::mm, m.design.cell_length / unit::mm, m.design.cells));
  }
}

void check_films(const PlaneModule& m) {
  if (m.films.size() != 1 && m.films.size() != static_cast<std::size_t>(m.design.cells)) {
    refuse("module.films",
           fmt::format("{} films, wanted one or {}", m.films.size(), m.design.cells));
  }
  if (!m.tables.empty() && m.tables.size() != m.films.size()) {
    refuse("module.tables",
           fmt::format("{} tables, wanted none or {}", m.tables.size(), m.films.size()));
  }
  for (std::size_t k = 0; k < m.tables.size(); ++k) {
    const FilmTable& t = m.tables[k];
    const bool is_rising = std::ranges::is_sorted(t.light, std::ranges::less_equal()) &&
                           std::ranges::adjacent_find(t.light) == t.light.end();
    if (t.light.empty() || t.light.size() != t.curves.size() || !is_rising) {
      refuse(fmt::format("module.tables[{}]", k),
             fmt::format("{} lights and {} curves, wanted one curve for each "
                         "of rising lights",
                         t.light.size(), t.curves.size()));
    }
    if (!(m.films[k].photocurrent > 0 && m.films[k].saturation > 0)) {
      refuse(fmt::format("module.films[{}]", k),
             "photocurrent and saturation of a film with a table are what "
             "places are compared with: "
             "wanted above 0");
    }
  }
}

void check_patch(const PlaneModule& m, const std::string& path, const Patch& p) {
  check_place(m, path, p.place);
  check_factor(path + ".photocurrent", p.photocurrent, 1000);
  check_ratio(path + ".saturation", p.saturation);
  check_factor(path + ".shunt", p.shunt, 1e12);
  check_factor(path + ".added_shunt", p.added_shunt, 1e12);
  check_ratio(path + ".front_sheet", p.front_sheet);
  check_ratio(path + ".back_sheet", p.back_sheet);
}

void check_map(const std::string& path, const FilmMap& map) {
  for (const std::vector<double>* axis : {&map.x, &map.y}) {
    const bool is_rising =
        std::ranges::adjacent_find(*axis, std::ranges::greater_equal()) == axis->end();
    if (axis->empty() || !is_rising) {
      refuse(path, fmt::format("an axis of {} points, wanted one or more that rise", axis->size()));
    }
  }
  const std::size_t points = map.x.size() * map.y.size();
  const auto check = [&](const char* key, const std::vector<double>& values, bool may_vanish) {
    if (!values.empty() && values.size() != points) {
      refuse(fmt::format("{}.{}", path, key),
             fmt::format("{} values, wanted {}", values.size(), points));
    }
    for (const double v : values) {
      may_vanish ? check_factor(fmt::format("{}.{}", path, key), v, 1000)
                 : check_ratio(fmt::format("{}.{}", path, key), v);
    }
  };
  check("photocurrent", map.photocurrent, true);
  check("saturation", map.saturation, false);
  check("shunt", map.shunt, true);
  check("front_sheet", map.front_sheet, false);
  check("back_sheet", map.back_sheet, false);
}

void check_scribe_fault(const PlaneModule& m, const std::string& path, const ScribeFault& f) {
  const double length = m.design.cell_length;
  if (f.cell < 0 || f.cell >= m.design.cells || !(f.y >= 0) || !(f.length > 0) ||
      f.y + f.length > length * (1 + 1e-9)) {
    refuse(path, fmt::format("{:g} mm from {:g} mm behind stripe {}, wanted "
                             "within {:g} mm behind "
                             "one of {} stripes",
                             f.length / unit::mm, f.y / unit::mm, f.cell, length / unit::mm,
                             m.design.cells));
  }
  if (f.line == ScribeFault::Line::p3 && f.cell + 1 == m.design.cells) {
    refuse(path, "behind the last stripe there is no P3 to bridge");
  }
  check_factor(path + ".conductance", f.conductance, 1e6);
  check_factor(path + ".p2_contact", f.p2_contact, 1e12);
}

void check_bypass(const PlaneModule& m, const std::string& path, const Bypass& b) {
  if (b.first < 0 || b.last < b.first || b.last >= m.design.cells) {
    refuse(path,
           fmt::format("stripes {} to {}, wanted some of {}", b.first, b.last, m.design.cells));
  }
  if (!(b.saturation > 0 && b.diode_voltage > 0 && b.resistance > 0)) {
    refuse(path, fmt::format("saturation {:g} A, diode voltage {:g} V, "
                             "resistance {:g} ohm, wanted "
                             "all above 0",
                             b.saturation, b.diode_voltage, b.resistance));
  }
}

void check_edges(const PlaneModule& m) {
  if (!(m.edges.width >= 0 && 2 * m.edges.width < active_width(m.design))) {
    refuse("module.edges.width",
           fmt::format("{:g} um, wanted less than half of a stripe's {:g} mm",
                       m.edges.width / unit::um, active_width(m.design) / unit::mm));
  }
  check_ratio("module.edges.saturation", m.edges.saturation);
  check_factor("module.edges.shunt", m.edges.shunt, 1e12);
}

void check_mesh(const PlaneMesh& mesh) {
  if (mesh.degree < 1 || mesh.degree > 14 || mesh.elements < 1 || mesh.elements_flaw < 1 ||
      !(mesh.growth >= 1.05) || !(mesh.longest > 0)) {
    refuse("module.mesh", fmt::format("degree {}, {} elements, {} across a flaw, growth {:g}, "
                                      "longest {:g} mm, "
                                      "wanted a degree of 1 .. 14, elements from 1, growth "
                                      "from 1.05, a length",
                                      mesh.degree, mesh.elements, mesh.elements_flaw, mesh.growth,
                                      mesh.longest / unit::mm));
  }
}

// Calls check(path, one) for each of a list.
template <class List, class Check>
void check_all(const char* name, const List& list, const Check& check) {
  for (std::size_t k = 0; k < list.size(); ++k) {
    check(fmt::format("module.{}[{}]", name, k), list[k]);
  }
}

}  // namespace

void check_plane(const PlaneModule& m) {
  check_films(m);
  check_all("flaws", m.flaws, [&](const std::string& path, const Flaw& f) {
    check_place(m, path, f.place);
    if (!(f.conductance >= 0 && f.conductance <= 1e6)) {
      refuse(path + ".conductance", fmt::format("{:g} S, wanted 0 .. 1e+06 S", f.conductance));
    }
  });
  check_all("shades", m.shades, [&](const std::string& path, const Shade& s) {
    check_place(m, path, s.place);
    check_factor(path + ".light", s.light, 1000);
  });
  check_all("patches", m.patches,
            [&](const std::string& path, const Patch& p) { check_patch(m, path, p); });
  check_all("maps", m.maps, check_map);
  check_all("scribe_faults", m.scribe_faults,
            [&](const std::string& path, const ScribeFault& f) { check_scribe_fault(m, path, f); });
  check_all("bypasses", m.bypasses,
            [&](const std::string& path, const Bypass& b) { check_bypass(m, path, b); });
  check_edges(m);
  check_mesh(m.mesh);
}

}  // namespace heliofab::module
