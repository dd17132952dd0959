import type { AuditAppend } from '#electron/audit/ports.ts';
import type { EditorRepository, KeptVersion, PublishedText, SyncedItem } from '#electron/editor/ports.ts';
import { whoSchema, type Who } from '#shared/core/text.ts';
import { editorStepSchema, versionSchema, type EditorStep, type Version } from '#shared/editor/version.ts';
import type { Db } from './db.ts';

interface Row {
  readonly version_id: string;
  readonly kind: string;
  readonly content_id: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly state: string;
  readonly origin: string;
  readonly revision: number;
  readonly hash: string;
  readonly authors: string;
  readonly reviewer: string | null;
  readonly changed_at: number;
  readonly from_day: string | null;
  readonly to_day: string | null;
  readonly published_at: number | null;
}
interface TextRow extends Row {
  readonly text: string;
}

const whoOf = (json: string | null): Who | null => (json === null ? null : whoSchema.parse(JSON.parse(json)));

const versionOf = (row: Row): Version =>
  versionSchema.parse({
    versionId: row.version_id,
    kind: row.kind,
    contentId: row.content_id,
    title: { zh: row.title_zh, en: row.title_en },
    state: row.state,
    origin: row.origin,
    revision: row.revision,
    hash: row.hash,
    authors: JSON.parse(row.authors) as unknown,
    reviewer: whoOf(row.reviewer),
    changedAt: row.changed_at,
    from: row.from_day,
    to: row.to_day,
    publishedAt: row.published_at,
  });
const keptOf = (row: TextRow): KeptVersion => ({ ...versionOf(row), text: row.text });

const boundOf = (version: KeptVersion): Record<string, string | number | null> => ({
  versionId: version.versionId,
  kind: version.kind,
  contentId: version.contentId,
  titleZh: version.title.zh,
  titleEn: version.title.en,
  state: version.state,
  origin: version.origin,
  revision: version.revision,
  text: version.text,
  hash: version.hash,
  authors: JSON.stringify(version.authors),
  reviewer: version.reviewer === null ? null : JSON.stringify(version.reviewer),
  changedAt: version.changedAt,
  fromDay: version.from,
  toDay: version.to,
  publishedAt: version.publishedAt,
});

const columns = `version_id, kind, content_id, title_zh, title_en, state, origin, revision, hash, authors, reviewer,
  changed_at, from_day, to_day, published_at`;

/** Versions in `editor_version`, steps in `editor_step`. Reading throws when a row is not what it should be: something else wrote it. */
export function createEditorRepository(db: Db, audit: AuditAppend): EditorRepository {
  const writing = prepareWriting(db, audit);
  return { ...prepareReading(db), ...writing, ...prepareSync(db, writing) };
}

type Reading = Pick<
  EditorRepository,
  'version' | 'open' | 'versions' | 'steps' | 'list' | 'published' | 'text' | 'waitingFor'
>;

function prepareReading(db: Db): Reading {
  const one = db.prepare<[string], TextRow>(
    `SELECT ${columns}, text FROM editor_version WHERE version_id = ?`,
  );
  const open = db.prepare<[string, string], TextRow>(
    `SELECT ${columns}, text FROM editor_version
     WHERE kind = ? AND content_id = ? AND state IN ('draft', 'inReview', 'approved')`,
  );
  const versions = db.prepare<[string, string, number], Row>(
    `SELECT ${columns} FROM editor_version WHERE kind = ? AND content_id = ? ORDER BY changed_at DESC, version_id LIMIT ?`,
  );
  const steps = db.prepare<[string], { step: string }>(
    'SELECT step FROM editor_step WHERE version_id = ? ORDER BY seq',
  );
  // Of every content the version somebody works on, else the newest.
  const list = db.prepare<[Record<string, string | number | null>], Row>(`
    WITH newest AS (
      SELECT ${columns}, row_number() OVER (
        PARTITION BY kind, content_id
        ORDER BY state IN ('draft', 'inReview', 'approved') DESC, state = 'published' DESC, changed_at DESC, version_id
      ) AS place FROM editor_version WHERE :kind IS NULL OR kind = :kind
    )
    SELECT ${columns} FROM newest WHERE place = 1 AND state IN (SELECT value FROM json_each(:states))
      AND (:text = '' OR instr(lower(title_zh || ' ' || title_en || ' ' || content_id), lower(:text)) > 0)
    ORDER BY changed_at DESC, version_id LIMIT :limit`);
  const published = db.prepare<[], PublishedText>(`
    SELECT version_id AS versionId, kind, content_id AS contentId, origin, hash, from_day AS "from", to_day AS "to",
      published_at AS publishedAt FROM editor_version WHERE state = 'published'`);
  const text = db.prepare<[string], string>('SELECT text FROM editor_version WHERE version_id = ?').pluck();
  const waiting = db
    .prepare<[string], number>(
      `SELECT count(*) FROM editor_version WHERE state = 'inReview' AND NOT EXISTS (
         SELECT 1 FROM json_each(authors) a WHERE json_extract(a.value, '$.personId') = ?)`,
    )
    .pluck();
  return {
    version: (versionId) => one.all(versionId).map(keptOf)[0],
    open: (kind, contentId) => open.all(kind, contentId).map(keptOf)[0],
    versions: (kind, contentId, limit) => versions.all(kind, contentId, limit).map(versionOf),
    steps: (versionId) => steps.all(versionId).map(({ step }) => editorStepSchema.parse(JSON.parse(step))),
    list: (ask) =>
      list
        .all({ kind: ask.kind, states: JSON.stringify(ask.states), text: ask.text, limit: ask.limit })
        .map(versionOf),
    published: () => published.all(),
    text: (versionId) => text.get(versionId) ?? '',
    waitingFor: (personId) => waiting.get(personId) ?? 0,
  };
}

