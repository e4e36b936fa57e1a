// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace heliofab::cli {

/// The first of some programs that $PATH has; empty when there is none.
std::filesystem::path find_program(std::initializer_list<std::string_view> names);

/// Chromium, or what $HELIOFAB_BROWSER names instead; empty when there is none.
std::filesystem::path find_browser();

/// How a browser draws without a window: with the system's OpenGL, or with the renderer of its own,
/// which takes some three times as long.
enum class Drawing { system_gl, own };

/// A browser without a window that shows one page, with a folder of its own. Ends with all the
/// processes it started when this object does, and the folder goes; it ends too when this program
/// is killed.
class Browser {
 public:
  struct Page {
    std::string address;
    int width = 0;   // [pixels]
    int height = 0;  // [pixels]
    Drawing drawing = Drawing::system_gl;
  };

  /// @throws InputError   E9021 when the program cannot be started
  /// @throws StorageError E5104 when there is no place for its folder
  Browser(const std::filesystem::path& program, const Page& page);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  bool is_running();
  /// The end of what it said on standard error.
  std::string last_words() const;

 private:
  void end_processes() noexcept;
  void remove_folder() const noexcept;

  std::filesystem::path folder_;
  pid_t pid_ = -1;
  bool has_ended_ = false;
  int lifeline_ = -1;  // closed, by whatever, it ends the browser
};

}  // namespace heliofab::cli
