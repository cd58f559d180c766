// The report of `flows` as text: per file what it held, then its flows.
#include <sekisho/report/display.hpp>
#include "report/page.hpp"
#include "report/tunnel_values.hpp"
#include "report/words.hpp"

#include <sekisho/report/flows.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::report {
namespace {

using capture::Flow;
using capture::SurveyedFile;

constexpr std::size_t flows_shown = 25;  // per file, the largest; all of them in full detail
constexpr int widest_end = 45;           // an IPv6 address in brackets and a port may be longer

/// `1,234,567`.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3;) text.insert(place -= 3, 1, ',');
  return text;
}

std::string end_words(const Address& address, std::uint16_t port, bool has_port) {
  if (!has_port) return to_string(address);
  const std::string text = to_string(address);
  return address.family == Family::v6 ? fmt::format("[{}]:{}", text, port) : fmt::format("{}:{}", text, port);
}

/// What a flow is called: its application where that is known by its content, else by its port.
std::string service(const Flow& flow) {
  const capture::FlowKey& key = flow.key;
  std::string text = protocol_name(key.protocol);
  // A guess by port or address says no more than the port itself.
  if (flow.application && capture::is_by_content(*flow.application))
    return text + " " + printable(flow.application->name);
  const std::string_view by_port = service_name(key.protocol, key.destination_port);
  if (!by_port.empty()) return fmt::format("{} ({})", text, by_port);
  if (key.protocol == protocol::icmp || key.protocol == protocol::icmpv6)
    return fmt::format("{} {}/{}", text, key.icmp_type, key.icmp_code);
  return text;
}

/// What sets a flow apart from its neighbours, in a few words.
std::string remarks(const Page& page, const Flow& flow) {
  std::string text;
  const auto add = [&](const std::string& remark) { text += (text.empty() ? "" : ", ") + remark; };
  const capture::FlowKey& key = flow.key;
  for (std::size_t i = 0; i < key.tag_count; ++i) add(fmt::format("vlan {}", key.tags[i]));
  for (const std::uint16_t vlan : flow.answer_vlans())
    add(page.say(Phrase::flows_answers_vlan, {std::to_string(vlan)}));
  if (key.tunnel != capture::Tunnel::none)
    add(tunnel_words({key.tunnel, key.tunnel_id, key.inner_vlan, nullptr}));
  if (flow.fragmented) add(page.say(Phrase::flows_fragments));
  if (flow.opener_guessed) add(page.say(Phrase::flows_opener_guessed));
  if (!flow.ports_known) add(page.say(Phrase::flows_no_ports));
  if (flow.icmp_errors > 0) add(page.say(Phrase::flows_icmp_errors, {std::to_string(flow.icmp_errors)}));
  return text;
}

struct Row {
  std::string source;
  std::string destination;
  std::string service;
  std::string packets;
  std::string bytes;
  bool established = false;
  std::string remarks;
};

Row row_of(const Page& page, const Flow& flow) {
  const capture::FlowKey& key = flow.key;
  const bool ports = has_ports(key.protocol) && flow.ports_known;
  return {end_words(key.source, key.source_port, ports),
          end_words(key.destination, key.destination_port, ports),
          service(flow),
          fmt::format("{}/{}", flow.opener.packets, flow.responder.packets),
          grouped(flow.bytes()),
          flow.established,
          remarks(page, flow)};
}

void write_table(Page& page, const std::vector<const Flow*>& flows) {
  std::vector<Row> rows;
  for (const Flow* flow : flows) rows.push_back(row_of(page, *flow));
  const std::string titles[] = {page.say(Phrase::flows_from), page.say(Phrase::flows_to),
                                page.say(Phrase::flows_service), page.say(Phrase::flows_packets),
                                page.say(Phrase::flows_bytes)};
  int widths[5];
  for (std::size_t i = 0; i < 5; ++i) widths[i] = display_width(titles[i]);
  for (const Row& row : rows) {
    widths[0] = std::max(widths[0], std::min(display_width(row.source), widest_end));
    widths[1] = std::max(widths[1], std::min(display_width(row.destination), widest_end));
    widths[2] = std::max(widths[2], display_width(row.service));
    widths[3] = std::max(widths[3], display_width(row.packets));
    widths[4] = std::max(widths[4], display_width(row.bytes));
  }
  const auto line = [&](const std::string& source, const std::string& destination, const std::string& called,
                        const std::string& packets, const std::string& bytes) {
    return fmt::format("  {}  {}  {}  {}  {}  ", pad(source, widths[0]), pad(destination, widths[1]),
                       pad(called, widths[2]), pad_left(packets, widths[3]), pad_left(bytes, widths[4]));
  };
  page.line(page.paint(Tone::faint, line(titles[0], titles[1], titles[2], titles[3], titles[4]) +
                                        page.say(Phrase::flows_opened)));
  for (const Row& row : rows) {
    const std::string opened = page.say(row.established ? Phrase::flows_yes : Phrase::flows_no);
    std::string text = line(row.source, row.destination, row.service, row.packets, row.bytes) +
                       page.paint(row.established ? Tone::good : Tone::doubt, opened);
    if (!row.remarks.empty()) text += "  " + page.paint(Tone::faint, row.remarks);
    page.line(text);
  }
}