/** What changes what agents say to callers goes into the audit as well, in the same transaction. */
const audited: ReadonlySet<EditorStep['act']> = new Set(['approve', 'publish', 'withdraw']);

interface Writing extends Pick<EditorRepository, 'begin' | 'save' | 'step'> {
  readonly begin: (version: KeptVersion, step: EditorStep) => void;
}

function prepareWriting(db: Db, audit: AuditAppend): Writing {
  const insert = db.prepare(`
    INSERT INTO editor_version (${columns}, text)
    VALUES (:versionId, :kind, :contentId, :titleZh, :titleEn, :state, :origin, :revision, :hash, :authors, :reviewer,
      :changedAt, :fromDay, :toDay, :publishedAt, :text)`);
  const write = db.prepare(`
    UPDATE editor_version SET content_id = :contentId, title_zh = :titleZh, title_en = :titleEn, revision = :revision,
      text = :text, hash = :hash, authors = :authors, changed_at = :changedAt
    WHERE version_id = :versionId AND state = 'draft'`);
  const move = db.prepare(`
    UPDATE editor_version SET state = :state, changed_at = :at,
      reviewer = CASE WHEN :setsReviewer THEN :reviewer ELSE reviewer END,
      from_day = CASE WHEN :setsDays THEN :fromDay ELSE from_day END,
      to_day = CASE WHEN :setsDays THEN :toDay ELSE to_day END,
      published_at = coalesce(:publishedAt, published_at)
    WHERE version_id = :versionId`);
  const addStep = db.prepare<{ versionId: string; at: number; act: string; step: string }>(`
    INSERT INTO editor_step (version_id, seq, at, act, step)
    SELECT @versionId, coalesce(max(seq), 0) + 1, @at, @act, @step FROM editor_step WHERE version_id = @versionId`);
  const keepStep = (versionId: string, step: EditorStep): void => {
    addStep.run({ versionId, at: step.at, act: step.act, step: JSON.stringify(step) });
  };
  const one = db.prepare<[string], Row>(`SELECT ${columns} FROM editor_version WHERE version_id = ?`);
  const face = (versionId: string): Version => {
    const row = one.get(versionId);
    if (!row) throw new Error(`there is no version ${versionId}`);
    return versionOf(row);
  };
  return {
    begin: db.transaction((version: KeptVersion, step: EditorStep) => {
      insert.run(boundOf(version));
      keepStep(version.versionId, step);
    }),
    save(version) {
      const { versionId, contentId, titleZh, titleEn, revision, text, hash, authors, changedAt } =
        boundOf(version);
      const bound = { versionId, contentId, titleZh, titleEn, revision, text, hash, authors, changedAt };
      if (write.run(bound).changes !== 1) throw new Error(`${version.versionId} is no draft`);
    },
    step: db.transaction((...[versionId, state, step, change]: Parameters<EditorRepository['step']>) => {
      move.run({
        versionId,
        state,
        at: step.at,
        setsReviewer: 'reviewer' in change ? 1 : 0,
        reviewer: change.reviewer ? JSON.stringify(change.reviewer) : null,
        setsDays: 'from' in change ? 1 : 0,
        fromDay: change.from ?? null,
        toDay: change.to ?? null,
        publishedAt: change.publishedAt ?? null,
      });
      keepStep(versionId, step);
      if (audited.has(step.act)) {
        const { kind, contentId, hash, from, to } = face(versionId);
        audit(`content.${step.act}`, step.at, step.by, {
          versionId,
          kind,
          contentId,
          hash,
          from,
          to,
          note: step.note,
        });
      }
    }),
  };
}

function prepareSync(
  db: Db,
  { begin, step }: Writing,
): Pick<EditorRepository, 'synced' | 'keepSync' | 'etag'> {
  const synced = db.prepare<[], SyncedItem>(
    'SELECT kind, content_id AS contentId, sha256, version_id AS versionId FROM editor_synced ORDER BY kind, content_id',
  );
  const clear = db.prepare('DELETE FROM editor_synced');
  const keep = db.prepare<SyncedItem>(
    'INSERT INTO editor_synced (kind, content_id, sha256, version_id) VALUES (@kind, @contentId, @sha256, @versionId)',
  );
  const setEtag = db.prepare<[string | null]>(
    'INSERT INTO editor_meta (one, etag) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET etag = excluded.etag',
  );
  const etag = db.prepare<[], string | null>('SELECT etag FROM editor_meta').pluck();
  return {
    synced: () => synced.all(),
    etag: () => etag.get() ?? null,
    keepSync: db.transaction((change: Parameters<EditorRepository['keepSync']>[0]) => {
      for (const { version, steps } of change.published) {
        const [first, ...more] = steps;
        if (first) begin(version, first);
        for (const one of more) step(version.versionId, version.state, one, {});
      }
      for (const one of change.withdrawn) step(one.versionId, 'withdrawn', one.step, {});
      clear.run();
      for (const item of change.synced) keep.run(item);
      setEtag.run(change.etag);
    }),
  };
}
