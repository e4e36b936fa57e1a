// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "arguments.hpp"
#include "common.hpp"
#include "film.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/server/server.hpp"
#include "heliofab/server/site.hpp"
#include "terminal.hpp"

namespace heliofab::cli {

namespace {

struct TourOptions {
  std::string run;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8642;
  std::string token;
  std::string video;
  std::vector<std::string> shot;  // station and file
  std::string size = "1280x720";
  FilmRequest film;
};

CLI::Validator count_between(int least, int most) {
  return wanted(fmt::format("{} to {}", least, most), [least, most](const std::string& word) {
    int count = 0;
    const char* const end = word.data() + word.size();
    const auto [rest, problem] = std::from_chars(word.data(), end, count);
    return problem == std::errc() && rest == end && count >= least && count <= most;
  });
}

// "[::1]:8642"
std::string authority(const std::string& host, std::uint16_t port) {
  return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                             : fmt::format("[{}]:{}", host, port);
}

// "1280x720": even, for encoders take colours of two by two pixels.
void read_size(const std::string& text, FilmRequest& film) {
  const char* const end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, film.width);
  const bool has_both = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
  const auto height = std::from_chars(has_both ? width.ptr + 1 : end, end, film.height);
  const bool fits = has_both && height.ec == std::errc() && height.ptr == end &&
                    film.width >= 160 && film.width <= 3840 && film.height >= 90 &&
                    film.height <= 2160 && film.width % 2 == 0 && film.height % 2 == 0;
  if (!fits) {
    throw InputError("E9024", "size",
                     fmt::format("found '{}', wanted WIDTHxHEIGHT, both even, from 160x90 to "
                                 "3840x2160",
                                 text),
                     "--size 1280x720");
  }
}

void check_ending(const std::filesystem::path& file, std::vector<std::string_view> endings) {
  if (std::ranges::find(endings, file.extension().string()) == endings.end()) {
    throw InputError("E9024", file.string(),
                     fmt::format("found the ending '{}', wanted {}", file.extension().string(),
                                 fmt::join(endings, " or ")),
                     "the ending says what is made");
  }
}

FilmRequest film_request(const TourOptions& o) {
  FilmRequest film = o.film;
  film.run = o.run;
  read_size(o.size, film);
  if (o.video.empty()) {
    film.station = o.shot.front();
    film.file = o.shot.back();
    check_ending(film.file, {".png"});
  } else {
    film.file = o.video;
    check_ending(film.file, {".webm", ".mp4"});
  }
  return film;
}

void serve(const TourOptions& o) {
  catch_interrupts();
  const std::string token = o.token.empty() ? std::string(environment("HELIOFAB_TOKEN")) : o.token;
  server::Site site({.store = store_of(o.run), .address = o.host, .token = token});
  server::Server server({.address = o.host, .port = o.port}, site.service());
  print(fmt::format("http://{}/?run={}{}", authority(o.host, server.port()),
                    server::percent_encoded(site.run()), token.empty() ? "" : "&token=" + token));
  end_output();
  if (!server::has_page()) {
    tell(
        "heliofab: the page is not part of this program; tools/build-tour builds it, and then "
        "the program once more");
  }
  remark("Ctrl-C ends it");
  while (!interrupted()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  server.stop();
}

}  // namespace

void add_tour(CLI::App& app, Exit& status) {
  auto o = std::make_shared<TourOptions>();
  CLI::App* command = app.add_subcommand(
      "tour",
      "Serve the tour and the dashboards of a run and of those beside it, or film the tour.\n\n"
      "Examples:\n"
      "  heliofab tour latest\n"
      "  heliofab tour runs/june --video june.webm\n"
      "  heliofab tour runs/june --video june.mp4 --size 1920x1080 --seconds 30\n"
      "  heliofab tour runs/june --shot cigs cigs.png\n"
      "  HELIOFAB_TOKEN=$(openssl rand -hex 16) heliofab tour runs/june --host 0.0.0.0\n\n"
      "Prints the address to open and ends with Ctrl-C. Without --host only this machine is "
      "served.\n"
      "Endpoints for other programs are listed at /api/v1/openapi.json.\n");
  command->add_option("run", o->run, run_help)->required();
  auto* port = command->add_option("--port", o->port, "to listen at; 0: any free one [8642]")
                   ->check(count_between(0, 65535));
  auto* host = command->add_option(
      "--host", o->host, "address of this machine to listen at; 0.0.0.0: all [127.0.0.1]");
  auto* token = command->add_option(
      "--token", o->token,
      "that clients must show [$HELIOFAB_TOKEN, which other users of this machine do not see]");
  auto* video = command->add_option("--video", o->video,
                                    "film the tour: FILE.webm, the same bytes every time, or "
                                    "FILE.mp4; captions become FILE.vtt");
  auto* shot =
      command->add_option("--shot", o->shot, "a still of a station: STATION FILE.png")->expected(2);
  command->add_option("--size", o->size, "of the film or the still [1280x720]");
  auto* fps = command->add_option("--fps", o->film.fps, "frames a second, 1 to 60 [30]")
                  ->check(count_between(1, 60));
  auto* seconds =
      command->add_option("--seconds", o->film.seconds, "of the film, from its start [60]")
          ->check(count_between(1, 60));
  command
      ->add_option("--look", o->film.look,
                   "plain, or high with shadows and reflections [plain where no GPU draws]")
      ->check(one_of({"plain", "high"}));
  command->add_flag("-f,--force", o->film.may_replace, "replace the file");
  for (CLI::Option* of_server : {port, host, token}) {
    video->excludes(of_server);
    shot->excludes(of_server);
  }
  video->excludes(shot);
  fps->needs(video);
  seconds->needs(video);
  command->callback([o, &status] {
    if (o->video.empty() && o->shot.empty()) {
      serve(*o);
    } else {
      status = film_tour(film_request(*o));
    }
  });
}

}  // namespace heliofab::cli
