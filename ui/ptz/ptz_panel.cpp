// SPDX-License-Identifier: GPL-3.0-or-later
#include "ptz_panel.h"

#include "stick_widget.h"

#include <ui/common/theme.h>

#include <QtCore/QEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSlider>
#include <QtWidgets/QVBoxLayout>

namespace vigie::ptzui {
namespace {

constexpr int kZoomSteps = 100;
constexpr int kTokenRole = Qt::UserRole;

QLabel *wrappedLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// Away from its middle only while a mouse button holds it there: a turn of the wheel, or a click beside the handle,
/// would leave it off centre and the camera zooming.
class SpringSlider final : public QSlider {
public:
    using QSlider::QSlider;

protected:
    void mouseMoveEvent(QMouseEvent *event) override
    {
        if (isSliderDown()) // the window may have let go while the button is still pressed
            QSlider::mouseMoveEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QSlider::mouseReleaseEvent(event);
        setValue(0);
    }
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

} // namespace

PtzPanel::PtzPanel(Steerer &steerer, std::function<QString(const Error &)> errorSentence, QWidget *parent)
    : QWidget(parent)
    , m_steerer(steerer)
    , m_errorSentence(std::move(errorSentence))
{
    setObjectName(QStringLiteral("ptzPanel"));
    build();
    connect(&m_steerer, &Steerer::changed, this, &PtzPanel::follow);
    connect(&m_steerer, &Steerer::presetsChanged, this, &PtzPanel::followPresets);
    connect(m_stick, &StickWidget::moved, this, [this](double pan, double tilt, double zoom) {
        m_steerer.steer(Hand::Stick, {pan, tilt, zoom});
    });
    connect(m_stick, &StickWidget::released, this, [this] { m_steerer.release(Hand::Stick); });
    connect(m_zoom, &QSlider::valueChanged, this, [this](int value) {
        const double zoom = static_cast<double>(value) / kZoomSteps;
        if (value == 0)
            m_steerer.release(Hand::Stick);
        else
            m_steerer.steer(Hand::Stick, {0.0, 0.0, zoom});
    });
    connect(m_speed, &QSlider::valueChanged, this, [this](int value) { m_steerer.setSpeed(value / 100.0); });
    connect(m_readPresets, &QPushButton::clicked, this, [this] { m_steerer.requestPresets(); });
    connect(m_recall, &QPushButton::clicked, this, &PtzPanel::recallCurrent);
    connect(m_presets, &QListWidget::itemActivated, this, &PtzPanel::recallCurrent);
    connect(m_presets, &QListWidget::currentRowChanged, this, [this](int row) { m_recall->setEnabled(row >= 0); });
    follow();
    followPresets();
}

void PtzPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    m_camera = wrappedLabel(QStringLiteral("ptzCamera"), this);
    QFont bold = m_camera->font();
    bold.setWeight(QFont::DemiBold);
    m_camera->setFont(bold);
    column->addWidget(m_camera);
    m_state = wrappedLabel(QStringLiteral("ptzState"), this);
    column->addWidget(m_state);
    m_alarm = wrappedLabel(QStringLiteral("ptzAlarm"), this);
    QPalette alarm = m_alarm->palette();
    alarm.setColor(QPalette::Window, ui::colours::kError);
    alarm.setColor(QPalette::WindowText, ui::colours::kOnAccent);
    m_alarm->setPalette(alarm);
    m_alarm->setAutoFillBackground(true);
    m_alarm->setMargin(6);
    m_alarm->setFont(bold);
    column->addWidget(m_alarm);

    m_controls = new QWidget(this);
    auto *row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_stick = new StickWidget(m_controls);
    row->addWidget(m_stick, 1);
    auto *zoomColumn = new QVBoxLayout;
    zoomColumn->setSpacing(2);
    auto *in = new QLabel(QStringLiteral("+"), m_controls);
    auto *out = new QLabel(QStringLiteral("−"), m_controls);
    m_zoom = new SpringSlider(Qt::Vertical, m_controls);
    m_zoom->setObjectName(QStringLiteral("ptzZoom"));
    m_zoom->setRange(-kZoomSteps, kZoomSteps);
    m_zoom->setAccessibleName(tr("Zoom"));
    m_zoom->setToolTip(tr("Zoom: springs back when let go"));
    // Springs back: the keyboard has its own zoom keys, and a slider left off centre would zoom for ever.
    m_zoom->setFocusPolicy(Qt::NoFocus);
    zoomColumn->addWidget(in, 0, Qt::AlignHCenter);
    zoomColumn->addWidget(m_zoom, 1, Qt::AlignHCenter);
    zoomColumn->addWidget(out, 0, Qt::AlignHCenter);
    row->addLayout(zoomColumn);
    column->addWidget(m_controls);

    auto *speedRow = new QHBoxLayout;
    auto *speedLabel = new QLabel(tr("Speed"), this);
    m_speed = new QSlider(Qt::Horizontal, this);
    m_speed->setObjectName(QStringLiteral("ptzSpeed"));
    m_speed->setRange(10, 100);
    m_speed->setValue(static_cast<int>(m_steerer.speed() * 100));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setFocusPolicy(Qt::ClickFocus);
    speedRow->addWidget(speedLabel);
    speedRow->addWidget(m_speed, 1);
    column->addLayout(speedRow);

