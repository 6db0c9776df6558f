#include "ui/transport/speed.h"

#include "ui/session/session.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace interleave::transport {

double speedAt(int position)
{
    if (position >= unlimited)
        return session::Session::unlimitedSpeed;
    return std::pow(10.0, position < 0 ? position / 20.0 : position / 10.0);
}

int positionOf(double speed)
{
    if (speed >= session::Session::unlimitedSpeed)
        return unlimited;
    const double exponent = std::log10(std::max(speed, 1e-6));
    const auto position = static_cast<int>(std::lround(exponent * (exponent < 0 ? 20 : 10)));
    return std::clamp(position, slowest, fastest);
}

QString speedText(double speed)
{
    if (speed >= session::Session::unlimitedSpeed)
        return QCoreApplication::translate("transport", "no pauses");
    const double seconds = 1 / speed;
    if (seconds < 0.095)
        return QCoreApplication::translate("transport", "1 u = %1 ms").arg(seconds * 1000, 0, 'g', 2);
    return QCoreApplication::translate("transport", "1 u = %1 s").arg(seconds, 0, 'g', 2);
}

} // namespace interleave::transport
