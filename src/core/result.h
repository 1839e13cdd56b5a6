// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>

#include <tl/expected.hpp>

namespace vigie {

/// A value or the reason there is none. Exceptions are for out-of-memory and broken start-up only (decision 0001).
template <typename T = void> using Result = tl::expected<T, Error>;

/// return fail(ErrorCode::Unreachable, u"no route to host"_qs);
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

/// Passes the error of another result upwards: if (!x) return fail(x);
template <typename T> [[nodiscard]] tl::unexpected<Error> fail(const Result<T> &failed)
{
    return tl::unexpected<Error>(failed.error());
}

} // namespace vigie
