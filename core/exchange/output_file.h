#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"

#include <memory>
#include <string>
#include <string_view>

namespace interleave::exchange {

/// A file that appears under its name only when it is whole: it is written beside it and renamed.
///
/// Writing goes on silently after a failure; commit() reports the first one. Without commit() nothing is left behind,
/// and what stood there before stays. What is no regular file (a pipe, /dev/stdout) is written directly.
class OutputFile
{
public:
    /// Unwritable, with the reason, when the folder does not let one write.
    static base::Result<std::unique_ptr<OutputFile>> create(const std::string& path);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view text);
    /// Everything is on its way to the disk, under the right name; or Unwritable.
    base::Result<void> commit();

private:
    OutputFile(std::string path, std::string temporary, base::UniqueFd fd);
    void flush();

    std::string m_path;
    std::string m_temporary; ///< empty when the target is written directly
    base::UniqueFd m_fd;
    std::string m_buffer;
    int m_error = 0;
};

} // namespace interleave::exchange
