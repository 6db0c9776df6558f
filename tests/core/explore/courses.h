#pragma once

#include "core/explore/fiber_driver.h"
#include "core/rules/stuck.h"
#include "tests/core/explore/variants.h"

#include <QStringList>

#include <functional>
#include <initializer_list>
#include <vector>

namespace interleave::explore {

/// Which program, and what is changed of its parameters: "lanes=3 increments=2".
struct VariantOf
{
    const char* scenario;
    const char* variant;
    const char* changed = "";
};

/// One execution that is over.
struct Course
{
    const Execution& execution;
    const FiberDriver& driver;
    const std::vector<trace::Event>& events;

    QString laneOf(const trace::Event& event) const;
    QString textOf(const trace::Event& event) const;
    /// "cook 1: knife taken by 1", in the order of the execution; of one lane only where it is named.
    QStringList lines(const QString& lane = {}) const;
    /// The events of operations that took effect.
    std::vector<trace::Event> done(std::initializer_list<trace::Operation> operations) const;
    rules::Stuck stuck() const { return rules::findStuck(driver.state()); }
};

using See = std::function<void(const Course&)>;

/// One execution of every class of equivalent orders, until a test has failed. Whether these were all.
bool forEachClass(const VariantOf& one, const See& see);

/// Random executions, until a test has failed.
void forEachSeed(const VariantOf& one, int seeds, const See& see, trace::TimeSetting time = trace::TimeSetting::Ignored);

} // namespace interleave::explore
