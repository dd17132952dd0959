import { Component, type ReactNode } from 'react';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorNote } from '#renderer/ui/states.tsx';

interface Props {
  readonly children: ReactNode;
}

/** A bug in one part leaves the others standing: the call, the bar and its keys go on. */
export class ScreenFault extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    // As an uncaught error it reaches main's log, which redacts it.
    reportError(error);
  }

  override render(): ReactNode {
    return this.state.broken ? <Fault /> : this.props.children;
  }
}

function Fault() {
  const { t } = useI18n();
  return (
    <div className="fault">
      <ErrorNote
        title={t('common.screenFault.title')}
        action={<Button onClick={() => location.reload()}>{t('common.screenFault.reload')}</Button>}
      >
        {t('common.screenFault.text')}
      </ErrorNote>
    </div>
  );
}
