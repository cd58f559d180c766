#include "policy/profile_reading.hpp"

namespace sekisho {

namespace {

using yaml::Fields;
using yaml::Need;

void read_sections(const yaml::Source& source, Fields& fields, Profile& profile) {
  if (const yaml::Node* exceptions = fields.value("exceptions"))
    profile.approver = policy::read_approver(source, *exceptions);
  if (const yaml::Node* segments = fields.value("segments"))
    profile.segments = policy::read_meanings(source, *segments);
  const std::string owner = profile.kind == ProfileKind::base ? std::string(policy::heir_name) : profile.name;
  const std::vector<yaml::NodePtr> clauses = fields.list("clauses");
  if (!owner.empty()) profile.clauses = policy::read_clauses(source, clauses, owner);
  // A profile of its own has rows, or it would check nothing and nobody would be told.
  const bool stands_alone = profile.extends.empty() && clauses.empty();
  profile.rows =
      policy::read_rows(source, fields.list("requirements", stands_alone ? Need::required : Need::optional));
}

}  // namespace

std::optional<Profile> read_profile(const std::string& text, const std::string& file, DiagnosticSink& sink) {
  const yaml::Source source{file, &sink};
  const yaml::NodePtr root = yaml::parse(text, file, sink);
  if (root == nullptr) return std::nullopt;
  Fields fields(source, *root, "profile");
  Profile profile;
  profile.name = fields.text("profile", Need::required);
  profile.kind = policy::read_word(source, fields, "kind",
                                   std::array{ProfileKind::policy, ProfileKind::model, ProfileKind::base});
  profile.title = fields.local_text("title", Need::required);
  profile.edition = fields.local_text("edition");
  for (const yaml::Text& name : fields.texts("extends"))
    profile.extends.push_back({name.text, source.span(*name.node)});
  read_sections(source, fields, profile);
  fields.finish();
  const bool empty = profile.rows.empty() && profile.clauses.empty() && profile.extends.empty();
  if (profile.name.empty() || empty) return std::nullopt;
  return profile;
}

}  // namespace sekisho
