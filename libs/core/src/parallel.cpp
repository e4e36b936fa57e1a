// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/parallel.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>
#include <vector>

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace heliofab {

namespace {

// Debian's oneTBB is not instrumented, so the thread sanitizer does not see that a loop's bodies
// follow its start and precede its end. This tells it; elsewhere it is nothing.
class LoopOrder {
 public:
  void release() noexcept {
#ifdef __SANITIZE_THREAD__
    __tsan_release(this);
#endif
  }
  void acquire() noexcept {
#ifdef __SANITIZE_THREAD__
    __tsan_acquire(this);
#endif
  }
};

}  // namespace

struct ThreadLimit::Impl {
  tbb::global_control control;
};

ThreadLimit::ThreadLimit(std::size_t threads)
    : impl_(std::make_unique<Impl>(Impl{tbb::global_control(
          tbb::global_control::max_allowed_parallelism,
          threads > 0 ? threads : std::max(1U, std::thread::hardware_concurrency()))})) {}
ThreadLimit::~ThreadLimit() = default;

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& body) {
  // The exception of the lowest index is the one reported, so that errors do not depend on threads.
  // Later indices may be skipped; earlier ones always run.
  std::mutex guard;
  std::size_t first_failed = count;
  std::exception_ptr failure;
  LoopOrder begin;
  LoopOrder end;
  begin.release();
  tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
    begin.acquire();
    {
      const std::lock_guard lock(guard);
      if (i > first_failed) {
        return;
      }
    }
    try {
      body(i);
    } catch (...) {
      const std::lock_guard lock(guard);
      if (i < first_failed) {
        first_failed = i;
        failure = std::current_exception();
      }
    }
    end.release();
  });
  end.acquire();
  if (failure) {
    std::rethrow_exception(failure);
  }
}

double ordered_sum(std::span<const double> values) {
  constexpr std::size_t chunk = 1024;
  const std::size_t chunks = (values.size() + chunk - 1) / chunk;
  std::vector<double> sums(chunks);
  const auto add = [&](std::size_t c) {
    const auto part = values.subspan(c * chunk, std::min(chunk, values.size() - c * chunk));
    sums[c] = std::accumulate(part.begin(), part.end(), 0.0);
  };
  if (chunks < 16) {  // not worth waking a thread
    for (std::size_t c = 0; c < chunks; ++c) {
      add(c);
    }
  } else {
    parallel_for(chunks, add);
  }
  return std::accumulate(sums.begin(), sums.end(), 0.0);
}

}  // namespace heliofab
