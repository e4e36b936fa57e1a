// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace heliofab {

/// One thing that is wrong with an input, or unwise. Without a file, `path` alone says where.
struct Diagnostic {
  std::string code = {};         // "E1301", of a warning "W4314"; `heliofab explain` tells more
  std::string path = {};         // dotted key or argument: "recipe.absorber.thickness"
  std::string message = {};      // lower case, found before wanted, no full stop
  std::string note = {};         // what to do next, or what the key means; may be empty
  std::string file = {};         // as the user named it; empty for a value that came from code
  int line = 0;                  // 1-based; 0 when unknown
  int column = 0;                // 1-based
  int length = 1;                // characters to underline
  std::string source_line = {};  // the user's own line

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// True of what is allowed and unwise: nothing stops for it.
inline bool is_warning(const Diagnostic& diagnostic) { return diagnostic.code.starts_with('W'); }

/// `file:line:col: error: path: message [code]`, then the source line, a caret and the note. Of a
/// warning `warning` in place of `error`.
std::string format(const Diagnostic& diagnostic);

/// The user can mend this. Holds every problem found, not the first one.
class InputError : public std::exception {
 public:
  explicit InputError(std::vector<Diagnostic> diagnostics);
  /// One problem of a value that has no place in a file.
  InputError(std::string_view code, std::string_view path, std::string_view message,
             std::string_view note = {});
  const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::vector<Diagnostic> diagnostics_;
  std::string text_;
};

/// A model could not answer: says which roll, cell, bias or time, the last residual, what was
/// tried.
class ModelError : public std::exception {
 public:
  ModelError(std::string_view code, std::string_view message);
  const std::string& code() const noexcept { return code_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string code_;
  std::string text_;
};

/// A run store could not be read or written: says which file, what was tried, and what to do.
class StorageError : public std::exception {
 public:
  StorageError(std::string_view code, std::string_view message);
  const std::string& code() const noexcept { return code_; }
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string code_;
  std::string text_;
};

/// A broken promise inside the program; see check.hpp.
class LogicError : public std::exception {
 public:
  LogicError(std::string_view expression, std::string_view file, int line);
  const char* what() const noexcept override { return text_.c_str(); }

 private:
  std::string text_;
};

/// An expected outcome of an iteration.
enum class Convergence { converged, damped, diverged };

struct Status {
  Convergence outcome = Convergence::diverged;
  int iterations = 0;
  double residual = 0;  // in the unit the solver documents

  explicit operator bool() const noexcept { return outcome != Convergence::diverged; }
  friend bool operator==(const Status&, const Status&) = default;
};

/// The candidate nearest to `word` by edit distance, or empty if none is close enough to suggest.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace heliofab
