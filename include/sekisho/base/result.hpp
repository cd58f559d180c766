// A value or the reason why there is none, for failures that are expected.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace sekisho {

/// Why an operation could not give a value; a sentence for a developer or a log, not a user message.
struct Failure {
  std::string reason;
};

template <typename Value>
class [[nodiscard]] Result {
 public:
  Result(Value value) : content_(std::move(value)) {}        // NOLINT(google-explicit-constructor)
  Result(Failure failure) : content_(std::move(failure)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<Value>(content_); }
  explicit operator bool() const { return ok(); }

  /// Only when ok().
  [[nodiscard]] const Value& value() const& {
    assert(ok());
    return std::get<Value>(content_);
  }
  [[nodiscard]] Value&& value() && {
    assert(ok());
    return std::get<Value>(std::move(content_));
  }
  /// Only when not ok().
  [[nodiscard]] const std::string& reason() const {
    assert(!ok());
    return std::get<Failure>(content_).reason;
  }

 private:
  std::variant<Value, Failure> content_;
};

}  // namespace sekisho
