# Flags that hold for every file of the project.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
add_compile_definitions(SEKISHO_VERSION="${PROJECT_VERSION}")

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wold-style-cast
  -Wcast-qual -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wundef)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # -Wrestrict and -Wmaybe-uninitialized give false alarms on std::string and std::optional with GCC 12
  # (GCC bugs 105329, 105593).
  add_compile_options(-Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(SEKISHO_WERROR)
  add_compile_options(-Werror)
endif()

if(SEKISHO_SANITIZE OR SEKISHO_FUZZ)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -UNDEBUG)
  add_link_options(-fsanitize=address,undefined)
  # GNU ld takes five times as long for test programs of 200 MB, a minute and a half of a fresh build.
  find_program(SEKISHO_LLD ld.lld-14)
  if(SEKISHO_LLD AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
    add_link_options(-fuse-ld=lld)
  endif()
endif()
if(SEKISHO_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "SEKISHO_FUZZ needs clang++ (-DCMAKE_CXX_COMPILER=clang++)")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
