// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/field/weather.hpp"

// The same weather in the formats of others, with the digits that those have. Only tests write
// them.
namespace heliofab::exchange {

struct ClockTime {
  int year;
  unsigned month, day;
  int hour, minute;
};

/// Of a moment on a clock; with `is_end` midnight is 24:00 of the day before.
inline ClockTime clock_time(SimTime utc, Duration clock, bool is_end) {
  const SimTime local = utc + clock - (is_end ? Duration(1) : Duration::zero());
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto minutes =
      static_cast<int>((local - day + (is_end ? Duration(1) : Duration::zero())) /
                       std::chrono::duration_cast<Duration>(std::chrono::minutes(1)));
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()), minutes / 60, minutes % 60};
}

inline std::string tidy(std::string number) {  // 0.20 as 0.2, -0 as 0
  return number == "-0" || number == "-0.0" ? number.substr(1) : number;
}
inline std::string fixed(double number, int digits) {
  return tidy(fmt::format("{:.{}f}", number, digits));
}

struct Written {
  const field::Weather* w;
  std::size_t i;

  ClockTime end() const { return clock_time(field::centre_of(*w, i) + w->step / 2, w->zone, true); }
  std::string air(int digits) const { return fixed(w->air[i] / unit::degC, digits); }
  std::string dew(int digits) const { return fixed(w->dew_point[i] / unit::degC, digits); }
  std::string humidity(int digits) const { return fixed(w->humidity[i] / unit::percent, digits); }
  std::string global(int digits) const { return fixed(w->global[i], digits); }
  std::string beam(int digits) const { return fixed(w->beam[i], digits); }
  std::string diffuse(int digits) const { return fixed(w->diffuse[i], digits); }
  std::string wind(int digits) const { return fixed(w->wind[i], digits); }
};

template <class Row>
std::string with_rows(std::string text, const field::Weather& w, Row row) {
  for (std::size_t i = 0; i < w.size(); ++i) {
    text += row(Written{&w, i});
    text += '\n';
  }
  return text;
}

inline std::string as_epw(const field::Weather& w) {
  const std::string head = fmt::format(
      "LOCATION,{},-,USA,synthetic,0,{:.2f},{:.2f},{:.1f},{:.1f}\n"
      "DESIGN CONDITIONS,0\nTYPICAL/EXTREME PERIODS,0\nGROUND TEMPERATURES,0\n"
      "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0\n"
      "COMMENTS 1,Synthetic weather made by Heliofab's synthetic_weather: no weather that was and "
      "no climate. Apache-2.0. Grade D.\n"
      "COMMENTS 2,Clear sky of Ineichen and Perez under a Markov chain; what is not modelled is "
      "blank.\n"
      "DATA PERIODS,1,1,Data,Friday, 1/ 1,12/31\n",
      "Thornton synthetic", w.site.latitude / unit::deg, w.site.longitude / unit::deg,
      to_s(w.zone) / 3600, w.site.elevation);
  return with_rows(head, w, [](const Written& r) {
    const ClockTime t = r.end();
    return fmt::format("{},{},{},{},60,,{},{},{},{:.0f},,,,{},{},{},,,,,,{},,,,,,,{:.0f},,,,{},,",
                       t.year, t.month, t.day, t.hour, r.air(1), r.dew(1), r.humidity(0),
                       r.w->pressure[r.i], r.global(0), r.beam(0), r.diffuse(0), r.wind(1),
                       r.w->water[r.i] / unit::mm, r.w->albedo[r.i]);
  });
}

