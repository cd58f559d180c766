// Numbers of the pcapng format (draft-ietf-opsawg-pcapng), for reading and writing.
#pragma once

#include <cstdint>

namespace sekisho::capture::pcapng {

// Block types, section 4.
inline constexpr std::uint32_t section_header = 0x0a0d0d0a;  // reads the same in either byte order
inline constexpr std::uint32_t interface_description = 1;
inline constexpr std::uint32_t obsolete_packet = 2;
inline constexpr std::uint32_t simple_packet = 3;
inline constexpr std::uint32_t interface_statistics = 5;
inline constexpr std::uint32_t enhanced_packet = 6;

inline constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
inline constexpr std::uint32_t block_frame =
    12;  // type and length before the body, the length again behind it

// Option codes, sections 3.5, 4.2 and 4.6.
inline constexpr std::uint16_t opt_endofopt = 0;
inline constexpr std::uint16_t opt_comment = 1;
inline constexpr std::uint16_t if_name = 2;
inline constexpr std::uint16_t if_description = 3;
inline constexpr std::uint16_t if_tsresol = 9;
inline constexpr std::uint16_t if_tsoffset = 14;
inline constexpr std::uint16_t isb_ifrecv = 4;
inline constexpr std::uint16_t isb_ifdrop = 5;

}  // namespace sekisho::capture::pcapng
