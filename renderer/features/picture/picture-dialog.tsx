import { useEffect, useRef, useState } from 'react';
import { sharingCallId, sharingLanguage, sharingWay } from '#renderer/stores/select/sharing.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useDeskState, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { drawMarks } from './draw-marks.ts';
import { markTools } from './marks.ts';
import { useMarking } from './use-marking.ts';
import { flattened, usePicture, type OpenedPicture } from './use-picture.ts';

const keyOfTool = { pen: 'P', arrow: 'A', frame: 'F', number: 'N' } as const;

/** The caller's screenshot, to be marked and sent back (C11). */
export function PictureDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const pictureId = useView((view) => (view.overlay?.kind === 'picture' ? view.overlay.pictureId : ''));
  const picture = usePicture(pictureId);
  return (
    <Overlay onClose={onClose}>
      <div className="dialog picture-dialog" role="dialog" aria-label={t('sharing.picture.title')}>
        {picture.state === 'open' ? (
          <Marked picture={picture} pictureId={pictureId} onClose={onClose} />
        ) : (
          <p className="picture-wait" data-autofocus tabIndex={-1}>
            {t(picture.state === 'opening' ? 'sharing.picture.opening' : 'sharing.picture.broken')}
          </p>
        )}
      </div>
    </Overlay>
  );
}

interface MarkedProps {
  readonly picture: Extract<OpenedPicture, { state: 'open' }>;
  readonly pictureId: string;
  readonly onClose: () => void;
}

function Marked({ picture, pictureId, onClose }: MarkedProps) {
  const { t } = useI18n();
  const desk = useDesk();
  const { bitmap, width, height } = picture;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [sending, setSending] = useState(false);
  const way = useDeskState(sharingWay);
  const inCall = useDeskState((state) => sharingCallId(state) !== null);
  const marking = useMarking(width, height);
  const send = async (): Promise<void> => {
    if (marking.count === 0 || sending || canvas.current === null || !inCall) return;
    setSending(true);
    const data = await flattened(canvas.current);
    const language = sharingLanguage(desk.state());
    const marks = marking.count;
    const sent = data && (await desk.send('picture/return', { pictureId, data, marks, via: way, language }));
    setSending(false);
    if (!sent) return;
    desk.notices.done('sharing.picture.gone');
    onClose();
  };
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.drawImage(bitmap, 0, 0);
    drawMarks(context, marking.marks, width, height);
  }, [bitmap, width, height, marking.marks]);
  useEffect(() => canvas.current?.focus(), []);
  return (
    <>
      <div className="dialog-head picture-head">
        <h2>{t('sharing.picture.title')}</h2>
        <Segmented
          label={t('sharing.picture.tools')}
          value={marking.tool}
          options={markTools.map((value) => ({
            value,
            label: (
              <>
                {t(`sharing.picture.tool.${value}`)} <KeyCap keys={keyOfTool[value]} />
              </>
            ),
          }))}
          onChange={marking.setTool}
        />
        <Button keys="Ctrl+Z" disabled={marking.marks.length === 0} onClick={marking.undo}>
          {t('sharing.picture.undo')}
        </Button>
      </div>
      <div className="picture-ground">
        <div className="picture-frame" style={{ aspectRatio: `${width} / ${height}` }}>
          <canvas
            ref={canvas}
            width={width}
            height={height}
            tabIndex={0}
            role="img"
            aria-label={t('sharing.picture.canvas')}
            {...marking.canvasProps}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.ctrlKey || event.altKey)
                return marking.canvasProps.onKeyDown(event);
              event.preventDefault();
              void send();
            }}
          />
          {marking.cursor ? (
            <span
              className="picture-cursor"
              style={{
                left: `${(marking.cursor.x / width) * 100}%`,
                top: `${(marking.cursor.y / height) * 100}%`,
              }}
            />
          ) : null}
        </div>
      </div>
      <div className="dialog-foot">
        <span className="fill xs ink-2">{t('sharing.picture.hint')}</span>
        <span className="xs ink-2" role="status">
          {marking.count === 0
            ? t('sharing.picture.noMarks')
            : t('sharing.picture.marks', { count: marking.count })}
        </span>
        <Button
          kind="primary"
          icon="send"
          keys="Enter"
          disabled={marking.count === 0 || sending || !inCall}
          onClick={() => void send()}
        >
          {t(sending ? 'sharing.picture.sending' : 'sharing.picture.send')} · {t(`sharing.via.${way}`)}
        </Button>
      </div>
    </>
  );
}
