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
