// A small JSON Schema checker: the part of draft 2020-12 that docs/schemas uses. A keyword that it does
// not know is an error of its own, so that no schema silently checks nothing.
#pragma once

#include <nlohmann/json.hpp>

#include <regex>
#include <string>
#include <vector>

namespace sekisho::test {

class SchemaChecker {
 public:
  explicit SchemaChecker(nlohmann::json schema) : schema_(std::move(schema)) {}

  /// What is wrong with the document, each with its place; empty when it is valid.
  [[nodiscard]] std::vector<std::string> problems(const nlohmann::json& document) {
    problems_.clear();
    check(schema_, document, "$");
    return problems_;
  }

 private:
  using Json = nlohmann::json;

  void say(const std::string& place, const std::string& what) { problems_.push_back(place + ": " + what); }

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "null") return value.is_null();
    if (type == "boolean") return value.is_boolean();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "string") return value.is_string();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
  }

  void check_type(const Json& types, const Json& value, const std::string& place) {
    const Json list = types.is_array() ? types : Json::array({types});
    for (const Json& type : list) {
      if (has_type(value, type.get<std::string>())) return;
    }
    say(place, "expected " + types.dump() + ", found " + value.dump().substr(0, 60));
  }

  void check_any(const Json& choices, const Json& value, const std::string& place) {
    for (const Json& choice : choices) {
      if (SchemaChecker(with_definitions(choice)).problems(value).empty()) return;
    }
    say(place, "fits none of anyOf");
  }

  [[nodiscard]] Json with_definitions(Json schema) const {
    if (schema_.contains("$defs")) schema["$defs"] = schema_["$defs"];
    return schema;
  }

  void check_object(const Json& schema, const Json& value, const std::string& place) {
    for (const auto& [key, member] : value.items()) {
      if (schema["properties"].contains(key)) {
        check(schema["properties"][key], member, place + "." + key);
      } else if (!schema.value("additionalProperties", true)) {
        say(place, "unknown key " + key);
      }
    }
  }

  void check(const Json& schema, const Json& value, const std::string& place) {
    for (const auto& [keyword, wanted] : schema.items()) {
      if (keyword == "type") {
        check_type(wanted, value, place);
      } else if (keyword == "enum") {
        if (std::find(wanted.begin(), wanted.end(), value) == wanted.end())
          say(place, "not in enum: " + value.dump());
      } else if (keyword == "const") {
        if (value != wanted) say(place, "expected " + wanted.dump());
      } else if (keyword == "minimum") {
        if (value.is_number() && value < wanted) say(place, "too small: " + value.dump());
      } else if (keyword == "maximum") {
        if (value.is_number() && value > wanted) say(place, "too large: " + value.dump());
      } else if (keyword == "pattern") {
        if (value.is_string() &&
            !std::regex_search(value.get<std::string>(), std::regex(wanted.get<std::string>())))
          say(place, "does not match " + wanted.dump());
      } else if (keyword == "$ref") {
        check(schema_.at(Json::json_pointer(wanted.get<std::string>().substr(1))), value, place);
      } else if (keyword == "anyOf") {
        check_any(wanted, value, place);
      } else if (keyword == "items") {
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
          check(wanted, value[i], place + "[" + std::to_string(i) + "]");
      } else if (keyword == "properties") {
        if (value.is_object()) check_object(schema, value, place);
      } else if (keyword == "required") {
        for (const Json& key : wanted) {
          if (value.is_object() && !value.contains(key.get<std::string>()))
            say(place, "missing key " + key.dump());
        }
      } else if (!is_annotation(keyword)) {
        say(place, "the checker does not know the keyword " + keyword);
      }
    }
  }

  static bool is_annotation(const std::string& keyword) {
    return keyword == "$schema" || keyword == "$id" || keyword == "$defs" || keyword == "title" ||
           keyword == "description" || keyword == "additionalProperties";
  }

  Json schema_;
  std::vector<std::string> problems_;
};

}  // namespace sekisho::test
