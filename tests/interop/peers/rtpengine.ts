import { type Daemon, startDaemon } from './daemon.ts';
import { loopback } from './free-ports.ts';

export interface RtpengineOptions {
  readonly logFile: string;
  /** ng: the control port for Kamailio (UDP); cli: rtpengine-ctl (TCP). */
  readonly ports: {
    readonly ng: number;
    readonly cli: number;
    readonly firstRtp: number;
    readonly lastRtp: number;
  };
}

/** Bridge between WebRTC (ICE, DTLS-SRTP) and plain RTP, in user space: no kernel module. */
export async function startRtpengine({ logFile, ports }: RtpengineOptions): Promise<Daemon> {
  return startDaemon(
    'rtpengine',
    [
      'rtpengine',
      '--config-file=none',
      '--foreground',
      '--log-stderr',
      '--log-level=5',
      '--table=-1',
      `--interface=${loopback}`,
      `--listen-ng=${loopback}:${ports.ng}`,
      `--listen-cli=${loopback}:${ports.cli}`,
      `--port-min=${ports.firstRtp}`,
      `--port-max=${ports.lastRtp}`,
      // With more, the datagrams of one DTLS flight can overtake each other: a silent call in twenty.
      '--num-threads=1',
      '--timeout=60',
      '--silent-timeout=3600',
      '--delete-delay=0',
      '--dtls-passive',
    ],
    { logFile, listensOn: ports.cli },
  );
}
