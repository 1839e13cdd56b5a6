// SPDX-License-Identifier: GPL-3.0-or-later
#include "tour_dialog.h"

#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vigie::shell {
namespace {

enum Column { What, Preset, Dwell, Columns };
constexpr int kCameraRole = Qt::UserRole;
constexpr int kLayoutRole = Qt::UserRole + 1;
constexpr qsizetype kMostTakenBack = 100;

} // namespace

TourDialog::TourDialog(const WallBook &book, const wall::Tour &tour, Helpers helpers, QWidget *parent, const QString &name)
    : QDialog(parent)
    , m_book(book)
    , m_helpers(std::move(helpers))
    , m_table(new QTableWidget(0, Columns, this))
    , m_word(new QLabel(this))
    , m_undo(new QAction(tr("Take back"), this))
{
    setObjectName(QStringLiteral("tourDialog"));
    setWindowTitle(name.isEmpty() ? tr("Tour") : tr("Tour: %1").arg(name));
    resize(720, 480);
    auto *column = new QVBoxLayout(this);
    m_table->setObjectName(QStringLiteral("tourSteps"));
    m_table->setHorizontalHeaderLabels({tr("Camera or layout"), tr("Position"), tr("Seconds")});
    m_table->horizontalHeader()->setSectionResizeMode(What, QHeaderView::Stretch);
    m_table->setColumnWidth(Preset, 180);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_table, 1);
    m_word->setWordWrap(true);
    column->addWidget(m_word);
    auto *edit = new QHBoxLayout;
    const auto button = [this](QHBoxLayout *row, const char *id, const QString &text, auto &&what) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(QLatin1String(id));
        made->setAutoDefault(false);
        row->addWidget(made);
        connect(made, &QPushButton::clicked, this, std::forward<decltype(what)>(what));
        return made;
    };
    button(edit, "tourAddSelected", tr("Add the selected camera"), [this] { addCameras(true); });
    button(edit, "tourAddAll", tr("Add the cameras of the mosaic"), [this] { addCameras(false); });
    auto *layouts = button(edit, "tourAddLayout", tr("Add a layout"), [] {});
    auto *menu = new QMenu(layouts);
    for (const registry::WallItem &item : m_book.items(WallBook::Kind::Layout))
        connect(menu->addAction(item.name), &QAction::triggered, this, [this, id = item.id] { add({{}, id, {}, std::chrono::seconds(20)}); });
    layouts->setMenu(menu);
    layouts->setEnabled(!menu->isEmpty());
    edit->addStretch(1);
    button(edit, "tourUp", tr("Up"), [this] { moveRow(-1); })->setToolTip(tr("Alt + up"));
    button(edit, "tourDown", tr("Down"), [this] { moveRow(1); })->setToolTip(tr("Alt + down"));
    button(edit, "tourRemove", tr("Remove"), [this] { removeRow(); })->setToolTip(tr("Del"));
    auto *back = button(edit, "tourUndo", tr("Take back"), [this] { takeBack(); });
    back->setToolTip(tr("Ctrl + Z"));
    connect(m_undo, &QAction::changed, back, [this, back] { back->setEnabled(m_undo->isEnabled()); });
    const auto key = [this](QAction *action, const QKeySequence &keys, auto &&what) {
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, std::forward<decltype(what)>(what));
    };
    key(m_undo, QKeySequence(Qt::CTRL | Qt::Key_Z), [this] { takeBack(); });
    key(new QAction(this), QKeySequence(Qt::ALT | Qt::Key_Up), [this] { moveRow(-1); });
    key(new QAction(this), QKeySequence(Qt::ALT | Qt::Key_Down), [this] { moveRow(1); });
    key(new QAction(this), QKeySequence(Qt::Key_Delete), [this] { removeRow(); });
    column->addLayout(edit);
    auto *end = new QHBoxLayout;
    end->addStretch(1);
    m_start = button(end, "tourStart", tr("Start"), [this] {
        m_helpers.start(this->tour());
        accept();
    });
    m_keep = button(end, "tourKeep", tr("Keep…"), [this] { m_helpers.keep(this->tour()); });
    button(end, "tourClose", tr("Close"), [this] { reject(); });
    column->addLayout(end);
    refill(tour.steps, 0);
    m_now = tour.steps;
    m_undo->setEnabled(false);
    m_table->setFocus();
}

void TourDialog::add(const wall::TourStep &step)
{
    if (m_table->rowCount() >= wall::kMostTourSteps) {
        m_word->setText(tr("A tour has %1 steps at most.").arg(wall::kMostTourSteps));
        return;
    }
    append(step);
    changed();
}

