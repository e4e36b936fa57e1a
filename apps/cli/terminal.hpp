// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "heliofab/core/observer.hpp"
#include "heliofab/report/text_summary.hpp"

namespace heliofab::cli {

/// Adds --color and --progress to a command. What a user wants there holds for the whole program.
void add_manners(CLI::App& command);

/// How standard output may be written to: colour, width and characters of this terminal.
report::TextStyle output_style();
bool output_is_terminal();
/// That a person sees what is written to standard output and to standard error.
bool person_looks_on();
/// A message for standard error with "error:", "warning:", "note:" and marks below a line of input
/// in colour, where colour is seen.
std::string painted(std::string message);

/// Catches Ctrl-C and SIGTERM from now on: the first asks the work to end cleanly, a second one
/// ends the program.
void catch_interrupts();
bool interrupted() noexcept;

/// Progress on standard error: a bar on a terminal, a line per tenth elsewhere; of what takes less
/// than two seconds nothing. Programs that ask for JSON get a line at least at each stage's first
/// and last step, and at most ten a second between.
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
  enum class Form { bar, lines, json, off };
  static Form wanted_form();
  void write_json(std::uint64_t done, double elapsed_s, bool is_new_stage);
  void end_json();
  void draw(double share, double elapsed_s);
  void clear();
  bool is_due();  // a tenth of a second after the last one

  Form form_;
  bool is_drawn_ = false;
  std::string stage_;
  std::string unwritten_;  // of JSON
  Clock::time_point stage_began_;
  Clock::time_point last_drawn_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 1;
  std::uint64_t next_tenth_ = 1;
};

}  // namespace heliofab::cli
