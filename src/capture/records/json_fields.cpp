#include "capture/records/json_fields.hpp"

namespace sekisho::capture {
namespace {

using nlohmann::json;

std::string scalar_text(const json& value) {
  if (const auto* text = value.get_ptr<const std::string*>()) return *text;
  return value.is_primitive() ? value.dump() : std::string();
}

}  // namespace

std::optional<JsonFields> JsonFields::parse(std::string_view line) {
  json object = json::parse(line.begin(), line.end(), nullptr, false);
  if (!object.is_object()) return std::nullopt;
  return JsonFields(std::move(object));
}

const json* JsonFields::find(std::string_view name) const {
  const auto whole = object_.find(std::string(name));
  if (whole != object_.end()) return &*whole;
  const std::size_t point = name.find('.');
  if (point == std::string_view::npos) return nullptr;
  const auto outer = object_.find(std::string(name.substr(0, point)));
  if (outer == object_.end() || !outer->is_object()) return nullptr;
  const auto inner = outer->find(std::string(name.substr(point + 1)));
  return inner == outer->end() ? nullptr : &*inner;
}

std::optional<std::string> JsonFields::text(std::string_view name) const {
  const json* value = find(name);
  if (value == nullptr || value->is_null()) return std::nullopt;
  if (!value->is_array()) return scalar_text(*value);
  std::string all;
  for (const json& each : *value) all += (all.empty() ? "" : ",") + scalar_text(each);
  return all;
}

std::vector<std::uint64_t> JsonFields::numbers(std::string_view name) const {
  std::vector<std::uint64_t> numbers;
  const json* value = find(name);
  if (value == nullptr) return numbers;
  const auto add = [&](const json& each) {
    if (each.is_number_unsigned()) numbers.push_back(each.get<std::uint64_t>());
  };
  if (value->is_array()) {
    for (const json& each : *value) add(each);
  } else {
    add(*value);
  }
  return numbers;
}

}  // namespace sekisho::capture
