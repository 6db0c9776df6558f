#include "ui/session/past.h"

#include <algorithm>

namespace interleave::session {
namespace {

constexpr Step copyInterval = 20'000;
constexpr std::size_t mostCopies = 512;
// More than this is not replayed on the UI thread; a few milliseconds of work.
constexpr Step longestReplay = 60'000;

// A copy costs about as much as replaying a few events per lane and object.
Step intervalAfter(const Moment& moment, Step factor)
{
    return factor * std::max<Step>(copyInterval, 8 * (moment.state.laneCount() + moment.state.objectCount()));
}

rules::Options optionsOf(const trace::Trace& trace)
{
    rules::Options options;
    options.time = trace.info().time;
    return options;
}

} // namespace

void Moment::advance(const trace::Trace& trace)
{
    judge.before(trace, step, state);
    // An observer is a reference to the state and nothing else, so that a moment can be copied.
    if (auto sentence = rules::Observer(state).observe(trace, step); sentence && !refusal)
        refusal = std::move(sentence);
    ledger.after(trace, trace.event(step), step, state);
    ++step;
}

Past::Past(std::shared_ptr<const trace::Trace> trace, QObject* parent)
    : QObject(parent), m_trace(std::move(trace)), m_here(optionsOf(*m_trace))
{
    m_thread = std::jthread([this](std::stop_token stop) { makeCopies(stop); });
    grew();
}

Past::~Past()
{
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void Past::grew()
{
    const std::lock_guard lock(m_mutex);
    m_wanted = m_trace->size();
    m_wake.notify_all();
}

const Moment& Past::at(Step step)
{
    const Step behind = step >= m_here.step ? step - m_here.step : longestReplay + 1;
    if (behind > copyInterval) {
        const std::shared_ptr<const Moment> copy = nearest(step);
        const bool helps = m_here.step > step || (copy && copy->step > m_here.step);
        if (helps)
            m_here = copy ? *copy : Moment(optionsOf(*m_trace));
    }
    const Step until = std::min(step, m_here.step + longestReplay);
    while (m_here.step < until)
        m_here.advance(*m_trace);
    if (m_here.step < step) {
        const std::lock_guard lock(m_mutex);
        m_isAwaited = true;
    }
    return m_here;
}

std::shared_ptr<const Moment> Past::nearest(Step step)
{
    const std::lock_guard lock(m_mutex);
    const auto after = std::upper_bound(m_copies.begin(), m_copies.end(), step,
                                        [](Step wanted, const auto& copy) { return wanted < copy->step; });
    return after == m_copies.begin() ? nullptr : *std::prev(after);
}

void Past::makeCopies(std::stop_token stop)
{
    Moment moment(optionsOf(*m_trace));
    Step factor = 1;
    Step next = copyInterval;
    while (!stop.stop_requested()) {
        Step wanted = 0;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [&] { return m_wanted > moment.step; });
            wanted = m_wanted;
        }
        for (; moment.step < wanted && !stop.stop_requested(); moment.advance(*m_trace)) {
            if (moment.step < next)
                continue;
            auto copy = std::make_shared<const Moment>(moment);
            bool isAwaited = false;
            {
                const std::lock_guard lock(m_mutex);
                m_copies.push_back(std::move(copy));
                if (m_copies.size() > mostCopies) {
                    factor *= 2;
                    std::size_t kept = 0;
                    for (std::size_t i = 1; i < m_copies.size(); i += 2)
                        m_copies[kept++] = m_copies[i];
                    m_copies.resize(kept);
                }
                isAwaited = std::exchange(m_isAwaited, false);
            }
            next = moment.step + intervalAfter(moment, factor);
            if (isAwaited)
                emit reached();
        }
    }
}

} // namespace interleave::session