void TourDialog::append(const wall::TourStep &step)
{
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    QString name;
    if (step.camera.isNull()) {
        const auto item = m_book.find(step.layout);
        name = tr("Layout: %1").arg(item ? item->name : tr("not there any more"));
    } else {
        name = m_helpers.cameraName(step.camera);
    }
    auto *what = new QTableWidgetItem(name);
    what->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    what->setData(kCameraRole, step.camera.value);
    what->setData(kLayoutRole, step.layout);
    m_table->setItem(row, What, what);
    auto *preset = new QComboBox(m_table);
    preset->addItem(tr("as it stands"), QString());
    if (!step.camera.isNull()) {
        for (const auto &[token, label] : m_helpers.presets(step.camera))
            preset->addItem(label, token);
        // One that was chosen when the positions were known.
        if (!step.preset.isEmpty() && preset->findData(step.preset) < 0)
            preset->addItem(step.preset, step.preset);
    }
    preset->setCurrentIndex(std::max(0, preset->findData(step.preset)));
    preset->setEnabled(preset->count() > 1);
    preset->setAccessibleName(tr("Position"));
    m_table->setCellWidget(row, Preset, preset);
    connect(preset, &QComboBox::currentIndexChanged, this, &TourDialog::changed);
    auto *dwell = new QSpinBox(m_table);
    dwell->setRange(static_cast<int>(wall::kShortestDwell.count()), static_cast<int>(wall::kLongestDwell.count()));
    dwell->setValue(static_cast<int>(step.dwell.count()));
    dwell->setAccessibleName(tr("Seconds"));
    m_table->setCellWidget(row, Dwell, dwell);
    connect(dwell, &QSpinBox::valueChanged, this, &TourDialog::changed);
    m_table->selectRow(row);
}

void TourDialog::addCameras(bool selectedOnly)
{
    for (const CameraId &camera : m_helpers.cameras(selectedOnly))
        add({camera, {}, {}, std::chrono::seconds(10)});
}

wall::Tour TourDialog::tour() const
{
    wall::Tour tour;
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const QTableWidgetItem *what = m_table->item(row, What);
        const auto *preset = qobject_cast<QComboBox *>(m_table->cellWidget(row, Preset));
        const auto *dwell = qobject_cast<QSpinBox *>(m_table->cellWidget(row, Dwell));
        tour.steps.append({CameraId{what->data(kCameraRole).toString()}, what->data(kLayoutRole).toString(),
                           preset->currentData().toString(), std::chrono::seconds(dwell->value())});
    }
    return tour;
}

void TourDialog::refill(const QList<wall::TourStep> &steps, int row)
{
    m_filling = true;
    m_table->setRowCount(0);
    for (const wall::TourStep &step : steps)
        append(step);
    m_filling = false;
    m_table->selectRow(std::clamp(row, 0, std::max(0, m_table->rowCount() - 1)));
    follow();
}

/// Remembers what was before, for takeBack().
void TourDialog::changed()
{
    if (m_filling)
        return;
    follow();
    const QList<wall::TourStep> now = tour().steps;
    if (now == m_now)
        return;
    m_before.append(std::exchange(m_now, now));
    if (m_before.size() > kMostTakenBack)
        m_before.removeFirst();
    m_undo->setEnabled(true);
}

void TourDialog::takeBack()
{
    if (m_before.isEmpty())
        return;
    m_now = m_before.takeLast();
    m_undo->setEnabled(!m_before.isEmpty());
    refill(m_now, m_table->currentRow());
}

void TourDialog::removeRow()
{
    const int row = m_table->currentRow();
    if (row < 0)
        return;
    m_table->removeRow(row);
    m_table->selectRow(std::min(row, m_table->rowCount() - 1));
    changed();
}

void TourDialog::moveRow(int by)
{
    const int row = m_table->currentRow();
    QList<wall::TourStep> steps = tour().steps;
    if (row < 0 || row + by < 0 || row + by >= steps.size())
        return;
    steps.swapItemsAt(row, row + by);
    refill(steps, row + by);
    changed();
}

void TourDialog::follow()
{
    const bool any = m_table->rowCount() > 0;
    m_start->setEnabled(any);
    m_keep->setEnabled(any && m_book.isAvailable());
    m_word->setText(any ? QString() : tr("Add cameras, or whole layouts. Each is shown for its seconds, one after the other."));
}

} // namespace vigie::shell
