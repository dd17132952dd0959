import { Logo } from './logo.tsx';

/** The name of the product with its mark, in both languages at once. */
export function Brand() {
  return (
    <div className="brand">
      <Logo />
      <div>
        <b lang="zh">护线</b>
        <span lang="en">Guardline</span>
      </div>
    </div>
  );
}
