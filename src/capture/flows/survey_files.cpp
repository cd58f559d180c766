#include <sekisho/capture/survey_files.hpp>

#include "capture/flows/flow_queue.hpp"

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

  /// What the reader of one file tells of; nothing where nobody listens.
  [[nodiscard]] Progress of(std::size_t file) {
    if (!told_) return {};
    return [this, file](std::uint64_t read, std::uint64_t) { set(file, read); };
  }

 private:
  void set(std::size_t file, std::uint64_t read) {
    const std::lock_guard lock(mutex_);
    sum_ += read - read_[file];
    read_[file] = read;
    told_(sum_, total_);
  }

  std::mutex mutex_;
  std::vector<std::uint64_t> read_;  // by file
  std::uint64_t sum_ = 0;
  std::uint64_t total_ = 0;
  const Progress& told_;
};

/// The interfaces of a file, as they are told of.
class ToldInterfaces final : public Observer {
 public:
  void on_interface(const Interface& interface, std::uint32_t /*index*/) override {
    interfaces_.push_back(interface);
  }
  [[nodiscard]] const std::vector<Interface>& all() const { return interfaces_; }

 private:
  std::vector<Interface> interfaces_;
};

/// Hands flows on in batches: one at a time would cost more than what is done with most of them.
class Batches {
 public:
  using Take = std::function<void(FlowBatch)>;
  Batches(const ToldInterfaces& interfaces, Take take) : interfaces_(interfaces), take_(std::move(take)) {}

  void add(Flow&& flow) {
    flows_.push_back(std::move(flow));
    if (flows_.size() == most) flush();
  }
  void flush() {
    if (!flows_.empty()) take_({std::exchange(flows_, {}), interfaces_.all()});
  }

 private:
  static constexpr std::size_t most = 1024;
  const ToldInterfaces& interfaces_;
  Take take_;
  std::vector<Flow> flows_;
};

/// Reads one file to its end.
Result<Survey> survey_one(const std::string& path, const SurveyOptions& options,
                          std::vector<Observer*> observers, const Batches::Take& take,
                          const Progress& progress) {
  ToldInterfaces interfaces;
  observers.push_back(&interfaces);
  Batches batches(interfaces, take);
  Result<Survey> result = survey(
      path, options, observers, [&](Flow&& flow) { batches.add(std::move(flow)); }, progress);
  batches.flush();
  return result;
}

/// Files that other threads read, each with the flows that wait until it is its turn.
class SideBySide {
 public:
  SideBySide(const std::vector<std::string>& paths, const SurveyOptions& options, SurveyTaker& taker,
             CommonProgress& progress)
      : paths_(paths), options_(options), taker_(taker), progress_(progress), queues_(paths.size()) {}
  SideBySide(const SideBySide&) = delete;
  SideBySide& operator=(const SideBySide&) = delete;
  ~SideBySide() {
    // Where the taker has thrown, nobody takes what still comes.
    next_ = paths_.size();
    for (FlowQueue& queue : queues_) queue.abandon();
    for (std::thread& reader : readers_) reader.join();
  }

  void run(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) readers_.emplace_back([this] { read_files(); });
    for (std::size_t file = 0; file < paths_.size(); ++file) {
      while (std::optional<FlowBatch> batch = queues_[file].pop())
        taker_.take(file, std::move(batch->flows), batch->interfaces);
      taker_.end(file, queues_[file].result());
    }
  }

 private:
  // Files are begun in their order, so that the one whose turn it is always has a reader.
  void read_files() {
    for (std::size_t file = next_++; file < paths_.size(); file = next_++) {
      FlowQueue& queue = queues_[file];
      try {
        queue.close(survey_one(
            paths_[file], options_, taker_.observers_of(file),
            [&queue](FlowBatch batch) { queue.push(std::move(batch)); }, progress_.of(file)));
      } catch (...) {
        queue.fail(std::current_exception());
      }
    }
  }

  const std::vector<std::string>& paths_;
  const SurveyOptions& options_;
  SurveyTaker& taker_;
  CommonProgress& progress_;
  std::vector<FlowQueue> queues_;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::thread> readers_;
};

/// Keeps everything.
class Collector final : public SurveyTaker {
 public:
  Collector(const std::vector<std::string>& paths, const MakeObservers& make_observers)
      : paths_(paths), make_observers_(make_observers), files_(paths.size()), observers_(paths.size()) {}

  std::vector<Observer*> observers_of(std::size_t file) override {
    if (make_observers_) observers_[file] = make_observers_();
    std::vector<Observer*> looking_on;
    for (const auto& observer : observers_[file]) looking_on.push_back(observer.get());
    return looking_on;
  }
  void take(std::size_t file, std::vector<Flow> flows,
            const std::vector<Interface>& /*interfaces*/) override {
    std::vector<Flow>& all = files_[file].flows;
    all.insert(all.end(), std::make_move_iterator(flows.begin()), std::make_move_iterator(flows.end()));
  }
  void end(std::size_t file, Result<Survey> survey) override {
    observers_[file].clear();
    if (survey) {
      files_[file].survey = std::move(survey).value();
    } else {
      files_[file].survey.file = paths_[file];
      files_[file].refusal = survey.reason();
    }
  }

  [[nodiscard]] std::vector<SurveyedFile> files() { return std::move(files_); }

 private:
  const std::vector<std::string>& paths_;
  const MakeObservers& make_observers_;
  std::vector<SurveyedFile> files_;
  std::vector<std::vector<std::unique_ptr<Observer>>> observers_;
};

}  // namespace

void survey_files(const std::vector<std::string>& paths, const SurveyOptions& options, int jobs,
                  SurveyTaker& taker, const Progress& progress) {
  CommonProgress common(paths, progress);
  const std::size_t wanted =
      jobs > 0 ? static_cast<std::size_t>(jobs) : std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min(wanted, paths.size());
  if (threads > 1) return SideBySide(paths, options, taker, common).run(threads);
  for (std::size_t file = 0; file < paths.size(); ++file) {
    const auto take = [&](FlowBatch batch) { taker.take(file, std::move(batch.flows), batch.interfaces); };
    taker.end(file, survey_one(paths[file], options, taker.observers_of(file), take, common.of(file)));
  }
}

std::vector<SurveyedFile> survey_files(const std::vector<std::string>& paths, const SurveyOptions& options,
                                       int jobs, const MakeObservers& make_observers,
                                       const Progress& progress) {
  Collector collector(paths, make_observers);
  survey_files(paths, options, jobs, collector, progress);
  return collector.files();
}

}  // namespace sekisho::capture
