#include "cli/loading.hpp"

namespace sekisho::cli {

std::optional<LoadedNetwork> load(const std::string& snapshot, Session& session) {
  DiagnosticSink sink;
  std::optional<LoadedNetwork> loaded = load_network(snapshot, sink);
  session.print(sink);
  if (sink.has_errors()) return std::nullopt;
  return loaded;
}

}  // namespace sekisho::cli
