#include "evidence/reading.hpp"

namespace sekisho::evidence {

void Reading::describe(Capture& capture) const {
  capture.mails = mails_.results();
  capture.screens = screens_.results();
  capture.names = names_.results();
  capture.credentials = credentials_.results();
  capture.hosts = hosts_.results();
  capture.clocks = clocks_.results();
}

}  // namespace sekisho::evidence
