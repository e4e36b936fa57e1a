// SPDX-License-Identifier: Apache-2.0
#include "parse_time.hpp"

#include <charconv>
#include <chrono>

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

std::optional<SimTime> parse_time(std::string_view text) {
  using namespace std::chrono;
  Digits digits(text);
  const int year_number = digits.take(4);
  digits.skip("-");
  const int month_number = digits.take(2);
  digits.skip("-");
  const int day_number = digits.take(2);
  int hour = 0;
  int minute = 0;
  int second = 0;
  int fraction = 0;
  if (digits.is_good() && !digits.is_over()) {
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
  const year_month_day date{year{year_number}, month{static_cast<unsigned>(month_number)},
                            day{static_cast<unsigned>(day_number)}};
  if (!digits.is_good() || !date.ok() || year_number < 1900 || hour > 23 || minute > 59 ||
      second > 59) {
    return std::nullopt;
  }
  return SimTime(sys_days(date)) + hours(hour) + minutes(minute) + seconds(second) +
         microseconds(fraction);
}

}  // namespace heliofab::io
