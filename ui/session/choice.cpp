#include "ui/session/choice.h"

namespace interleave::session {

bool isSameProgram(const Choice& one, const Choice& other)
{
    return one.program == other.program && one.variant == other.variant && one.settings == other.settings &&
           one.mode == other.mode && one.time == other.time;
}

base::Result<host::RunSpec> specOf(const host::Catalogue& catalogue, const Choice& choice)
{
    const auto program = catalogue.find(choice.program);
    if (!program)
        return program.error();
    const auto variant = (*program)->findVariant(choice.variant);
    if (!variant)
        return variant.error();
    auto parameters = host::Catalogue::resolve(**program, **variant, choice.settings);
    if (!parameters)
        return parameters.error();

    host::RunSpec spec;
    spec.info.scenario = (*program)->id;
    spec.info.variant = (*variant)->id;
    spec.info.parameters = std::move(*parameters);
    spec.info.mode = choice.mode;
    spec.info.time = choice.time;
    spec.info.seed = choice.seed;
    if (choice.mode == trace::Mode::Controlled) {
        spec.info.strategy = choice.strategy;
        spec.schedule = choice.schedule;
    } else {
        spec.info.time = trace::TimeSetting::Respected;
    }
    return spec;
}

} // namespace interleave::session
