// Flows of one file on their way from the thread that reads it.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/survey.hpp>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

namespace sekisho::capture {

struct FlowBatch {
  std::vector<Flow> flows;
  std::vector<Interface> interfaces;  // of the file, as far as they were told of
};

class FlowQueue {
 public:
  /// Waits while there is no room.
  void push(FlowBatch batch);
  /// The reader is done: with what came of the file, or with what it threw.
  void close(Result<Survey> result);
  void fail(std::exception_ptr thrown);

  /// The next batch; waits for it. Nothing when there are no more.
  [[nodiscard]] std::optional<FlowBatch> pop();
  /// Only after pop() gave nothing. Throws what the reader threw.
  [[nodiscard]] Result<Survey> result();
  /// Nobody takes any more: what is pushed goes.
  void abandon();

 private:
  static constexpr std::size_t most_batches = 128;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<FlowBatch> batches_;
  std::optional<Result<Survey>> result_;
  std::exception_ptr thrown_;
  bool abandoned_ = false;
};

}  // namespace sekisho::capture
