#include "dump/leaves.hpp"
#include "dump/members.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace sekisho {

namespace {

using Json = nlohmann::json;

/// What is wrong, thrown up to read_model() and no further.
struct Refusal {
  std::string reason;
};

[[noreturn]] void refuse(const std::string& where, const std::string& expected) {
  throw Refusal{where + ": expected " + expected};
}

/// A member, by the one that it is in; spelled only when something is wrong with it.
class Where {
 public:
  explicit Where(const char* member) : key_(member) {}
  Where(const Where& outer, std::string_view key) : outer_(&outer), key_(key) {}
  Where(const Where& outer, std::size_t index) : outer_(&outer), index_(index) {}

  [[nodiscard]] std::string text() const {
    if (outer_ == nullptr) return std::string(key_);
    return outer_->text() + (index_ ? "[" + std::to_string(*index_) + "]" : "." + std::string(key_));
  }

 private:
  const Where* outer_ = nullptr;
  std::string_view key_;
  std::optional<std::size_t> index_;
};

[[noreturn]] void refuse(const Where& where, const std::string& expected) { refuse(where.text(), expected); }

class Reader {
 public:
  /// What `parse` makes of a text.
  template <typename Parse>
  auto parsed(const Json& json, Parse parse, const Where& where, const char* expected) const {
    std::string text;
    read(json, text, where);
    auto value = parse(text);
    if (!value) refuse(where, expected);
    return *value;
  }

  template <typename Value>
  void read(const Json& json, Value& value, const Where& where) const {
    if constexpr (std::is_enum_v<Value>) {
      read_enum(json, value, where);
    } else if constexpr (std::is_same_v<Value, bool>) {
      if (!json.is_boolean()) refuse(where, "true or false");
      value = json.get<bool>();
    } else if constexpr (std::is_integral_v<Value>) {
      read_number(json, value, where);
    } else {
      read_members(json, value, where);
    }
  }
  void read(const Json& json, std::string& value, const Where& where) const {
    if (!json.is_string()) refuse(where, "a text");
    value = json.get<std::string>();
  }
  void read(const Json& json, Address& value, const Where& where) const {
    value = parsed(json, Address::parse, where, "an address");
  }
  void read(const Json& json, Prefix& value, const Where& where) const {
    value = parsed(
        json, [](const std::string& text) { return Prefix::parse(text); }, where, "a prefix");
  }
  void read(const Json& json, AddressRange& value, const Where& where) const {
    value = parsed(json, dump::range_of, where, "a range of addresses");
  }
  void read(const Json& json, dump::AddressPiece& value, const Where& where) const {
    value = parsed(json, dump::piece_of, where, "a range of addresses or a mask");
  }
  void read(const Json& json, Date& value, const Where& where) const {
    value = parsed(json, Date::parse, where, "a date");
  }
  void read(const Json& json, PortRange& value, const Where& where) const {
    if (!json.is_array() || json.size() != 2) refuse(where, "[first, last]");
    read_number(json[0], value.first, where);
    read_number(json[1], value.last, where);
    if (value.first > value.last) refuse(where, "first <= last");
  }
  void read(const Json& json, Span& value, const Where& where) const {
    std::string text;
    read(json, text, where);
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) refuse(where, "file:line");
    value.file = text.substr(0, colon);
    try {
      value.line = std::stoi(text.substr(colon + 1));
    } catch (const std::logic_error&) {
      refuse(where, "file:line");
    }
  }
  template <typename Value>
  void read(const Json& json, std::optional<Value>& value, const Where& where) const {
    value.reset();
    if (!json.is_null()) read(json, value.emplace(), where);
  }
  template <typename Value>
  void read(const Json& json, std::vector<Value>& list, const Where& where) const {
    if (!json.is_array()) refuse(where, "a list");
    list.clear();
    for (const Json& each : json) read(each, list.emplace_back(), Where(where, list.size() - 1));
  }
  template <typename Value>
  void read(const Json& json, std::map<std::string, Value>& map, const Where& where) const {
    if (!json.is_object()) refuse(where, "an object");
    for (const auto& [key, each] : json.items()) read(each, map[key], Where(where, key));
  }

