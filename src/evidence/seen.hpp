// Observed flows in the form that findings keep.
#pragma once

#include <sekisho/evidence/confirm.hpp>

#include <string>

namespace sekisho::evidence {

/// `tcp/443`, `icmp/8`, `esp`: what a packet asks for.
[[nodiscard]] std::string service_of(const Packet& packet);

/// The capture point of an interface, or the file where none is declared.
[[nodiscard]] std::string place_name(const Capture& capture, std::uint32_t interface);

/// Frames, times and header of a flow; how far it came is left open.
[[nodiscard]] SeenFlow seen_flow(const Capture& capture, const capture::Flow& flow);

/// Something else that was seen at a place, by its frames.
[[nodiscard]] SeenFlow seen_frames(const Capture& capture, std::uint32_t interface,
                                   const content::Occurrence& occurrence);

}  // namespace sekisho::evidence
