// SPDX-License-Identifier: Apache-2.0
#include "browser.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr const char* log_name = "browser.log";
constexpr int pipe_for_commands = 3;  // where Chromium listens with --remote-debugging-pipe
constexpr int pipe_for_answers = 4;

fs::path new_folder() {
  std::string name = (fs::temp_directory_path() / "heliofab-film-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw StorageError("E5104", fmt::format("{}: cannot make this folder: {}", name,
                                            std::generic_category().message(errno)));
  }
  return name;
}

std::vector<std::string> words_of(const fs::path& program, const Browser::Page& page,
                                  const fs::path& folder) {
  std::vector<std::string> words{
      program.string(),
      "--headless",
      "--use-gl=angle",
      page.drawing == Drawing::own ? "--use-angle=swiftshader" : "--use-angle=gl-egl",
      "--ignore-gpu-blocklist",
      "--disable-quic",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-breakpad",
      "--disable-dev-shm-usage",
      "--disk-cache-size=1",
      "--remote-debugging-pipe",
      "--user-data-dir=" + folder.string(),
      fmt::format("--window-size={},{}", page.width, page.height)};
  if (page.drawing == Drawing::own) {
    words.emplace_back("--enable-unsafe-swiftshader");
  }
  if (geteuid() == 0) {
    words.emplace_back("--no-sandbox");  // it refuses to start otherwise; the page is our own
  }
  words.push_back(page.address);
  return words;
}

// What posix_spawn is told, freed in the end.
struct Spawn {
  Spawn() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~Spawn() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;

  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
};

void prepare(Spawn& spawn, const fs::path& log, int lifeline) {
  posix_spawn_file_actions_addopen(&spawn.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&spawn.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&spawn.actions, STDERR_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&spawn.actions, lifeline, pipe_for_commands);
  posix_spawn_file_actions_addopen(&spawn.actions, pipe_for_answers, "/dev/null", O_WRONLY, 0);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setflags(&spawn.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&spawn.attributes, 0);
  posix_spawnattr_setsigmask(&spawn.attributes, &none);
  posix_spawnattr_setsigdefault(&spawn.attributes, &all);
}

}  // namespace

fs::path find_program(std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    std::string_view rest = environment("PATH");
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(':'), rest.size());
      const fs::path file = fs::path(rest.substr(0, end)) / name;
      std::error_code ignored;
      if (fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0) {
        return file;
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return {};
}

fs::path find_browser() {
  const std::string_view wanted = environment("HELIOFAB_BROWSER");
  return wanted.empty() ? find_program({"chromium", "chromium-browser", "google-chrome"})
                        : fs::path(wanted);
}

Browser::Browser(const fs::path& program, const Page& page) : folder_(new_folder()) {
  std::array<int, 2> ends{-1, -1};
  std::vector<std::string> words = words_of(program, page, folder_);
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  Spawn spawn;
  int result = pipe2(ends.data(), O_CLOEXEC) == 0 ? 0 : errno;
  // Above the places where it is wanted: dup2 onto itself would keep it closed on exec.
  const int command_end = result == 0 ? fcntl(ends[0], F_DUPFD_CLOEXEC, 10) : -1;
  if (result == 0) {
    prepare(spawn, folder_ / log_name, command_end);
    result = posix_spawn(&pid_, program.c_str(), &spawn.actions, &spawn.attributes,
                         arguments.data(), environ);
    ::close(ends[0]);
    ::close(command_end);
    lifeline_ = ends[1];
  }
  if (result != 0) {
    has_ended_ = true;
    if (lifeline_ >= 0) {
      ::close(lifeline_);
    }
    remove_folder();
    throw InputError("E9021", "browser",
                     fmt::format("{} cannot be started: {}", program.string(),
                                 std::generic_category().message(result)),
                     "sudo apt-get install chromium, or name another one in $HELIOFAB_BROWSER");
  }
}

Browser::~Browser() {
  end_processes();
  remove_folder();
}

bool Browser::is_running() {
  if (!has_ended_) {
    has_ended_ = waitpid(pid_, nullptr, WNOHANG) == pid_;
  }
  return !has_ended_;
}

std::string Browser::last_words() const {
  std::ifstream log(folder_ / log_name);
  std::ostringstream text;
  text << log.rdbuf();
  constexpr std::size_t most = 400;
  std::string words = text.str();
  while (!words.empty() && words.back() == '\n') {
    words.pop_back();
  }
  return words.size() <= most ? words : "..." + words.substr(words.size() - most);
}

// Helpers of a browser outlive it by a moment, so the whole group is asked, then forced.
void Browser::end_processes() noexcept {
  ::close(lifeline_);
  constexpr int most_looks = 60;
  for (const int signal : {SIGTERM, SIGKILL}) {
    if (kill(-pid_, signal) != 0 && errno == ESRCH && !is_running()) {
      return;
    }
    for (int look = 0; look < most_looks; ++look) {
      if (!is_running() && kill(-pid_, 0) != 0 && errno == ESRCH) {
        return;
      }
      std::this_thread::sleep_for(milliseconds(50));
    }
  }
}

void Browser::remove_folder() const noexcept {
  constexpr int most_tries = 40;
  for (int i = 0; i < most_tries; ++i) {
    std::error_code failed;
    fs::remove_all(folder_, failed);
    if (!failed && !fs::exists(folder_, failed)) {
      return;
    }
    std::this_thread::sleep_for(milliseconds(50));  // something was still written there
  }
}

}  // namespace heliofab::cli