inline std::string as_tmy3(const field::Weather& w) {
  const std::string head = fmt::format(
      "0,\"THORNTON, SYNTHETIC\",CO,{:.1f},{:.3f},{:.3f},{:.0f}\n"
      "Date (MM/DD/YYYY),Time (HH:MM),GHI (W/m^2),DNI (W/m^2),DHI (W/m^2),Dry-bulb (C),"
      "Dew-point (C),RHum (%),Pressure (mbar),Wspd (m/s),Pwat (cm),Alb (unitless)\n",
      to_s(w.zone) / 3600, w.site.latitude / unit::deg, w.site.longitude / unit::deg,
      w.site.elevation);
  return with_rows(head, w, [](const Written& r) {
    const ClockTime t = r.end();
    return fmt::format("{:02}/{:02}/{:04},{:02}:00,{},{},{},{},{},{},{:.0f},{},{:.1f},{:.2f}",
                       t.month, t.day, t.year, t.hour, r.global(0), r.beam(0), r.diffuse(0),
                       r.air(1), r.dew(1), r.humidity(0), r.w->pressure[r.i] / unit::mbar,
                       r.wind(1), r.w->water[r.i] / unit::cm, r.w->albedo[r.i]);
  });
}

inline std::string as_tmy2(const field::Weather& w) {
  const auto degrees = [](double angle) {
    const double value = std::abs(angle / unit::deg);
    const int whole = static_cast<int>(value + 1e-9);
    return std::pair(whole, static_cast<int>(std::lround((value - whole) * 60)));
  };
  const auto [north, north_minutes] = degrees(w.site.latitude);
  const auto [west, west_minutes] = degrees(w.site.longitude);
  const std::string head = fmt::format(
      " {:05} {:<22} CO {:3.0f} N {:2} {:2} W {:3} {:2}  {:4.0f}\n", 0, "THORNTON SYNTHETIC",
      to_s(w.zone) / 3600, north, north_minutes, west, west_minutes, w.site.elevation);
  return with_rows(head, w, [](const Written& r) {
    const ClockTime t = r.end();
    const auto tenths = [](double value) { return std::lround(value * 10); };
    return fmt::format(
        " {:02}{:02}{:02}{:02}00000000{:04.0f}I5{:04.0f}I5{:04.0f}I50000?00000?00000?00000?"
        "000A700A7"
        "{:04}A7{:04}A7{:03.0f}A7{:04.0f}A7000A7{:03}A70000A700000A70000000000{:03.0f}"
        "E8000F8000A700"
        "E7",
        t.year % 100, t.month, t.day, t.hour, r.w->global[r.i], r.w->beam[r.i], r.w->diffuse[r.i],
        tenths(r.w->air[r.i] / unit::degC), tenths(r.w->dew_point[r.i] / unit::degC),
        r.w->humidity[r.i] / unit::percent, r.w->pressure[r.i] / unit::mbar, tenths(r.w->wind[r.i]),
        r.w->water[r.i] / unit::mm);
  });
}

inline std::string as_nsrdb(const field::Weather& w) {
  const std::string head = fmt::format(
      "Source,Location ID,City,State,Country,Latitude,Longitude,Time Zone,Elevation,Local Time "
      "Zone,DHI Units,DNI Units,GHI Units,Temperature Units,Pressure Units,Wind Speed Units\n"
      "synthetic,0,-,-,-,{:.2f},{:.2f},{:.0f},{:.0f},{:.0f},w/m2,w/m2,w/m2,c,mbar,m/s\n"
      "Year,Month,Day,Hour,Minute,GHI,DHI,DNI,Temperature,Dew Point,Relative Humidity,Pressure,"
      "Surface Albedo,Precipitable Water,Wind Speed,,,\n",
      w.site.latitude / unit::deg, w.site.longitude / unit::deg, to_s(w.zone) / 3600,
      w.site.elevation, to_s(w.zone) / 3600);
  return with_rows(head, w, [](const Written& r) {
    const ClockTime t = clock_time(field::centre_of(*r.w, r.i), r.w->zone, false);
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{:.0f},{},{:.1f},{},,,", t.year, t.month,
                       t.day, t.hour, t.minute, r.global(0), r.diffuse(0), r.beam(0), r.air(1),
                       r.dew(1), r.humidity(2), r.w->pressure[r.i] / unit::mbar, r.w->albedo[r.i],
                       r.w->water[r.i] / unit::cm, r.wind(1));
  });
}

