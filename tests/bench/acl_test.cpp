// The sample filters permit exactly the headers that an independent tool counted.
#include <bench/acl_rules.hpp>
#include <bench/headers.hpp>
#include <support/data.hpp>

#include <gtest/gtest.h>

#include <filesystem>

namespace sekisho::bench {
namespace {

struct Sample {
  const char* file;
  const char* permitted_headers;  // as the README beside the files gives them
};

class SampleFilters : public testing::TestWithParam<Sample> {};

TEST_P(SampleFilters, PermitExactlyTheCountedHeaders) {
  const std::filesystem::path path = test::data_root() / "acl" / GetParam().file;
  SEKISHO_NEEDS(path);
  const auto rules = read_acl(path.string());
  ASSERT_TRUE(rules.ok()) << rules.reason();
  PacketSpace space;
  const auto headers = count_headers(permitted(space, rules.value()));
  ASSERT_TRUE(headers.has_value());
  EXPECT_EQ(decimal(*headers), GetParam().permitted_headers);
}

INSTANTIATE_TEST_SUITE_P(Sizes, SampleFilters,
                         testing::Values(Sample{"acl_100.txt", "9676460053302625670987776"},
                                         Sample{"acl_1000.txt", "225800757039076267796424142"},
                                         Sample{"acl_10000.txt", "11357754353983948022094571384"}));

}  // namespace
}  // namespace sekisho::bench
