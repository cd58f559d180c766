#include "cli/file_watch.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace sekisho::cli {
namespace {

// An editor writes, renames and sets permissions; that is one save.
constexpr int settling_milliseconds = 30;

constexpr std::uint32_t saves = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;

std::filesystem::path folder_of(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.parent_path();
  return folder.empty() ? "." : folder;
}

std::string place_of(const std::filesystem::path& folder, const std::string& name) {
  return (folder / name).string();
}

}  // namespace

FileWatch::FileWatch() : descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FileWatch::~FileWatch() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool FileWatch::follow(const std::vector<std::string>& files, std::string& cause) {
  files_.clear();
  for (const std::string& file : files) {
    const std::filesystem::path folder = folder_of(file);
    files_.insert(place_of(folder, std::filesystem::path(file).filename().string()));
    // Asked again for a folder that is watched, the system gives the same descriptor.
    const int watch = inotify_add_watch(descriptor_, folder.c_str(), saves);
    if (watch < 0) {
      cause = folder.string() + ": " + std::strerror(errno);
      return false;
    }
    folders_[watch] = folder.string();
  }
  return true;
}

/// Takes what has happened so far; true when one of the files was in it.
bool FileWatch::read_events() {
  bool found = false;
  alignas(inotify_event) std::array<char, 16384> buffer{};
  for (ssize_t size = 0; (size = read(descriptor_, buffer.data(), buffer.size())) > 0;) {
    for (ssize_t at = 0; at < size;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof(event));
      const char* name = buffer.data() + at + sizeof(event);
      const auto folder = folders_.find(event.wd);
      if (event.len > 0 && folder != folders_.end()) found |= files_.contains(place_of(folder->second, name));
      found |= (event.mask & IN_Q_OVERFLOW) != 0;  // events were lost: any file may be among them
      at += static_cast<ssize_t>(sizeof(event) + event.len);
    }
  }
  return found;
}

bool FileWatch::wait(int interrupt) {
  bool found = false;
  while (true) {
    std::array<pollfd, 2> sources{pollfd{descriptor_, POLLIN, 0}, pollfd{interrupt, POLLIN, 0}};
    const int ready = poll(sources.data(), sources.size(), found ? settling_milliseconds : -1);
    if (ready < 0 && errno != EINTR) return false;
    if (ready <= 0) {
      if (found && ready == 0) return true;
      continue;
    }
    if (sources[1].revents != 0) return false;
    found |= read_events();
  }
}

}  // namespace sekisho::cli
