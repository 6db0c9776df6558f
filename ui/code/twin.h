#pragma once

#include <QString>

#include <map>
#include <vector>

namespace interleave::code {

/// A program in another language, and which of its lines correspond to which of the source that runs. Lines count from 1.
///
/// The text of a twin says so itself: a line that ends with two spaces and `#: FRAGMENT` corresponds to the lines of the
/// source that contain the fragment.
///
/// Thread-safety: immutable once read.
class Twin
{
public:
    /// Reads a twin of `source`. The marks are not part of text().
    ///
    /// The same words often stand in several functions, so a line inside a `def` or `class` that has a mark of its own
    /// means the lines inside what that mark names; only where none is there, those anywhere. Lines that mean the same
    /// lines in the same place, and are as many, are taken one by one in their order.
    static Twin read(const QString& twin, const QString& source);

    const QString& text() const { return m_text; }
    /// The lines of the source that a line of the twin corresponds to, ascending.
    const std::vector<int>& sourceLines(int twinLine) const;
    /// The lines of the twin that correspond to a line of the source, ascending.
    const std::vector<int>& twinLines(int sourceLine) const;

private:
    QString m_text;
    std::map<int, std::vector<int>> m_toSource;
    std::map<int, std::vector<int>> m_toTwin;
};

/// The path of the resource that holds a source's twin: `<id>.py` for `…/<id>.cpp`.
QString twinPath(const QString& sourcePath);

} // namespace interleave::code
