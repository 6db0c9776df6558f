#include "ui/gallery/finished.h"

namespace interleave::gallery {

bool isRunToTheEnd(session::Drive drive, trace::Ending ending)
{
    if (drive == session::Drive::OpenedFile)
        return false;
    switch (ending) {
    case trace::Ending::None:
    case trace::Ending::Stopped:
    case trace::Ending::ConfigError: return false;
    default: return true;
    }
}

} // namespace interleave::gallery
