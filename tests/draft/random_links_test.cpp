// Networks made at random, written as configs, drafted: the cables found are those that there are.
#include "draft/random_configs.hpp"
#include "draft/temporary_folder.hpp"
#include "support/data.hpp"

#include <sekisho/draft/draft.hpp>
#include <sekisho/loading/load.hpp>

#include <gmock/gmock.h>

#include <algorithm>

namespace sekisho::test {
namespace {

std::set<Cable> cables_of(const draft::Draft& draft) {
  std::set<Cable> cables;
  for (const draft::DraftLink& link : draft.links) {
    const auto spelled = [](const InterfaceRef& ref) { return ref.device + ":" + ref.interface; };
    if (link.ends.size() != 2) continue;
    const std::string a = spelled(link.ends[0]);
    const std::string b = spelled(link.ends[1]);
    cables.insert({std::min(a, b), std::max(a, b)});
  }
  return cables;
}

TEST(RandomLinks, AreThoseThatThereAre) {
  const int cases = scaled(60);
  for (int seed = 1; seed <= cases; ++seed) {
    const RandomConfigs configs = random_configs(static_cast<std::uint32_t>(seed));
    const TemporaryConfigs folder;
    for (const auto& [name, text] : configs.files) folder.write(name, text);
    DiagnosticSink sink;
    const draft::Draft draft = draft::draft_snapshot(folder.path(), sink);
    EXPECT_EQ(cables_of(draft), configs.cables) << "seed " << seed;
    EXPECT_EQ(draft.devices.size(), configs.files.size()) << "seed " << seed;
    // Whatever is found, the file is one that the loader takes.
    folder.write("draft.yaml", draft::snapshot_text(draft, Language::en, folder.path()));
    DiagnosticSink loading;
    EXPECT_TRUE(load_network(folder.path() + "/draft.yaml", loading)) << "seed " << seed;
    EXPECT_FALSE(loading.has_errors())
        << "seed " << seed << ": " << render(loading.all().front(), Language::en);
    if (testing::Test::HasFailure()) break;
  }
}

}  // namespace
}  // namespace sekisho::test
