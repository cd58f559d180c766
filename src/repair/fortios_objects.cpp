#include "fortios_objects.hpp"

#include "dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sekisho::repair {

namespace {

Address netmask(int length) { return Address{Family::v4, low_ones(32) & ~low_ones(32 - length)}; }

/// Settings that say nothing of what an object stands for.
bool is_remark(const std::string& setting) {
  for (const std::string_view key : {"set uuid", "set comment", "set color", "set category", "set visibility",
                                     "set fabric-object", "set associated-interface"}) {
    if (setting.starts_with(key)) return key != std::string_view("set associated-interface");
  }
  return false;
}

/// The prefix that a range is, if it is one.
std::optional<Prefix> as_prefix(const AddressRange& range) {
  const std::vector<Prefix> prefixes = prefixes_of(range);
  if (prefixes.size() != 1) return std::nullopt;
  return prefixes.front();
}

std::vector<std::string> address_settings(const AddressRange& range) {
  const std::optional<Prefix> prefix = as_prefix(range);
  const std::string first = to_string(range.first);
  const std::string last = to_string(range.last);
  if (range.family() == Family::v6) {
    if (prefix) return {"set ip6 " + first + "/" + std::to_string(prefix->length)};
    return {"set type iprange", "set start-ip " + first, "set end-ip " + last};
  }
  if (prefix) return {"set subnet " + first + " " + to_string(netmask(prefix->length))};
  return {"set type iprange", "set start-ip " + first, "set end-ip " + last};
}

std::string address_name(const AddressRange& range) {
  const std::optional<Prefix> prefix = as_prefix(range);
  if (!prefix) return "range_" + to_string(range.first) + "-" + to_string(range.last);
  if (prefix->length == width(range.family())) return "host_" + to_string(range.first);
  return fmt::format("net_{}_{}", to_string(range.first), prefix->length);
}

std::string port_words(const TrafficService& service) {
  std::string words;
  for (const PortRange& ports : service.ports) words += (words.empty() ? "" : " ") + to_string(ports);
  return words;
}

/// Settings and name of a custom service (FortiOS CLI Reference, config firewall service custom).
std::pair<std::string, std::vector<std::string>> service_object(const TrafficService& service) {
  const std::uint8_t number = *service.protocol;
  if (number == protocol::tcp || number == protocol::udp) {
    const std::string words = service.ports.empty() ? "1-65535" : port_words(service);
    std::string name = fmt::format("{}_{}", protocol_name(number), words);
    std::replace(name.begin(), name.end(), ' ', '_');
    return {name, {fmt::format("set {}-portrange {}", protocol_name(number), words)}};
  }
  if (number == protocol::icmp) return {"icmp_any", {"set protocol ICMP"}};
  if (number == protocol::icmpv6) return {"icmp6_any", {"set protocol ICMP6"}};
  return {fmt::format("protocol_{}", number),
          {"set protocol IP", fmt::format("set protocol-number {}", number)}};
}

}  // namespace

FortiObjects::FortiObjects(const std::vector<std::string>& lines, FortiSection before)
    : lines_(lines),
      before_(std::move(before)),
      addresses_(read("firewall address")),
      addresses6_(read("firewall address6")),
      services_(read("firewall service custom")) {}

FortiObjects::Book FortiObjects::read(const std::string& section) const {
  Book book{section, {}, {}};
  const std::optional<FortiSection> found = forti_section(lines_, section, before_.vdom);
  if (!found) return book;
  for (const FortiEntry& entry : entries_of(lines_, *found)) {
    Object object{unquoted(entry.name), {}};
    for (std::size_t line = entry.first + 1; line < entry.next; ++line) {
      std::string text(trimmed(lines_[line - 1]));
      if (!is_remark(text)) object.settings.push_back(std::move(text));
    }
    book.there.push_back(std::move(object));
  }
  return book;
}

std::string FortiObjects::name_in(Book& book, const std::string& wanted_name,
                                  const std::vector<std::string>& settings) {
  for (const std::vector<Object>* objects : {&book.there, &book.added}) {
    for (const Object& object : *objects) {
      if (object.settings == settings) return "\"" + object.name + "\"";
    }
  }
  std::string name = wanted_name;
  const auto is_taken = [&](const Object& object) { return object.name == name; };
  for (int i = 2; std::any_of(book.there.begin(), book.there.end(), is_taken); ++i)
    name = fmt::format("{}_{}", wanted_name, i);
  book.added.push_back({name, settings});
  return "\"" + name + "\"";
}

std::vector<std::string> FortiObjects::addresses(Family family, const std::vector<AddressRange>& ranges) {
  if (ranges.empty()) return {"\"all\""};
  std::vector<std::string> names;
  for (const AddressRange& range : ranges) {
    names.push_back(name_in(family == Family::v6 ? addresses6_ : addresses_, address_name(range),
                            address_settings(range)));
  }
  return names;
}

std::vector<std::string> FortiObjects::services(const std::vector<TrafficService>& services) {
  std::vector<std::string> names;
  for (const TrafficService& service : services) {
    if (!service.protocol) return {"\"ALL\""};
    const auto [name, settings] = service_object(service);
    names.push_back(name_in(services_, name, settings));
  }
  return names;
}

void FortiObjects::add_to(Change& change, const std::string& file) const {
  for (const Book* book : {&services_, &addresses6_, &addresses_}) {
    if (!book->added.empty()) add_book(*book, change, file);
  }
}

void FortiObjects::add_book(const Book& book, Change& change, const std::string& file) const {
  const std::optional<FortiSection> found = forti_section(lines_, book.section, before_.vdom);
  std::vector<std::string> typed;
  std::vector<std::string> deleted;
  for (const Object& object : book.added) {
    typed.push_back("edit \"" + object.name + "\"");
    for (const std::string& each : object.settings) typed.push_back("    " + each);
    typed.emplace_back("next");
    deleted.push_back("delete \"" + object.name + "\"");
  }
  TextEdit edit{file, found ? found->end : before_.first, 0, {}};
  if (!found) edit.added.push_back("config " + book.section);
  for (const std::string& each : typed) edit.added.push_back("    " + each);
  if (!found) edit.added.emplace_back("end");
  change.edits.push_back(std::move(edit));
  FortiSection section = before_;
  section.name = book.section;
  const std::vector<std::string> commands = typed_in(section, typed);
  change.commands.insert(change.commands.begin(), commands.begin(), commands.end());
  const std::vector<std::string> undo = typed_in(section, deleted);
  change.undo.insert(change.undo.end(), undo.begin(), undo.end());
}

}  // namespace sekisho::repair
