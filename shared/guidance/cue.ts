import { z } from 'zod';
import { bilingual } from '#shared/lib/bilingual.ts';

/** Known before a word is said: facts of the account and the transaction. */
export const accountCueIds = [
  'termDepositBroken',
  'singleAbove50k',
  'manyPayeesInMinutes',
  'newPayee',
  'samePayeeAfterRefusal',
  'onlyLastTransferAsked',
  'emptiedByTinyPayment',
  'largeCreditThenOut',
  'amountInEqualsOut',
  'cardRepaidFromFreshCredit',
  'foreignMerchant',
  'nightTime',
  'afternoonOrEvening',
  'ipJump',
  'newDevice',
  'screenSharingOn',
  'callForwardingOn',
  'contactlessAbroad',
  'crossBorderRemittance',
  'loanDrawdown',
  'cardCashAdvance',
  'limitRaiseAsked',
  'limitRaiseAskedAgain',
  'manyCardsSameMinute',
  'sameMerchantManyCards',
  'passwordWrongThrice',
  'pleaInMemo',
  'goldPurchase',
  'deliveryAddressChanged',
  'dormantAccountActive',
  'pensionAccount',
  'futuresOrBrokerAccount',
  'policeNotice',
  'otherBankVictimReport',
  'accountFrozen',
] as const;

/** Heard or seen in the call; the agent ticks them. */
export const heardCueIds = [
  'claimsPolice',
  'claimsSupport',
  'claimsBank',
  'claimsRegulator',
  'claimsRelativeOrBoss',
  'claimsCourierOrAirline',
  'coverExpiry',
  'autoRenewal',
  'passwordFreePayment',
  'safeAccount',
  'secrecy',
  'deadline',
  'threatOfArrest',
  'remoteApp',
  'screenShareApp',
  'meetingApp',
  'cardToPhone',
  'codeAsked',
  'linkFromSms',
  'loanFeeFirst',
  'appOutsideStore',
  'smallReturnsFirst',
  'taskOrders',
  'guaranteedReturn',
  'groupChatTeacher',
  'virtualCoin',
  'onlineLover',
  'refundOffered',
  'agentTakesFee',
  'creditRepairOffered',
  'prizeWon',
  'taxOrDepositFirst',
  'healthProduct',
  'pensionProject',
  'lentAccount',
  'turnoverForLoan',
  'goldByCourier',
  'doesNotKnowPayee',
  'hesitatesAtUnexpected',
  'fluentOnStandard',
  'vaguePurpose',
  'contradictsItself',
  'secondVoice',
  'readsOut',
  'lineNoiseOrBlank',
  'clickBeforeHangUp',
  'hangsUpRepeatedly',
  'firstCallRefused',
  'suddenCancel',
  'otherDeviceSounds',
  'cannotGiveOwnId',
  'faceMismatch',
  'wantsToUndo',
  'confined',
  'begsForHelpQuietly',
  'angryAtLimit',
] as const;

/** Everyday explanations: they speak *against* a scam, so that an honest caller is not treated as a victim. */
export const everydayCueIds = [
  'payeeIsKnownFamily',
  'payeePaidBefore',
  'contractShown',
  'purposeClearAndChecked',
  'branchConfirmed',
  'initiatedByCallerAlone',
] as const;

/** The whole cue vocabulary of the domain: ranking, risk tables, rubrics and evaluation sets all speak these ids. */
export const cueIds = [...accountCueIds, ...heardCueIds, ...everydayCueIds] as const;
export type KnownCueId = (typeof cueIds)[number];

/** Content may add cues beyond `cueIds`, never rename them; so on the wire an id is any word of this form. */
export const cueIdSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{1,59}$/);
export type CueId = z.infer<typeof cueIdSchema>;

/** Where a cue comes from: the account, the call, or an everyday explanation that lowers the suspicion. */
export const cueWhereSchema = z.enum(['account', 'heard', 'everyday']);
export type CueWhere = z.infer<typeof cueWhereSchema>;

/** How often a cue comes up, 0 hardly ever … 5 nearly always; the shares behind the levels are in `weighing.ts`. */
export const cueLevelSchema = z.int().min(0).max(5);

/**
 * One word of the vocabulary with its label; both live in `assets/playbooks/vocabulary/cues.yaml`.
 * `scams` and `everyday`: how often it comes up in a scam, or an everyday matter, that says nothing of it itself.
 */
export const cueSchema = z.strictObject({
  id: cueIdSchema,
  where: cueWhereSchema,
  label: bilingual(20, 60),
  scams: cueLevelSchema.optional(),
  everyday: cueLevelSchema.optional(),
});
export type Cue = z.infer<typeof cueSchema>;