std::vector<const Flow*> chosen_flows(const Page& page, const std::vector<Flow>& flows) {
  std::vector<const Flow*> chosen;
  for (const Flow& flow : flows) chosen.push_back(&flow);
  if (page.full() || chosen.size() <= flows_shown) return chosen;
  std::stable_sort(chosen.begin(), chosen.end(),
                   [](const Flow* one, const Flow* other) { return one->bytes() > other->bytes(); });
  chosen.resize(flows_shown);
  return chosen;
}

/// `2026-11-21 09:30:00`, to the second.
std::string second_of(capture::Timestamp time) {
  std::string text = capture::utc_text(time).substr(0, 19);
  text[10] = ' ';
  return text;
}

void write_remark(Page& page, Tone tone, Phrase phrase, const std::vector<std::string>& arguments) {
  page.paragraph(2, page.say(phrase, arguments), tone);
}

/// What was not decoded or not kept: all that keeps the table below from being the whole truth.
void write_gaps(Page& page, const capture::Survey& survey) {
  for (const auto& [fault, frames] : survey.faults) {
    if (fault == capture::DecodeFault::link_type_unread) continue;  // told by link type
    write_remark(page, Tone::doubt, Phrase::flows_fault,
                 {grouped(frames), std::string(capture::name_of(fault))});
  }
  for (const auto& [type, frames] : survey.unread_links) {
    write_remark(
        page, Tone::doubt, Phrase::flows_unread_link,
        {grouped(frames), capture::name_of(static_cast<capture::LinkType>(type)), std::to_string(type)});
  }
  if (survey.lost_fragments > 0)
    write_remark(page, Tone::doubt, Phrase::flows_lost_fragments, {grouped(survey.lost_fragments)});
  if (survey.truncated > 0)
    write_remark(page, Tone::faint, Phrase::flows_truncated, {grouped(survey.truncated)});
  if (survey.flows_evicted) write_remark(page, Tone::doubt, Phrase::flows_evicted, {});
  for (const capture::Interface& interface : survey.interfaces) {
    if (interface.dropped.value_or(0) == 0) continue;
    write_remark(page, Tone::doubt, Phrase::flows_dropped,
                 {printable(interface.name), grouped(*interface.dropped)});
  }
  if (survey.end == capture::FileEnd::cut_off)
    write_remark(page, Tone::doubt, Phrase::flows_cut_off, {printable(survey.fault)});
  if (survey.end == capture::FileEnd::damaged)
    write_remark(page, Tone::doubt, Phrase::flows_damaged, {printable(survey.fault)});
}

void write_file(Page& page, const SurveyedFile& file) {
  const capture::Survey& survey = file.survey;
  std::string span;
  if (survey.has_times()) span = fmt::format("{} – {} UTC", second_of(survey.first), second_of(survey.last));
  page.ends(printable(survey.file), span);
  page.ruler();
  const capture::RecordCounts& records = survey.records;
  if (survey.is_records()) {
    page.paragraph(2, page.say(Phrase::flows_records_counts,
                               {std::string(capture::name_of(records.format)), grouped(records.lines),
                                grouped(records.records), grouped(records.skipped), grouped(records.bad),
                                grouped(survey.bytes), grouped(survey.flows)}));
  } else {
    page.paragraph(2, page.say(Phrase::flows_counts, {grouped(survey.frames), grouped(survey.bytes),
                                                      grouped(survey.flows), grouped(survey.not_ip)}));
  }
  if (page.options().detail == Detail::brief) return;
  write_gaps(page, survey);
  if (file.flows.empty()) return;
  page.line();
  const std::vector<const Flow*> chosen = chosen_flows(page, file.flows);
  write_table(page, chosen);
  if (chosen.size() < file.flows.size()) {
    write_remark(page, Tone::faint, Phrase::flows_more, {grouped(file.flows.size() - chosen.size())});
  }
}

}  // namespace

std::string flows_text(const std::vector<SurveyedFile>& files, const TextOptions& options) {
  Page page(options);
  bool first = true;
  for (const SurveyedFile& file : files) {
    if (!file.refusal.empty()) continue;
    if (!first) page.line();
    first = false;
    write_file(page, file);
  }
  return page.take();
}

}  // namespace sekisho::report
