// SPDX-License-Identifier: GPL-3.0-or-later
#include <live/warm_views.h>

#include <QtCore/QTimer>

#include <algorithm>
#include <utility>

namespace vigie::live {
namespace {

bool isWorthKeeping(const View &view)
{
    switch (view.state()) {
    case ViewState::Playing:
    case ViewState::Connecting:
    case ViewState::Waiting:
        return view.hasPicture();
    case ViewState::Lost: // who closes it and opens it again wants another try, with what the registry says now
    case ViewState::Asking:
    case ViewState::Refused:
    case ViewState::Curtained:
        return false;
    }
    return false;
}

} // namespace

WarmViews::WarmViews(std::chrono::milliseconds kept, QObject *parent) : QObject(parent), m_time(kept)
{
}

WarmViews::~WarmViews()
{
    clear();
}

void WarmViews::keep(std::unique_ptr<View> view)
{
    if (!view || !isWorthKeeping(*view))
        return;
    const quint64 number = ++m_last;
    Showing hidden = view->showing();
    hidden.importance = media::Importance::Hidden;
    view->setShowing(hidden);
    view->setParked(true);
    connect(
        view.get(), &View::changed, this,
        [this, number, raw = view.get()] {
            if (!isWorthKeeping(*raw))
                QMetaObject::invokeMethod(
                    this, [this, number] { drop(number); }, Qt::QueuedConnection);
        });
    m_kept.push_back({number, std::move(view)});
    QTimer::singleShot(m_time, this, [this, number] { drop(number); });
    if (m_kept.size() > kMost)
        drop(m_kept.front().number);
}

std::unique_ptr<View> WarmViews::take(const access::Request &request)
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(), [&request](const Kept &kept) {
        return kept.view->request() == request && isWorthKeeping(*kept.view);
    });
    if (found == m_kept.end())
        return nullptr;
    auto view = std::move(found->view);
    m_kept.erase(found);
    view->disconnect(this);
    view->setParked(false);
    return view;
}

void WarmViews::clear()
{
    auto all = std::exchange(m_kept, {});
    for (const Kept &kept : all)
        kept.view->beginClosing();
}

void WarmViews::drop(quint64 number)
{
    const auto found = std::find_if(m_kept.begin(), m_kept.end(),
                                    [number](const Kept &kept) { return kept.number == number; });
    if (found == m_kept.end())
        return;
    const auto gone = std::move(found->view); // after it has left the list
    m_kept.erase(found);
}

} // namespace vigie::live
