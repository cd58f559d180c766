// What the organisation has put on record, held against what the policy demands of such records: does an
// exception or an attestation count on this day?
#pragma once

#include <sekisho/base/packet.hpp>
#include <sekisho/policy/requirement.hpp>

#include <optional>

namespace sekisho {

/// True when an entry that names `named` speaks of this requirement: by its id, by the id of its row, or,
/// for an attestation, by its clause.
[[nodiscard]] bool speaks_of(const std::string& named, const Requirement& requirement);

/// True when an exception names the requirement in a way that it can cover any of it: devices are named of
/// practices only.
[[nodiscard]] bool speaks_of(const Exception& exception, const Requirement& requirement);

/// Why an exception does not count for a requirement on a day: something is missing (approver, reason,
/// record, expiry, and the day of approval where the policy says who approves), the approver is of another
/// role, it is not approved yet, or it has expired. Nothing when it counts.
[[nodiscard]] std::optional<Diagnostic> objection_to(const Exception& exception,
                                                     const Requirement& requirement, const Date& date);

/// Why an attestation does not count on a day: statement, person or document is missing, or it has expired.
/// Nothing when it counts.
[[nodiscard]] std::optional<Diagnostic> objection_to(const Attestation& attestation, const Date& date);

/// Why an entry of the register of external connections does not count on a day: line, purpose, approver,
/// record or expiry is missing, or it has expired. Nothing when it counts.
[[nodiscard]] std::optional<Diagnostic> objection_to(const ExternalConnection& connection, const Date& date);

/// True when a text names the role: one of its titles, alone or followed by a name
/// (`統括情報セキュリティ責任者 山田`, `CISO (Sato)`). A deputy is not the role.
[[nodiscard]] bool names_role(const std::string& approver, const ApproverRole& role);

}  // namespace sekisho
