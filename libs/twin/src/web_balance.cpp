// SPDX-License-Identifier: Apache-2.0
#include "web_balance.hpp"

#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "heliofab/core/unit.hpp"
#include "web_books.hpp"

namespace heliofab::twin {

namespace {

// Books of a run while they are written.
class Books {
 public:
  void add(Fate fate, const std::string& station, const std::string& cause, const WebShare& piece) {
    WebBook& book = books_[{fate, station, cause}];
    book.fate = fate;
    book.station = station;
    book.cause = cause;
    book.web += piece;
  }

  // Accepted or not, with what lies beside its stripes.
  void add_module(const ModuleRow& m, const FlashRow& flash, std::int64_t width_um) {
    const std::int64_t whole = m.length_um * width_um;
    const std::int64_t aperture = std::llround(m.aperture_m2 * 1e12);
    const double share = whole > 0 ? static_cast<double>(aperture) / static_cast<double>(whole) : 1;
    const WebShare stripes{m.length_um, aperture, masses_of(m)};
    add(flash.is_good ? Fate::good : Fate::scrap, "flash", flash.is_good ? "" : flash.cause,
        stripes.weighing(share));
    add(Fate::scrap, "scribe", "border beside the stripes",
        WebShare{0, whole - aperture, masses_of(m)}.weighing(1 - share));
  }

  std::vector<WebBook> take() {
    std::vector<WebBook> all;
    for (auto& [key, book] : books_) {
      all.push_back(std::move(book));
    }
    return all;
  }

 private:
  std::map<std::tuple<Fate, std::string, std::string>, WebBook> books_;
};

}  // namespace

WebShare& WebShare::operator+=(const WebShare& more) {
  length_um += more.length_um;
  area_um2 += more.area_um2;
  for (std::size_t l = 0; l < kg.size(); ++l) {
    kg[l] += more.kg[l];
  }
  return *this;
}

WebShare WebShare::weighing(double share) const {
  WebShare part = *this;
  for (double& mass : part.kg) {
    mass *= share;
  }
  return part;
}

ModuleIndex index_of(const std::vector<ModuleRow>& modules) {
  ModuleIndex index;
  index.reserve(modules.size());
  for (const ModuleRow& m : modules) {
    index.emplace(static_cast<std::int64_t>(m.serial), &m);
  }
  return index;
}

WebBalance balance_web(const RunRecord& record, const ModuleIndex& modules) {
  WebBalance balance;
  Books books;
  std::map<RollId, std::int64_t> missing;  // [um]
  std::map<RollId, std::int64_t> widths;   // [um]
  double kg_per_m2 = 0;
  for (const LayerRow& l : record.layers) {
    kg_per_m2 += l.thickness_um * unit::um.scale * l.density_kg_m3;
  }
  for (const RollRow& r : record.rolls) {
    const std::int64_t length = micrometres(r.length_m);
    const std::int64_t width = micrometres(r.width_m);
    missing[r.roll] += length;
    widths[r.roll] = width;
    balance.in += {length, length * width, masses_of(r)};
    balance.kg_per_m = kg_per_m2 * r.width_m;
  }
  for (const InProcessRow& p : record.in_process) {
    const WebShare piece{p.length_um, p.length_um * p.width_um, masses_of(p)};
    if (static_cast<std::int64_t>(p.serial) == 0) {
      balance.in += piece;
    } else {
      missing[p.roll] -= p.length_um;
    }
    books.add(Fate::in_process, p.station, "", piece);
  }
  for (const ScrapRow& s : record.scrap) {
    missing[s.roll] -= s.length_um;
    books.add(Fate::scrap, s.station, s.cause,
              {s.length_um, s.length_um * widths[s.roll], masses_of(s)});
  }
  for (const FlashRow& f : record.flashes) {
    if (const auto m = modules.find(static_cast<std::int64_t>(f.serial)); m != modules.end()) {
      missing[m->second->roll] -= m->second->length_um;
      books.add_module(*m->second, f, widths[m->second->roll]);
    }
  }
  for (const auto& [roll, length] : missing) {
    balance.gap_um += std::abs(length);
  }
  balance.books = books.take();
  for (const WebBook& book : balance.books) {
    (book.fate == Fate::good    ? balance.good
     : book.fate == Fate::scrap ? balance.scrap
                                : balance.in_process) += book.web;
  }
  return balance;
}

}  // namespace heliofab::twin
