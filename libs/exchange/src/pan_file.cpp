// SPDX-License-Identifier: Apache-2.0
// Names and units as in files of PVsyst 7; nothing stands here that the twin does not know.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "heliofab/exchange/module_files.hpp"
#include "heliofab/field/iam.hpp"

namespace heliofab::exchange {

namespace {

constexpr int significant = 10;  // digits

// Without an exponent, which readers of these files take for text, and with a point.
std::string decimal(double value) {
  const int before = value == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  return fmt::format("{:.{}f}", value, std::clamp(significant - before, 1, 20));
}

// Its remarks, one a line.
std::vector<std::string> remarks_of(const twin::ModuleSheet& sheet, const field::FitError& error) {
  const auto percent = [](double share) { return fmt::format("{:.2f} %", 100 * share); };
  return {
      fmt::format("Fitted to a simulated module at {} points of IEC 61853-1", sheet.points.size()),
      fmt::format("Pmp at 400 W/m2 and above: {} RMS, worst {}", percent(error.bright.rms),
                  percent(error.bright.worst)),
      fmt::format("Pmp at all points: {} RMS, worst {}", percent(error.power.rms),
                  percent(error.power.worst)),
      fmt::format("Pmp at 100 W/m2: {} RMS, worst {}", percent(error.by_light.front().power.rms),
                  percent(error.by_light.front().power.worst)),
      "Sizes are those of the aperture; light is AM1.5G and reaches the module head on"};
}

class Pan {
 public:
  void line(std::string_view text) { text_ += fmt::format("{:>{}}{}\n", "", 2 * level_, text); }
  void open(std::string_view text) {
    line(text);
    ++level_;
  }
  void close(std::string_view text) {
    --level_;
    line(text);
  }
  void text(std::string_view key, std::string_view value) {
    line(fmt::format("{}={}", key, value));
  }
  void number(std::string_view key, double value) { text(key, decimal(value)); }
  void count(std::string_view key, std::int64_t value) { text(key, fmt::format("{}", value)); }
  const std::string& all() const { return text_; }

 private:
  std::string text_;
  int level_ = 0;
};

void add_commercial(const twin::ModuleSheet& s, const field::FitError& error,
                    std::string_view version, Pan& pan) {
  pan.open("PVObject_Commercial=pvCommercial");
  pan.text("Comment", "simulated, not measured");
  pan.text("Manufacturer", "Heliofab");
  pan.text("Model", s.name);
  pan.text("DataSource", fmt::format("Heliofab {}", version));
  pan.number("Width", s.width);
  pan.number("Height", s.length);
  if (s.mass > 0) {
    pan.number("Weight", s.mass);
  }
  const std::vector<std::string> remarks = remarks_of(s, error);
  pan.open(fmt::format("Remarks, Count={}", remarks.size()));
  for (std::size_t k = 0; k < remarks.size(); ++k) {
    pan.text(fmt::format("Str_{}", k + 1), remarks[k]);
  }
  pan.close("End of Remarks");
  pan.close("End of PVObject pvCommercial");
}

void add_model(const twin::ModuleSheet& s, const field::PvsystModule& m, Pan& pan) {
  const field::ModuleFigures& f = s.rated;
  pan.text("Technol", "mtCIS");
  pan.count("NCelS", s.cells);
  pan.count("NCelP", 1);
  pan.count("NDiode", 0);
  pan.count("GRef", 1000);
  pan.text("TRef", "25.0");
  pan.number("PNom", f.power);
  pan.number("Isc", f.isc);
  pan.number("Voc", f.voc);
  pan.number("Imp", f.power / f.vmp);
  pan.number("Vmp", f.vmp);
  pan.number("muISC", 1000 * m.current_by_kelvin);         // mA/K
  pan.number("muVocSpec", 1000 * s.slopes.voc);            // mV/K
  pan.number("muPmpReq", 100 * s.slopes.power / f.power);  // %/K
  pan.number("RShunt", m.shunt);
  pan.number("Rp_0", m.dark_shunt);
  pan.number("Rp_Exp", m.shunt_exponent);
  pan.number("RSerie", m.series);
  pan.number("Gamma", m.ideality);
  pan.number("muGamma", m.ideality_by_kelvin);
  if (m.recombination > 0) {
    pan.number("D2MuTau", m.recombination);
  }
  pan.number("CellArea", s.cell_area / unit::cm2);
}

void add_iam(const field::Installation& installation, Pan& pan) {
  pan.open("PVObject_IAM=pvIAM");
  pan.text("IAMMode", "UserProfile");
  pan.open("IAMProfile=TCubicProfile");
  constexpr int points = 9;
  pan.count("NPtsMax", points);
  pan.count("NPtsEff", points);
  pan.count("Mode", 3);
  for (int k = 0; k < points; ++k) {
    const double degrees = k < 2 ? 20.0 * k : 10.0 * (k + 1);  // 0, 20, 30 to 90
    const double cosine = degrees < 90 ? std::cos(degrees * unit::deg) : 0;
    pan.text(fmt::format("Point_{}", k + 1),
             fmt::format("{:.1f},{:.5f}", degrees, field::iam(installation, cosine)));
  }
  pan.close("End of TCubicProfile");
  pan.close("End of PVObject pvIAM");
}

}  // namespace

std::string pan_file(const twin::ModuleSheet& sheet, const twin::Fitted<field::PvsystModule>& fit,
                     std::string_view version) {
  Pan pan;
  pan.open("PVObject_=pvModule");
  pan.text("Version", "7.2");
  add_commercial(sheet, fit.error, version, pan);
  add_model(sheet, fit.module, pan);
  add_iam(sheet.installation, pan);
  pan.close("End of PVObject pvModule");
  return pan.all();
}

}  // namespace heliofab::exchange
