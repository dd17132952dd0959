import '../styles/index.css';
import { windowBridge } from '#renderer/bridge/bridge.ts';
import { startDesk } from './start-desk.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startDesk({ bridge: windowBridge(), root });
