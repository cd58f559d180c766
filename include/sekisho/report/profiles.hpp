// The report of `profiles`: which policies there are, and how each clause of one is checked.
#pragma once

#include <sekisho/policy/profile.hpp>
#include <sekisho/report/options.hpp>

#include <string>
#include <vector>

namespace sekisho::report {

/// What a profile holds, in numbers.
struct ProfileCounts {
  std::size_t clauses = 0;
  std::size_t requirements = 0;  // rows
  std::size_t attestations = 0;
  std::size_t not_checkable = 0;
};
[[nodiscard]] ProfileCounts counts_of(const Profile& profile);

/// One line of numbers per profile; those that are only bases of others stand apart.
[[nodiscard]] std::string profile_list_text(const std::vector<Profile>& profiles, const TextOptions& options);
[[nodiscard]] std::string profile_list_json(const std::vector<Profile>& profiles, const JsonOptions& options);

/// Each profile with its clauses, its rows, and how each clause is checked.
[[nodiscard]] std::string profiles_text(const std::vector<Profile>& profiles, const TextOptions& options);
[[nodiscard]] std::string profiles_json(const std::vector<Profile>& profiles, const JsonOptions& options);

}  // namespace sekisho::report
