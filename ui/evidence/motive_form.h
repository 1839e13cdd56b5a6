// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <evidence/reading_motive.h>

#include <QtWidgets/QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace vigie::evidenceui {

/// Asked before anything of the journal is shown: what it is read for, and in which matter. Thread: GUI.
class MotiveForm final : public QWidget {
    Q_OBJECT
public:
    explicit MotiveForm(QWidget *parent = nullptr);
    [[nodiscard]] evidence::ReadingMotive motive() const;
    void setMotive(const evidence::ReadingMotive &motive);
    void setBusy(bool busy);
    void focusFirst();

Q_SIGNALS:
    void given(); ///< a whole one

private:
    void follow();
    void give();

    QComboBox *m_purpose;
    QLineEdit *m_text;
    QPushButton *m_open;
    bool m_busy = false;
};

} // namespace vigie::evidenceui
