#pragma once

#include <stdexcept>

namespace interleave::process {

/// Receiving from a pipe that is empty and that no process can send into any more.
class EndOfFile : public std::runtime_error
{
public:
    EndOfFile() : std::runtime_error("the end of the file: every copy of the sending end is closed") {}
};

/// Sending into a pipe from which no process can receive any more.
class BrokenPipe : public std::runtime_error
{
public:
    BrokenPipe() : std::runtime_error("a broken pipe: every copy of the receiving end is closed") {}
};

/// Using an end of a pipe that this connection does not have, or has closed.
class WrongEnd : public std::logic_error
{
public:
    using std::logic_error::logic_error;
};

} // namespace interleave::process
