// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QList>
#include <QtGui/QImage>

#include <functional>

namespace vigie::test {

/// One golden picture: what an operator would call it, and how it comes about.
struct Screen {
    QString name; ///< "wrong password"; the picture is wrong_password.png
    std::function<QImage()> paint;
};

/// Sign-in and the whole console.
[[nodiscard]] QList<Screen> shellScreens();
/// Mosaic, map and steering panel by themselves.
[[nodiscard]] QList<Screen> partScreens();
/// The journal.
[[nodiscard]] QList<Screen> evidenceScreens();
/// What is done to pictures before they are shown.
[[nodiscard]] QList<Screen> pictureScreens();
/// Windows of pictures, and what runs in them.
[[nodiscard]] QList<Screen> wallScreens();

} // namespace vigie::test
