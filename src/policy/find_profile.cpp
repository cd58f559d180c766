// Profiles by name, each with what it extends.
#include "policy/profile_reading.hpp"

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace sekisho {

namespace policy {
/// Name and text of each file under policies/, put into the program by the build.
extern const std::vector<std::pair<std::string, std::string>>& builtin_profile_texts();
}  // namespace policy

namespace {

struct ProfileText {
  std::string file;
  std::string text;
};

std::optional<ProfileText> builtin_text(const std::string& name) {
  for (const auto& [known, text] : policy::builtin_profile_texts()) {
    if (known == name) return ProfileText{"policies/" + known + ".yaml", text};
  }
  return std::nullopt;
}

void replace_all(std::string& text, std::string_view place, const std::string& by) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + by.size()))
    text.replace(at, place.size(), by);
}

/// Puts the name of a profile into the ids that it took over from a base.
class Naming {
 public:
  explicit Naming(const std::string& name) : name_(name), capitals_(policy::capitals(name)) {}

  void operator()(std::string& id) const {
    replace_all(id, policy::heir_name, name_);
    replace_all(id, policy::heir_capitals, capitals_);
  }
  void operator()(std::vector<std::string>& ids) const {
    for (std::string& id : ids) (*this)(id);
  }
  void operator()(ProfileRow& row) const {
    (*this)(row.id);
    (*this)(row.clauses);
  }
  void operator()(Clause& clause) const {
    (*this)(clause.id);
    (*this)(clause.attestation_id);
    (*this)(clause.rows);
  }

 private:
  const std::string& name_;
  std::string capitals_;
};

/// Adds things to a list; one with the same key takes the place of the one that is there.
template <typename Thing, typename Key>
void take_over(std::vector<Thing>& list, std::vector<Thing> more, Key Thing::*key) {
  for (Thing& each : more) {
    const auto found = std::ranges::find(list, each.*key, key);
    if (found == list.end()) {
      list.push_back(std::move(each));
    } else {
      *found = std::move(each);
    }
  }
}

void take_over(Profile& heir, Profile more) {
  take_over(heir.rows, std::move(more.rows), &ProfileRow::id);
  take_over(heir.clauses, std::move(more.clauses), &Clause::id);
  take_over(heir.segments, std::move(more.segments), &SegmentMeaning::class_name);
  if (!more.approver.titles.empty()) heir.approver = std::move(more.approver);
}

/// Looks profiles up; each is read once, however many others extend it.
class Finder {
 public:
  Finder(const std::string& folder, DiagnosticSink& sink) : folder_(folder), sink_(sink) {}

  std::optional<Profile> find(const std::string& name, const Span& asked_at) {
    if (const auto known = found_.find(name); known != found_.end()) return known->second;
    if (std::ranges::find(open_, name) != open_.end()) {
      report_circle(name, asked_at);
      return std::nullopt;
    }
    if (open_.size() >= deepest) {
      sink_.report(Code::yaml_too_deep, asked_at, {std::to_string(deepest)});
      return std::nullopt;
    }
    const std::optional<ProfileText> text = text_of(name);
    if (!text) {
      report_unknown(name, asked_at);
      return std::nullopt;
    }
    open_.push_back(name);
    std::optional<Profile> profile = read_profile(text->text, text->file, sink_);
    if (profile) profile = with_what_it_extends(std::move(*profile));
    open_.pop_back();
    found_.emplace(name, profile);
    return profile;
  }

  /// Every file that was looked for, there or not.
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

 private:
  static constexpr std::size_t deepest = 64;  // profiles that extend each other in a row

  std::optional<ProfileText> text_of(const std::string& name) {
    if (folder_.empty()) return builtin_text(name);
    files_.push_back((std::filesystem::path(folder_) / (name + ".yaml")).string());
    std::ifstream file(files_.back());
    if (!file) return builtin_text(name);
    std::stringstream text;
    text << file.rdbuf();
    return ProfileText{files_.back(), text.str()};
  }

