// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace heliofab::plant {

/// First in, first out, in one block that grows and never shrinks: a line in its steady state
/// allocates nothing.
template <class T>
class Ring {
 public:
  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }
  T& front() noexcept { return slots_[head_]; }
  const T& front() const noexcept { return slots_[head_]; }
  T& operator[](std::size_t i) noexcept { return slots_[(head_ + i) & mask()]; }
  const T& operator[](std::size_t i) const noexcept { return slots_[(head_ + i) & mask()]; }

  void push_back(T value) {
    if (size_ == slots_.size()) [[unlikely]] {
      grow();
    }
    slots_[(head_ + size_) & mask()] = std::move(value);
    ++size_;
  }
  void pop_front() noexcept {
    head_ = (head_ + 1) & mask();
    --size_;
  }
  /// Those behind move up.
  void erase(std::size_t i) noexcept {
    if (i == 0) {
      pop_front();
      return;
    }
    for (--size_; i < size_; ++i) {
      (*this)[i] = std::move((*this)[i + 1]);
    }
  }

 private:
  std::size_t mask() const noexcept { return slots_.size() - 1; }  // the size is a power of two
  [[gnu::noinline]] void grow() {
    std::vector<T> more(slots_.empty() ? 4 : 2 * slots_.size());
    for (std::size_t i = 0; i < size_; ++i) {
      more[i] = std::move((*this)[i]);
    }
    slots_ = std::move(more);
    head_ = 0;
  }

  std::vector<T> slots_;
  std::size_t head_ = 0;
  std::size_t size_ = 0;
};

}  // namespace heliofab::plant
