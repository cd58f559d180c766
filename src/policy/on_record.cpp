#include <sekisho/policy/on_record.hpp>

#include <sekisho/base/code.hpp>

#include <algorithm>
#include <array>

namespace sekisho {

namespace {

bool is_empty(const LocalText& text) { return text.en.empty() && text.ja.empty(); }

/// What an exception lacks to be valid; empty when nothing. A policy that says who approves wants to know
/// when it was approved, too.
std::string missing_part(const Exception& exception, bool has_role) {
  if (exception.approver.empty()) return "approver";
  if (exception.reason.empty()) return "reason";
  if (exception.record.empty()) return "record";
  if (has_role && !exception.approved) return "approved";
  if (!exception.expires) return "expires";
  return {};
}

std::string missing_part(const ExternalConnection& connection) {
  if (connection.line.empty()) return "line";
  if (is_empty(connection.purpose)) return "purpose";
  if (connection.approved_by.empty()) return "approved_by";
  if (connection.record.empty()) return "record";
  if (!connection.expires) return "expires";
  return {};
}

std::string shown(const ApproverRole& role) {
  if (role.title.ja.empty() || role.title.en.empty() || role.title.ja == role.title.en)
    return role.titles.front();
  return role.title.ja + " / " + role.title.en;
}

/// True when a name may follow a title here: at the end, at a space, or at a bracket of either width.
bool is_border(std::string_view rest) {
  constexpr std::array<std::string_view, 8> borders{" ", "\t", "(", "\u3000", "（", ":", "：", "、"};
  return rest.empty() ||
         std::ranges::any_of(borders, [&](std::string_view b) { return rest.starts_with(b); });
}

}  // namespace

bool speaks_of(const std::string& named, const Requirement& requirement) {
  if (named == requirement.id || named == requirement.profile_id) return true;
  return requirement.kind == RequirementKind::attestation &&
         std::ranges::find(requirement.clauses, named) != requirement.clauses.end();
}

bool speaks_of(const Exception& exception, const Requirement& requirement) {
  return speaks_of(exception.requirement, requirement) &&
         (exception.devices.empty() || requirement.kind == RequirementKind::practice);
}

bool names_role(const std::string& approver, const ApproverRole& role) {
  return std::ranges::any_of(role.titles, [&](const std::string& title) {
    return approver.starts_with(title) && is_border(std::string_view(approver).substr(title.size()));
  });
}

std::optional<Diagnostic> objection_to(const Exception& exception, const Requirement& requirement,
                                       const Date& date) {
  const auto because = [&](Code code, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), exception.id);
    return Diagnostic{code, exception.span, std::move(arguments)};
  };
  const ApproverRole& role = requirement.approver;
  const std::string missing = missing_part(exception, !role.titles.empty());
  if (!missing.empty()) return because(Code::reason_exception_incomplete, {missing});
  if (!role.titles.empty() && !names_role(exception.approver, role))
    return because(Code::reason_exception_wrong_role, {exception.approver, shown(role)});
  if (exception.approved && date < *exception.approved)
    return because(Code::reason_exception_not_yet, {to_string(*exception.approved)});
  if (*exception.expires < date)
    return because(Code::reason_exception_expired, {to_string(*exception.expires)});
  return std::nullopt;
}

std::optional<Diagnostic> objection_to(const Attestation& attestation, const Date& date) {
  const auto because = [&](Code code, const std::string& argument) {
    return Diagnostic{code, attestation.span, {attestation.id, argument}};
  };
  if (is_empty(attestation.statement)) return because(Code::reason_attestation_incomplete, "statement");
  if (attestation.stated_by.empty()) return because(Code::reason_attestation_incomplete, "stated_by");
  if (attestation.document.empty()) return because(Code::reason_attestation_incomplete, "document");
  if (attestation.expires && *attestation.expires < date)
    return because(Code::reason_attestation_expired, to_string(*attestation.expires));
  return std::nullopt;
}

std::optional<Diagnostic> objection_to(const ExternalConnection& connection, const Date& date) {
  const auto because = [&](Code code, const std::string& argument) {
    return Diagnostic{code, connection.span, {connection.id, argument}};
  };
  const std::string missing = missing_part(connection);
  if (!missing.empty()) return because(Code::practice_connection_incomplete, missing);
  if (*connection.expires < date)
    return because(Code::practice_connection_expired, to_string(*connection.expires));
  return std::nullopt;
}

}  // namespace sekisho
