// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace heliofab {

/// Caps the worker threads for as long as it lives (0 means all cores). One per program, in main.
class ThreadLimit {
 public:
  explicit ThreadLimit(std::size_t threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Calls body(i) once for each i < count, on any thread. body(i) writes slot i and nothing else.
/// An exception from a body stops the loop and leaves here; with several, the lowest i wins.
///
/// A body may have a loop of its own: all share the same threads. While a thread waits for such a
/// loop it may begin another body of the outer one, so a body holds no lock around a loop.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body);

/// Sum in a fixed order: chunks of 1024 in index order, then the chunk sums. The same bits for any
/// number of threads.
double ordered_sum(std::span<const double> values);

}  // namespace heliofab
