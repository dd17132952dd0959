import type { MediaStats } from '#shared/media/contract.ts';

/** The few of WebRTC's figures that the desk uses, in milliseconds and packets. Zero before the first packet. */
export async function readStats(connection: RTCPeerConnection): Promise<MediaStats> {
  const report = await connection.getStats();
  const byId = new Map<string, RTCStats>();
  let inbound: RTCInboundRtpStreamStats | undefined;
  let outbound: RTCOutboundRtpStreamStats | undefined;
  let remote: { roundTripTime?: number } | undefined;
  report.forEach((stat: RTCStats & { kind?: string }) => {
    byId.set(stat.id, stat);
    if (stat.kind !== 'audio') return;
    if (stat.type === 'inbound-rtp') inbound = stat as RTCInboundRtpStreamStats;
    if (stat.type === 'outbound-rtp') outbound = stat as RTCOutboundRtpStreamStats;
    if (stat.type === 'remote-inbound-rtp') remote = stat as { roundTripTime?: number };
  });
  const codec = byId.get(inbound?.codecId ?? '') as { mimeType?: string } | undefined;
  return {
    packetsReceived: inbound?.packetsReceived ?? 0,
    packetsSent: outbound?.packetsSent ?? 0,
    packetsLost: Math.max(0, inbound?.packetsLost ?? 0),
    jitterMs: (inbound?.jitter ?? 0) * 1000,
    roundTripMs: remote?.roundTripTime === undefined ? null : remote.roundTripTime * 1000,
    receivedEnergy: inbound?.totalAudioEnergy ?? 0,
    receivedLevel: inbound?.audioLevel ?? 0,
    codec: (codec?.mimeType ?? '').replace('audio/', ''),
    connection: connection.connectionState,
  };
}

/** Our jitter buffer since the last reading, and the way there and back by RTCP; what the far end's own buffer adds nobody tells. */
export function createDelayReader(connection: RTCPeerConnection): () => Promise<number | null> {
  let before = { delayS: 0, count: 0 };
  return async () => {
    let [delayS, count, tripS] = [0, 0, 0];
    (await connection.getStats()).forEach((stat: RTCStats & { kind?: string }) => {
      if (stat.kind !== 'audio') return;
      if (stat.type === 'inbound-rtp') {
        const inbound = stat as RTCInboundRtpStreamStats;
        delayS = inbound.jitterBufferDelay ?? 0;
        count = inbound.jitterBufferEmittedCount ?? 0;
      }
      if (stat.type === 'remote-inbound-rtp') tripS = (stat as { roundTripTime?: number }).roundTripTime ?? 0;
    });
    const [delay, samples] = [delayS - before.delayS, count - before.count];
    before = { delayS, count };
    return samples <= 0 ? null : 1_000 * (delay / samples + tripS);
  };
}
