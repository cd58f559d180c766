#include "cli/session.hpp"

#include <sekisho/packetset/packet_set.hpp>

#include <cerrno>
#include <cstring>
#include <exception>
#include <fstream>
#include <new>

namespace sekisho::cli {

void Session::print(const DiagnosticSink& sink) {
  for (const Diagnostic& diagnostic : sink.all()) {
    const Severity severity = severity_of(diagnostic.code);
    if (severity == Severity::note && settings_.detail != report::Detail::full) continue;
    if (severity == Severity::warning && settings_.detail == report::Detail::brief) continue;
    err_ << render(diagnostic, settings_.language) << '\n';
  }
  err_.flush();
}

void Session::print(Code code, const std::vector<std::string>& arguments) {
  err_ << render({code, {}, arguments}, settings_.language) << std::endl;
}

int Session::deliver(const std::string& text, int status) {
  const auto cause = [] { return std::string(errno != 0 ? std::strerror(errno) : "stream error"); };
  errno = 0;
  if (settings_.output.empty()) {
    out_ << text << std::flush;
    if (out_ || errno == EPIPE) return status;
    print(Code::output_unwritable, {"stdout", cause()});
    return exit_status::unusable_input;
  }
  std::ofstream file(settings_.output, std::ios::binary | std::ios::trunc);
  if (file) file << text << std::flush;
  if (file) file.close();
  if (file) return status;
  print(Code::output_unwritable, {settings_.output, cause()});
  return exit_status::unusable_input;
}

int guarded(Session& session, const std::function<int()>& work) {
  try {
    return work();
  } catch (const PacketSetTooLarge& refusal) {
    session.print(Code::packet_sets_too_large, {std::to_string(refusal.node_limit)});
  } catch (const std::bad_alloc&) {
    session.print(Code::out_of_memory, {});
  } catch (const std::exception& error) {
    session.print(Code::internal_error, {error.what()});
  } catch (...) {
    session.print(Code::internal_error, {"unknown exception"});
  }
  return exit_status::internal_error;
}

}  // namespace sekisho::cli
