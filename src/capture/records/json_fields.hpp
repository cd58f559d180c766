// A line of JSON as fields.
#pragma once

#include "capture/records/fields.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::capture {

/// Fields of one object: `a.b` is a key of that name, else the key `b` of the object at `a`. Values that are
/// no object are given as text; of a list its parts with commas between.
class JsonFields final : public Fields {
 public:
  /// Nothing when the line is no object of JSON.
  [[nodiscard]] static std::optional<JsonFields> parse(std::string_view line);

  [[nodiscard]] std::optional<std::string> text(std::string_view name) const override;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  /// The numbers of a list, or a number alone; what is none is left out.
  [[nodiscard]] std::vector<std::uint64_t> numbers(std::string_view name) const;

 private:
  explicit JsonFields(nlohmann::json object) : object_(std::move(object)) {}
  [[nodiscard]] const nlohmann::json* find(std::string_view name) const;

  nlohmann::json object_;
};

}  // namespace sekisho::capture