inline std::string pvgis_time(const Written& r, int before) {
  const ClockTime t =
      clock_time(field::centre_of(*r.w, r.i) - std::chrono::minutes(before), Duration(0), false);
  return fmt::format("{:04}{:02}{:02}:{:02}{:02}", t.year, t.month, t.day, t.hour, t.minute);
}

/// A typical year whose times stand half an hour before the light.
inline std::string as_pvgis_csv(const field::Weather& w) {
  const std::string head = fmt::format(
      "Latitude (decimal degrees): {:.3f}\nLongitude (decimal degrees): {:.3f}\n"
      "Elevation (m): {:.1f}\nIrradiance Time Offset (h): 0.5\nmonth,year\n1,2010\n"
      "time(UTC),T2m,RH,G(h),Gb(n),Gd(h),IR(h),WS10m,WD10m,SP\n",
      w.site.latitude / unit::deg, w.site.longitude / unit::deg, w.site.elevation);
  return with_rows(head, w,
                   [](const Written& r) {
                     return fmt::format("{},{},{},{},{},{},300.0,{},0.0,{:.0f}.0",
                                        pvgis_time(r, 30), r.air(2), r.humidity(2), r.global(2),
                                        r.beam(2), r.diffuse(2), r.wind(2), r.w->pressure[r.i]);
                   }) +
         "\nT2m: 2-m air temperature (degree Celsius)\n\nPVGIS (c) European Union, 2001-2025\n";
}

inline std::string as_pvgis_json(const field::Weather& w) {
  std::string text =
      fmt::format(R"x({{"inputs": {{"location": {{"latitude": {:.3f}, "longitude": {:.3f}, )x"
                  R"x("elevation": {:.1f}, "irradiance_time_offset": 0.5}}}}, )x"
                  R"x("outputs": {{"tmy_hourly": [)x",
                  w.site.latitude / unit::deg, w.site.longitude / unit::deg, w.site.elevation);
  for (std::size_t i = 0; i < w.size(); ++i) {
    const Written r{&w, i};
    text +=
        fmt::format(R"x({}{{"time(UTC)": "{}", "T2m": {}, "RH": {}, "G(h)": {}, "Gb(n)": {}, )x"
                    R"x("Gd(h)": {}, "IR(h)": 300.0, "WS10m": {}, "WD10m": 0.0, "SP": {:.1f}}})x",
                    i == 0 ? "" : ", ", pvgis_time(r, 30), r.air(2), r.humidity(2), r.global(2),
                    r.beam(2), r.diffuse(2), r.wind(2), std::round(w.pressure[i]));
  }
  return text + R"x(]}, "meta": {"inputs": {}}})x";
}

/// An hourly series on the level with components: beam on the level and the sun's height.
inline std::string as_pvgis_series(const field::Weather& w) {
  const std::string head = fmt::format(
      "Latitude (decimal degrees):\t{:.3f}\nLongitude (decimal degrees):\t{:.3f}\n"
      "Elevation (m):\t{:.0f}\nRadiation database:\tnone\n\n\nSlope: 0 deg. \nAzimuth: 0 deg. \n"
      "time,Gb(i),Gd(i),Gr(i),H_sun,T2m,WS10m,Int\n",
      w.site.latitude / unit::deg, w.site.longitude / unit::deg, w.site.elevation);
  return with_rows(head, w,
                   [](const Written& r) {
                     const double level = r.w->global[r.i] - r.w->diffuse[r.i];
                     const double height =
                         level > 0 ? std::asin(level / r.w->beam[r.i]) / unit::deg : 0;
                     return fmt::format("{},{},{},0.0,{:.4f},{},{},0.0", pvgis_time(r, 0),
                                        fixed(level, 2), r.diffuse(2), height, r.air(2), r.wind(2));
                   }) +
         "\nPVGIS (c) European Union, 2001-2025\n";
}

}  // namespace heliofab::exchange
