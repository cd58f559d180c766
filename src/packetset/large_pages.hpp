// Memory for tables that are read at random places.
//
// A table of tens of megabytes in pages of 4 KiB misses the processor's cache of page addresses at nearly
// every look, and each page costs a fault when it is first written. Linux gives pages of 2 MiB to whoever
// asks for them (madvise(2), MADV_HUGEPAGE); where it does not, nothing is lost.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

namespace sekisho::detail {

template <typename T>
class LargePageAllocator {
  static_assert(alignof(T) <= alignof(std::max_align_t));

 public:
  using value_type = T;

  LargePageAllocator() = default;
  template <typename Other>
  explicit LargePageAllocator(const LargePageAllocator<Other>& /*other*/) {}

  [[nodiscard]] T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < worthwhile) return static_cast<T*>(::operator new(bytes));
    void* memory = std::aligned_alloc(page, (bytes + page - 1) / page * page);
    if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, bytes, MADV_HUGEPAGE);  // a wish: what comes of it changes no result
#endif
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < worthwhile) {
      ::operator delete(memory);
    } else {
      std::free(memory);
    }
  }

  friend bool operator==(const LargePageAllocator& /*a*/, const LargePageAllocator& /*b*/) { return true; }

 private:
  static constexpr std::size_t page = std::size_t{2} << 20;
  static constexpr std::size_t worthwhile = page;
};

/// A vector whose memory comes in large pages once it is large.
template <typename T>
using LargeVector = std::vector<T, LargePageAllocator<T>>;

}  // namespace sekisho::detail
