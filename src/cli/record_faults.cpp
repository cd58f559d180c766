#include "cli/record_faults.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/report/display.hpp>

#include <string>

namespace sekisho::cli {

void tell_bad_records(const capture::Survey& survey, DiagnosticSink& sink) {
  const capture::RecordCounts& records = survey.records;
  for (const capture::BadRecord& fault : records.faults) {
    Span span;
    span.file = survey.file;
    span.line = static_cast<int>(fault.line);
    const std::string found = report::printable(fault.found);
    if (fault.field.empty()) {
      sink.report(Code::record_bad_line, span, {fault.expected, found});
    } else {
      sink.report(Code::record_bad_field, span, {fault.field, fault.expected, found});
    }
  }
  if (records.bad > records.faults.size())
    sink.report(Code::record_more_bad, {survey.file}, {std::to_string(records.bad - records.faults.size())});
}

}  // namespace sekisho::cli
