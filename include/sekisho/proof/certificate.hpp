// Certificates: proofs that another program can check. Format: docs/certificates.md.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/dump/model_file.hpp>
#include <sekisho/proof/verdict.hpp>

#include <string>
#include <vector>

namespace sekisho {

struct CertificateText {
  std::string certificate;
  std::string model;  // what the certificate is about; write_model()
};

/// For each proved requirement of `results` an inductive invariant of the forwarding graph: for each place
/// a set that holds all packets that can be there, and nothing forbidden at the target; or, for sessions, to
/// which no answer comes back. What gets through (`channels`) is not carried. `model_file` is the name under
/// which the model will lie beside the certificate. A failure when a set is too scattered to be written down.
[[nodiscard]] Result<CertificateText> certify(const ModelFile& model,
                                              const std::vector<RequirementResult>& results,
                                              const std::string& model_file);

}  // namespace sekisho
