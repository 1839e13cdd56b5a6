// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QByteArray>

#include <atomic>
#include <thread>
#include <vector>

namespace vigie::bench {

/// An owned file descriptor.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) { }
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

/// A port on 127.0.0.1 that accepts (the kernel does) and never says a word.
class SilentPeer {
public:
    SilentPeer();
    [[nodiscard]] quint16 port() const { return m_port; } ///< 0: no socket

private:
    quint16 m_port = 0; // first: the listener tells it
    Descriptor m_listener;
};

/// A port on 127.0.0.1 whose queue is full: whoever connects gets no answer at all, as behind a firewall that drops.
class BlackHole {
public:
    BlackHole();
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    quint16 m_port = 0; // first: the listener tells it
    Descriptor m_listener;
    std::vector<Descriptor> m_waiting;
};

/// A port on 127.0.0.1 that passes on to a server and back, until it is told to stand still.
class StallingRelay {
public:
    StallingRelay(const QByteArray &address, quint16 port);
    ~StallingRelay() = default; // the jthread stops and joins
    [[nodiscard]] quint16 port() const { return m_port; }
    /// From now on not a byte goes through, either way; the connections stay.
    void stall(bool stalled) { m_stalled = stalled; }

private:
    void run(const std::stop_token &stop);

    const QByteArray m_address;
    const quint16 m_target;
    quint16 m_port = 0; // before the listener, which tells it
    Descriptor m_listener;
    std::atomic<bool> m_stalled = false;
    std::jthread m_thread; // last
};

} // namespace vigie::bench
