// SPDX-License-Identifier: Apache-2.0
#include "terminal.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common.hpp"

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

bool speaks_colour(int descriptor) {
  return isatty(descriptor) == 1 && environment("NO_COLOR").empty() &&
         environment("TERM") != "dumb";
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

report::TextStyle output_style() {
  return {.color = speaks_colour(STDOUT_FILENO),
          .width = isatty(STDOUT_FILENO) == 1 ? columns(STDOUT_FILENO) : 100,
          .ascii = !is_utf8()};
}

bool output_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

void catch_interrupts() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

bool interrupted() noexcept { return stop; }

Progress::Progress() : is_terminal_(speaks_colour(STDERR_FILENO)), stage_began_(Clock::now()) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (is_drawn_) {
    std::fputs("\r\x1b[K", stderr);
    is_drawn_ = false;
  }
}

void Progress::progress(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (stage != stage_) {
    stage_ = stage;
    stage_began_ = now;
    next_tenth_ = 1;
  }
  done_ = done;
  total_ = std::max<std::uint64_t>(total, 1);
  const double elapsed = std::chrono::duration<double>(now - stage_began_).count();
  const double share = static_cast<double>(done) / static_cast<double>(total_);
  // What is nearly done by then is not worth a bar.
  if (elapsed < 0.5 || (!is_drawn_ && share > 0 && elapsed / share < 2)) {
    return;
  }
  if (is_terminal_) {
    if (now - last_drawn_ >= std::chrono::milliseconds(100)) {
      last_drawn_ = now;
      draw(share, elapsed);
    }
  } else if (done * 10 >= next_tenth_ * total_) {
    next_tenth_ = done * 10 / total_ + 1;
    // Not fmt::print, which throws when nobody can read it.
    tell(fmt::format("progress stage=\"{}\" done={}/{} elapsed_s={:.0f}", stage_, done, total,
                     elapsed));
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
