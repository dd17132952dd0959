import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { testFolder } from '#tests/support/test-folder.ts';

const root = resolve(import.meta.dirname, '../..');
const articles = join(root, 'assets', 'knowledge', 'articles');

const places = ['上海', '苏州', '杭州', '成都', '广州', '昆明', '拉萨', '沈阳', '西安', '长沙'];
const products = [
  '借记卡',
  '信用卡',
  '存折',
  '社保卡',
  '工资卡',
  '养老金账户',
  '外币账户',
  '手机银行',
  '网上银行',
  '定期存单',
];
const channels = ['柜面', '电话', '手机银行', '自助机', '上门服务'];

/** As the shipped ones, so that their words are as frequent as words are: each recombines the parts of two. */
function synthetic(index: number, sources: readonly string[]): string {
  const one = sources[index % sources.length] ?? '';
  const other = sources[(index * 7 + 3) % sources.length] ?? '';
  const about = `${places[index % 10]}${products[Math.floor(index / 10) % 10]}${channels[Math.floor(index / 100) % 5]}`;
  const [, head = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(one) ?? [];
  const steps = /\n## (步骤|Steps)\n[\s\S]*?(?=\n## |$)/g;
  const front = head
    .replace(/^id: .*$/m, `id: bench-${index}`)
    .replace(
      /^( {2}zh: )(['"]?)(.*)$/m,
      (_, key: string, quote: string, title: string) => `${key}${quote}${about} ${title}`,
    );
  // Links lead to articles that are there; steps, in both languages, come from elsewhere, so that no two bodies are alike.
  const others = other.match(steps) ?? [];
  const mixed =
    others.length === 0 || !body.includes('\n## 步骤\n')
      ? body
      : `${body.replace(steps, '')}${others.join('')}`;
  return `---\n${front}\n---\n${mixed.replace(/\n## (链接|Links)\n[\s\S]*?(?=\n## |$)/g, '\n')}`;
}

/**
 * A folder that Electron starts like the app's own: the same bundle, the same assets, but a knowledge base of `count`
 * articles (the shipped ones among them). Goes when this process ends.
 */
export function appWithArticles(count: number): string {
  const folder = testFolder();
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'dist'), join(folder, 'dist'));
  mkdirSync(join(folder, 'assets'));
  for (const name of readdirSync(join(root, 'assets'))) {
    if (name !== 'knowledge') symlinkSync(join(root, 'assets', name), join(folder, 'assets', name));
  }
  cpSync(join(root, 'assets', 'knowledge'), join(folder, 'assets', 'knowledge'), { recursive: true });
  addArticles(folder, count);
  return folder;
}

/** Fills such a folder up to `count` articles. */
export function addArticles(folder: string, count: number): void {
  const own = join(folder, 'assets', 'knowledge');
  const names = readdirSync(articles).filter((name) => name.endsWith('.md'));
  const sources = names.map((name) => readFileSync(join(articles, name), 'utf8'));
  for (let index = 0; index < count - sources.length; index++) {
    writeFileSync(join(own, 'articles', `bench-${index}.md`), synthetic(index, sources));
  }
}
