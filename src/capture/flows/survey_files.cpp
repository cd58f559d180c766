#include <sekisho/capture/survey_files.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

namespace sekisho::capture {
namespace {

/// How far all files together are.
class CommonProgress {
 public:
  CommonProgress(const std::vector<std::string>& paths, const Progress& told)
      : read_(paths.size()), told_(told) {
    for (const std::string& path : paths) {
      std::error_code error;
      const std::uintmax_t size = std::filesystem::file_size(path, error);
      if (!error) total_ += size;
    }
  }

  void set(std::size_t file, std::uint64_t read) {
    const std::lock_guard lock(mutex_);
    sum_ += read - read_[file];
    read_[file] = read;
    told_(sum_, total_);
  }

 private:
  std::mutex mutex_;
  std::vector<std::uint64_t> read_;  // by file
  std::uint64_t sum_ = 0;
  std::uint64_t total_ = 0;
  const Progress& told_;
};

SurveyedFile survey_one(const std::string& path, const SurveyOptions& options,
                        const MakeObservers& make_observers, const Progress& progress) {
  SurveyedFile surveyed;
  const auto observers = make_observers ? make_observers() : std::vector<std::unique_ptr<Observer>>();
  std::vector<Observer*> looking_on;
  for (const auto& observer : observers) looking_on.push_back(observer.get());
  auto result = survey(
      path, options, looking_on, [&surveyed](Flow&& flow) { surveyed.flows.push_back(std::move(flow)); },
      progress);
  if (result) {
    surveyed.survey = std::move(result).value();
  } else {
    surveyed.survey.file = path;
    surveyed.refusal = result.reason();
  }
  return surveyed;
}

}  // namespace

std::vector<SurveyedFile> survey_files(const std::vector<std::string>& paths, const SurveyOptions& options,
                                       int jobs, const MakeObservers& make_observers,
                                       const Progress& progress) {
  std::vector<SurveyedFile> surveyed(paths.size());
  CommonProgress common(paths, progress);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t file = next++; file < paths.size(); file = next++) {
      Progress told;
      if (progress) told = [&common, file](std::uint64_t read, std::uint64_t) { common.set(file, read); };
      surveyed[file] = survey_one(paths[file], options, make_observers, told);
    }
  };
  const std::size_t wanted =
      jobs > 0 ? static_cast<std::size_t>(jobs) : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> helpers;
  for (std::size_t i = 1; i < std::min(wanted, paths.size()); ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return surveyed;
}

}  // namespace sekisho::capture
