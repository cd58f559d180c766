// Giving up what a capture needs no longer once its interface is open: whoever sends packets to be decoded
// must not gain anything by a fault of ours.
#pragma once

#include <sekisho/base/result.hpp>

#include <string>

namespace sekisho::live {

/// Gives a file or folder to `user`, so that it can be written when its rights are all that is left; nothing
/// to do for who is not root. A failure says why not.
[[nodiscard]] Result<bool> give_to_user(const std::string& path, const std::string& user);

/// Becomes `user`, with its groups, for good; nothing to do for who is not root. A failure leaves the rights
/// as they were, or the process must end: its reason says which user, and why.
[[nodiscard]] Result<bool> become_user(const std::string& user);

/// From now on system calls other than those that reading, computing and writing files need fail with EPERM
/// (seccomp(2)), in all threads: no program can be started, no connection opened, no right gained.
[[nodiscard]] Result<bool> confine();

}  // namespace sekisho::live
