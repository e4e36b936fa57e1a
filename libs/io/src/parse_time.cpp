// SPDX-License-Identifier: Apache-2.0
#include "parse_time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace heliofab::io {

namespace {

// Takes fixed numbers of digits off the front of a text.
class Digits {
 public:
  explicit Digits(std::string_view text) : rest_(text) {}

  bool is_good() const noexcept { return is_good_; }
  bool is_over() const noexcept { return rest_.empty(); }

  int take(std::size_t count) {
    int value = 0;
    const std::string_view part = rest_.substr(0, count);
    const bool are_digits =
        part.size() == count && part.find_first_not_of("0123456789") == std::string_view::npos;
    is_good_ = is_good_ && are_digits;
    if (are_digits) {
      std::from_chars(part.data(), part.data() + part.size(), value);
    }
    rest_.remove_prefix(part.size());
    return value;
  }

  void skip(std::string_view any_of) {
    is_good_ = is_good_ && !rest_.empty() && any_of.find(rest_.front()) != std::string_view::npos;
    rest_.remove_prefix(rest_.empty() ? 0 : 1);
  }

  // Up to six digits behind the point, as microseconds.
  int take_fraction() {
    const std::size_t count = rest_.size();
    is_good_ = is_good_ && count >= 1 && count <= 6;
    int value = take(std::min<std::size_t>(count, 6));
    for (std::size_t i = count; i < 6; ++i) {
      value *= 10;
    }
    return value;
  }

 private:
  std::string_view rest_;
  bool is_good_ = true;
};

}  // namespace

std::optional<std::chrono::sys_days> parse_date(std::string_view text) {
  const bool has_form = text.size() == 10 && text[4] == '-' && text[7] == '-';
  std::array<int, 3> part{};
  constexpr std::array<std::pair<std::size_t, std::size_t>, 3> where{{{0, 4}, {5, 2}, {8, 2}}};
  for (std::size_t i = 0; has_form && i < part.size(); ++i) {
    const std::string_view digits = text.substr(where[i].first, where[i].second);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), part[i]);
    if (error != std::errc{} || end != digits.data() + digits.size() || digits[0] == '-') {
      return std::nullopt;
    }
  }
  const std::chrono::year_month_day date{std::chrono::year(part[0]),
                                         std::chrono::month(static_cast<unsigned>(part[1])),
                                         std::chrono::day(static_cast<unsigned>(part[2]))};
  return has_form && date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

std::optional<SimTime> parse_time(std::string_view text) {
  using namespace std::chrono;
  const std::optional<sys_days> date = parse_date(text.substr(0, 10));
  Digits digits(text.substr(std::min<std::size_t>(text.size(), 10)));
  int hour = 0;
  int minute = 0;
  int second = 0;
  int fraction = 0;
  if (!digits.is_over()) {
    digits.skip(" T");
    hour = digits.take(2);
    digits.skip(":");
    minute = digits.take(2);
  }
  if (digits.is_good() && !digits.is_over()) {
    digits.skip(":");
    second = digits.take(2);
  }
  if (digits.is_good() && !digits.is_over()) {
    digits.skip(".");
    fraction = digits.take_fraction();
  }
  if (!digits.is_good() || !date || year_month_day(*date).year() < year(1900) || hour > 23 ||
      minute > 59 || second > 59) {
    return std::nullopt;
  }
  return SimTime(*date) + hours(hour) + minutes(minute) + seconds(second) + microseconds(fraction);
}

}  // namespace heliofab::io
