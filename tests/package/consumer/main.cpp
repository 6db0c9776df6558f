// A program of somebody else: it has the installed headers and libraries, and nothing of the source tree.

#include <core/base/append_only.h>
#include <core/base/check.h>

#include <cstdio>

int main()
{
    using namespace interleave;

    base::AppendOnly<int> numbers;
    for (int i = 0; i < 2'000; ++i)
        numbers.append(i);
    if (numbers.size() != 2'000 || numbers.back() != 1'999) {
        std::fputs("the installed headers do not work\n", stderr);
        return 1;
    }

    // Lives in the installed library, not in a header.
    try {
        base::check(false, "the consumer broke a promise");
    } catch (const base::EngineFault&) {
        return 0;
    }
    std::fputs("the installed library does not work\n", stderr);
    return 1;
}
