// A draft of a snapshot, made of a folder of configs: what `sekisho init` writes (docs/drafting.md).
//
// Everything in a draft that the configs do not say by themselves is a guess, and carries the reasons it
// was made for. What could not be guessed is in `open`, to be answered by a person. Nothing is proved of a
// draft (Snapshot::is_draft).
#pragma once

#include <sekisho/base/diagnostic.hpp>
#include <sekisho/model/snapshot.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sekisho::draft {

/// The model that a draft names: the one that most municipalities follow. Which one counts is a question, and
/// so is the organisation's own policy.
inline constexpr std::string_view assumed_model = "alpha";

/// Why something stands in the draft: a sentence of the catalogue, and the config line it rests on.
using Reasons = std::vector<Diagnostic>;

struct DraftDevice {
  std::string name;
  std::string language;
  std::vector<std::string> configs;  // paths as found, in order
  std::vector<std::string> tables;   // routing tables that belong to it
};

/// A cable, or with three and more ends a medium that they share.
struct DraftLink {
  std::vector<InterfaceRef> ends;
  bool confirmed = false;  // true: both ends name each other
  Reasons because;
};

struct DraftSegment {
  Segment segment;                   // `confirmed` is false, always
  std::vector<std::string> subnets;  // the networks of interfaces that it is made of, for its comment
  Reasons because;
};

/// A host that somebody gave a name; `sanitizer` when the name says that it is one.
struct DraftHost {
  Host host;
  Reasons because;
};

struct Draft {
  std::string folder;
  std::vector<DraftDevice> devices;
  std::vector<DraftLink> links;
  std::vector<DraftSegment> segments;
  std::vector<DraftHost> hosts;
  Reasons open;                       // questions, the most important first
  std::vector<std::string> left_out;  // files that are no configs

  /// Links and segments that say `confirmed: false`, and open questions.
  [[nodiscard]] std::size_t to_confirm() const;
};

/// Drafts a snapshot from all configs below `folder`. Files that are left out, and why, go to the sink. A
/// draft without devices when there is no config.
[[nodiscard]] Draft draft_snapshot(const std::string& folder, DiagnosticSink& sink);

/// The draft as a snapshot file, comments in `language`. Paths of configs are written relative to
/// `snapshot_folder`, the folder that the file will be in.
[[nodiscard]] std::string snapshot_text(const Draft& draft, Language language,
                                        const std::string& snapshot_folder);

}  // namespace sekisho::draft
