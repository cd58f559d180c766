#include "capture/records/survey_records.hpp"

#include "capture/records/line_reader.hpp"
#include "capture/records/pairing.hpp"
#include "capture/records/record_reader.hpp"

#include <algorithm>

namespace sekisho::capture {
namespace {

MadeRecordReader reader_for(std::string_view first_line) {
  for (const auto make : {zeek_reader, suricata_reader, nfdump_reader}) {
    MadeRecordReader made = make(first_line);
    if (!made || made.value() != nullptr) return made;
  }
  return Failure{
      "neither a capture (pcap, pcapng, snoop) nor flow records (conn.log of Zeek, eve.json of Suricata, "
      "nfdump -o csv)"};
}

class RecordSurvey {
 public:
  RecordSurvey(LineReader& lines, RecordReader& reader, const SurveyOptions& options, const FlowSink& sink)
      : lines_(lines),
        reader_(reader),
        sink_(sink),
        pairing_(options.most_flows, [this](Flow&& flow) { hand_over(std::move(flow)); }) {
    survey_.records.format = reader.format();
  }

  Survey run(const Progress& progress, std::string_view line, bool cut) {
    constexpr std::uint64_t lines_between_reports = 1 << 14;
    RecordCounts& counts = survey_.records;
    do {
      ++counts.lines;
      read(line, cut);
      if (progress && counts.lines % lines_between_reports == 0)
        progress(lines_.stream().bytes_read(), lines_.stream().bytes_total());
    } while (lines_.next(line, cut));
    if (progress) progress(lines_.stream().bytes_read(), lines_.stream().bytes_total());
    pairing_.finish();
    survey_.flows_evicted = pairing_.has_evicted();
    survey_.fault = lines_.stream().fault();
    if (!survey_.fault.empty()) survey_.end = FileEnd::cut_off;
    return std::move(survey_);
  }

 private:
  void read(std::string_view line, bool cut) {
    RecordCounts& counts = survey_.records;
    if (cut) {
      note_bad({0, "", "LF", std::string(line.substr(0, 60))});
      return;
    }
    switch (reader_.read(line, record_)) {
      case RecordReader::Line::record: return take();
      case RecordReader::Line::heading: return;
      case RecordReader::Line::skipped: ++counts.skipped; return;
      case RecordReader::Line::bad: return note_bad(reader_.fault());
    }
  }

  void note_bad(BadRecord fault) {
    RecordCounts& counts = survey_.records;
    ++counts.bad;
    fault.line = counts.lines;
    if (counts.faults.size() < RecordCounts::most_faults) counts.faults.push_back(std::move(fault));
  }

  void take() {
    Flow& flow = record_.flow;
    const std::uint64_t line = survey_.records.lines;
    if (flow.packets() == 0) flow.opener.packets = 1;  // an exporter that does not count
    flow.last = std::max(flow.first, flow.last);
    flow.from_record = true;
    if (survey_.records.records == 0 || flow.first < survey_.first) survey_.first = flow.first;
    if (survey_.records.records == 0 || flow.last > survey_.last) survey_.last = flow.last;
    ++survey_.records.records;
    survey_.bytes += flow.bytes();
    for (Traffic* traffic : {&flow.opener, &flow.responder}) {
      if (traffic->packets > 0) traffic->first_frame = traffic->last_frame = line;
    }
    if (record_.one_way) {
      pairing_.add(record_);
    } else {
      hand_over(std::move(flow));
    }
  }

  void hand_over(Flow&& flow) {
    ++survey_.flows;
    sink_(std::move(flow));
  }

  LineReader& lines_;
  RecordReader& reader_;
  const FlowSink& sink_;
  Pairing pairing_;
  Record record_;
  Survey survey_;
};

}  // namespace

std::string_view name_of(RecordFormat format) {
  switch (format) {
    case RecordFormat::none: return "";
    case RecordFormat::zeek: return "zeek";
    case RecordFormat::nfdump: return "nfdump";
    case RecordFormat::suricata: return "suricata";
  }
  return "";
}

bool may_be_records(Bytes start) {
  // Zeek's header, an object, a name of a column, `No matched flows`.
  constexpr std::string_view beginnings = "#{abcdefghijklmnopqrstuvwxyzN";
  const auto is_text = [](std::uint8_t byte) {
    return (byte >= 0x20 && byte < 0x7f) || byte == '\t' || byte == '\r' || byte == '\n';
  };
  return !start.empty() && std::ranges::all_of(start, is_text) &&
         beginnings.find(static_cast<char>(start.front())) != std::string_view::npos;
}

Result<Survey> survey_records(ByteStream stream, const SurveyOptions& options, const FlowSink& sink,
                              const Progress& progress) {
  LineReader lines(std::move(stream));
  std::string_view line;
  bool cut = false;
  if (!lines.next(line, cut)) return Failure{"the file is empty"};
  MadeRecordReader made = reader_for(line);
  if (!made) return Failure{made.reason()};
  const std::unique_ptr<RecordReader> reader = std::move(made).value();
  return RecordSurvey(lines, *reader, options, sink).run(progress, line, cut);
}

}  // namespace sekisho::capture
