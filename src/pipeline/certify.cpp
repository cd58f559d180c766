#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

namespace sekisho {

Result<CertificateText> certify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                const VerifyResult& result, const std::string& model_file) {
  const Snapshot& snapshot = loaded.network.snapshot;
  DiagnosticSink sink;  // verify() has reported what there is to say of the profiles
  const std::optional<Policies> policies = find_policies(snapshot, options.policy_folder, sink);
  if (!policies) return Failure{"no profile"};
  const ModelFile model{options.date, policies->name(), loaded.network, loaded.routes,
                        compile(*policies, snapshot, sink)};
  return certify(model, result.requirements, model_file);
}

}  // namespace sekisho
