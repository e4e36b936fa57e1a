// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "heliofab/core/error.hpp"
#include "heliofab/store/run_store.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

// Large enough that SQLite must write to the file in the middle of a batch.
constexpr std::int64_t batch_size = 4000;

twin::RunRecord batch(std::int64_t number) {
  return sample_record(1 + number * batch_size, batch_size);
}

// Runs `body` in a process of its own; its wait status.
int status_of_child(
    const std::function<void()>& body, const std::function<void(pid_t)>& meanwhile = [](pid_t) {}) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      body();
    } catch (...) {
      _exit(99);
    }
    _exit(0);
  }
  meanwhile(child);
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

// Files of this process may not grow beyond so many bytes.
void limit_file_size(rlim_t bytes) {
  const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
}

void expect_whole_batches(const Scratch& scratch, std::size_t at_least) {
  const twin::RunRecord read = read_run(scratch.file());
  EXPECT_FALSE(read.is_complete);
  const std::size_t n_batches = read.flashes.size() / static_cast<std::size_t>(batch_size);
  ASSERT_GE(n_batches, at_least);
  twin::RunRecord expected;
  expected.provenance = sample_provenance();
  for (std::size_t i = 0; i < n_batches; ++i) {
    twin::append(expected, batch(static_cast<std::int64_t>(i)));
  }
  EXPECT_EQ(read, expected);
}

// The child tells of every finished batch and is killed right after the second one, which is in
// the midst of the third or of a later one.
TEST(InterruptedRun, HoldsEveryFinishedBatchAfterAKill) {
  const Scratch scratch;
  std::array<int, 2> pipe_ends{};
  ASSERT_EQ(pipe(pipe_ends.data()), 0);
  const int status = status_of_child(
      [&] {
        const std::vector<twin::RunRecord> batches{batch(0), batch(1), batch(2), batch(3)};
        RunStore store = RunStore::create(scratch.file(), sample_provenance());
        for (const twin::RunRecord& one : batches) {
          store.add(one);
          if (::write(pipe_ends[1], "x", 1) != 1) {
            _exit(98);
          }
        }
        pause();  // until the kill, should the parent have been held up
      },
      [&](pid_t child) {
        close(pipe_ends[1]);  // so that a child that fails ends the wait
        std::array<char, 1> byte{};
        ASSERT_EQ(::read(pipe_ends[0], byte.data(), 1), 1);
        ASSERT_EQ(::read(pipe_ends[0], byte.data(), 1), 1);
        kill(child, SIGKILL);
      });
  close(pipe_ends[0]);
  ASSERT_TRUE(WIFSIGNALED(status)) << "status " << status;
  ASSERT_EQ(WTERMSIG(status), SIGKILL);
  expect_whole_batches(scratch, 2);
}

// The system kills a process whose file grows too large at the very write that does it: always in
// the middle of a batch.
TEST(InterruptedRun, HoldsEveryFinishedBatchAfterADeathWhileWriting) {
  const Scratch scratch;
  const int status = status_of_child([&] {
    const rlimit no_core{};
    setrlimit(RLIMIT_CORE, &no_core);
    RunStore store = RunStore::create(scratch.file(), sample_provenance());
    store.add(batch(0));
    store.add(batch(1));
    limit_file_size(std::filesystem::file_size(scratch.file().string() + "-wal") + 1'000'000);
    store.add(batch(2));
    store.add(batch(3));
    store.add(batch(4));
  });
  ASSERT_TRUE(WIFSIGNALED(status)) << "status " << status;
  ASSERT_EQ(WTERMSIG(status), SIGXFSZ);
  expect_whole_batches(scratch, 2);
}

// A disk that is full: the error says so, and the batches before it stay.
TEST(InterruptedRun, HoldsEveryFinishedBatchWhenTheDiskIsFull) {
  const Scratch scratch;
  const int status = status_of_child([&] {
    signal(SIGXFSZ, SIG_IGN);
    RunStore store = RunStore::create(scratch.file(), sample_provenance());
    store.add(batch(0));
    limit_file_size(std::filesystem::file_size(scratch.file().string() + "-wal") + 1'000'000);
    try {
      for (std::int64_t i = 1; i < 10; ++i) {
        store.add(batch(i));
      }
    } catch (const StorageError& error) {
      const std::string expected = "'" + scratch.file().string() +
                                   "' cannot be written: disk I/O error, File too large; see that "
                                   "you may write there and that the disk is not full, then run "
                                   "the plan again [E5104]";
      _exit(error.what() == expected ? 7 : 8);
    }
  });
  ASSERT_TRUE(WIFEXITED(status));
  ASSERT_EQ(WEXITSTATUS(status), 7);
  expect_whole_batches(scratch, 1);
}

}  // namespace
}  // namespace heliofab::store
