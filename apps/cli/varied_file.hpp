// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "heliofab/report/sweep.hpp"
#include "kinds.hpp"
#include "terminal.hpp"
#include "vary.hpp"

namespace heliofab::cli {

/// An input file some of whose inputs vary; all else of it is fixed.
struct VariedFile {
  const Kind* kind = nullptr;
  std::string file;                    // as the user named it
  std::string text;                    // complete: bases and options are in it
  std::string title;                   // its name
  std::vector<io::InputValue> inputs;  // as the file says them
  std::vector<Variation> variations;
};

/// Reads the file once, and what varies. @throws InputError
VariedFile read_varied(const std::string& file, const std::vector<std::string>& overrides,
                       const std::vector<std::string>& variations, VariationForm form);

/// The document with one value for each variation.
io::Document document_at(const VariedFile& varied, const std::vector<double>& point);

/// "module.layout.pitch: no stripe of 30 mm fits into 20 mm [E6101], and 2 more"
std::string words_of(const InputError& error);

/// A column for the values of a variation, and for those of a figure; without values.
report::SweepColumn column_of(const VariedFile& varied, const Variation& variation);
report::SweepColumn column_of(const Figure& figure);

/// Keeps a bar alive while one point is being solved, and hands on the wish to stop.
class PointObserver : public Observer {
 public:
  explicit PointObserver(std::function<void()> draw) : draw_(std::move(draw)) {}
  void progress(std::string_view, std::uint64_t, std::uint64_t) override { draw_(); }
  bool stop_requested() const override { return interrupted(); }

 private:
  std::function<void()> draw_;
};

}  // namespace heliofab::cli
