// SPDX-License-Identifier: Apache-2.0
#include "film.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "browser.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/server/server.hpp"
#include "heliofab/server/site.hpp"
#include "terminal.hpp"
#include "write_file.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Stage = server::FilmState::Stage;

constexpr std::chrono::seconds time_to_begin{15};       // for the first way to draw
constexpr std::chrono::seconds last_time_to_begin{60};  // for the last one
constexpr std::chrono::seconds most_silence{120};       // of a page that has begun
constexpr std::uint64_t most_bytes = 2'000'000'000;     // of a film
constexpr double most_of_disk = 0.9;                    // that a film may take

// The film on its way: gone unless it is kept.
class PartFile {
 public:
  explicit PartFile(const fs::path& file) : path_(file) {
    path_ += "." + server::new_secret().substr(0, 8) + ".part";
  }
  ~PartFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  const fs::path& path() const { return path_; }
  void become(const fs::path& file) const {
    std::error_code failed;
    fs::rename(path_, file, failed);
    if (failed) {
      throw StorageError("E5104",
                         fmt::format("{}: cannot be written: {}", file.string(), failed.message()));
    }
  }

 private:
  fs::path path_;
};

std::uint64_t bytes_for(const fs::path& file) {
  std::error_code failed;
  const fs::space_info space = fs::space(fs::absolute(file).parent_path(), failed);
  return failed ? most_bytes
                : std::min(most_bytes, static_cast<std::uint64_t>(
                                           most_of_disk * static_cast<double>(space.available)));
}

std::string address_of(const FilmRequest& request, const server::Site& site, std::uint16_t port,
                       const std::string& secret) {
  std::string address =
      fmt::format("http://127.0.0.1:{}/?film=1&run={}&size={}x{}", port,
                  server::percent_encoded(site.run()), request.width, request.height);
  address += request.station.empty()
                 ? fmt::format("&fps={}&seconds={}&format={}", request.fps, request.seconds,
                               request.file.extension().string().substr(1))
                 : "&station=" + server::percent_encoded(request.station);
  address += request.look.empty() ? "" : "&look=" + request.look;
  return address + "#" + secret;
}

// How an attempt with one browser ended.
enum class Attempt { done, interrupted, cannot_draw };

Attempt watch(Browser& browser, server::FilmDesk& desk, Clock::duration patience,
              Progress& progress) {
  const Clock::time_point began = Clock::now();
  while (true) {
    const server::FilmState state = desk.state();
    if (state.frames > 0) {
      progress.progress("film", state.frame, state.frames);
    }
    if (state.stage == Stage::done) {
      return Attempt::done;
    }
    if (interrupted()) {
      return Attempt::interrupted;
    }
    const bool has_begun = state.stage == Stage::filming;
    if (state.stage == Stage::failed) {
      if (state.renderer.empty()) {
        return Attempt::cannot_draw;
      }
      throw InputError("E9022", "film", state.message, "the page that films said so");
    }
    const Clock::time_point now = Clock::now();
    if (!browser.is_running() || (!has_begun && now - began > patience)) {
      if (!has_begun) {
        return Attempt::cannot_draw;
      }
      throw InputError("E9022", "film", fmt::format("the browser ended at frame {}", state.frame),
                       "often it had too little memory: try a smaller --size");
    }
    if (has_begun && now - state.last_heard > most_silence) {
      throw InputError(
          "E9022", "film",
          fmt::format("nothing new for {} s at frame {}", most_silence.count(), state.frame),
          "try a smaller --size or --look plain");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

// With the system's OpenGL, and where that draws nothing, with the browser's own renderer.
Attempt film_with_browser(const FilmRequest& request, const fs::path& program, const PartFile& part,
                          server::FilmState& last) {
  std::string secret = server::new_secret();
  server::FilmDesk desk(part.path(), bytes_for(request.file), secret);
  server::Site site({.store = store_of(request.run), .film = &desk});
  server::Server server({.port = 0}, site.service());
  Progress progress;
  std::string words;
  for (const Drawing drawing : {Drawing::system_gl, Drawing::own}) {
    const bool is_last = drawing == Drawing::own;
    Browser browser(program, {.address = address_of(request, site, server.port(), secret),
                              .width = request.width,
                              .height = request.height,
                              .drawing = drawing});
    const Attempt attempt =
        watch(browser, desk, is_last ? last_time_to_begin : time_to_begin, progress);
    last = desk.state();
    if (attempt == Attempt::done) {
      desk.close();
    }
    if (attempt != Attempt::cannot_draw) {
      return attempt;
    }
    words = last.message.empty() ? browser.last_words() : last.message;
    secret = server::new_secret();
    desk.begin_again(secret);
  }
  throw InputError(
      "E9021", "browser",
      fmt::format("{} draws nothing{}{}", program.string(), words.empty() ? "" : ": ", words),
      "sudo apt-get install chromium libegl1; heliofab doctor says what is missing");
}

void check(const FilmRequest& request) {
  if (!server::has_page()) {
    throw InputError("E9023", "tour", "the page is not part of this program, wanted it for a film",
                     "tools/build-tour && tools/build dev makes a program with it");
  }
  check_free(request.file, request.may_replace, "name another one, or add --force to replace it");
}

}  // namespace

Exit film_tour(const FilmRequest& request) {
  check(request);
  const fs::path program = find_browser();
  if (program.empty()) {
    throw InputError("E9020", "browser",
                     "found no chromium, chromium-browser or google-chrome in $PATH, wanted one "
                     "to draw the film",
                     "sudo apt-get install chromium libegl1");
  }
  catch_interrupts();
  const PartFile part(request.file);
  server::FilmState last;
  if (film_with_browser(request, program, part, last) == Attempt::interrupted) {
    tell("heliofab: interrupted; nothing was written");
    return Exit::interrupted;
  }
  if (last.bytes == 0) {
    throw InputError("E9022", "film", "the page sent no picture");
  }
  part.become(request.file);
  print(request.file.string());
  if (!last.captions.empty()) {
    const fs::path captions = fs::path(request.file).replace_extension(".vtt");
    write_file(captions, last.captions);
    print(captions.string());
  }
  remark(fmt::format("drawn by {}", last.renderer));
  suggest(opening(request.file));
  return Exit::done;
}

}  // namespace heliofab::cli
