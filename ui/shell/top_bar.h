// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ui/shell/desk.h>
#include <ui/shell/desk_info.h>
#include <ui/shell/desk_memory.h>

#include <QtWidgets/QWidget>

class QButtonGroup;
class QLabel;
class QMenu;
class QToolButton;

namespace vigie::ui {
class StatusPill;
}

namespace vigie::shell {

/// Who is at the desk, until when, and how the window is laid out. Thread: GUI.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(QWidget *parent = nullptr);

    /// \p now decides whether the end of the duty is near enough for a warning.
    void setDesk(const DeskInfo &desk, Instant now);
    void setLayoutChoice(wall::MosaicLayout layout);
    void setModeChoice(PaneMode mode);
    /// Of walls, kept layouts and tours; outlives the bar.
    void setWallsMenu(QMenu &menu);
    /// Why somebody watches and who else is there, in few words.
    void setPost(const WatchMotive &motive, const Company &company);
    /// Only for those who keep the registry.
    void setAdministrationShown(bool shown);
    /// Only for those who may read the journal.
    void setJournalShown(bool shown);

Q_SIGNALS:
    void layoutChosen(vigie::wall::MosaicLayout layout);
    void modeChosen(vigie::shell::PaneMode mode);
    void dockToggled();
    void helpAsked();
    void fullScreenAsked();
    void administrationAsked();
    void postAsked(); ///< why I watch, who else is here
    void rightsAsked(); ///< who am I, and what may I see
    void journalAsked();
    void signOutAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addButton(QLayout &row, int icon, const QString &name, const QString &tip);

    ui::StatusPill *m_duty = nullptr;
    QLabel *m_name = nullptr;
    QLabel *m_role = nullptr;
    QButtonGroup *m_layouts = nullptr;
    QToolButton *m_moreLayouts = nullptr;
    QToolButton *m_walls = nullptr;
    QToolButton *m_administration = nullptr;
    QToolButton *m_journal = nullptr;
    wall::MosaicLayout m_layout = wall::MosaicLayout::Four;
    QButtonGroup *m_modes = nullptr;
    QToolButton *m_post = nullptr;
};

} // namespace vigie::shell
