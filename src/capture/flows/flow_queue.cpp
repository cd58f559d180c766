#include "capture/flows/flow_queue.hpp"

#include <utility>

namespace sekisho::capture {

void FlowQueue::push(FlowBatch batch) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return abandoned_ || batches_.size() < most_batches; });
  if (abandoned_) return;
  batches_.push_back(std::move(batch));
  changed_.notify_all();
}

void FlowQueue::close(Result<Survey> result) {
  const std::lock_guard lock(mutex_);
  result_.emplace(std::move(result));
  changed_.notify_all();
}

void FlowQueue::fail(std::exception_ptr thrown) {
  const std::lock_guard lock(mutex_);
  thrown_ = std::move(thrown);
  changed_.notify_all();
}

std::optional<FlowBatch> FlowQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !batches_.empty() || result_ || thrown_; });
  if (batches_.empty()) return std::nullopt;
  FlowBatch batch = std::move(batches_.front());
  batches_.pop_front();
  changed_.notify_all();
  return batch;
}

Result<Survey> FlowQueue::result() {
  const std::lock_guard lock(mutex_);
  if (thrown_) std::rethrow_exception(thrown_);
  return std::move(*result_);
}

void FlowQueue::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  changed_.notify_all();
}

}  // namespace sekisho::capture
