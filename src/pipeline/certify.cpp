#include <sekisho/pipeline/pipeline.hpp>
#include <sekisho/policy/profile.hpp>

namespace sekisho {

Result<CertificateText> certify(const LoadedNetwork& loaded, const VerifyOptions& options,
                                const VerifyResult& result, const std::string& model_file) {
  const Snapshot& snapshot = loaded.network.snapshot;
  DiagnosticSink sink;  // verify() has reported what there is to say of the profile
  const std::optional<Profile> profile = find_profile(snapshot.policy, options.policy_folder, {}, sink);
  if (!profile) return Failure{"no profile"};
  const ModelFile model{options.date, profile->name, loaded.network, loaded.routes,
                        compile(*profile, snapshot)};
  return certify(model, result.requirements, model_file);
}

}  // namespace sekisho
