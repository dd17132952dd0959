import { useState } from 'react';
import type { ControlId } from '#shared/control/control-ids.ts';
import { controlRules, type ControlParamsInput } from '#shared/control/control-rules.ts';
import { controlsNow, recommendedNow } from '#renderer/commands/control-commands.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n, type I18n } from '#renderer/i18n/use-i18n.tsx';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import { SafetyFirst } from '#renderer/ui/safety-first.tsx';
import { moneyWaits } from '#renderer/stores/select/care-call.ts';
import { useDesk, useDeskState, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, SelectField } from '#renderer/ui/field.tsx';
import { TextArea } from '#renderer/ui/text-area.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';

interface Target {
  readonly kind: 'card' | 'account' | 'transaction' | 'customer';
  readonly id: string;
  readonly words: string;
}

function targetsOf({ format }: I18n, { caller }: DeskState, control: ControlId): readonly Target[] {
  const kind = controlRules[control].targets[0] ?? 'card';
  if (!caller) return [];
  if (kind === 'customer') {
    const { holder } = caller;
    return holder ? [{ kind, id: holder.customerIdToken, words: holder.name.masked }] : [];
  }
  if (kind === 'transaction') {
    const one = caller.pendingTransaction;
    return one
      ? [{ kind, id: one.transactionId, words: `${format.money(one.money)} → ${one.payeeMasked}` }]
      : [];
  }
  return caller.cards
    .filter(({ hold }) => hold.state !== 'closed' && hold.state !== 'lost')
    .map(({ cardId, masked }) => ({ kind, id: cardId, words: masked }));
}

const hours = [1, 2, 4, 24] as const;

interface Form {
  readonly reason: string;
  readonly limit: string;
  readonly hours: number;
  readonly message: string;
}

/** What the control needs besides its target; null while that is missing. */
function paramsOf(control: ControlId, form: Form, now: number): ControlParamsInput | null {
  const { needs } = controlRules[control];
  if (needs === 'until') return { until: now + form.hours * 3_600_000 };
  if (needs === 'message') return form.message.trim() ? { message: form.message.trim() } : null;
  if (needs !== 'dayLimit') return {};
  const yuan = Number(form.limit);
  return form.limit.trim() !== '' && Number.isFinite(yuan) && yuan >= 0
    ? { dayLimit: { amountMinor: Math.round(yuan * 100), currency: 'CNY' } }
    : null;
}

/** Any control, with its reason. The weakest stands first; the recommended one is chosen. What it means is said before. */
export function ControlDialog({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const asked = useView(({ overlay }) => (overlay?.kind === 'control' ? overlay.control : null));
  // What is on the table does not change under the hand.
  const [opened] = useState(() => desk.state());
  const choices = controlsNow(opened);
  const [control, setControl] = useState(asked ?? recommendedNow(opened) ?? choices[0] ?? 'teach');
  const targets = targetsOf(i18n, opened, control);
  const [chosen, setChosen] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [form, setForm] = useState<Form>({
    reason: '',
    limit: '',
    hours: 2,
    message: t('control.dialog.messageSample'),
  });
  const target = targets.find(({ id }) => id === chosen) ?? targets[0];
  const rule = controlRules[control];
  const now = useNow();
  const params = paramsOf(control, form, now);
  const moves = control === 'transactionRelease';
  const waits = useDeskState(moneyWaits);
  const asksFirst = moves && waits !== null;
  const ready =
    target &&
    params &&
    (!rule.needsReason || form.reason.trim().length >= 2) &&
    !(asksFirst && waits.policy === 'block');
  const apply = async (): Promise<void> => {
    if (!target || !params || !ready) return;
    const callId = desk.state().caller?.callId;
    const result = await desk.bridge.send('control/apply', {
      control,
      target: { kind: target.kind, id: target.id },
      params,
      reason: form.reason,
      ...(callId ? { callId } : {}),
      ...(asksFirst && waits.policy === 'warn' ? { anyway: true } : {}),
    });
    if (!result.ok) return setWrong(errorWords(i18n, result.error));
    desk.notices.done('control.dialog.asked', { control: t(`control.id.${control}`) });
    onClose();
  };
  return (
    <Dialog
      title={t('control.open')}
      onClose={onClose}
      foot={
        <>
          <Button
            // Money that goes is not held out to the hand.
            kind={moves ? 'big' : 'primary'}
            keys="Enter"
            onClick={() => void apply()}
            disabled={!ready}
          >
            {asksFirst && waits.policy === 'warn' ? t('care.safety.anyway') : t(`control.id.${control}`)}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('control.dialog.what')}
        value={control}
        note={t(`control.effect.${control}`)}
        onChange={(event) => {
          setControl(event.target.value as ControlId);
          setWrong(null);
        }}
      >
        {choices.map((id) => (
          <option key={id} value={id}>
            {t(`control.id.${id}`)}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={t('control.dialog.target')}
        value={target?.id ?? ''}
        onChange={(event) => setChosen(event.target.value)}
      >
        {targets.map(({ id, words }) => (
          <option key={id} value={id}>
            {words}
          </option>
        ))}
      </SelectField>
      {moves ? <SafetyFirst /> : null}
      <Params form={form} needs={rule.needs} onChange={setForm} />
      <Field
        data-autofocus
        label={t('control.dialog.reason')}
        note={t(rule.needsReason ? 'control.dialog.reasonKept' : 'control.dialog.reasonMay')}
        wrong={wrong}
        value={form.reason}
        maxLength={200}
        onChange={(event) => setForm({ ...form, reason: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void apply();
        }}
      />
    </Dialog>
  );
}

function Params({
  form,
  needs,
  onChange,
}: {
  readonly form: Form;
  readonly needs: (typeof controlRules)[ControlId]['needs'];
  readonly onChange: (form: Form) => void;
}) {
  const { t, format } = useI18n();
  const now = useNow();
  if (needs === 'dayLimit')
    return (
      <Field
        label={t('control.dialog.limit')}
        inputMode="numeric"
        value={form.limit}
        maxLength={12}
        onChange={(event) => onChange({ ...form, limit: event.target.value })}
      />
    );
  if (needs === 'message')
    return (
      <div>
        <span className="label">{t('control.dialog.message')}</span>
        <TextArea
          label={t('control.dialog.message')}
          value={form.message}
          rows={3}
          maxLength={300}
          onChange={(event) => onChange({ ...form, message: event.target.value })}
        />
      </div>
    );
  if (needs !== 'until') return null;
  return (
    <SelectField
      label={t('control.dialog.until')}
      value={form.hours}
      onChange={(event) => onChange({ ...form, hours: Number(event.target.value) })}
    >
      {hours.map((count) => (
        <option key={count} value={count}>
          {t('control.dialog.hours', { count, time: format.time(now + count * 3_600_000) })}
        </option>
      ))}
    </SelectField>
  );
}
