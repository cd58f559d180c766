// Holds a certificate against the model: is the claimed invariant one, and does it forbid what is forbidden?
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/dump/certificate_file.hpp>
#include <sekisho/dump/model_file.hpp>

#include <vector>

namespace sekisho::check {

/// What is wrong with a certificate: its form, or which requirement, edge or source fails, with an example
/// packet. Empty: every claim holds for the model.
///
/// For each run: what the segment may send is inside the invariant, and wherever packets of it may go next
/// is inside it too. For each requirement: nothing that it forbids is inside at its target, or no answer to
/// that comes back (docs/certificates.md).
[[nodiscard]] std::vector<Diagnostic> check(const dump::CertificateFile& certificate, const ModelFile& model);

}  // namespace sekisho::check
