#pragma once

#include "ui/session/session.h"

#include <QWidget>

class QVBoxLayout;

namespace interleave::gallery {

/// How a run ended, to be held against what was promised.
struct RunResult
{
    trace::Ending ending = trace::Ending::None;
    std::vector<trace::FindingKind> findings; ///< each kind once, in order
    std::string outcome;
};

/// Whether a run ended in the promised way.
bool isMet(const host::PromisedInfo& promised, const RunResult& result);

/// "deadlock", "completed, balance=20", "completed, lock leak": a promised way to end, in words.
QString promisedText(const host::PromisedInfo& promised);

/// The ways in which a variant may end, and which of them this run took.
class PromisedList : public QWidget
{
    Q_OBJECT

public:
    explicit PromisedList(QWidget* parent = nullptr);

    void show(const std::vector<host::PromisedInfo>& promised, const RunResult& result);

private:
    void addRow(const QString& text, const QString& note, bool isGood, bool isThisRun);

    QVBoxLayout* m_rows;
};

} // namespace interleave::gallery
