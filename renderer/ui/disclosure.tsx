import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Disclosure as AriaDisclosure,
  Button,
  DisclosurePanel,
  Heading,
} from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './disclosure.module.css';

const cx = classesOf(css);

type DisclosureProps = Readonly<{
  title: string;
  children: ReactNode;
}>;

/** Details that most people do not need. */
export function Disclosure({ title, children }: DisclosureProps) {
  return (
    <AriaDisclosure className={cx('disclosure')}>
      <Heading level={3} className={cx('heading')}>
        <Button slot="trigger" className={cx('button')}>
          <ChevronRight className={cx('chevron')} size={16} strokeWidth={1.75} aria-hidden />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={cx('panel')}>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
