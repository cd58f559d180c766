// verify --watch-files: a thread runs it, the test saves files and reads what it prints.
#include "cli_run.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

/// What a stream was given, readable while another thread writes to it.
class SharedText : public std::streambuf {
 public:
  [[nodiscard]] std::string text() const {
    const std::scoped_lock lock(mutex_);
    return text_;
  }

 protected:
  int_type overflow(int_type c) override {
    const std::scoped_lock lock(mutex_);
    text_ += static_cast<char>(c);
    return c;
  }
  std::streamsize xsputn(const char* data, std::streamsize size) override {
    const std::scoped_lock lock(mutex_);
    text_.append(data, static_cast<std::size_t>(size));
    return size;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

/// A town of its own folder, watched until the end of the test.
class WatchedTown {
 public:
  explicit WatchedTown(std::vector<std::string> options)
      : folder_(fs::temp_directory_path() / ("sekisho-watch-" + std::to_string(getpid()))),
        end_(eventfd(0, 0)) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* name : {"closed.yaml", "closed.cfg"}) fs::copy_file(town(name), folder_ / name);
    options.insert(options.begin(), {"verify", (folder_ / "closed.yaml").string(), "--watch-files"});
    cli::Environment environment;
    environment.interrupts = [this] { return end_; };
    thread_ = std::thread([this, options, environment] {
      std::ostream out(&out_);
      std::ostream err(&err_);
      status_ = cli::run(options, out, err, environment);
    });
  }
  ~WatchedTown() {
    if (thread_.joinable()) (void)finish();
    close(end_);
    fs::remove_all(folder_);
  }
  WatchedTown(const WatchedTown&) = delete;
  WatchedTown& operator=(const WatchedTown&) = delete;

  /// Puts another config in the place of the town's, the way editors do.
  void save(const std::string& name) {
    fs::copy_file(town(name), folder_ / "new.cfg", fs::copy_options::overwrite_existing);
    fs::rename(folder_ / "new.cfg", folder_ / "closed.cfg");
  }
  void write(const std::string& text) { std::ofstream(folder_ / "closed.cfg") << text; }

  [[nodiscard]] bool prints(const std::string& part) const {
    return soon([&] { return contains(out_.text(), part); });
  }
  [[nodiscard]] bool prints_lines(std::ptrdiff_t count) const {
    return soon([&] {
      const std::string text = out_.text();
      return std::count(text.begin(), text.end(), '\n') >= count;
    });
  }
  [[nodiscard]] std::string out() const { return out_.text(); }

  /// Asks it to end, as Ctrl-C does; the exit status.
  int finish() {
    const std::uint64_t one = 1;
    if (::write(end_, &one, sizeof(one)) != sizeof(one)) return -1;
    thread_.join();
    return status_;
  }

 private:
  // Waits as long as a slow machine may need: a test that hangs is worse than one that fails late.
  template <typename Condition>
  static bool soon(Condition condition) {
    for (int i = 0; i < 6000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

  fs::path folder_;
  int end_;
  SharedText out_;
  SharedText err_;
  int status_ = -1;
  std::thread thread_;
};

TEST(Watch, TellsWhichVerdictsASaveHasChanged) {
  WatchedTown watched({});
  ASSERT_TRUE(watched.prints("Exit status 0"));
  watched.save("open.cfg");
  ASSERT_TRUE(watched.prints("Verdicts that have changed"));
  ASSERT_TRUE(watched.prints("○ proved → × violated"));
  watched.save("closed.cfg");
  ASSERT_TRUE(watched.prints("× violated → ○ proved"));
  EXPECT_EQ(watched.finish(), 0);
}

TEST(Watch, EndsWithTheStatusOfTheLastRun) {
  WatchedTown watched({"--lang", "ja"});
  ASSERT_TRUE(watched.prints("終了ステータス"));
  watched.save("open.cfg");
  ASSERT_TRUE(watched.prints("変わった判定"));
  EXPECT_EQ(watched.finish(), 1);
}

TEST(Watch, GivesOneJsonObjectALine) {
  WatchedTown watched({"--format", "json"});
  ASSERT_TRUE(watched.prints_lines(1));
  watched.save("open.cfg");
  ASSERT_TRUE(watched.prints_lines(2));
  EXPECT_EQ(watched.finish(), 1);
  std::istringstream lines(watched.out());
  std::vector<int> statuses;
  for (std::string line; std::getline(lines, line);)
    statuses.push_back(nlohmann::json::parse(line).at("exit_status").get<int>());
  EXPECT_EQ(statuses, (std::vector<int>{0, 1}));
}

TEST(Watch, ExcludesACertificate) {
  const Outcome outcome = run({"verify", town("closed.yaml"), "--watch-files", "--certificate", "x.json"});
  EXPECT_EQ(outcome.status, cli::exit_status::usage);
  EXPECT_TRUE(contains(outcome.err, "--watch-files"));
}

}  // namespace
}  // namespace sekisho::test
