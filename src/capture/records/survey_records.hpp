// A file of flow records, read to its end.
#pragma once

#include "capture/files/byte_stream.hpp"

#include <sekisho/base/result.hpp>
#include <sekisho/capture/survey.hpp>

namespace sekisho::capture {

/// True for the beginning of a file that is text and so may hold records.
[[nodiscard]] bool may_be_records(Bytes start);

/// Hands over the flows of records as they are read; those paired of two directions when they are over. A
/// failure says why the file holds no records that can be read.
[[nodiscard]] Result<Survey> survey_records(ByteStream stream, const SurveyOptions& options,
                                            const FlowSink& sink, const Progress& progress);

}  // namespace sekisho::capture
