// What the readers of the formats of flow records have in common.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/flow.hpp>
#include <sekisho/capture/records.hpp>

#include <memory>
#include <string_view>

namespace sekisho::capture {

/// What one line tells.
struct Record {
  /// Whole, but for the numbers of frames. Of a record of one direction only the opener's side: who sent.
  Flow flow;
  bool one_way = false;  // the other direction is a record of its own
  /// Of records of one direction: the exporter writes the opener's before its answer's.
  bool in_order = false;
};

class RecordReader {
 public:
  enum class Line : std::uint8_t {
    record,
    heading,  // no record, and none is missing: names of columns, totals, an empty line
    skipped,  // a record of something else
    bad,      // `fault()` says why
  };

  RecordReader() = default;
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;
  virtual ~RecordReader() = default;

  [[nodiscard]] virtual RecordFormat format() const = 0;
  [[nodiscard]] virtual Line read(std::string_view line, Record& record) = 0;
  /// Of the last bad line; its number is the caller's.
  [[nodiscard]] const BadRecord& fault() const { return fault_; }

 protected:
  Line bad(BadRecord fault) {
    fault_ = std::move(fault);
    return Line::bad;
  }

 private:
  BadRecord fault_;
};

/// The reader of a file that begins with this line, which is to be read too; null when it looks like none. A
/// failure says what it is instead.
using MadeRecordReader = Result<std::unique_ptr<RecordReader>>;
[[nodiscard]] MadeRecordReader zeek_reader(std::string_view first_line);
[[nodiscard]] MadeRecordReader nfdump_reader(std::string_view first_line);
[[nodiscard]] MadeRecordReader suricata_reader(std::string_view first_line);

}  // namespace sekisho::capture
