// SPDX-License-Identifier: GPL-3.0-or-later
//
// A compound RTCP packet, what we answer to it, and the clock it tells.
#include "fuzz.h"

#include <rtsp/reception.h>
#include <rtsp/rtcp.h>
#include <rtsp/timeline.h>

using namespace vigie;
using namespace vigie::rtsp;
using fuzz::require;

namespace {

std::span<const std::uint8_t> spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = fuzz::bytesOf(data, size);
    const auto report = readRtcp(spanOf(bytes));
    if (!report) {
        require(report.error().code == ErrorCode::Protocol, "an error of readRtcp()'s");
        return 0;
    }
    require(size <= kMaxRtcpBytes, "4 KiB");
    require(report->cname.size() <= 255, "a name is bounded");
    require(report->blocks.size() * 24 <= size, "no more blocks than bytes");
    // Said again by us, it is read back the same.
    const std::span<const ReportBlock> said(report->blocks.data(), std::min<std::size_t>(report->blocks.size(), 31));
    const auto again = readRtcp(spanOf(makeReceiverReport(1, said, report->cname)));
    require(again.has_value() && again->cname == report->cname, "what we write is RTCP");
    require(std::equal(said.begin(), said.end(), again->blocks.begin(), again->blocks.end()), "blocks come back the same");
    if (report->sender) {
        Timeline timeline(90'000);
        timeline.takeSenderReport(*report->sender);
        const auto captured = timeline.captured(report->sender->rtpTimestamp);
        require(captured.has_value() == (report->sender->ntp != 0), "a wall clock where the camera has one");
        Reception reception(90'000);
        reception.takeSenderReport(*report->sender, {});
        require(!reception.report({}), "nothing came, nothing to report");
    }
    return 0;
}
