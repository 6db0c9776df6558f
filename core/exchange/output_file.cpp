#include "core/exchange/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace interleave::exchange {
namespace {

constexpr std::size_t bufferSize = std::size_t{1} << 20;

base::Error unwritable(const std::string& path, int error)
{
    return {base::ErrorCode::Unwritable, path + " cannot be written: " + std::strerror(error) + "."};
}

} // namespace

base::Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::string& path)
{
    struct stat found{};
    const bool exists = ::stat(path.c_str(), &found) == 0;
    if (exists && S_ISDIR(found.st_mode))
        return unwritable(path, EISDIR);
    if (exists && !S_ISREG(found.st_mode)) {
        base::UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!fd.isOpen())
            return unwritable(path, errno);
        return std::unique_ptr<OutputFile>(new OutputFile(path, {}, std::move(fd)));
    }
    if (exists && ::access(path.c_str(), W_OK) != 0)
        return unwritable(path, errno);
    std::string temporary = path + ".XXXXXX";
    base::UniqueFd fd(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!fd.isOpen())
        return unwritable(path, errno);
    // As if it had been created under its own name.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(fd.get(), exists ? found.st_mode & 0777 : 0666 & ~mask);
    return std::unique_ptr<OutputFile>(new OutputFile(path, std::move(temporary), std::move(fd)));
}

OutputFile::OutputFile(std::string path, std::string temporary, base::UniqueFd fd)
    : m_path(std::move(path))
    , m_temporary(std::move(temporary))
    , m_fd(std::move(fd))
{
    m_buffer.reserve(bufferSize + 4096);
}

OutputFile::~OutputFile()
{
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
}

void OutputFile::write(std::string_view text)
{
    m_buffer += text;
    if (m_buffer.size() >= bufferSize)
        flush();
}

void OutputFile::flush()
{
    const char* from = m_buffer.data();
    std::size_t left = m_buffer.size();
    while (left > 0 && m_error == 0) {
        const ssize_t n = ::write(m_fd.get(), from, left);
        if (n > 0) {
            from += n;
            left -= static_cast<std::size_t>(n);
        } else if (n < 0 && errno != EINTR) {
            m_error = errno;
        }
    }
    m_buffer.clear();
}

base::Result<void> OutputFile::commit()
{
    flush();
    if (m_error == 0 && !m_temporary.empty() && ::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        m_error = errno;
    else if (m_error == 0)
        m_temporary.clear();
    if (m_error != 0)
        return unwritable(m_path, m_error);
    return {};
}

} // namespace interleave::exchange
