// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/common/icon.h>

#include <QtWidgets/QWidget>

namespace vigie::ui {

/// A state in a word or two: symbol and text in the colour of the state, on a raised pill. Text
/// that does not fit is elided and stands whole in the tooltip. GUI thread.
class StatusPill final : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(QWidget *parent = nullptr);

    /// \param detail  longer explanation for the tooltip; may be empty
    void setStatus(IconId icon, const QString &text, const QColor &colour,
                   const QString &detail = {});
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool isElided() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Geometry {
        double icon = 0;
        double gap = 0;
        double padding = 0;
    };
    [[nodiscard]] Geometry pillGeometry() const;
    [[nodiscard]] double textWidth() const;
    void updateToolTip();

    IconId m_icon = IconId::Info;
    QString m_text;
    QString m_detail;
    QColor m_colour = colours::kText;
};

} // namespace vigie::ui
