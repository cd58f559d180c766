// A stack of lists for recursions that make short-lived lists: grows, never gives memory back before its
// end, and leaves what is on it uninitialized until written.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace sekisho::detail {

template <typename T>
class ScratchStack {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T* at(std::size_t index) { return items_.get() + index; }
  [[nodiscard]] const T* at(std::size_t index) const { return items_.get() + index; }
  [[nodiscard]] T& operator[](std::size_t index) { return items_[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const { return items_[index]; }

  /// Makes room for `count` more items, which may move all, and gives the place of the first.
  [[nodiscard]] T* room_for(std::size_t count) {
    if (size_ + count > capacity_) grow(size_ + count);
    return items_.get() + size_;
  }
  /// Sets the size, within the room made.
  void resize(std::size_t size) { size_ = size; }
  void push(T item) {
    *room_for(1) = item;
    ++size_;
  }

 private:
  void grow(std::size_t wanted) {
    const std::size_t capacity = std::max(wanted, capacity_ * 2);
    std::unique_ptr<T[]> items(new T[capacity]);
    std::copy_n(items_.get(), size_, items.get());
    items_ = std::move(items);
    capacity_ = capacity;
  }

  std::unique_ptr<T[]> items_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace sekisho::detail
