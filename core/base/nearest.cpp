#include "core/base/nearest.h"

#include <algorithm>
#include <numeric>

namespace interleave::base {
namespace {

std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace

std::string nearest(std::string_view wrong, const std::vector<std::string>& known)
{
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(2, wrong.size() / 2) + 1;
    for (const std::string& name : known) {
        // A name that begins or contains what was typed is meant more often than one of a similar length.
        const bool contains = wrong.size() >= 3 && name.find(wrong) != std::string::npos;
        const std::size_t d = contains ? 1 : distance(wrong, name);
        if (d < bestDistance) {
            bestDistance = d;
            best = name;
        }
    }
    return best;
}

} // namespace interleave::base
