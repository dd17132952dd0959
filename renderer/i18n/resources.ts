import enAccess from '../../assets/locales/en-US/access.json';
import enBranches from '../../assets/locales/en-US/branches.json';
import enCall from '../../assets/locales/en-US/call.json';
import enCaller from '../../assets/locales/en-US/caller.json';
import enCare from '../../assets/locales/en-US/care.json';
import enCases from '../../assets/locales/en-US/cases.json';
import enCommon from '../../assets/locales/en-US/common.json';
import enContent from '../../assets/locales/en-US/content.json';
import enControl from '../../assets/locales/en-US/control.json';
import enDisposition from '../../assets/locales/en-US/disposition.json';
import enError from '../../assets/locales/en-US/error.json';
import enFeedback from '../../assets/locales/en-US/feedback.json';
import enFlows from '../../assets/locales/en-US/flows.json';
import enFloor from '../../assets/locales/en-US/floor.json';
import enGuidance from '../../assets/locales/en-US/guidance.json';
import enIncident from '../../assets/locales/en-US/incident.json';
import enKnowledge from '../../assets/locales/en-US/knowledge.json';
import enNotices from '../../assets/locales/en-US/notices.json';
import enPalette from '../../assets/locales/en-US/palette.json';
import enQuality from '../../assets/locales/en-US/quality.json';
import enQueue from '../../assets/locales/en-US/queue.json';
import enSeat from '../../assets/locales/en-US/seat.json';
import enSharing from '../../assets/locales/en-US/sharing.json';
import enSettings from '../../assets/locales/en-US/settings.json';
import enStrip from '../../assets/locales/en-US/strip.json';
import enTraining from '../../assets/locales/en-US/training.json';
import enVideo from '../../assets/locales/en-US/video.json';
import enWrapUp from '../../assets/locales/en-US/wrap-up.json';
import zhAccess from '../../assets/locales/zh-CN/access.json';
import zhBranches from '../../assets/locales/zh-CN/branches.json';
import zhCall from '../../assets/locales/zh-CN/call.json';
import zhCaller from '../../assets/locales/zh-CN/caller.json';
import zhCare from '../../assets/locales/zh-CN/care.json';
import zhCases from '../../assets/locales/zh-CN/cases.json';
import zhCommon from '../../assets/locales/zh-CN/common.json';
import zhContent from '../../assets/locales/zh-CN/content.json';
import zhControl from '../../assets/locales/zh-CN/control.json';
import zhDisposition from '../../assets/locales/zh-CN/disposition.json';
import zhError from '../../assets/locales/zh-CN/error.json';
import zhFeedback from '../../assets/locales/zh-CN/feedback.json';
import zhFlows from '../../assets/locales/zh-CN/flows.json';
import zhFloor from '../../assets/locales/zh-CN/floor.json';
import zhGuidance from '../../assets/locales/zh-CN/guidance.json';
import zhIncident from '../../assets/locales/zh-CN/incident.json';
import zhKnowledge from '../../assets/locales/zh-CN/knowledge.json';
import zhNotices from '../../assets/locales/zh-CN/notices.json';
import zhPalette from '../../assets/locales/zh-CN/palette.json';
import zhQuality from '../../assets/locales/zh-CN/quality.json';
import zhQueue from '../../assets/locales/zh-CN/queue.json';
import zhSeat from '../../assets/locales/zh-CN/seat.json';
import zhSharing from '../../assets/locales/zh-CN/sharing.json';
import zhSettings from '../../assets/locales/zh-CN/settings.json';
import zhStrip from '../../assets/locales/zh-CN/strip.json';
import zhTraining from '../../assets/locales/zh-CN/training.json';
import zhVideo from '../../assets/locales/zh-CN/video.json';
import zhWrapUp from '../../assets/locales/zh-CN/wrap-up.json';

/** One file a branch: `assets/locales/<language>/call.json` is `call.*`. Bundled, never fetched. */
export const zhTree = {
  access: zhAccess,
  branches: zhBranches,
  call: zhCall,
  caller: zhCaller,
  care: zhCare,
  cases: zhCases,
  common: zhCommon,
  content: zhContent,
  control: zhControl,
  disposition: zhDisposition,
  error: zhError,
  feedback: zhFeedback,
  floor: zhFloor,
  flows: zhFlows,
  guidance: zhGuidance,
  incident: zhIncident,
  knowledge: zhKnowledge,
  notices: zhNotices,
  palette: zhPalette,
  quality: zhQuality,
  queue: zhQueue,
  seat: zhSeat,
  settings: zhSettings,
  sharing: zhSharing,
  strip: zhStrip,
  training: zhTraining,
  video: zhVideo,
  wrapUp: zhWrapUp,
};

export const enTree: Shape<typeof zhTree> = {
  access: enAccess,
  branches: enBranches,
  call: enCall,
  caller: enCaller,
  care: enCare,
  cases: enCases,
  common: enCommon,
  content: enContent,
  control: enControl,
  disposition: enDisposition,
  error: enError,
  feedback: enFeedback,
  floor: enFloor,
  flows: enFlows,
  guidance: enGuidance,
  incident: enIncident,
  knowledge: enKnowledge,
  notices: enNotices,
  palette: enPalette,
  quality: enQuality,
  queue: enQueue,
  seat: enSeat,
  settings: enSettings,
  sharing: enSharing,
  strip: enStrip,
  training: enTraining,
  video: enVideo,
  wrapUp: enWrapUp,
};

/** Same keys, other words; English may add plural forms beside `_other`. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
