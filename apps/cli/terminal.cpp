// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <regex>
#include <utility>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "arguments.hpp"
#include "common.hpp"
#include "heliofab/io/json.hpp"

namespace heliofab::cli {

namespace {

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): a signal handler sets it
std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_interrupt(int signal) {
  if (stop.exchange(true)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

struct Manners {
  std::string color = "auto";
  std::string progress = "auto";
};

Manners& manners() {
  static Manners wanted;
  return wanted;
}

// That the cursor can be moved and text be painted.
bool is_able_terminal(int descriptor) {
  return isatty(descriptor) == 1 && environment("TERM") != "dumb";
}

bool speaks_colour(int descriptor) {
  const std::string& wanted = manners().color;
  return wanted == "always" ||
         (wanted == "auto" && is_able_terminal(descriptor) && environment("NO_COLOR").empty());
}

int columns(int descriptor) {
  const std::string_view wanted = environment("COLUMNS");
  int n = 0;
  std::from_chars(wanted.data(), wanted.data() + wanted.size(), n);
  if (n > 0) {
    return n;
  }
  winsize size{};
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

// True unless the locale's character set is known to be another one.
bool is_utf8() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string_view locale = environment(name);
    if (!locale.empty()) {
      return locale.find("UTF-8") != std::string_view::npos ||
             locale.find("utf8") != std::string_view::npos;
    }
  }
  return isatty(STDOUT_FILENO) == 0;
}

}  // namespace

void add_manners(CLI::App& command) {
  const std::string group = "Of every command";
  command
      .add_option("--color", manners().color,
                  "auto: on a terminal, unless $NO_COLOR is set; always; never [auto]")
      ->check(one_of({"auto", "always", "never"}))
      ->group(group);
  command
      .add_option("--progress", manners().progress,
                  "auto: a bar on a terminal, else plain; plain: a line per tenth; json: a JSON "
                  "object per line; off [auto]")
      ->check(one_of({"auto", "plain", "json", "off"}))
      ->group(group);
}

report::TextStyle output_style() {
  return {.color = speaks_colour(STDOUT_FILENO),
          .width = isatty(STDOUT_FILENO) == 1 ? columns(STDOUT_FILENO) : 100,
          .ascii = !is_utf8()};
}

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

bool person_looks_on() { return isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1; }

std::string painted(std::string message) {
  if (!speaks_colour(STDERR_FILENO)) {
    return message;
  }
  const auto of_a_line = [](const char* pattern) {
    return std::regex(pattern, std::regex::ECMAScript | std::regex::multiline);
  };
  static const std::array<std::pair<std::regex, const char*>, 5> paints{
      {{of_a_line(R"((^|: )(error:|internal error:))"), "$1\x1b[1;31m$2\x1b[0m"},
       {of_a_line(R"((^|: )(warning:))"), "$1\x1b[1;33m$2\x1b[0m"},
       {of_a_line(R"(^( +(?:= )?note:|next:))"), "\x1b[1;36m$1\x1b[0m"},
       {of_a_line(R"(( \| *)(\^~*)$)"), "$1\x1b[1;31m$2\x1b[0m"},
       {of_a_line(R"(( \[E\d{4}\])$)"), "\x1b[2m$1\x1b[0m"}}};
  for (const auto& [pattern, paint] : paints) {
    message = std::regex_replace(message, pattern, paint);
  }
  return message;
}

void catch_interrupts() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

bool interrupted() noexcept { return stop; }

Progress::Form Progress::wanted_form() {
  const std::string& wanted = manners().progress;
  return wanted == "off"                                       ? Form::off
         : wanted == "json"                                    ? Form::json
         : wanted == "auto" && is_able_terminal(STDERR_FILENO) ? Form::bar
                                                               : Form::lines;
}

Progress::Progress() : form_(wanted_form()), stage_began_(Clock::now()) {}

Progress::~Progress() {
  end_json();
  clear();
}

void Progress::clear() {
  if (is_drawn_) {
    std::fputs("\r\x1b[K", stderr);
    is_drawn_ = false;
  }
}

bool Progress::is_due() {
  const Clock::time_point now = Clock::now();
  if (now - last_drawn_ < std::chrono::milliseconds(100)) {
    return false;
  }
  last_drawn_ = now;
  return true;
}

void Progress::progress(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  const bool is_new_stage = stage != stage_;
  if (is_new_stage) {
    stage_ = stage;
    stage_began_ = now;
    next_tenth_ = 1;
  }
  total_ = std::max<std::uint64_t>(total, 1);
  const double elapsed = std::chrono::duration<double>(now - stage_began_).count();
  done_ = done;
  if (form_ == Form::json) {
    write_json(done, elapsed, is_new_stage);
    return;
  }
  const double share = static_cast<double>(done) / static_cast<double>(total_);
  // What is nearly done by then is not worth a bar.
  if (elapsed < 0.5 || (!is_drawn_ && share > 0 && elapsed / share < 2)) {
    return;
  }
  if (form_ == Form::bar && is_due()) {
    draw(share, elapsed);
  } else if (form_ == Form::lines && done * 10 >= next_tenth_ * total_) {
    next_tenth_ = done * 10 / total_ + 1;
    // Not fmt::print, which throws when nobody can read it.
    tell(fmt::format("progress stage=\"{}\" done={}/{} elapsed_s={:.0f}", stage_, done, total,
                     elapsed));
  }
}

// What is said too seldom to be told at once is told when its stage ends.
void Progress::write_json(std::uint64_t done, double elapsed_s, bool is_new_stage) {
  if (is_new_stage) {
    end_json();
  }
  unwritten_ = io::Json::object({{"event", "progress"},
                                 {"stage", stage_},
                                 {"done", static_cast<std::int64_t>(done)},
                                 {"total", static_cast<std::int64_t>(total_)},
                                 {"elapsed_s", std::round(elapsed_s * 1000) / 1000}})
                   .dump();
  if (is_new_stage || is_due()) {
    end_json();
  }
}

void Progress::end_json() {
  if (!unwritten_.empty()) {
    tell(std::exchange(unwritten_, {}));
  }
}

void Progress::draw(double share, double elapsed_s) {
  const int width = std::clamp(columns(STDERR_FILENO) - 48, 10, 50);
  const int filled = static_cast<int>(share * width);
  const std::string left =
      share > 0.02 ? fmt::format("{:.0f} s left", elapsed_s * (1 - share) / share) : std::string();
  const std::string bar = fmt::format("\r\x1b[K{:<12} {}{} {:3.0f} %  {}/{}  {}", stage_,
                                      std::string(static_cast<std::size_t>(filled), '#'),
                                      std::string(static_cast<std::size_t>(width - filled), '.'),
                                      100 * share, done_, total_, left);
  std::fputs(bar.c_str(), stderr);
  std::fflush(stderr);
  is_drawn_ = true;
}

}  // namespace heliofab::cli
