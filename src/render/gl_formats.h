// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGui/qopengl.h>

/// Formats that are not in the ES 2 headers Qt may be built with.
namespace vigie::render {

inline constexpr GLenum kRed = 0x1903;
inline constexpr GLenum kRg = 0x8227;
inline constexpr GLint kR8 = 0x8229;
inline constexpr GLint kR16 = 0x822A;
inline constexpr GLint kRg8 = 0x822B;
inline constexpr GLint kRg16 = 0x822C;

} // namespace vigie::render
