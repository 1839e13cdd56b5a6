// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <memory>

namespace vigie::test {

/// A certificate and its key, PEM.
struct Identity {
    QByteArray certificate;
    QByteArray key;
};

/// A certificate authority made for one test.
class Authority {
public:
    Authority();
    ~Authority();
    [[nodiscard]] const QByteArray &certificate() const { return m_identity.certificate; }
    /// \param subject  "IP:127.0.84.200" or "DNS:…"  \param fromDay, toDay  counted from today
    [[nodiscard]] Identity issue(const QByteArray &subject, int fromDay = -1, int toDay = 2) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
    Identity m_identity;
};

} // namespace vigie::test
