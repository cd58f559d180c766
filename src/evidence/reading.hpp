// Everything that looks on while a capture is read, and what it has seen in the end.
#pragma once

#include <sekisho/content/applications.hpp>
#include <sekisho/evidence/confirm.hpp>

#include <array>
#include <span>

namespace sekisho::evidence {

class Reading {
 public:
  /// To be handed to capture::survey() or a Surveyor.
  [[nodiscard]] std::span<capture::Observer* const> observers() const { return observers_; }

  /// Puts what flows carried, so far, into a capture.
  void describe(Capture& capture) const;

 private:
  content::Applications applications_;
  content::MailReader mails_;
  content::ScreenSessions screens_;
  content::Names names_;
  content::Credentials credentials_;
  content::HostSightings hosts_;
  content::Clocks clocks_;
  // Applications come first: others ask what a flow speaks.
  std::array<capture::Observer*, 7> observers_{&applications_, &mails_, &screens_, &names_,
                                               &credentials_,  &hosts_, &clocks_};
};

}  // namespace sekisho::evidence
