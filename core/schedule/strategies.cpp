#include "core/schedule/strategies.h"

#include "core/base/nearest.h"
#include "core/schedule/by_hand.h"
#include "core/schedule/pct.h"
#include "core/schedule/random.h"
#include "core/schedule/round_robin.h"

#include <charconv>

namespace interleave::schedule {
namespace {

struct PctOptions
{
    std::size_t depth = 3;
    std::size_t length = 100;
};

base::Result<PctOptions> parsePct(std::string_view text)
{
    PctOptions options;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        const std::size_t equals = part.find('=');
        const std::string_view key = part.substr(0, equals);
        std::size_t number = 0;
        const std::string_view value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
        const auto parsed = std::from_chars(value.data(), value.data() + value.size(), number);
        if (parsed.ec != std::errc() || number == 0 || (key != "depth" && key != "length"))
            return base::Error{base::ErrorCode::WrongUse, "The strategy pct takes depth and length, both at least 1, as in "
                                                          "\"pct:depth=3,length=200\"; \"" +
                                                              std::string(part) + "\" is not understood."};
        (key == "depth" ? options.depth : options.length) = number;
        text.remove_prefix(std::min(part.size() + 1, text.size()));
    }
    return options;
}

} // namespace

const std::vector<std::string>& strategyNames()
{
    static const std::vector<std::string> names = {"by-hand", "round-robin", "random", "pct"};
    return names;
}

base::Result<std::unique_ptr<Strategy>> makeStrategy(std::string_view text, std::uint64_t seed)
{
    const std::string_view name = text.substr(0, text.find(':'));
    const std::string_view options = name.size() < text.size() ? text.substr(name.size() + 1) : "";
    if (name == "pct") {
        const auto pct = parsePct(options);
        if (!pct)
            return pct.error();
        return std::unique_ptr<Strategy>(std::make_unique<Pct>(seed, pct->depth, pct->length));
    }
    if (!options.empty())
        return base::Error{base::ErrorCode::WrongUse, "The strategy " + std::string(name) + " takes no options."};
    if (name == "by-hand")
        return std::unique_ptr<Strategy>(std::make_unique<ByHand>());
    if (name == "round-robin")
        return std::unique_ptr<Strategy>(std::make_unique<RoundRobin>());
    if (name == "random")
        return std::unique_ptr<Strategy>(std::make_unique<Random>(seed));
    const std::string near = base::nearest(name, strategyNames());
    return base::Error{base::ErrorCode::WrongUse, "There is no strategy \"" + std::string(name) + "\"" +
                                                      (near.empty() ? "; there are by-hand, round-robin, random and pct."
                                                                    : "; did you mean " + near + "?")};
}

} // namespace interleave::schedule
