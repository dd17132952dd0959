/**
 * 'Speak up and clear' for a caller who hears badly: what rumbles is cut, what carries the consonants is lifted, quiet words come up to
 * the loud ones, and nothing clips. About 12 ms later than without (two compressors that look ahead). Answers the last node.
 */
export function clearVoice(context: BaseAudioContext, source: AudioNode): AudioNode {
  const rumble = context.createBiquadFilter();
  rumble.type = 'highpass';
  rumble.frequency.value = 120;
  const consonants = context.createBiquadFilter();
  consonants.type = 'peaking';
  consonants.frequency.value = 2_500;
  consonants.Q.value = 0.8;
  consonants.gain.value = 4;
  const gentle = context.createDynamicsCompressor();
  gentle.threshold.value = -32;
  gentle.knee.value = 12;
  gentle.ratio.value = 3;
  gentle.attack.value = 0.005;
  gentle.release.value = 0.2;
  const limiter = context.createDynamicsCompressor();
  limiter.threshold.value = -6;
  limiter.knee.value = 0;
  limiter.ratio.value = 20;
  limiter.attack.value = 0.001;
  limiter.release.value = 0.05;
  // What still shoots over is bent, not cut: straight up to 0.7, never over 0.95.
  const bend = context.createWaveShaper();
  const steps = 2_049;
  const curve = new Float32Array(steps);
  for (let at = 0; at < steps; at += 1) {
    const x = (2 * at) / (steps - 1) - 1;
    const over = Math.max(0, Math.abs(x) - 0.7);
    curve[at] = Math.sign(x) * (Math.min(Math.abs(x), 0.7) + 0.25 * Math.tanh(over / 0.25));
  }
  bend.curve = curve;
  source.connect(rumble).connect(consonants).connect(gentle).connect(limiter).connect(bend);
  return bend;
}