 private:
  template <typename Enum>
  static void read_enum(const Json& json, Enum& value, const Where& where) {
    const auto& names = dump::Spellings<Enum>::names;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (json == names[i]) {
        value = static_cast<Enum>(i);
        return;
      }
    }
    refuse(where, "one of the known words");
  }

  template <typename Number>
  static void read_number(const Json& json, Number& value, const Where& where) {
    if (!json.is_number_integer()) refuse(where, "a whole number");
    const auto number = json.get<std::int64_t>();
    value = static_cast<Number>(number);
    if (static_cast<std::int64_t>(value) != number || number < 0) refuse(where, "a number in range");
  }

  template <typename Struct>
  void read_members(const Json& json, Struct& value, const Where& where) const {
    if (!json.is_object()) refuse(where, "an object");
    std::size_t known = 0;
    dump::members(
        [&](const char* key, auto member) {
          const auto found = json.find(key);
          if (found == json.end()) return;
          ++known;
          read(*found, value.*member, Where(where, key));
        },
        value);
    if (known != json.size()) refuse(where, "known members only");
  }
};

void read_domains_of_interfaces(const Json& json, Network& network) {
  const std::string where = "domain_of";
  if (!json.is_array()) refuse(where, "a list");
  for (const Json& row : json) {
    if (!row.is_array()) refuse(where, "a list of lists");
    std::vector<DomainIndex>& of_device = network.domain_of.emplace_back();
    for (const Json& each : row) {
      if (!each.is_null() && !each.is_number_unsigned()) refuse(where, "indexes of domains or null");
      of_device.push_back(each.is_null() ? Network::no_domain : each.get<DomainIndex>());
    }
  }
}

const Json& member(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) refuse(key, "to be there");
  return *found;
}

/// Whether every index lies inside its list, and addresses have a length that their family knows.
void check_indexes(const ModelFile& model) {
  const Network& network = model.network;
  const auto need = [](bool holds, const char* where) {
    if (!holds) refuse(where, "indexes and lengths in range");
  };
  need(network.domain_of.size() == network.devices.size(), "domain_of");
  need(model.routes.size() == network.devices.size(), "routes");
  for (DeviceIndex d = 0; d < network.devices.size(); ++d) {
    const Device& device = network.devices[d];
    need(network.domain_of[d].size() == device.interfaces.size(), "domain_of");
    for (const DomainIndex domain : network.domain_of[d])
      need(domain == Network::no_domain || domain < network.domains.size(), "domain_of");
    for (const Interface& interface : device.interfaces) {
      for (const InterfaceAddress& own : interface.addresses)
        need(own.length >= 0 && own.length <= width(own.address.family), "interfaces.addresses");
    }
    for (const RoutingTable& table : model.routes[d].tables) {
      for (const Route& route : table.routes) {
        for (const Hop& hop : route.hops) need(hop.interface < device.interfaces.size(), "routes.hops");
      }
    }
  }
  for (const Domain& domain : network.domains) {
    for (const Attachment& at : domain.routed) {
      need(at.device < network.devices.size() && at.interface < network.devices[at.device].interfaces.size(),
           "domains.routed");
    }
    for (const SegmentIndex segment : domain.segments)
      need(segment < network.snapshot.segments.size(), "domains.segments");
  }
}

ModelFile model_of(const Json& json) {
  if (!json.is_object() || member(json, "schema") != "sekisho/model/1") refuse("schema", "sekisho/model/1");
  if (json.size() != 11) refuse("model", "known members only");
  const Reader reader;
  ModelFile model;
  Snapshot& snapshot = model.network.snapshot;
  reader.read(member(json, "date"), model.date, Where("date"));
  reader.read(member(json, "policy"), model.policy, Where("policy"));
  reader.read(member(json, "segments"), snapshot.segments, Where("segments"));
  reader.read(member(json, "hosts"), snapshot.hosts, Where("hosts"));
  reader.read(member(json, "channels"), snapshot.channels, Where("channels"));
  reader.read(member(json, "requirements"), model.requirements, Where("requirements"));
  reader.read(member(json, "devices"), model.network.devices, Where("devices"));
  reader.read(member(json, "routes"), model.routes, Where("routes"));
  reader.read(member(json, "domains"), model.network.domains, Where("domains"));
  read_domains_of_interfaces(member(json, "domain_of"), model.network);
  check_indexes(model);
  return model;
}

}  // namespace

Result<ModelFile> read_model(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Failure{"not a JSON document"};
  try {
    return model_of(json);
  } catch (const Refusal& refusal) {
    return Failure{refusal.reason};
  }
}

}  // namespace sekisho
