// Captures against the model and the policy.
//
// A capture proves that something was there, never that something was not. So there are findings, and beside
// them what was looked at: which points, for how long, how many packets, what share of the registered
// channels.
#pragma once

#include <sekisho/base/result.hpp>
#include <sekisho/capture/survey.hpp>
#include <sekisho/content/clocks.hpp>
#include <sekisho/content/credentials.hpp>
#include <sekisho/content/hosts.hpp>
#include <sekisho/content/mail.hpp>
#include <sekisho/content/names.hpp>
#include <sekisho/content/screen.hpp>
#include <sekisho/evidence/finding.hpp>
#include <sekisho/evidence/place.hpp>
#include <sekisho/loading/load.hpp>
#include <sekisho/policy/requirement.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sekisho::evidence {

/// A capture that has been read.
struct Capture {
  std::string file;
  std::vector<Place> places;  // by interface of the file
  capture::Survey survey;
  std::vector<capture::Flow> flows;
  content::MailResults mails;
  content::ScreenResults screens;
  content::NameResults names;
  content::CredentialResults credentials;
  content::HostResults hosts;
  content::ClockResults clocks;

  [[nodiscard]] const Place& place(std::uint32_t interface) const;
};

/// One interface of one file: what was looked at there.
struct CapturedAt {
  std::string file;
  std::string point;                  // empty: none is declared
  bool placed = false;                // the network knows the place
  std::vector<std::string> segments;  // whose frames pass there, by name
  std::uint64_t flows = 0;
};

/// A registered channel and what was seen of it.
struct ChannelSeen {
  std::string id;
  std::uint64_t flows = 0;
  std::uint64_t answered = 0;
};

/// Flows from a segment to another one, or to a device; those whose sender a translation hides are not among
/// them.
struct PairSeen {
  std::string from;
  std::string to;
  std::uint64_t flows = 0;
};

/// A filter, and which of its lines that let packets through were seen at work.
struct FilterUse {
  std::string device;
  std::string filter;
  std::uint64_t lines = 0;        // that let something through, and are in force
  std::uint64_t watched = 0;      // of these: whatever they let through crosses a capture point
  std::vector<NamedRule> unseen;  // of the watched ones, in the order of the filter
};

/// Sessions from one segment to another, for the picture of crossings.
struct Crossing {
  std::string from;
  std::string to;
  capture::Timestamp first;
  capture::Timestamp last;
  Outcome outcome = Outcome::tried;
  bool sanctioned = false;  // a channel or an exception in force covers it
  bool forbidden = false;   // a requirement speaks against it
};

/// What the findings rest on.
struct Coverage {
  std::vector<CapturedAt> places;
  std::vector<capture::Survey> surveys;  // of the files, in their order
  std::vector<ChannelSeen> channels;     // all in force, in the order of the snapshot
  std::vector<PairSeen> pairs;           // each pair that talked, in the order of names
  std::vector<FilterUse> filters;        // those that let something through
  bool rules_counted = true;             // false: too many different flows to tell which rules were at work
  std::uint64_t flows = 0;
  std::uint64_t local = 0;       // within one segment, or between neighbours: no filter decides about them
  std::uint64_t explained = 0;   // between segments, and the configurations and the policy let them be there
  std::uint64_t in_tunnels = 0;  // inside tunnels, between addresses of no segments: not judged
  std::uint64_t through_tunnels = 0;  // inside tunnels, held against the policy alone
  std::uint64_t ambiguous = 0;  // which end opened the session is not known: judged in favour of the flow
  std::uint64_t too_large = 0;  // the packet sets outgrew their limit: not judged
  std::uint64_t condensed = 0;  // so many findings that these flows were added to one about other hosts
  std::vector<std::string> unwatched;  // segments that no capture point looks at, by name
};

struct ConfirmOptions {
  Date date;
  bool whole = true;  // false: more is to come, and nothing is said of what was not seen
};

struct ConfirmResult {
  std::string snapshot;  // path as given
  LocalText name;
  Date date;
  std::vector<Finding> findings;  // most severe first
  std::vector<Crossing> crossings;
  Coverage coverage;
};

/// A file to be read: a capture or flow records. `point`: of the capture point; empty: whichever lists the
/// file.
struct CaptureSource {
  std::string point;
  std::string file;
};

struct ConfirmedFiles {
  ConfirmResult result;               // of the files that were read
  std::vector<std::string> refusals;  // why a file cannot be read, in the order of the files; empty: it was
};

/// Reads files side by side, on as many threads as `jobs` (0: as many as there are processors), and judges
/// their flows as they end: no more than a bounded number of flows is kept. The same comes out with any
/// `jobs`.
[[nodiscard]] ConfirmedFiles confirm_files(const LoadedNetwork& loaded,
                                           const std::vector<Requirement>& requirements,
                                           const std::vector<CaptureSource>& sources,
                                           const ConfirmOptions& options, int jobs,
                                           const capture::Progress& progress = {});

/// Holds flows against the network and the requirements of its policy.
[[nodiscard]] ConfirmResult judge(const LoadedNetwork& loaded, const std::vector<Requirement>& requirements,
                                  const std::vector<Capture>& captures, const ConfirmOptions& options);

}  // namespace sekisho::evidence