  /// Nothing when a profile that it extends is not to be had: without its rows less would be checked.
  std::optional<Profile> with_what_it_extends(Profile own) {
    Profile whole = own;
    whole.rows.clear();
    whole.clauses.clear();
    whole.segments.clear();
    for (const ProfileReference& reference : own.extends) {
      std::optional<Profile> base = find(reference.name, reference.span);
      if (!base) return std::nullopt;
      take_over(whole, std::move(*base));
    }
    // Its own come last, so that they replace what was taken over under the same id.
    if (own.kind != ProfileKind::base) name_ids(whole);
    take_over(whole, std::move(own));
    add_clauses_to_rows(whole);
    return whole;
  }

  static void name_ids(Profile& profile) {
    const Naming name(profile.name);
    for (ProfileRow& row : profile.rows) name(row);
    for (Clause& clause : profile.clauses) name(clause);
  }

  static void add_clauses_to_rows(Profile& profile) {
    for (const Clause& clause : profile.clauses) {
      for (ProfileRow& row : profile.rows) {
        const bool named = std::ranges::find(clause.rows, row.id) != clause.rows.end();
        if (named && std::ranges::find(row.clauses, clause.id) == row.clauses.end())
          row.clauses.push_back(clause.id);
      }
    }
  }

  void report_circle(const std::string& name, const Span& asked_at) {
    std::string circle;
    for (auto each = std::ranges::find(open_, name); each != open_.end(); ++each) circle += *each + " > ";
    sink_.report(Code::profile_extends_itself, asked_at, {name, circle + name});
  }

  void report_unknown(const std::string& name, const Span& asked_at) {
    const std::vector<std::string> known = builtin_profiles();
    const std::string near = nearest_name(name, known);
    std::string expected;
    for (const std::string& each : known) expected += (expected.empty() ? "" : ", ") + each;
    sink_.report(Code::unknown_profile, asked_at, {name, near.empty() ? expected : near});
  }

  std::string folder_;
  DiagnosticSink& sink_;
  std::vector<std::string> open_;  // being read, from the first that was asked for
  std::map<std::string, std::optional<Profile>> found_;
  std::vector<std::string> files_;
};

}  // namespace

std::vector<std::string> builtin_profiles() {
  std::vector<std::string> names;
  for (const auto& [name, text] : policy::builtin_profile_texts()) names.push_back(name);
  std::ranges::sort(names);
  return names;
}

std::optional<Profile> find_profile(const std::string& name, const std::string& folder, const Span& asked_at,
                                    DiagnosticSink& sink) {
  std::optional<Profile> profile = Finder(folder, sink).find(name, asked_at);
  if (profile) policy::check_profile(*profile, sink);
  return profile;
}

std::optional<Policies> find_policies(const Snapshot& snapshot, const std::string& folder,
                                      DiagnosticSink& sink) {
  const Span asked_at{snapshot.file, 1, 0, 0};
  Finder finder(folder, sink);
  const auto find = [&](const std::string& name) -> std::optional<Profile> {
    std::optional<Profile> profile = finder.find(name, asked_at);
    if (!profile) return std::nullopt;
    if (profile->kind == ProfileKind::base) {
      sink.report(Code::profile_is_base, asked_at, {name});
      return std::nullopt;
    }
    policy::check_profile(*profile, sink);
    return profile;
  };
  Policies policies;
  const bool wants_policy = !snapshot.policy.empty() || snapshot.model.empty();
  const bool wants_model = !snapshot.model.empty();
  if (wants_policy) policies.policy = find(snapshot.policy);
  if (wants_model) policies.model = find(snapshot.model);
  policies.files = finder.files();
  if (wants_policy != policies.policy.has_value() || wants_model != policies.model.has_value())
    return std::nullopt;
  return policies;
}

}  // namespace sekisho
