// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <registry/facts_feed.h>
#include <ui/wall/number_entry.h>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QKeyEvent;

namespace vigie::wall {

/// Shows over the mosaic the number that is being typed and what it would call, and says when it is meant. Escape takes it
/// back; up and down choose among cameras of one number. Thread: GUI.
class NumberPad final : public QWidget {
    Q_OBJECT
public:
    /// \return the name of the layout kept under a number; empty: none
    using LayoutName = std::function<QString(int)>;

    /// \p registry and \p clock outlive it.
    NumberPad(const registry::FactsFeed &registry, const Clock &clock, QWidget *parent);

    /// \p department  of the camera in the selected tile; \p tiles  number of tiles now. \return false: not a key of the pad
    [[nodiscard]] bool key(const QKeyEvent &event, const QString &department, int tiles);
    void setLayoutNames(LayoutName names) { m_layoutName = std::move(names); }
    [[nodiscard]] bool isTyping() const { return m_entry.isActive(); }
    void cancel();
    /// The next or the previous of the candidates.
    void choose(int step);
    /// Looks at the clock; called by a timer while a tile's number is typed.
    void poll();
    /// What is written, line by line: for tests and screen readers.
    [[nodiscard]] QStringList lines() const;

Q_SIGNALS:
    void cameraCalled(const vigie::CameraId &camera);
    void tileCalled(int index); ///< from 0
    void layoutCalled(int number);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool typingKey(int key);
    void commit();
    void refresh();
    void place();
    [[nodiscard]] QString title() const;

    const registry::FactsFeed &m_registry;
    NumberEntry m_entry;
    LayoutName m_layoutName;
    QList<CameraLabel> m_candidates;
    QString m_department;
    int m_tiles = 0;
    QString m_complaint; ///< nothing has this number
    QTimer m_poll;
};

} // namespace vigie::wall
