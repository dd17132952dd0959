import type { ReactNode } from 'react';
import type { CallSnapshot } from '#shared/call/contract.ts';
import { blurToggle, cameraToggle, slateOpen, videoToggle } from '#renderer/commands/video-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { picturedCall } from '#renderer/stores/select/video.ts';
import { useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { usePicture } from '#renderer/stores/use-picture.ts';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { SignSeats } from './sign-seats.tsx';
import { SlateEditor } from './slate-editor.tsx';

/** Both pictures of the call, the slate, and the sign seats: the middle of the desk while a caller reads rather than hears. */
export function VideoPanel({ foot }: { readonly foot?: ReactNode }) {
  const { t } = useI18n();
  const call = useDeskState(picturedCall);
  return (
    <Column place="guidance" title={t('video.title')} keys="Ctrl+K" middle focusable={false} foot={foot}>
      {call === null ? null : (
        <div className="video-panel">
          <Warning />
          <div className="video-pair">
            <Remote call={call} />
            <Own call={call} />
          </div>
          <div className="video-acts">
            <CommandButton command={videoToggle} withIcon />
            <CommandButton command={cameraToggle} withIcon />
            <span className="fill" />
            <CommandButton command={slateOpen} kind="quiet" flush />
          </div>
          <SlateEditor call={call} />
          <SignSeats />
        </div>
      )}
    </Column>
  );
}

/** The prompts give their place to the pictures; that they have something to say is not hidden. */
function Warning() {
  const { t } = useI18n();
  const guiding = useTopic('guidance/state', (guidance) => guidance?.mode === 'guiding');
  if (!guiding) return null;
  return (
    <div className="well flow-line warn">
      <Icon name="warn" />
      <span className="fill clip">{t('video.promptsWait')}</span>
      <CommandButton command={slateOpen} kind="quiet" flush>
        {t('video.toPrompts')}
      </CommandButton>
    </div>
  );
}

/** Pixels that are asked for: twice what the narrowest desk shows. */
const pictureWidth = 480;

function Remote({ call }: { readonly call: CallSnapshot }) {
  const { t } = useI18n();
  const { canvas, size } = usePicture(call.id, 'remote', pictureWidth, 15);
  const { state, refused, pending, receiving } = call.video;
  const words = pending
    ? t('video.asking')
    : refused
      ? t('video.refused')
      : state === 'asked'
        ? t('video.asked')
        : state === 'on'
          ? t(receiving ? 'video.loading' : 'video.notSending')
          : t('video.off');
  return (
    <Picture
      caption={t('video.caller')}
      note={size ? `${size.width}×${size.height}` : ''}
      empty={size === null ? words : null}
    >
      <canvas ref={canvas} hidden={size === null} role="img" aria-label={t('video.callerAlt')} />
    </Picture>
  );
}

function Own({ call }: { readonly call: CallSnapshot }) {
  const { t } = useI18n();
  const { canvas, size } = usePicture(call.id, 'own', pictureWidth, 8);
  const drawn = useTopic('slate/state', (slate) => (slate?.callId === call.id ? slate.drawn : null));
  const { camera } = call.video;
  const empty =
    camera === 'none' || camera === 'denied' ? t(`video.camera.${camera}`) : t('video.nothingSent');
  return (
    <Picture
      caption={t('video.own')}
      note={drawn && drawn.pages > 1 ? t('video.page', { page: drawn.page, pages: drawn.pages }) : ''}
      act={camera === 'ok' ? <Behind /> : null}
      empty={size === null ? empty : null}
    >
      <canvas
        ref={canvas}
        hidden={size === null}
        role="img"
        aria-label={drawn ? drawn.lines.join('') : t('video.ownAlt')}
      />
    </Picture>
  );
}

/** What is behind the agent; said in words only while the agent is not found either. */
function Behind() {
  const { t } = useI18n();
  const isWhole = useTopic('media/state', (media) => media?.background === 'whole');
  return (
    <>
      {isWhole ? (
        <span className="near" role="status">
          {t('video.background.whole')}
        </span>
      ) : null}
      <CommandButton command={blurToggle} kind="quiet" flush />
    </>
  );
}

interface PictureProps {
  readonly caption: string;
  readonly note: string;
  readonly act?: ReactNode;
  /** In the place of the picture, while there is none. */
  readonly empty: string | null;
  readonly children: ReactNode;
}

function Picture({ caption, note, act, empty, children }: PictureProps) {
  return (
    <figure className="video-picture">
      <div className="frame">
        {children}
        {empty === null ? null : <p className="xs">{empty}</p>}
      </div>
      <figcaption>
        <span className="fill clip">{caption}</span>
        <span className="ink-2">{note}</span>
        {act}
      </figcaption>
    </figure>
  );
}
