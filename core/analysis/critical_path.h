#pragma once

#include "core/analysis/detector.h"
#include "core/analysis/happens_before.h"

#include <vector>

namespace interleave::analysis {

/// The longest chain of work from the start of the run to its end: making anything else faster makes nothing faster.
///
/// A chain goes along one thread, and from one to another where something must happen before something else (see
/// HappensBefore). Its length is run time; time in which a thread waits for others does not count, while sleeping and
/// waiting until a deadline do. Where no time passes, as in many Controlled runs, it is counted in events.
/// Only the latest `mostStretches` stretches of a chain, or a few more, are remembered one by one.
class CriticalPath final : public Detector, public EdgeListener
{
public:
    static constexpr std::uint32_t mostStretches = 64;

    /// The order whose edges it hears of; asked for carriers.
    void follow(HappensBefore& order) { m_order = &order; }

    OperationSet wantsAfter() const override { return OperationSet::all(); }
    void after(const Moment& moment) override;
    void finish(const Conclusion& end, std::vector<Finding>& findings) override;

    void left(std::uint32_t carrier, std::uint32_t place, bool replaces) override;
    void found(std::uint32_t carrier, std::uint32_t place) override;

private:
    struct Length
    {
        Nanoseconds time = 0;
        std::uint64_t events = 0;
        friend auto operator<=>(const Length&, const Length&) = default;
    };
    using Link = std::uint32_t;
    static constexpr Link noLink = ~Link{0};

    /// What one thread adds to a chain, up to where the chain goes over to another.
    struct Stretch
    {
        LaneId lane = LaneId::none;
        Step begin = 0;
        Length from;
        Length to;
        Link previous = noLink;
        std::uint32_t depth = 0; ///< how many are remembered before it
        std::uint64_t changes = 0; ///< of lanes before it
        std::uint32_t uses = 0;
    };
    struct Carrier
    {
        Stretch now;          ///< that lies open; `to` is the length so far
        Nanoseconds last = 0; ///< its latest event
        bool hasBegun = false;
        bool waits = false;
        bool sleeps = false;
    };
    struct Place
    {
        Stretch left;
        bool isKnown = false;
    };

    Link keep(const Stretch& stretch);
    void use(Link link);
    void release(Link link);
    void shorten(Link link);
    Carrier& carrier(std::uint32_t number);

    HappensBefore* m_order = nullptr;
    std::vector<Carrier> m_carriers;
    std::vector<Place> m_places;
    std::vector<Stretch> m_stretches; ///< by link
    std::vector<Link> m_free;
    Step m_step = 0; ///< of the present event
};

} // namespace interleave::analysis