    auto *presetsHead = new QHBoxLayout;
    auto *presetsLabel = new QLabel(tr("Presets"), this);
    presetsLabel->setFont(bold);
    presetsHead->addWidget(presetsLabel);
    presetsHead->addStretch(1);
    m_recall = new QPushButton(tr("Go to"), this);
    m_recall->setObjectName(QStringLiteral("ptzRecall"));
    m_recall->setEnabled(false);
    presetsHead->addWidget(m_recall);
    column->addLayout(presetsHead);
    m_presets = new QListWidget(this);
    m_presets->setObjectName(QStringLiteral("ptzPresets"));
    m_presets->setAccessibleName(tr("Presets"));
    m_presets->setUniformItemSizes(true);
    m_presets->setMinimumHeight(72);
    // It takes what is left: on a low screen the list of cameras above goes first.
    m_presets->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    column->addWidget(m_presets, 1);
    m_presetsHint = wrappedLabel(QStringLiteral("ptzPresetsHint"), this);
    column->addWidget(m_presetsHint);
    m_readPresets = new QPushButton(tr("Read the presets"), this);
    m_readPresets->setObjectName(QStringLiteral("ptzReadPresets"));
    column->addWidget(m_readPresets);
    m_joystick = wrappedLabel(QStringLiteral("ptzJoystick"), this);
    m_joystick->setEnabled(false);
    column->addWidget(m_joystick);
}

void PtzPanel::setCameraName(const QString &name)
{
    m_cameraName = name;
    follow();
}

void PtzPanel::setJoystickText(const QString &text)
{
    m_joystick->setText(text);
}

QString PtzPanel::stateText() const
{
    switch (m_steerer.state()) {
    case Steerer::State::NoCamera:
        return m_cameraName.isEmpty() ? tr("Select a tile that shows a camera.")
                                      : tr("No picture here: nothing can be steered.");
    case Steerer::State::Fixed: return tr("This camera is fixed.");
    case Steerer::State::NoRight: {
        QStringList lines;
        for (const access::Reason &reason : m_steerer.decision().reasons)
            lines.append(reason.basis.isEmpty() ? reason.text : reason.text % QStringLiteral(" (") % reason.basis
                             % QLatin1Char(')'));
        if (lines.isEmpty() && m_steerer.error() && m_errorSentence)
            lines.append(m_errorSentence(*m_steerer.error()));
        return tr("Steering not allowed: %1").arg(lines.join(QStringLiteral(" ; ")));
    }
    case Steerer::State::Ready: return tr("Ready: arrow keys, + and −, stick or joystick.");
    case Steerer::State::Asking: return tr("Request in progress…");
    case Steerer::State::Held: return m_steerer.isMoving() ? tr("Moving") : tr("You hold this camera.");
    }
    return {};
}

QString PtzPanel::alarmText() const
{
    QString text = tr("Stop not confirmed: the camera may still be moving. Watch the picture; the stop is repeated.");
    QStringList others;
    for (const CameraId &camera : m_steerer.unconfirmedStops()) {
        if (camera != m_steerer.target())
            others.append(camera.value);
    }
    if (!others.isEmpty())
        text += QStringLiteral(" (") + others.join(QStringLiteral(", ")) + QLatin1Char(')');
    return text;
}

void PtzPanel::follow()
{
    const bool able = m_steerer.canSteer();
    m_camera->setText(m_cameraName.isEmpty() ? tr("No camera selected") : m_cameraName);
    QString state = stateText();
    if (able && m_steerer.error() && !m_steerer.isStopUnconfirmed() && m_errorSentence)
        state += QLatin1Char('\n') + m_errorSentence(*m_steerer.error());
    m_state->setText(state);
    m_alarm->setVisible(m_steerer.isStopUnconfirmed());
    if (m_steerer.isStopUnconfirmed())
        m_alarm->setText(alarmText());
    m_controls->setEnabled(able);
    m_speed->setEnabled(able);
    m_presets->setEnabled(able);
    m_recall->setEnabled(able && m_presets->currentRow() >= 0);
    m_readPresets->setVisible(able && !m_steerer.arePresetsKnown());
}

void PtzPanel::followPresets()
{
    m_presets->clear();
    const QList<ptz::Preset> presets = m_steerer.presets();
    for (const ptz::Preset &preset : presets) {
        auto *item = new QListWidgetItem(preset.name.isEmpty() ? preset.token : preset.name, m_presets);
        item->setData(kTokenRole, preset.token);
    }
    const bool none = m_steerer.arePresetsKnown() && presets.isEmpty();
    m_presetsHint->setVisible(none);
    m_presetsHint->setText(tr("The camera has no preset."));
    m_readPresets->setVisible(m_steerer.canSteer() && !m_steerer.arePresetsKnown());
}

void PtzPanel::recallCurrent()
{
    if (const QListWidgetItem *item = m_presets->currentItem())
        m_steerer.recall(item->data(kTokenRole).toString());
}

bool PtzPanel::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowDeactivate:
    case QEvent::EnabledChange:
        m_zoom->setSliderDown(false);
        m_zoom->setValue(0);
        m_steerer.release(Hand::Stick, ptz::ReleaseReason::FocusLost);
        break;
    default: break;
    }
    return QWidget::event(event);
}

void PtzPanel::hideEvent(QHideEvent *event)
{
    m_zoom->setValue(0);
    m_steerer.release(Hand::Stick, ptz::ReleaseReason::FocusLost);
    QWidget::hideEvent(event);
}

} // namespace vigie::ptzui
