#include <sekisho/dump/device_parts.hpp>

#include "dump/leaves.hpp"
#include "dump/members.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <type_traits>

namespace sekisho {

namespace {

using Json = nlohmann::ordered_json;

/// Turns values into JSON. Members that have the value of a new object are left out.
class Writer {
 public:
  explicit Writer(const std::string& snapshot) : folder_(std::filesystem::path(snapshot).parent_path()) {}

  /// One that writes every config line as if it stood nowhere and had no text.
  static Writer without_sources() {
    Writer writer{std::string()};
    writer.with_sources_ = false;
    return writer;
  }

  /// The members of a struct, those too that have the value of a new object.
  template <typename Struct>
  Json all_members(const Struct& value) const {
    Json result = Json::object();
    dump::members([&](const char* key, auto member) { result[key] = write(value.*member); }, value);
    return result;
  }

  template <typename Value>
  Json write(const Value& value) const {
    if constexpr (std::is_enum_v<Value>) {
      return dump::Spellings<Value>::names[static_cast<std::size_t>(value)];
    } else if constexpr (std::is_arithmetic_v<Value> || std::is_same_v<Value, std::string>) {
      return value;
    } else {
      return write_members(value);
    }
  }
  Json write(const Address& value) const { return to_string(value); }
  Json write(const Prefix& value) const { return to_string(value); }
  Json write(const AddressRange& value) const { return dump::text_of(value); }
  Json write(const dump::AddressPiece& value) const { return dump::text_of(value); }
  Json write(const Date& value) const { return to_string(value); }
  Json write(const PortRange& value) const { return Json::array({value.first, value.last}); }
  Json write(const RuleSource& value) const { return write_members(with_sources_ ? value : RuleSource{}); }
  Json write(const Span& given) const {
    const Span value = with_sources_ ? given : Span{};
    std::filesystem::path file(value.file);
    if (!folder_.empty() && !file.empty()) file = file.lexically_relative(folder_);
    return file.generic_string() + ":" + std::to_string(value.line);
  }
  template <typename Value>
  Json write(const std::optional<Value>& value) const {
    return value ? write(*value) : Json(nullptr);
  }
  template <typename Value>
  Json write(const std::vector<Value>& list) const {
    Json result = Json::array();
    for (const Value& value : list) result.push_back(write(value));
    return result;
  }
  template <typename Value>
  Json write(const std::map<std::string, Value>& map) const {
    Json result = Json::object();
    for (const auto& [key, value] : map) result[key] = write(value);
    return result;
  }

 private:
  template <typename Struct>
  Json write_members(const Struct& value) const {
    static const Json defaults = all_members(Struct{});
    Json result = all_members(value);
    for (const auto& [key, standing] : defaults.items()) {
      if (result[key] == standing) result.erase(key);
    }
    return result;
  }

  std::filesystem::path folder_;
  bool with_sources_ = true;
};

/// A list with one element a line.
template <typename List>
std::string lines_of(const Writer& writer, const List& list) {
  std::string text = "[";
  const char* separator = "\n";
  for (const auto& each : list) {
    text += separator + writer.write(each).dump(-1, ' ', false, Json::error_handler_t::replace);
    separator = ",\n";
  }
  return text + "]";
}

/// The domain of each interface of each device, null for none.
Json domains_of_interfaces(const Network& network) {
  Json result = Json::array();
  for (const std::vector<DomainIndex>& of_device : network.domain_of) {
    Json row = Json::array();
    for (const DomainIndex domain : of_device) {
      row.push_back(domain == Network::no_domain ? Json(nullptr) : Json(domain));
    }
    result.push_back(std::move(row));
  }
  return result;
}

}  // namespace

std::string write_model(const ModelFile& model) {
  const Snapshot& snapshot = model.network.snapshot;
  const Writer writer(snapshot.file);
  std::vector<Requirement> requirements;  // those that a certificate can speak of
  for (const Requirement& each : model.requirements) {
    if (is_about_packets(each.kind)) requirements.push_back(each);
  }
  std::string text = "{\"schema\":\"sekisho/model/1\",\n";
  text += "\"date\":" + writer.write(model.date).dump() + ",\n";
  text += "\"policy\":" + Json(model.policy).dump() + ",\n";
  text += "\"segments\":" + lines_of(writer, snapshot.segments) + ",\n";
  text += "\"hosts\":" + lines_of(writer, snapshot.hosts) + ",\n";
  text += "\"channels\":" + lines_of(writer, snapshot.channels) + ",\n";
  text += "\"requirements\":" + lines_of(writer, requirements) + ",\n";
  text += "\"devices\":" + lines_of(writer, model.network.devices) + ",\n";
  text += "\"routes\":" + lines_of(writer, model.routes) + ",\n";
  text += "\"domains\":" + lines_of(writer, model.network.domains) + ",\n";
  text += "\"domain_of\":" + domains_of_interfaces(model.network).dump() + "}\n";
  return text;
}

std::map<std::string, std::string> device_parts(const Device& device) {
  std::map<std::string, std::string> parts;
  const auto members = Writer::without_sources().all_members(device);
  for (const auto& [key, part] : members.items())
    parts[key] = part.dump(-1, ' ', false, Json::error_handler_t::replace);
  return parts;
}

namespace {

bool is_doubt(const std::string& key, const Json& member) {
  if (key == "certain") return member == false;
  if (key == "periodic") return member == true;
  return (key == "uncertainties" || key == "unknown_routes") && !member.empty();
}

/// `of_rules`: whether rules may ask for more than a packet shows.
bool holds_doubt(const Json& value, bool of_rules) {
  if (!value.is_structured()) return false;
  for (const auto& [key, member] : value.items()) {
    if (is_doubt(key, member)) return true;
    Json inside = member;
    if (of_rules && key == "match") inside.erase("certain");
    if (holds_doubt(inside, of_rules)) return true;
  }
  return false;
}

}  // namespace

bool rests_on_config_alone(const Device& device) {
  const Json parts = Writer::without_sources().all_members(device);
  for (const auto& [key, part] : parts.items()) {
    const bool is_filter = key == "filters" || key == "forward_filter" || key == "local_filter";
    if (is_doubt(key, part) || holds_doubt(part, is_filter)) return false;
  }
  return true;
}

}  // namespace sekisho
