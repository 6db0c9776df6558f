#pragma once

#include "core/explore/execution.h"
#include "core/scenarios/scenario.h"

#include <map>
#include <string>

namespace interleave::explore {

/// The values of a variant's parameters, as a target gets them.
using Values = std::map<std::string, std::string, std::less<>>;

/// What the variant starts with when nobody sets anything.
Values defaultsOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant);

/// The same, small enough for its orders to be searched.
Values exploredOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant);

/// The same as `defaultsOf` with some of them changed: "tasks=8 work=2".
Values valuesOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant, const std::string& changed);

Program programOf(const scenarios::Scenario& scenario, const scenarios::Variant& variant, Values values);

} // namespace interleave::explore
