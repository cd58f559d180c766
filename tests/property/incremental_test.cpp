// After any edit, a Verifier finds what a fresh run finds, to the byte.
#include "cities.hpp"

#include <sekisho/pipeline/verifier.hpp>

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>

namespace sekisho::test {
namespace {

namespace fs = std::filesystem;

/// A copy of the cities to be edited.
class Workshop {
 public:
  Workshop() : root_(fs::temp_directory_path() / ("sekisho-incremental-" + std::to_string(getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_);
    for (const char* folder : {"topologies", "rulesets"})
      fs::copy(source_root() / folder, root_ / folder, fs::copy_options::recursive);
  }
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  [[nodiscard]] std::string path_of(const fs::path& file) const { return (root_ / file).string(); }

 private:
  fs::path root_;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::istringstream text(read_file(path));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

void write_lines(const std::string& path, const std::vector<std::string>& lines) {
  std::ofstream out(path, std::ios::binary);
  for (const std::string& line : lines) out << line << '\n';
}

class Editor {
 public:
  explicit Editor(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }

  /// One edit of one file, as somebody at the keyboard would make it; says what it was.
  std::string edit(const std::string& path) {
    std::vector<std::string> lines = lines_of(path);
    const std::size_t at = rule_line(lines);
    std::string what = path + ":" + std::to_string(at + 1) + " \"" + lines[at] + "\" ";
    switch (below(5)) {
      case 0:
        lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        what += "deleted";
        break;
      case 1:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), lines[at]);
        what += "repeated";
        break;
      case 2:
        std::swap(lines[at], lines[below(2) == 0 && at > 0 ? at - 1 : std::min(at + 1, lines.size() - 1)]);
        what += "swapped";
        break;
      case 3: what += change_word(lines[at]); break;
      default:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), "! a remark");
        what += "remarked";
        break;
    }
    write_lines(path, lines);
    return what;
  }

 private:
  /// Lines of rules matter more than others.
  std::size_t rule_line(const std::vector<std::string>& lines) {
    for (int attempt = 0; attempt < 20; ++attempt) {
      const std::size_t at = below(lines.size());
      for (const char* word :
           {"permit", "deny", "set action", "set srcaddr", "set dstaddr", "set service", "set subnet",
            "ip route", "access-group", "set gateway", "vlan", "set status"}) {
        if (lines[at].find(word) != std::string::npos) return at;
      }
    }
    return below(lines.size());
  }

  std::string change_word(std::string& line) {
    static const std::vector<std::pair<std::string, std::string>> words{
        {"permit", "deny"},    {"deny", "permit"},
        {"accept", "deny"},    {"eq 443", "eq 22"},
        {"10.20.", "10.30."},  {"HTTPS", "SSH"},
        {"enable", "disable"}, {" in", " out"},
        {"tcp", "udp"},        {"255.255.255.0", "255.255.0.0"}};
    const std::size_t first = below(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto& [from, to] = words[(first + i) % words.size()];
      const std::size_t found = line.find(from);
      if (found == std::string::npos) continue;
      line.replace(found, from.size(), to);
      return from + " -> " + to;
    }
    return "left alone";
  }

  std::mt19937 random_;
};

std::vector<std::string> configs_of(const std::string& snapshot) {
  DiagnosticSink sink;
  std::vector<std::string> configs;
  const std::optional<Snapshot> read = load_snapshot(snapshot, sink);
  for (const SnapshotDevice& device : read->devices)
    configs.insert(configs.end(), device.configs.begin(), device.configs.end());
  return configs;
}

std::string run(Verifier& verifier) {
  DiagnosticSink sink;
  const std::optional<VerifyResult> result = verifier.run(sink);
  return verdicts(result, &verifier.loaded(), sink);
}

TEST(Incremental, EveryEditGivesWhatAFreshRunGives) {
  const std::uint32_t seed = 20261121;
  RecordProperty("seed", std::to_string(seed));
  const Workshop workshop;
  Editor editor(seed);
  const std::vector<fs::path> cities = city_snapshots();
  for (int round = 0; round < scaled(8); ++round) {
    const fs::path& city = round == 0 ? cities.front() : cities[editor.below(cities.size())];
    const std::string snapshot = workshop.path_of(city);
    const VerifyOptions options = options_with(1 + round % 3);
    Verifier verifier(snapshot, options);
    ASSERT_EQ(run(verifier), fresh_verdicts(snapshot, options)) << city;
    const std::vector<std::string> configs = configs_of(snapshot);
    std::string history;
    for (int step = 0; step < (scale() < 1 ? 3 : 6); ++step) {
      history += editor.edit(configs[editor.below(configs.size())]) + "\n";
      if (editor.below(3) == 0) history += editor.edit(configs[editor.below(configs.size())]) + "\n";
      ASSERT_EQ(run(verifier), fresh_verdicts(snapshot, options)) << "seed " << seed << ", " << city << "\n"
                                                                  << history;
    }
  }
}

TEST(Incremental, SnapshotsAndMissingFilesAreNoticed) {
  const Workshop workshop;
  const std::string snapshot = workshop.path_of(city_snapshots().front());
  const VerifyOptions options = options_with(2);
  Verifier verifier(snapshot, options);
  const std::string whole = run(verifier);
  EXPECT_EQ(whole, fresh_verdicts(snapshot, options));
  EXPECT_FALSE(verifier.is_stale());

  const std::string config = configs_of(snapshot).front();
  fs::rename(config, config + ".away");
  EXPECT_TRUE(verifier.is_stale());
  EXPECT_EQ(run(verifier), fresh_verdicts(snapshot, options));
  fs::rename(config + ".away", config);
  EXPECT_EQ(run(verifier), whole);

  // A register without its channels.
  const std::string text = read_file(snapshot);
  std::vector<std::string> lines = lines_of(snapshot);
  std::erase_if(lines,
                [](const std::string& line) { return line.find("method: specific") != std::string::npos; });
  write_lines(snapshot, lines);
  EXPECT_EQ(run(verifier), fresh_verdicts(snapshot, options));
  std::ofstream(snapshot, std::ios::binary) << text;
  EXPECT_EQ(run(verifier), whole);
}

}  // namespace
}  // namespace sekisho::test
