// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <string>
#include <string_view>

#include "heliofab/server/http.hpp"

namespace heliofab::server {

/// What a page sends while it films.
inline constexpr std::array<std::string_view, 5> film_actions{"hello", "progress", "chunk", "done",
                                                              "failed"};

/// How far a film has come.
struct FilmState {
  enum class Stage : std::uint8_t { waiting, filming, done, failed };

  Stage stage = Stage::waiting;
  std::string renderer;      // as the browser names it
  std::uint64_t frame = 0;   // finished
  std::uint64_t frames = 0;  // of the whole film
  std::uint64_t bytes = 0;   // of the file so far
  std::string captions;      // WebVTT; may be empty
  std::string message;       // why it failed
  std::chrono::steady_clock::time_point last_heard;
};

/// Takes the film that a page makes: pieces of the file at their places, then the captions. Pages
/// know a secret; any other request is answered as if there were no film.
class FilmDesk {
 public:
  /// @param file  written anew  @param most_bytes  that it may become
  /// @throws StorageError E5104
  FilmDesk(const std::filesystem::path& file, std::uint64_t most_bytes, std::string secret);
  ~FilmDesk();
  FilmDesk(const FilmDesk&) = delete;
  FilmDesk& operator=(const FilmDesk&) = delete;

  /// Whether the page knows the secret: asked before a body is read.
  bool knows(const Request& request) const;
  /// `action` is hello, progress, chunk, done or failed.
  Response answer(std::string_view action, const Request& request);
  FilmState state() const;
  /// Another page begins from the start, with a secret of its own.
  void begin_again(std::string secret);
  /// Writes the rest of the file. @throws StorageError E5104
  void close();

 private:
  Response take_chunk(const Request& request);
  void fail(std::string message);

  mutable std::mutex mutex_;
  std::filesystem::path path_;
  std::uint64_t most_bytes_;
  std::string secret_;
  std::FILE* file_ = nullptr;
  FilmState state_;
};

/// Compares without telling by its time how much is right.
bool is_same_secret(std::string_view a, std::string_view b) noexcept;

/// A piece of a film, at most.  [bytes]
inline constexpr std::size_t film_chunk_limit = 16 * 1024 * 1024;

}  // namespace heliofab::server
