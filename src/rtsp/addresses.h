// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QtCore/QByteArray>
#include <QtCore/QUrl>

/// The texts that stand in the request lines. Pure functions, any thread.
namespace vigie::rtsp {

/// \p url as a request line may show it: without user info and fragment.
[[nodiscard]] QByteArray requestUri(const QUrl &url);

/// Where a description's addresses start from: its Content-Base, else its Content-Location, else the address asked for;
/// \p base may be empty or relative.
[[nodiscard]] QByteArray baseUri(const QByteArray &contentBase, const QByteArray &contentLocation,
                                 const QByteArray &asked);

/// The address that a=control: names. RFC 2326 says RFC 3986; cameras and every client they are tested with append
/// instead: to a base without a slash at its end, behind a query string as well. Whole addresses are taken as they are
/// (behind an address translation they name the inner host; we speak on over the connection we have), "*" and nothing
/// are the base itself, a path that repeats the base's own is not appended to it.
[[nodiscard]] QByteArray controlUri(const QByteArray &base, const QByteArray &control);

/// Where a redirection leads, if we may go there: the same scheme, host and port; the grant is for that address alone,
/// and behind an address translation another port is another camera. \p location may be relative.
/// \return Protocol
[[nodiscard]] Result<QUrl> redirection(const QUrl &from, const QByteArray &location);

} // namespace vigie::rtsp
