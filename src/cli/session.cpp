#include "cli/session.hpp"

#include <sekisho/base/code.hpp>
#include <sekisho/packetset/packet_set.hpp>

#include <algorithm>
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

void Session::show_progress(std::size_t done, std::size_t all, const std::string& words) {
  constexpr std::size_t cells = 30;
  const std::size_t full = all == 0 ? cells : std::min(cells, cells * done / all);
  err_ << '\r';
  if (done >= all) {
    err_ << "\x1b[K" << std::flush;  // erase to the end of the line (ECMA-48 EL)
    return;
  }
  err_ << '[' << std::string(full, '#') << std::string(cells - full, '.') << "] ";
  if (words.empty()) {
    err_ << done << '/' << all;
  } else {
    err_ << words << "\x1b[K";  // the words before may have been longer
  }
  err_ << std::flush;
}

std::function<void(std::size_t, std::size_t)> Session::progress() {
  if (!settings_.progress) return {};
  return [this](std::size_t done, std::size_t all) { show_progress(done, all); };
}

namespace {

std::string cause_of_failure() { return errno != 0 ? std::strerror(errno) : "stream error"; }

}  // namespace

int Session::deliver(const std::string& text, int status) {
  if (!settings_.output.empty()) return save(settings_.output, text) ? status : exit_status::unusable_input;
  return write(text, status);
}

void Session::deliver_part(const std::string& text) {
  if (settings_.output.empty()) {
    out_ << text;
    return;
  }
  if (!parts_.is_open() && parts_) parts_.open(settings_.output, std::ios::binary | std::ios::trunc);
  if (parts_) parts_ << text;
}

int Session::end_delivery(int status) {
  if (settings_.output.empty()) return write("", status);
  errno = 0;
  if (parts_.is_open()) parts_.close();
  if (parts_) return status;
  print(Code::output_unwritable, {settings_.output, cause_of_failure()});
  return exit_status::unusable_input;
}

int Session::write(const std::string& text, int status) {
  errno = 0;
  out_ << text << std::flush;
  if (out_ || errno == EPIPE) return status;
  print(Code::output_unwritable, {"stdout", cause_of_failure()});
  return exit_status::unusable_input;
}

void Session::tell(const std::string& text) { err_ << text << std::flush; }

bool Session::save(const std::string& path, const std::string& text) {
  errno = 0;
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (file) file << text << std::flush;
  if (file) file.close();
  if (!file) print(Code::output_unwritable, {path, cause_of_failure()});
  return !file.fail();
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
