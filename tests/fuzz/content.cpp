// Any frames are survived by all observers of content. An input is a row of Ethernet frames, each behind two
// bytes of length.
#include <sekisho/capture/survey.hpp>
#include <sekisho/content/applications.hpp>
#include <sekisho/content/clocks.hpp>
#include <sekisho/content/credentials.hpp>
#include <sekisho/content/hosts.hpp>
#include <sekisho/content/mail.hpp>
#include <sekisho/content/names.hpp>
#include <sekisho/content/screen.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sekisho;
  // Its automata take 30 ms to build, and all flows of an input end with it.
  static content::Applications applications;
  content::MailReader mails;
  content::ScreenSessions screens(100);
  content::HostSightings hosts(100);
  content::Names names({.names = 100, .domains = 10});
  content::Clocks clocks(100);
  content::Credentials credentials(100);
  const std::array<capture::Observer*, 7> observers{&applications, &mails,  &screens,    &hosts,
                                                    &names,        &clocks, &credentials};
  capture::Surveyor surveyor({.most_flows = 50}, observers, [](capture::Flow&&) {});
  std::span<const std::uint8_t> input(data, size);
  capture::Frame frame;
  while (input.size() > 2) {
    const std::size_t length = std::min<std::size_t>(input[0] << 8 | input[1], input.size() - 2);
    ++frame.number;
    frame.time += std::chrono::milliseconds(5);
    frame.bytes = input.subspan(2, length);
    frame.wire_length = static_cast<std::uint32_t>(length);
    surveyor.add(frame);
    input = input.subspan(2 + length);
  }
  (void)surveyor.finish();
  return 0;
}
