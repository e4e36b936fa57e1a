// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "heliofab/core/observer.hpp"
#include "heliofab/report/text_summary.hpp"

namespace heliofab::cli {

/// How standard output may be written to: colour, width and characters of this terminal.
report::TextStyle output_style();
bool output_is_terminal();

/// Catches Ctrl-C and SIGTERM from now on: the first asks the work to end cleanly, a second one
/// ends the program.
void catch_interrupts();
bool interrupted() noexcept;

/// Progress on standard error: a bar on a terminal, a line per tenth elsewhere. Nothing shorter
/// than two seconds shows at all.
class Progress : public Observer {
 public:
  Progress();
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void progress(std::string_view stage, std::uint64_t done, std::uint64_t total) override;
  bool stop_requested() const override { return interrupted(); }

 private:
  using Clock = std::chrono::steady_clock;
  void draw(double share, double elapsed_s);
  void clear();

  bool is_terminal_;
  bool is_drawn_ = false;
  std::string stage_;
  Clock::time_point stage_began_;
  Clock::time_point last_drawn_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 1;
  std::uint64_t next_tenth_ = 1;
};

}  // namespace heliofab::cli
