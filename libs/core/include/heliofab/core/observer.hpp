// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace heliofab {

/// How a long computation reports and is asked to stop. Libraries print nothing themselves.
class Observer {
 public:
  virtual ~Observer() = default;
  /// `done` of `total` steps of `stage`; called from one thread at a time.
  virtual void progress(std::string_view stage, std::uint64_t done, std::uint64_t total) = 0;
  /// True when the user wants the run to end at the next clean point.
  virtual bool stop_requested() const = 0;
};

/// True when somebody watches and wants the work to end.
inline bool wants_to_stop(const Observer* observer) {
  return observer != nullptr && observer->stop_requested();
}

/// Tells whoever watches, if anybody does, and asks whether to go on.
inline bool goes_on(Observer* observer, std::string_view stage, std::uint64_t done,
                    std::uint64_t total) {
  if (observer != nullptr) {
    observer->progress(stage, done, total);
  }
  return !wants_to_stop(observer);
}

}  // namespace heliofab
