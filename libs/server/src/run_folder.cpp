// SPDX-License-Identifier: Apache-2.0
#include "run_folder.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <sys/stat.h>

#include "heliofab/core/error.hpp"

namespace heliofab::server {

namespace {

namespace fs = std::filesystem;

constexpr const char* store_name = "run.sqlite";
constexpr std::size_t most_idle = 8;                        // open stores
constexpr std::size_t most_kept = 64;                       // answers
constexpr std::size_t most_kept_bytes = 128 * 1024 * 1024;  // of all of them together

std::string stamp_of_file(const std::string& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) {
    return "-";
  }
  return fmt::format("{}.{}.{}.{}.{}", found.st_dev, found.st_ino, found.st_size,
                     found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
}

}  // namespace

RunFolder::RunFolder(const fs::path& served_store) {
  std::error_code ignored;
  served_store_ = fs::weakly_canonical(served_store, ignored);
  if (served_store_.filename() == store_name) {
    folder_ = served_store_.parent_path().parent_path();
    served_ = served_store_.parent_path().filename().string();
  } else {  // a store by itself, under a name of its own
    folder_ = served_store_.parent_path();
    served_ = served_store_.stem().string();
  }
}

std::vector<std::string> RunFolder::ids() const {
  std::vector<std::string> ids{served_};
  std::error_code failed;
  for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    std::error_code ignored;
    std::string id = entry->path().filename().string();
    if (id != served_ && fs::is_regular_file(entry->path() / store_name, ignored)) {
      ids.push_back(std::move(id));
    }
  }
  std::ranges::sort(ids);
  return ids;
}

fs::path RunFolder::store_of(std::string_view id) const {
  if (id == served_) {
    return served_store_;
  }
  const fs::path store = folder_ / id / store_name;
  std::error_code ignored;
  if (!id.empty() && fs::is_regular_file(store, ignored)) {
    return store;
  }
  const std::vector<std::string> known = ids();
  const std::string_view close = nearest(id, {known.begin(), known.end()});
  throw InputError(
      "E9011", "run", fmt::format("there is no run '{}' beside the served one", id),
      close.empty() ? "GET /api/v1/runs lists them" : fmt::format("did you mean '{}'?", close));
}

std::string stamp_of(const fs::path& store) {
  return stamp_of_file(store.string()) + "+" + stamp_of_file(store.string() + "-wal");
}

OpenRun::OpenRun(const fs::path& file) : reader(file), tables(reader.tables()) {
  store::Answer answer = reader.ask("SELECT is_complete FROM run");
  const auto* row = answer.next();
  is_complete = row != nullptr && row->front() == store::Value(std::int64_t{1});
}

ReaderPool::Lease ReaderPool::borrow(const fs::path& store) {
  // A store that was written anew under the same name is another file.
  std::string key = fmt::format("{} {}", store.string(), stamp_of_file(store.string()));
  {
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(idle_, key, [](const auto& idle) { return idle.first; });
    if (found != idle_.end()) {
      std::unique_ptr<OpenRun> run = std::move(found->second);
      idle_.erase(found);
      return {*this, std::move(key), std::move(run)};
    }
  }
  return {*this, std::move(key), std::make_unique<OpenRun>(store)};
}

void ReaderPool::give_back(std::string key, std::unique_ptr<OpenRun> run) noexcept {
  if (!run->is_complete) {
    return;
  }
  const std::scoped_lock lock(mutex_);
  if (idle_.size() >= most_idle) {
    idle_.erase(idle_.begin());
  }
  idle_.emplace_back(std::move(key), std::move(run));
}

bool AnswerCache::find(const std::string& key, std::string& text) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(kept_, key, [](const auto& kept) { return kept.first; });
  if (found == kept_.end()) {
    return false;
  }
  text = found->second;
  std::rotate(found, found + 1, kept_.end());
  return true;
}

void AnswerCache::keep(const std::string& key, const std::string& text) {
  const std::scoped_lock lock(mutex_);
  kept_.emplace_back(key, text);
  std::size_t bytes = 0;
  auto first = kept_.end();
  while (first != kept_.begin() && kept_.end() - first < static_cast<std::ptrdiff_t>(most_kept) &&
         bytes + std::prev(first)->second.size() <= most_kept_bytes) {
    bytes += (--first)->second.size();
  }
  kept_.erase(kept_.begin(), first);
}

}  // namespace heliofab::server
