// The registers of the snapshot with their dates: communications, exceptions, attestations, connections to
// the outside.
#include "report/html/sections.hpp"
#include "report/sentences.hpp"

#include <fmt/format.h>

namespace sekisho::report::html {
namespace {

constexpr std::size_t devices_shown = 6;  // of an exception

/// The date, and by word and symbol whether it has passed or will soon.
Element expiry_cell(const Context& context, const std::optional<Date>& expires) {
  Element cell("td");
  if (!expires) return cell.add("-");
  cell.add(to_string(*expires));
  const int days = days_left(*expires, context.result.date);
  if (days >= soon_days) return cell;
  const bool over = days < 0;
  cell.add(Element("br"));
  cell.add(
      Element("span", {{"class", over ? "flag bad" : "flag doubt"}},
              (over ? "× " : "△ ") + context.say(over ? Phrase::html_expired : Phrase::html_expires_soon)));
  return cell;
}

std::string end_words(const Context& context, const ChannelEnd& end) {
  if (end.segment.empty()) return "-";
  std::string hosts;
  for (const std::string& host : end.hosts) hosts += (hosts.empty() ? "" : ", ") + host;
  return context.place(end.segment) + (hosts.empty() ? "" : ": " + hosts);
}

template <class Ranges>
std::string range_words(const Ranges& ranges) {
  std::string text;
  for (const auto& range : ranges) {
    text += text.empty() ? "" : ",";
    text += std::to_string(range.first);
    if (range.last != range.first) text += "-" + std::to_string(range.last);
  }
  return text;
}

/// `tcp/443`, `udp/53,123`, `icmp type 8`.
std::string words_of(const Context& context, const Service& service) {
  if (!service.protocol) return context.say(Phrase::html_any_service);
  std::string text = protocol_name(*service.protocol);
  if (!service.destination_ports.empty()) text += "/" + range_words(service.destination_ports);
  if (!service.source_ports.empty())
    text += " " + context.say(Phrase::cube_source_ports, {range_words(service.source_ports)});
  if (!service.icmp_types.empty())
    text += " " + context.say(Phrase::cube_icmp_types, {range_words(service.icmp_types)});
  return text;
}

std::string service_text(const Context& context, const std::vector<Service>& services) {
  std::string text;
  for (const Service& service : services) text += (text.empty() ? "" : ", ") + words_of(context, service);
  return text.empty() ? context.say(Phrase::html_any_service) : text;
}

Element channels(const Context& context, const Snapshot& snapshot) {
  Element list = table(context, {Phrase::html_number, Phrase::html_label_column, Phrase::html_from,
                                 Phrase::html_to, Phrase::html_services, Phrase::html_channel_method,
                                 Phrase::column_approver, Phrase::html_record, Phrase::column_expires});
  Element body("tbody");
  for (const Channel& channel : snapshot.channels) {
    const std::string method =
        channel.via.empty() ? channel.method : channel.method + " (" + channel.via + ")";
    Element tr = row(channel.id, context.local(channel.label), end_words(context, channel.from),
                     end_words(context, channel.to), service_text(context, channel.services), method,
                     channel.approved_by, channel.record);
    body.add(tr.add(expiry_cell(context, channel.expires)));
  }
  return list.add(std::move(body));
}

Element exceptions(const Context& context, const Snapshot& snapshot) {
  Element list = table(context, {Phrase::column_exception, Phrase::column_row, Phrase::html_from,
                                 Phrase::html_to, Phrase::html_services, Phrase::column_reason,
                                 Phrase::column_approver, Phrase::html_record, Phrase::column_expires});
  Element body("tbody");
  for (const Exception& exception : snapshot.exceptions) {
    const std::string from = exception.devices.empty() ? end_words(context, exception.from)
                                                       : context.listed(exception.devices, devices_shown);
    Element tr = row(exception.id, code(exception.requirement), from, end_words(context, exception.to),
                     service_text(context, exception.services), exception.reason, exception.approver,
                     exception.record);
    body.add(tr.add(expiry_cell(context, exception.expires)));
  }
  return list.add(std::move(body));
}

Element attestations(const Context& context, const Snapshot& snapshot) {
  Element list = table(context, {Phrase::html_number, Phrase::column_row, Phrase::html_statement,
                                 Phrase::html_stated_by, Phrase::html_document, Phrase::column_expires});
  Element body("tbody");
  for (const Attestation& attestation : snapshot.attestations) {
    Element tr = row(attestation.id, code(attestation.requirement), context.local(attestation.statement),
                     attestation.stated_by, attestation.document);
    body.add(tr.add(expiry_cell(context, attestation.expires)));
  }
  return list.add(std::move(body));
}

Element external_connections(const Context& context, const Snapshot& snapshot) {
  Element list = table(context, {Phrase::html_number, Phrase::html_label_column, Phrase::html_connected_at,
                                 Phrase::html_to, Phrase::html_line, Phrase::html_purpose,
                                 Phrase::column_approver, Phrase::html_record, Phrase::column_expires});
  Element body("tbody");
  for (const ExternalConnection& connection : snapshot.external_connections) {
    std::string places;
    for (const InterfaceRef& at : connection.at)
      places += (places.empty() ? "" : ", ") + at.device + ":" + at.interface;
    Element tr =
        row(connection.id, context.local(connection.label), code(places), context.place(connection.to),
            connection.line, context.local(connection.purpose), connection.approved_by, connection.record);
    body.add(tr.add(expiry_cell(context, connection.expires)));
  }
  return list.add(std::move(body));
}

void add_register(const Context& context, Element& to, const char* id, Phrase title, bool empty,
                  Element list) {
  to.add(Element("h3", {{"id", id}}, context.say(title)));
  to.add(empty ? Element("p", {}, context.say(Phrase::html_empty_register)) : std::move(list));
}

}  // namespace

int entries_near_expiry(const Context& context) {
  int near = 0;
  const auto count = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (entry.expires && days_left(*entry.expires, context.result.date) < soon_days) ++near;
    }
  };
  if (context.input.snapshot == nullptr) return 0;
  count(context.input.snapshot->channels);
  count(context.input.snapshot->exceptions);
  count(context.input.snapshot->attestations);
  count(context.input.snapshot->external_connections);
  return near;
}

Element registers_section(const Context& context) {
  Element registers = section(context, "registers", Phrase::html_registers, "section-wide");
  static const Snapshot nothing;
  const Snapshot& snapshot = context.input.snapshot == nullptr ? nothing : *context.input.snapshot;
  add_register(context, registers, "exceptions", Phrase::html_exceptions, snapshot.exceptions.empty(),
               exceptions(context, snapshot));
  add_register(context, registers, "attestations", Phrase::html_attestations, snapshot.attestations.empty(),
               attestations(context, snapshot));
  add_register(context, registers, "channels", Phrase::html_channels, snapshot.channels.empty(),
               channels(context, snapshot));
  // Not every policy asks for this one.
  if (!snapshot.external_connections.empty())
    add_register(context, registers, "external-connections", Phrase::html_external_connections, false,
                 external_connections(context, snapshot));
  return registers;
}

}  // namespace sekisho::report::html
