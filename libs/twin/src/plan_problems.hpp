// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/io/document.hpp"

namespace heliofab::twin {

/// What is wrong with a plan, all of it, at its places in the file.
class PlanProblems {
 public:
  void add(std::string code, std::string path, std::string message, std::string note = {}) {
    all_.push_back({.code = std::move(code),
                    .path = std::move(path),
                    .message = std::move(message),
                    .note = std::move(note)});
  }
  void add_if(bool is_wrong, std::string path, std::string message, std::string note = {}) {
    if (is_wrong) {
      add("E6119", std::move(path), std::move(message), std::move(note));
    }
  }
  void add(std::vector<Diagnostic> more) { std::ranges::move(more, std::back_inserter(all_)); }
  std::vector<Diagnostic> take() { return std::move(all_); }
  void throw_located(const io::Document& document) {
    if (!all_.empty()) {
      throw InputError(io::locate_all(document, std::move(all_)));
    }
  }

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace heliofab::twin
