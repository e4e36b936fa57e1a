// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/store/query.hpp"

namespace heliofab::server {

/// The served run and those in the folders beside it. A run's id is the name of its folder.
class RunFolder {
 public:
  explicit RunFolder(const std::filesystem::path& served_store);

  const std::string& served() const noexcept { return served_; }
  /// Sorted, the served one among them.
  std::vector<std::string> ids() const;
  /// @param id  without slashes, as read_target leaves it
  /// @throws InputError E9011 when there is none, with the nearest one
  std::filesystem::path store_of(std::string_view id) const;
  /// The ramp.json beside the store, which `heliofab ramp` wrote and which need not be there.
  std::filesystem::path ramp_of(std::string_view id) const {
    return store_of(id).parent_path() / "ramp.json";
  }

 private:
  std::filesystem::path served_store_;
  std::filesystem::path folder_;  // of the runs
  std::string served_;
};

/// What changes whenever the rows of a store do: an answer may be kept as long as it stays.
std::string stamp_of(const std::filesystem::path& store);

/// A store that is open, for one thread at a time.
struct OpenRun {
  explicit OpenRun(const std::filesystem::path& file);

  store::RunReader reader;
  std::vector<store::TableInfo> tables;
  bool is_complete = false;
};

/// Open stores that wait for the next question. One that is still written to is closed after each:
/// its writer can only tidy up when nobody else has it open.
class ReaderPool {
 public:
  class Lease {
   public:
    Lease(ReaderPool& pool, std::string key, std::unique_ptr<OpenRun> run)
        : pool_(pool), key_(std::move(key)), run_(std::move(run)) {}
    ~Lease() { pool_.give_back(std::move(key_), std::move(run_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    OpenRun& operator*() const noexcept { return *run_; }
    OpenRun* operator->() const noexcept { return run_.get(); }

   private:
    ReaderPool& pool_;
    std::string key_;
    std::unique_ptr<OpenRun> run_;
  };

  /// @throws StorageError E5101, E5102
  Lease borrow(const std::filesystem::path& store);

 private:
  void give_back(std::string key, std::unique_ptr<OpenRun> run) noexcept;

  std::mutex mutex_;
  std::vector<std::pair<std::string, std::unique_ptr<OpenRun>>> idle_;  // the oldest first
};

/// Long answers by what they were made of; the oldest are forgotten first.
class AnswerCache {
 public:
  /// What is kept under `key`, else what `make` makes.
  template <class Make>
  std::string find_or(const std::string& key, Make make) {
    if (std::string known; find(key, known)) {
      return known;
    }
    std::string made = make();
    keep(key, made);
    return made;
  }

 private:
  bool find(const std::string& key, std::string& text);
  void keep(const std::string& key, const std::string& text);

  std::mutex mutex_;
  std::vector<std::pair<std::string, std::string>> kept_;  // the oldest first
};

}  // namespace heliofab::server
