// SPDX-License-Identifier: Apache-2.0
#include "web_views.hpp"

#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "format.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using io::Json;
using twin::WebBalance;
using twin::WebShare;

double metres(const WebShare& share) { return static_cast<double>(share.length_um) * 1e-6; }
double square_metres(const WebShare& share) { return static_cast<double>(share.area_um2) * 1e-12; }
double all_films(const WebShare& share) {
  return std::accumulate(share.kg.begin(), share.kg.end(), 0.0);
}

std::string_view name_of(twin::Fate fate) {
  constexpr std::array<std::string_view, 3> names{"good", "scrap", "in process"};
  return names[static_cast<std::size_t>(fate)];
}

std::array<std::pair<std::string_view, const WebShare*>, 4> shares_of(const WebBalance& web) {
  return {{{"in", &web.in},
           {"good", &web.good},
           {"scrap", &web.scrap},
           {"in_process", &web.in_process}}};
}

Json kilogrammes(const WebShare& share) {
  Json json = Json::object();
  for (std::size_t l = 0; l < share.kg.size(); ++l) {
    json.set(twin::film_layers[l], Json::number(share.kg[l]));
  }
  return json;
}

Json book_json(const twin::WebBook& book) {
  return Json::object({{"fate", name_of(book.fate)},
                       {"station", book.station},
                       {"cause", book.cause},
                       {"length_m", Json::number(metres(book.web))},
                       {"area_m2", Json::number(square_metres(book.web))},
                       {"kg", kilogrammes(book.web)}});
}

// "1,200 + 320 + 80"
std::string sum_text(const WebBalance& web, double (*measure)(const WebShare&), int decimals) {
  const auto text = [&](const WebShare& share) {
    const double value = measure(share);
    return value < 1000 ? fixed(value, decimals) : grouped(value);
  };
  return fmt::format("{} + {} + {}", text(web.good), text(web.scrap), text(web.in_process));
}

}  // namespace

io::Json web_json(const WebBalance& web) {
  Json json = Json::object();
  for (const auto& [name, share] : shares_of(web)) {
    json.set(fmt::format("{}_m", name), Json::number(metres(*share)));
  }
  json.set("gap_um", web.gap_um);
  json.set("film_kg_per_m", Json::number(web.kg_per_m));
  for (const auto& [name, share] : shares_of(web)) {
    json.set(fmt::format("{}_m2", name), Json::number(square_metres(*share)));
  }
  for (const auto& [name, share] : shares_of(web)) {
    json.set(fmt::format("{}_kg", name), kilogrammes(*share));
  }
  json.set("books", Json::array_of(web.books, book_json));
  return json;
}

void write_web(Terminal& out, const WebBalance& web) {
  out.row("web: good, scrap, in process", grouped(metres(web.in)) + " m",
          web.gap_um == 0 ? sum_text(web, metres, 0)
                          : fmt::format("books open by {} um", grouped(web.gap_um)));
  out.row("  of aperture width", grouped(square_metres(web.in)) + " m2",
          sum_text(web, square_metres, 1));
  out.row("  films, of what was cut", fixed(all_films(web.in), 2) + " kg",
          sum_text(web, all_films, 2));
}

std::string web_books_section(const WebBalance& web) {
  if (web.books.empty()) {
    return paragraph("No web was begun in this run.");
  }
  Table table{{{"fate"}, {"station"}, {"cause"}, {"length [m]", true}, {"area [m²]", true}}, {}};
  for (const std::string_view layer : twin::film_layers) {
    table.columns.push_back({fmt::format("{} [g]", layer), true});
  }
  const auto add = [&](std::string_view fate, const std::string& station, const std::string& cause,
                       const WebShare& share) {
    std::vector<std::string> row{std::string(fate), station, cause, fixed(metres(share), 2),
                                 fixed(square_metres(share), 2)};
    for (const double kg : share.kg) {
      row.push_back(fixed(1e3 * kg, 1));
    }
    table.rows.push_back(std::move(row));
  };
  for (const twin::WebBook& book : web.books) {
    add(name_of(book.fate), book.station, book.cause, book.web);
  }
  add("all that was begun", "", "", web.in);
  return paragraph(fmt::format(
             "{} m of web were begun. {} Films are weighed on the aperture width, as they were "
             "laid down, of rolls that have been cut.",
             grouped(metres(web.in)),
             web.gap_um == 0 ? "Each micrometre of them is accounted for."
                             : fmt::format("{} um are not accounted for.", grouped(web.gap_um)))) +
         html_table(table);
}

}  // namespace heliofab::report
